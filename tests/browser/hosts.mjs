/** A host that leads to 127.0.0.1 and, unlike localhost, is no secure context over http. */
export const insecureHost = "keyseal.test";
