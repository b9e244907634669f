// The portal's side of an order: what it takes, what it refuses, and that it keeps nothing but what it says.

const fields = ["domain", "product", "csr", "sealed_key"];

/**
 * The bytes of the only PEM block in `text`, if it has this label and holds one whole DER SEQUENCE. A request and a sealed
 * key both begin with another SEQUENCE inside, and every key that is not sealed with a version.
 */
function pemBytes(text, label) {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z ]+)-----\s([A-Za-z\d+/=\s]+)-----END \1-----/g)];
  if (blocks.length !== 1 || blocks[0][1].replace(/^NEW /, "") !== label) return undefined;
  const bytes = Buffer.from(blocks[0][2], "base64");
  if (bytes[0] !== 0x30 || bytes.length < 4) return undefined;
  const long = bytes[1] & 0x80 ? bytes[1] & 0x7f : 0;
  if (long > 4) return undefined;
  const size = long ? bytes.readUIntBE(2, long) : bytes[1];
  return bytes.length === 2 + long + size && bytes[2 + long] === 0x30 ? bytes : undefined;
}

const refused = (error) => ({ error });

/** Judges the form that was sent: { received } with every field, or { error } in words for the customer. */
export function takeOrder(body) {
  const entries = [...new URLSearchParams(body)];
  const received = Object.fromEntries(entries);
  if (entries.some(([name]) => !fields.includes(name)) || entries.length !== Object.keys(received).length) {
    return refused("The order has a field that we do not know.");
  }
  for (const value of Object.values(received)) {
    // Nothing keeps a script of the page from sending one; what comes so is not kept.
    if (/-----BEGIN (?!ENCRYPTED )[A-Z ]*PRIVATE KEY-----/.test(value)) {
      return refused("The order holds a private key. We did not keep it. Make a new key.");
    }
  }
  // Letters of every script, but nothing that a log, a terminal or a page could take for more than a name.
  if (!/^[\p{L}\p{M}\p{N}.*-]{3,253}$/u.test(received.domain ?? "")) return refused("The order names no domain.");
  if (!["dv", "ov"].includes(received.product)) return refused("The order names no certificate.");
  if (!pemBytes(received.csr ?? "", "CERTIFICATE REQUEST")) {
    return refused("The request (CSR) is damaged or cut off. Go back and copy the whole text again.");
  }
  if (received.sealed_key !== undefined && !pemBytes(received.sealed_key, "ENCRYPTED PRIVATE KEY")) {
    return refused("The encrypted key file is damaged. Go back and make the key again.");
  }
  return { received };
}
