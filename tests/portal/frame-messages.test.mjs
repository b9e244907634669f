// What may cross between a portal and the frame that makes the key: public data and sealed keys, in one form only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../element/support.mjs";
import { packageDir } from "../node/support.mjs";

const { readFromFrame, readToFrame } = await load("../frame/messages");
const { frameOrigin } = await load("../frame/guest");
const { fakeKeyseal, fixtures } = await import(`${packageDir}/keyseal-testing.mjs`);

const { csrPem, sealedKeyPem, spkiSha256, names, receipt } = fixtures["ecdsa-p256"];
const made = { csrPem, spkiSha256, names, receipt };
const generated = { keyseal: 1, type: "generated", made };
const fromFrame = [
  { keyseal: 1, type: "ready" },
  generated,
  { keyseal: 1, type: "generated", made: { ...made, sealedKeyPem } },
  { keyseal: 1, type: "saved", what: "key" },
  { keyseal: 1, type: "progress", progress: { phase: "key", fraction: 0.5, elapsedMs: 1200.5 } },
  { keyseal: 1, type: "progress", progress: { phase: "key", fraction: 0, expectedMs: [9.5, 4000], elapsedMs: 1 } },
  { keyseal: 1, type: "error", code: "name-internal", field: "dns[3]" },
  { keyseal: 1, type: "state", state: "done", unsaved: true },
  { keyseal: 1, type: "resize", height: 812 },
  { keyseal: 1, type: "leave-answer", id: 1, leave: false },
];
const toFrame = [
  { keyseal: 1, type: "configure", sealedKey: false },
  {
    keyseal: 1,
    type: "configure",
    sealedKey: true,
    policy: { requireSaved: true },
    profile: "smime",
    key: "rsa-3072",
    lang: "de-AT",
    colorScheme: "dark",
  },
  { keyseal: 1, type: "ask-leave", id: 1 },
];

test("reads every message of the protocol", () => {
  for (const message of fromFrame) assert.equal(readFromFrame(message), message);
  for (const message of toFrame) assert.equal(readToFrame(message), message);
});

test("reads no message in the other direction", () => {
  for (const message of fromFrame) assert.equal(readToFrame(message), undefined);
  for (const message of toFrame) assert.equal(readFromFrame(message), undefined);
});

test("reads what every key type gives, sealed with either KDF, and what the fake gives", async () => {
  const scrypt = { kdf: "scrypt", n: 131072, r: 8, p: 1, cipher: "aes-256-cbc" };
  const fake = await fakeKeyseal().generate({
    dns: ["example.com"],
    passphrase: "this is long enough",
    sealing: scrypt,
  });
  for (const each of [...Object.values(fixtures), fake]) {
    const { csrPem, sealedKeyPem, spkiSha256, names, receipt } = each;
    const message = { ...generated, made: { csrPem, sealedKeyPem, spkiSha256, names, receipt } };
    assert.equal(readFromFrame(message), message);
  }
});

test("reads nothing that lacks a field, has one more, or is of another protocol", () => {
  for (const message of [...fromFrame, ...toFrame]) {
    const read = fromFrame.includes(message) ? readFromFrame : readToFrame;
    assert.equal(read({ ...message, more: 1 }), undefined);
    assert.equal(read({ ...message, keyseal: 2 }), undefined);
    for (const field of Object.keys(message)) {
      if (["policy", "profile", "key", "lang", "colorScheme", "field"].includes(field)) continue;
      const { [field]: _, ...rest } = message;
      assert.equal(read(rest), undefined, `${message.type} without ${field}`);
    }
  }
  for (const junk of [undefined, null, 7, "ready", [], {}, { type: "ready" }, [{ keyseal: 1, type: "ready" }]]) {
    assert.equal(readFromFrame(junk), undefined);
    assert.equal(readToFrame(junk), undefined);
  }
});

test("lets no private key through that is not sealed", () => {
  const unsealed = (label) => sealedKeyPem.replaceAll("ENCRYPTED PRIVATE KEY", label);
  const wrong = [
    ...["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"].map(unsealed),
    `${sealedKeyPem}${unsealed("PRIVATE KEY")}`,
    `${unsealed("PRIVATE KEY")}${sealedKeyPem}`,
    csrPem,
    "",
  ];
  for (const pem of wrong)
    assert.equal(readFromFrame({ ...generated, made: { ...made, sealedKeyPem: pem } }), undefined);
  for (const pem of [...wrong.slice(0, 3), sealedKeyPem, `${csrPem}${unsealed("PRIVATE KEY")}`]) {
    assert.equal(readFromFrame({ ...generated, made: { ...made, csrPem: pem } }), undefined);
  }
});

test("lets no passphrase through beside what was made", () => {
  assert.equal(readFromFrame({ ...generated, made: { ...made, passphrase: "x" } }), undefined);
  assert.equal(readFromFrame({ ...generated, made: { ...made, receipt: { ...receipt, passphrase: "x" } } }), undefined);
});

test("reads values in their limits only", () => {
  const wrong = [
    { keyseal: 1, type: "saved", what: "passphrase" },
    { keyseal: 1, type: "progress", progress: { phase: "cooking", elapsedMs: 1 } },
    { keyseal: 1, type: "progress", progress: { phase: "key", fraction: 1.1, elapsedMs: 1 } },
    { keyseal: 1, type: "progress", progress: { phase: "key", expectedMs: [1], elapsedMs: 1 } },
    { keyseal: 1, type: "progress", progress: { phase: "key", expectedMs: [1, 2, 3], elapsedMs: 1 } },
    { keyseal: 1, type: "progress", progress: { phase: "key", expectedMs: [-1, 2], elapsedMs: 1 } },
    { keyseal: 1, type: "error", code: "Not a code" },
    { keyseal: 1, type: "resize", height: -1 },
    { keyseal: 1, type: "resize", height: Number.NaN },
    { keyseal: 1, type: "resize", height: 100_001 },
    { keyseal: 1, type: "state", state: "done", unsaved: "no" },
    { keyseal: 1, type: "state", state: "ready", unsaved: true },
    { keyseal: 1, type: "leave-answer", id: 1.5, leave: true },
    { ...generated, made: { ...made, spkiSha256: spkiSha256.toUpperCase() } },
    { ...generated, made: { ...made, names: [1] } },
    { ...generated, made: { ...made, names: Array(1001).fill("a") } },
  ];
  for (const message of wrong) assert.equal(readFromFrame(message), undefined, JSON.stringify(message).slice(0, 80));
  const settings = { keyseal: 1, type: "configure", sealedKey: false };
  for (const more of [
    { policy: [] },
    { profile: "none" },
    { lang: "x y" },
    { key: "RSA" },
    { colorScheme: "blue" },
    { sealedKey: 1 },
  ]) {
    assert.equal(readToFrame({ ...settings, ...more }), undefined, JSON.stringify(more));
  }
});

test("takes the origin that it speaks with from the hash, and only an origin", () => {
  assert.equal(frameOrigin(""), undefined);
  assert.equal(frameOrigin("#make"), undefined);
  assert.equal(frameOrigin("#frame=https://portal.example"), "https://portal.example");
  assert.equal(frameOrigin("#frame=http%3A%2F%2Flocalhost%3A8080"), "http://localhost:8080");
  const none = ["", "*", "/", "null", "portal.example", "https://portal.example/", "https://portal.example:443"];
  for (const origin of [...none, "https://user@portal.example", "data:text/html,x", "file:///", "%"]) {
    assert.throws(() => frameOrigin(`#frame=${origin}`), `#frame=${origin}`);
  }
});
