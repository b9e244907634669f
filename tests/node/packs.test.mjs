// What is done with a key that exists, in the API: packages, another sealing, requests, the proof of compromise.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openIn, packageDir, root } from "./support.mjs";

const passphrase = "correct horse battery staple"; // as make-packs.sh has it
const newPassphrase = "garden ribbon anchor velvet mosaic";
const vector = (name) => readFileSync(`${root}tests/vectors/packs/${name}`);
const text = (name) => vector(name).toString();
const chain = ["leaf.pem", "issuing.pem"].map(text);

let keyseal, classes;
before(async () => {
  keyseal = await openIn(packageDir);
  classes = await import(`${packageDir}/keyseal-node.mjs`);
});
after(() => keyseal.close());

const rejects = (promise, Class, code, field) =>
  assert.rejects(promise, (error) => {
    assert.deepEqual([error.code, error.field], [code, field]);
    assert.ok(error instanceof classes[Class], error.name);
    return true;
  });
const packageOf = (more) => keyseal.package({ key: text("key.pem"), chain, passphrase, ...more });

test("a package has the sealed key, the chain in order, and a guide", async () => {
  const packaged = await packageOf({ chain: [text("root.pem"), text("issuing.pem") + text("leaf.pem")] });
  assert.equal(packaged.acceptable, true);
  assert.deepEqual(
    packaged.files.map(({ path, mode }) => [path, mode]),
    [
      ["pem/fullchain.pem", 0o644],
      ["pem/key.pem", 0o600],
      ["pem/README.txt", 0o644],
    ],
  );
  const [fullchain, key] = packaged.files.map(({ bytes }) => new TextDecoder().decode(bytes));
  assert.equal(fullchain, chain.join(""));
  assert.equal(key, text("key.pem"), "a sealed key that every server reads stays as it is");
  assert.equal(packaged.fileName, "www.example.com.zip");
  assert.deepEqual(packaged.names, ["www.example.com", "example.com"]);
  assert.equal(packaged.notAfter, "2027-01-07T12:00:00.000Z");
});

test("the same files give the same zip, whenever it is made", async () => {
  const [first, second] = [await packageOf(), await packageOf()];
  assert.deepEqual(first.zip, second.zip);
  assert.equal(Buffer.from(first.zip.subarray(0, 4)).toString("latin1"), "PK\x03\x04");
});

test("a PFX is a key file too, and brings its chain", async () => {
  const packaged = await packageOf({ key: vector("openssl-legacy.pfx"), chain: [] });
  assert.deepEqual(
    packaged.findings.map(({ rule }) => rule).filter((rule) => rule.startsWith("key-")),
    ["key-sealed-anew"],
  );
  const key = packaged.files.find(({ path }) => path === "pem/key.pem");
  const opened = createPrivateKey({ key: Buffer.from(key.bytes), passphrase });
  assert.ok(new X509Certificate(vector("leaf.pem")).checkPrivateKey(opened));
});

test("what is wrong with the chain is a finding, and an error leaves no file", async () => {
  const packaged = await packageOf({ chain: [text("leaf.pem"), text("forged.pem")] });
  assert.equal(packaged.acceptable, false);
  assert.deepEqual([packaged.files, packaged.zip.length], [[], 0]);
  const [finding] = packaged.findings;
  assert.deepEqual(
    [finding.rule, finding.severity, finding.field, finding.value],
    [...["chain-not-verified", "error", "chain[0]", "Issuing"]],
  );
});

