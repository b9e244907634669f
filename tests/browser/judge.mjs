// OpenSSL's judgement of what was made in a browser.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";

async function openssl(...args) {
  const { stdout, stderr } = await promisify(execFile)("openssl", args);
  return stdout + stderr;
}

/**
 * Has OpenSSL check the request, open the sealed key with the passphrase, and compare their public keys. Returns the
 * request as OpenSSL prints it.
 */
export async function judge({ csrPem, sealedKeyPem }, passphrase, dns = ["www.example.com"]) {
  const folder = await mkdtemp(`${tmpdir()}/keyseal-browser-`);
  const [csr, key, password] = ["csr.pem", "key.pem", "passphrase"].map((name) => `${folder}/${name}`);
  try {
    await Promise.all([writeFile(csr, csrPem), writeFile(key, sealedKeyPem), writeFile(password, passphrase)]);
    assert.match(await openssl("req", "-in", csr, "-verify", "-noout"), /self-signature verify OK/);
    const text = await openssl("req", "-in", csr, "-text", "-noout");
    const [, names] = text.match(/Subject Alternative Name: .*\n\s*(.*)\n/);
    assert.deepEqual(
      names.split(", "),
      dns.map((name) => `DNS:${name}`),
    );
    const publicKey = await openssl("pkey", "-in", key, "-passin", `file:${password}`, "-pubout");
    assert.equal(publicKey, await openssl("req", "-in", csr, "-pubkey", "-noout"));
    return text;
  } finally {
    await rm(folder, { recursive: true });
  }
}
