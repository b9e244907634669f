// Makes the fixtures of keyseal/testing with the real module, anew: a request and a sealed key of every key type. The
// keys are published together with their passphrase, and every file says so. Run it when what `generate` gives has
// changed; tests/interop/testing-fixtures.test.mjs has OpenSSL judge what is committed.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const packageDir = process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`;
const folder = `${root}js-bindings/src/testing/fixtures`;

/** It has to pass the gate of every passphrase, and to say what it is. */
const passphrase = "this passphrase is published and protects nothing";
const note = "Keyseal test fixture: a published key with a published passphrase. It protects nothing.";

const website = ["www.example.com", "example.com"];
const organisation = [
  { type: "C", value: "DE" },
  { type: "L", value: "Berlin" },
  { type: "O", value: "Example GmbH" },
];
const requests = {
  "ecdsa-p256": { key: { type: "ecdsa", curve: "P-256" }, dns: website },
  "ecdsa-p384": { key: { type: "ecdsa", curve: "P-384" }, dns: website, subject: organisation },
  "ecdsa-p521": { key: { type: "ecdsa", curve: "P-521" }, profile: "tls-client", email: ["kim@example.com"] },
  "rsa-2048": { key: { type: "rsa", modulusBits: 2048 }, dns: ["*.example.com", "bücher.example.net"] },
  "rsa-3072": { key: { type: "rsa", modulusBits: 3072 }, dns: website },
  "rsa-4096": { key: { type: "rsa", modulusBits: 4096 }, profile: "smime", email: ["kim@example.com"] },
  ed25519: { key: { type: "ed25519" }, profile: "private-pki", dns: ["db.internal"], ip: ["10.0.0.1"] },
  "ml-dsa-44": { key: { type: "ml-dsa", parameterSet: 44 }, profile: "private-pki", dns: ["db.internal"] },
  "ml-dsa-65": { key: { type: "ml-dsa", parameterSet: 65 }, profile: "private-pki", dns: ["db.internal"] },
  "ml-dsa-87": { key: { type: "ml-dsa", parameterSet: 87 }, profile: "private-pki", dns: ["db.internal"] },
};

/** The contents of the DER element at `at`, and the whole of it. */
function element(bytes, at) {
  const long = bytes[at + 1] & 0x80 ? bytes[at + 1] & 0x7f : 0;
  const head = at + 2 + long;
  const size = long ? bytes.readUIntBE(at + 2, long) : bytes[at + 1];
  return { head, end: head + size, whole: bytes.subarray(at, head + size) };
}

/** The SubjectPublicKeyInfo of a request (RFC 2986 4.1): what follows the version and the subject. */
function publicKeyOf(csrDer) {
  const bytes = Buffer.from(csrDer);
  const version = element(bytes, element(bytes, element(bytes, 0).head).head);
  const subject = element(bytes, version.end);
  return element(bytes, subject.end).whole;
}

const write = (name, value) => writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(value, null, 2)}\n`);

const keyseal = await (await import(`${packageDir}/keyseal-node.mjs`)).open();
mkdirSync(folder, { recursive: true });
const publicKeys = {};
for (const [name, request] of Object.entries(requests)) {
  const made = await keyseal.generate({ ...request, passphrase });
  const { csrPem, sealedKeyPem, spkiSha256, names, findings, receipt } = made;
  const marked = { ...receipt, version: `${receipt.version}-fixture` };
  const [csr, sealed] = [csrPem, sealedKeyPem].map((pem) => `${note}\n${pem}`);
  write(name, { note, passphrase, csrPem: csr, sealedKeyPem: sealed, spkiSha256, names, findings, receipt: marked });
  publicKeys[name] = { spki: publicKeyOf(made.csrDer).toString("base64"), spkiSha256 };
}
write("public-keys", publicKeys);
keyseal.close();
