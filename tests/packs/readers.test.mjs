// PFX files are read by programs that none of us wrote, and found whole: key, chain, name.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { run, runOk, setUpJudges } from "../interop/commands.mjs";
import { makeAuthority } from "./authority.mjs";
import { host, makePacks, passphrase } from "./packs.mjs";

const { PYTHON } = setUpJudges("interop");
setUpJudges("packs");

const pem = (text) => text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];

for (const form of ["modern", "legacy"]) {
  describe(`PFX files, ${form}`, () => {
    let authority, made, pfx;
    before(async () => {
      authority = await makeAuthority();
      made = await makePacks(authority, { targets: "iis,java", options: ["--pfx", form] });
      pfx = join(made.packs, "iis", `${host}.pfx`);
    });
    after(() => {
      made?.remove();
      authority?.remove();
    });
    const expected = () => [made.leaf, authority.intermediate].map((path) => authority.read(path).trim());
    const fromOld = form === "legacy" ? ["-legacy"] : [];

    test("OpenSSL reads key and chain, in order", async () => {
      const out = await runOk("openssl", ["pkcs12", "-in", pfx, "-passin", `pass:${passphrase}`, "-nodes", ...fromOld]);
      assert.deepEqual(pem(out), expected());
      assert.match(out, new RegExp(`friendlyName: ${host}`));
      const [key, leaf] = await Promise.all([
        runOk("openssl", ["pkey", "-pubout"], { stdin: out }),
        runOk("openssl", ["x509", "-noout", "-pubkey", "-in", made.leaf]),
      ]);
      assert.equal(key, leaf);
      assert.equal(out.match(/localKeyID/g).length, 2, "of the key and of its certificate");
    });
    test("OpenSSL sees what the form promises, and refuses another passphrase", async () => {
      const info = await run("openssl", [
        "pkcs12",
        "-in",
        pfx,
        "-passin",
        `pass:${passphrase}`,
        "-info",
        "-noout",
        ...fromOld,
      ]);
      assert.equal(info.status, 0, info.stderr);
      const shown = info.stderr + info.stdout;
      if (form === "modern") {
        assert.match(shown, /MAC: sha256, Iteration 600000/);
        assert.equal(
          shown.match(/PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256/g)?.length,
          2,
          shown,
        );
      } else {
        assert.match(shown, /MAC: sha1, Iteration 600000/);
        assert.equal(shown.match(/pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 600000/g)?.length, 2, shown);
      }
      const wrong = await run("openssl", [
        "pkcs12",
        "-in",
        pfx,
        "-passin",
        `pass:${passphrase}r`,
        "-noout",
        ...fromOld,
      ]);
      assert.notEqual(wrong.status, 0);
    });
    test("Java lists it, and takes it into another key store", async () => {
      const store = ["-storetype", "PKCS12", "-keystore", pfx, "-storepass", passphrase];
      const listed = await runOk("keytool", ["-list", "-v", ...store]);
      assert.match(listed, new RegExp(`Alias name: ${host}`));
      assert.match(listed, /Entry type: PrivateKeyEntry/);
      assert.match(listed, /Certificate chain length: 2/);
      const target = join(made.folder, `${form}.p12`);
      const to = ["-destkeystore", target, "-deststoretype", "PKCS12", "-deststorepass", passphrase];
      await runOk("keytool", [
        "-importkeystore",
        "-srckeystore",
        pfx,
        "-srcstoretype",
        "PKCS12",
        "-srcstorepass",
        passphrase,
        ...to,
      ]);
      const copied = await runOk("keytool", [
        "-list",
        "-storetype",
        "PKCS12",
        "-keystore",
        target,
        "-storepass",
        passphrase,
      ]);
      assert.match(copied, /PrivateKeyEntry/);
    });
    test("NSS reads it", async () => {
      const out = await runOk("pk12util", ["-l", pfx, "-W", passphrase]);
      assert.match(out, new RegExp(`Friendly Name: ${host}`));
      assert.equal(out.match(/^Certificate(?:\(has private key\))?:/gm)?.length, 2, out);
    });
    test("GnuTLS reads it", async () => {
      const out = await runOk("certtool", ["--p12-info", "--inder", "--infile", pfx, "--password", passphrase]);
      assert.deepEqual(pem(out), expected());
      assert.match(out, /-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/);
    });
    test("Python's cryptography reads it", async () => {
      const script = `
import sys
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs12
loaded = pkcs12.load_pkcs12(open(sys.argv[1], "rb").read(), sys.argv[2].encode())
print(loaded.cert.friendly_name.decode())
assert loaded.key.public_key() == loaded.cert.certificate.public_key()
for one in [loaded.cert, *loaded.additional_certs]:
    print(one.certificate.public_bytes(Encoding.PEM).decode())
`;
      const out = await runOk(PYTHON, ["-c", script, pfx, passphrase]);
      assert.equal(out.split("\n")[0], host);
      assert.deepEqual(pem(out), expected());
    });
    test("the key store of Java is the same file", () => {
      assert.deepEqual(readFileSync(join(made.packs, "java", `${host}.p12`)), readFileSync(pfx));
    });
  });
}