test("what cannot be opened or read is an error with its own code and place", async () => {
  await rejects(packageOf({ passphrase: "another" }), "PassphraseError", "wrong-passphrase", "passphrase");
  await rejects(packageOf({ passphrase: undefined }), "PassphraseError", "passphrase-empty", "passphrase");
  await rejects(packageOf({ key: text("key-clear.pem") }), "InputError", "key-not-encrypted", "key");
  await rejects(packageOf({ key: text("key-rfc1421.pem") }), "InputError", "cipher-not-supported", "key");
  await rejects(packageOf({ key: "nothing" }), "InputError", "bad-sealed-key", "key");
  await rejects(packageOf({ chain: [] }), "InputError", "chain-missing", "chain");
  await rejects(packageOf({ chain: undefined }), "InputError", "chain-missing", "chain");
  await rejects(packageOf({ chain: [text("foreign.pem")] }), "MismatchError", "key-certificate-mismatch", "chain");
  const tooMany = text("leaf.pem") + text("issuing.pem").repeat(101);
  await rejects(packageOf({ chain: tooMany }), "InputError", "chain-too-long", "chain[0]");
  const cut = Buffer.from(new X509Certificate(vector("leaf.pem")).raw).subarray(0, -9);
  const bad = `-----BEGIN CERTIFICATE-----\n${cut.toString("base64")}\n-----END CERTIFICATE-----\n`;
  await rejects(packageOf({ chain: [chain[0], bad] }), "InputError", "certificate-bad", "chain[1]");
  await rejects(packageOf({ chain: [chain[0], text("key.pem")] }), "InputError", "private-key-given", "chain[1]");
});

test("what a certificate calls its server stands in no configuration and on no command line unless it is a host", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-names-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ["$(id).example.com", "`id`", "a;b{}", "a\nssl off;", "-oProxy", "aux.example.com"]) {
    const out = join(folder, "leaf.pem");
    const key = `${root}tests/vectors/packs/key-clear.pem`;
    const san = [0x30, name.length + 2, 0x82, name.length, ...Buffer.from(name)]; // RFC 5280 4.2.1.6
    const names = ["-subj", "/CN=x", "-addext", `subjectAltName=DER:${Buffer.from(san).toString("hex")}`];
    execFileSync("openssl", ["req", "-x509", "-key", key, ...names, "-days", "1", "-out", out], { stdio: "pipe" });
    const packaged = await packageOf({ chain: readFileSync(out), for: ["nginx", "iis", "node"] });
    assert.equal(packaged.names.length, 1);
    const texts = packaged.files.filter(({ path }) => /\.(conf|txt|ps1|mjs)$/.test(path));
    const isHost = name === "aux.example.com";
    for (const { path, bytes } of texts) {
      if (!isHost) assert.ok(!new TextDecoder().decode(bytes).includes(name), `${path}: ${name}`);
    }
    for (const { path } of packaged.files) assert.match(path, /^(nginx|iis|node)\/[A-Za-z0-9_][A-Za-z0-9._-]*$/);
    assert.ok(!packaged.files.some(({ path }) => /\/(con|aux)\./.test(path)), "no device of Windows");
  }
});

test("a request of another shape is refused, and bytes of passphrases are wiped whatever happens", async () => {
  for (const more of [
    { For: ["pem"] },
    { for: [] },
    { for: ["pem", "pem"] },
    { for: ["toString"] },
    { pfx: "old" },
    { key: 1 },
  ]) {
    const bytes = new TextEncoder().encode(passphrase);
    await assert.rejects(packageOf({ ...more, passphrase: bytes }), { code: "request-not-valid" });
    assert.ok(
      bytes.every((byte) => byte === 0),
      JSON.stringify(more),
    );
  }
  const both = [passphrase, newPassphrase].map((secret) => new TextEncoder().encode(secret));
  const request = { key: text("key.pem"), passphrase: both[0], newPassphrase: both[1] };
  await assert.rejects(keyseal.reseal({ ...request, sealing: { kdf: "none" } }), { code: "request-not-valid" });
  assert.ok(both.flatMap((bytes) => [...bytes]).every((byte) => byte === 0));
});

