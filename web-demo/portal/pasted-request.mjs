// A request that the customer brings along. Its contents are judged when the order is placed.

const request = /-----BEGIN (NEW )?CERTIFICATE REQUEST-----\s+[A-Za-z\d+/=\s]+-----END \1?CERTIFICATE REQUEST-----/;

/** The PEM block of the request in `text`, or "". */
export const requestIn = (text) => text.match(request)?.[0] ?? "";

export const holdsPrivateKey = (text) => /-----(BEGIN|END) [A-Z ]*PRIVATE KEY-----/.test(text);
