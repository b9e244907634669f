// The fixtures that keyseal/testing ships, as OpenSSL reads them: what is committed was made by the real module.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "../element/support.mjs";
import { runOk, setUpJudges } from "./commands.mjs";
import { inToolchain } from "./openssl.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packageDir = process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`;
const { keySpecs: specs } = await load("base/key-names");
const { fakeKeyseal, fixtures } = await import(`${packageDir}/keyseal-testing.mjs`);

const folder = await mkdtemp(`${tmpdir()}/keyseal-fixtures-`);
after(() => rm(folder, { recursive: true }));
const { file, before, cwd } = inToolchain(folder, setUpJudges().TOOLCHAIN);
const openssl = (...args) => runOk(file, [...before, ...args], { cwd });

/** SHA-256 of the SubjectPublicKeyInfo that a PEM public key holds. */
async function spkiSha256(publicKeyPem) {
  const base64 = publicKeyPem.replaceAll(/-----.*-----|\n/g, "");
  const digest = await crypto.subtle.digest("SHA-256", Buffer.from(base64, "base64"));
  return Buffer.from(digest).toString("hex");
}

for (const [name, fixture] of Object.entries(fixtures)) {
  test(`the fixture ${name} is a signed request for its names and the key that its passphrase opens`, async () => {
    await writeFile(`${folder}/csr.pem`, fixture.csrPem);
    await writeFile(`${folder}/key.pem`, fixture.sealedKeyPem);
    await writeFile(`${folder}/passphrase`, fixture.passphrase);
    await openssl("req", "-in", "csr.pem", "-verify", "-noout");
    const text = await openssl("req", "-in", "csr.pem", "-text", "-noout");
    const [, found = ""] = text.match(/Subject Alternative Name:.*\n *(.*)/) ?? [];
    const names = found.split(", ").map((entry) => entry.replace(/^[^:]*:/, ""));
    assert.deepEqual(names, fixture.names);
    const opened = await openssl("pkey", "-in", "key.pem", "-passin", "file:passphrase", "-pubout");
    assert.equal(opened, await openssl("req", "-in", "csr.pem", "-pubkey", "-noout"));
    assert.equal(await spkiSha256(opened), fixture.spkiSha256);
    assert.equal(fixture.receipt.spkiSha256, fixture.spkiSha256);
    assert.equal(fixture.receipt.key, name);
  });

  test(`the fixture ${name} says that its key is published`, () => {
    for (const pem of [fixture.csrPem, fixture.sealedKeyPem]) {
      assert.match(pem, /^Keyseal test fixture: a published key with a published passphrase\. It protects nothing\.\n/);
    }
    assert.match(fixture.receipt.version, /-fixture$/);
    const base64 = fixture.csrPem.replaceAll(/.*-----.*|^Keyseal .*|\n/gm, "");
    assert.ok(Buffer.from(base64, "base64").equals(fixture.csrDer));
  });

  test(`what the fake gives for ${name} has the fixture's public key`, async () => {
    const request = { profile: "private-pki", key: specs[name], dns: ["db.internal"], passphrase: fixture.passphrase };
    const { csrPem, spkiSha256: said } = await fakeKeyseal().generate(request);
    await writeFile(`${folder}/csr.pem`, csrPem);
    assert.equal(await spkiSha256(await openssl("req", "-in", "csr.pem", "-pubkey", "-noout")), fixture.spkiSha256);
    assert.equal(said, fixture.spkiSha256);
  });
}