test("a key is sealed anew, under the new passphrase alone", async () => {
  const key = text("key-old.pem");
  const resealed = await keyseal.reseal({ key, passphrase, newPassphrase });
  assert.equal(resealed.key, "ecdsa-p256");
  const opened = createPrivateKey({ key: resealed.sealedKeyPem, passphrase: newPassphrase });
  assert.ok(new X509Certificate(vector("leaf.pem")).checkPrivateKey(opened));
  assert.throws(() => createPrivateKey({ key: resealed.sealedKeyPem, passphrase }));
  await rejects(
    keyseal.reseal({ key, passphrase, newPassphrase: "123456" }),
    "PassphraseError",
    "passphrase-too-short",
    "newPassphrase",
  );
  const sealing = { kdf: "pbkdf2-hmac-sha256", iterations: 1000 };
  await rejects(
    keyseal.reseal({ key, passphrase, newPassphrase, sealing }),
    "InputError",
    "kdf-below-floor",
    "sealing",
  );
});

test("a PFX refuses a passphrase that the format does not know, and nothing is made", async () => {
  const emoji = `${newPassphrase} 🔑`;
  const { sealedKeyPem } = await keyseal.reseal({ key: text("key.pem"), passphrase, newPassphrase: emoji });
  const request = { key: sealedKeyPem, chain, passphrase: emoji };
  await rejects(
    keyseal.package({ ...request, for: ["iis"] }),
    "PassphraseError",
    "passphrase-not-for-pfx",
    "passphrase",
  );
  assert.equal((await keyseal.package({ ...request, for: ["nginx"] })).acceptable, true);
});

test("a new request of the key has its names, and a notice that a new key is better", async () => {
  const requested = await keyseal.request({
    keyFile: text("key.pem"),
    passphrase,
    dns: ["www.example.com", "new.example.com"],
  });
  assert.deepEqual(requested.names, ["www.example.com", "new.example.com"]);
  assert.deepEqual(
    requested.findings.map(({ rule }) => rule),
    ["key-reused"],
  );
  const report = await keyseal.check({ input: requested.csrPem, match: text("leaf.pem") });
  assert.equal(report.acceptable, true);
  await rejects(
    keyseal.request({ keyFile: text("key.pem"), passphrase, dns: ["localhost"] }),
    "InputError",
    "name-internal",
    "dns[0]",
  );
  await rejects(
    keyseal.request({ keyFile: text("key.pem"), key: {}, passphrase, dns: [] }),
    "InputError",
    "request-not-valid",
    "request",
  );
});

test("a proof of compromise is told by the checker, and nothing can be issued from it", async () => {
  const proof = await keyseal.request({ keyFile: text("key.pem"), passphrase, proveCompromise: true });
  assert.deepEqual(proof.names, []);
  const report = await keyseal.check({ input: proof.csrPem });
  const errors = report.findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  assert.ok(errors.includes("K-04") && !errors.includes("C-04"), errors.join());
  await rejects(
    keyseal.request({ keyFile: text("key.pem"), passphrase, proveCompromise: false }),
    "InputError",
    "request-not-valid",
    "proveCompromise",
  );
});

test("the fake of keyseal/testing answers in the same form, and says that it is one", async () => {
  const { fakeKeyseal } = await import(`${packageDir}/keyseal-testing.mjs`);
  const calls = [
    (one) => one.package({ key: text("key.pem"), chain, passphrase, for: ["pem", "iis"] }),
    (one) => one.reseal({ key: text("key.pem"), passphrase, newPassphrase }),
    (one) => one.request({ keyFile: text("key.pem"), passphrase, dns: ["www.example.com"] }),
    (one) => one.request({ keyFile: text("key.pem"), passphrase, proveCompromise: true }),
  ];
  for (const call of calls) {
    const [real, fake] = [await call(keyseal), await call(fakeKeyseal())];
    assert.deepEqual(Object.keys(fake).sort(), Object.keys(real).sort());
    assert.deepEqual(
      fake.files?.map(({ mode }) => mode),
      real.files?.map(({ mode }) => mode),
    );
    assert.ok(fake.findings.some(({ rule }) => rule === "keyseal-fake"));
    assert.equal(fake.names?.length === 0, real.names?.length === 0);
  }
});
