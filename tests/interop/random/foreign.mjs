// Random requests for other makers than Keyseal: names in the form in which they stand in a request.
import { anything, types } from "./requests.mjs";

const keys = [...Array(20).fill("ecdsa-p256"), "ecdsa-p384", "ecdsa-p521", "ed25519"];

/** { name, key, subject: [OID, value], dns, ip, email, uri } */
export function foreignRequest(name, draws) {
  const { dns, ip, email, uri, subject } = anything(draws);
  // openssl req makes no request without a subject, nor with an emailAddress above 128, where RFC 5280 A.1 has 255.
  const short = subject.filter(({ value }) => value.length <= 128);
  if (short.length === 0) short.push({ type: "O", value: "Example" });
  const texts = (names) => [...new Set(names.map(({ text }) => text))];
  return {
    name,
    key: draws.happens(1) ? "rsa-2048" : draws.oneOf(keys),
    subject: short.map(({ type, value }) => [types[type][0], value]),
    dns: texts(dns),
    ip: texts(ip),
    email: texts(email),
    uri: texts(uri),
  };
}

/** A value of OpenSSL's configuration files: what it would expand, end or quote stands behind a backslash. */
const escaped = (value) => value.replace(/[\\$#"'`;]/g, "\\$&").replace(/^ | $/g, "\\$&");

/** The request as `openssl req -config` reads it. */
export function opensslConfig({ subject, dns, ip, email, uri }) {
  const names = { DNS: dns, IP: ip, email, URI: uri };
  const lines = Object.entries(names).flatMap(([kind, texts]) => {
    return texts.map((text, i) => `${kind}.${i} = ${escaped(text)}`);
  });
  return [
    "[req]\nprompt = no\nutf8 = yes\nstring_mask = utf8only\ndistinguished_name = subject\nreq_extensions = extensions",
    `[subject]\n${subject.map(([oid, value], i) => `${i}.${oid} = ${escaped(value)}`).join("\n")}`,
    "[extensions]\nkeyUsage = critical, digitalSignature\nsubjectAltName = @names",
    `[names]\n${lines.join("\n")}\n`,
  ].join("\n");
}
