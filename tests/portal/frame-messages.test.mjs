// What may cross between a portal and the frame that makes the key: public data and sealed keys, in one form only.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "../element/support.mjs";
import { packageDir, root } from "../node/support.mjs";

const { readFromFrame, readToFrame } = await load("frame/messages");
const { errorCodes } = await load("base/error-codes");
const { frameOrigin } = await load("frame/guest");
const { fakeKeyseal, fixtures } = await import(`${packageDir}/keyseal-testing.mjs`);

const blockOf = (pem) => pem.slice(pem.indexOf("-----BEGIN"));
const { spkiSha256, names, receipt } = fixtures["ecdsa-p256"];
const [csrPem, sealedKeyPem] = [fixtures["ecdsa-p256"].csrPem, fixtures["ecdsa-p256"].sealedKeyPem].map(blockOf);
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
  { keyseal: 1, type: "error", code: "internal", field: "call: unreachable" },
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
    const { spkiSha256, names, receipt } = each;
    const made = { csrPem: blockOf(each.csrPem), sealedKeyPem: blockOf(each.sealedKeyPem), spkiSha256, names, receipt };
    const message = { ...generated, made };
    assert.equal(readFromFrame(message), message, receipt.key);
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

const der = (tag, ...contents) => {
  const body = Buffer.concat(contents.map((content) => Buffer.from(content)));
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.from([tag, ...size, ...body]);
};
const sequence = (...contents) => der(0x30, ...contents);
const oid = (hex) => der(0x06, Buffer.from(hex, "hex"));
const pemOf = (label, bytes) => {
  const lines = Buffer.from(bytes)
    .toString("base64")
    .match(/.{1,64}/g);
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
};
const bytesOf = (pem) => Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ""), "base64");
const request = "CERTIFICATE REQUEST";
const sealedKey = "ENCRYPTED PRIVATE KEY";
const admitsRequest = (pem) => readFromFrame({ ...generated, made: { ...made, names: [], csrPem: pem } }) !== undefined;
const admitsKey = (pem) => readFromFrame({ ...generated, made: { ...made, sealedKeyPem: pem } }) !== undefined;

const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");
const unencrypted = {
  "a PrivateKeyInfo": keys.privateKey.export({ type: "pkcs8", format: "der" }),
  "a PrivateKeyInfo of RSA": rsa.privateKey.export({ type: "pkcs8", format: "der" }),
  "a PrivateKeyInfo of Ed25519": ed25519.privateKey.export({ type: "pkcs8", format: "der" }),
  "an ECPrivateKey": keys.privateKey.export({ type: "sec1", format: "der" }),
  "an RSAPrivateKey": rsa.privateKey.export({ type: "pkcs1", format: "der" }),
};
for (const [what, bytes] of Object.entries(unencrypted)) {
  test(`admits ${what} under neither label`, () => {
    assert.equal(admitsKey(pemOf(sealedKey, bytes)), false);
    assert.equal(admitsRequest(pemOf(request, bytes)), false);
    assert.equal(admitsKey(pemOf(sealedKey, sequence(sequence(), bytes))), false);
  });
}

/** An EncryptedPrivateKeyInfo with parts that can be others. */
const sealedOf = ({ scheme, kdf, cipher, iv = Buffer.alloc(16), data = Buffer.alloc(32), more = [] } = {}) =>
  sequence(
    sequence(
      oid(scheme ?? "2a864886f70d01050d"),
      sequence(
        sequence(oid(kdf ?? "2a864886f70d01050c"), sequence()),
        sequence(oid(cipher ?? "60864801650304012a"), der(0x04, iv)),
      ),
    ),
    der(0x04, data),
    ...more,
  );

test("admits a sealed key only as PBES2 of AES-256-CBC, whole, with nothing behind it", () => {
  assert.equal(admitsKey(pemOf(sealedKey, sealedOf())), true);
  assert.equal(admitsKey(pemOf(sealedKey, sealedOf({ kdf: "2b06010401da47040b" }))), true); // scrypt
  for (const [what, bytes] of Object.entries({
    "another scheme": sealedOf({ scheme: "2a864886f70d01050e" }),
    "another KDF": sealedOf({ kdf: "2a864886f70d01050e" }),
    "another cipher": sealedOf({ cipher: "2a864886f70d0307" }),
    "a short IV": sealedOf({ iv: Buffer.alloc(15) }),
    "no whole blocks": sealedOf({ data: Buffer.alloc(31) }),
    "no data": sealedOf({ data: Buffer.alloc(0) }),
    "one element more": sealedOf({ more: [der(0x04, "copper lantern")] }),
    "bytes behind it": Buffer.concat([sealedOf(), Buffer.from("copper lantern")]),
    "one byte too few": sealedOf().subarray(0, -1),
    "a request": bytesOf(csrPem),
    "a key in the place of the data": sealedOf({ data: unencrypted["a PrivateKeyInfo of Ed25519"] }),
    "a padded key there": sealedOf({ data: Buffer.concat([unencrypted["a PrivateKeyInfo"], Buffer.alloc(6)]) }),
    "a padded key of SEC 1 there": sealedOf({ data: Buffer.concat([unencrypted["an ECPrivateKey"], Buffer.alloc(7)]) }),
  })) {
    assert.equal(admitsKey(pemOf(sealedKey, bytes)), false, what);
  }
});

const spki = keys.publicKey.export({ type: "spki", format: "der" });
const info = (version = [0], key = spki, ...more) => sequence(der(0x02, version), sequence(), key, der(0xa0), ...more);
/** A CertificationRequest with parts that can be others. */
const csr = (of = info(), signature = [0, 1], ...more) => sequence(of, sequence(), der(0x03, signature), ...more);

test("admits a request only as CertificationRequest, whole, with nothing behind it", () => {
  assert.equal(admitsRequest(pemOf(request, csr())), true);
  let deep = der(0x04, "x");
  for (let depth = 0; depth < 100; depth++) deep = sequence(deep);
  for (const [what, bytes] of Object.entries({
    "another version": csr(info([1])),
    "no public key": csr(info([0], sequence())),
    "one element more": csr(info(), [0, 1], der(0x04, "copper lantern")),
    "unused bits in the signature": csr(info(), [1, 2]),
    "one more inside": csr(info([0], spki, der(0x04, "copper lantern"))),
    "bytes behind it": Buffer.concat([csr(), Buffer.from("copper lantern")]),
    "one byte too few": csr().subarray(0, -1),
    "a sealed key": bytesOf(sealedKeyPem),
    "a length in a byte too many": Buffer.concat([Buffer.from([0x30, 0x81, csr().length - 2]), csr().subarray(2)]),
    "elements without an end": sequence(info(), deep, der(0x03, [0, 1])),
  })) {
    assert.equal(admitsRequest(pemOf(request, bytes)), false, what);
  }
});

test("admits PEM only as the module writes it: no text around it, no other line, no other way to write the bytes", () => {
  for (const [pem, admits] of [
    [csrPem, admitsRequest],
    [sealedKeyPem, admitsKey],
  ]) {
    assert.equal(admits(pem), true);
    for (const other of [
      `copper lantern orbit thistle\n${pem}`,
      `${pem}copper lantern orbit thistle\n`,
      `\n${pem}`,
      pem.slice(0, -1),
      pem.replaceAll("\n", "\r\n"),
      pem.replace("-----\n", "-----\nProc-Type: 4\n"),
      pem.replace(/\n(.{32})/, "\n$1\n"),
      pem.replace(/(.)\n-----END/, "$1=\n-----END"),
      pem.replace(/(.)\n-----END/, "_\n-----END"),
      pem.replace("-----END", " \n-----END"),
    ]) {
      assert.equal(admits(other), false, other);
    }
  }
  // Bits behind the last byte could hold something.
  const padded = [0, 1, 2]
    .map((more) => pemOf(request, csr(info(), Buffer.alloc(more + 1))))
    .find((pem) => pem.includes("=="));
  assert.equal(admitsRequest(padded), true);
  assert.equal(admitsRequest(padded.replace("A==", "B==")), false);
});

test("admits the names that stand in the request, and nothing else for a name", async () => {
  const given = {
    dns: ["www.example.com", "*.example.com"],
    ip: ["192.0.2.1", "2001:db8::8:800:200c:417a", "::", "::1", "1::", "::ffff:192.0.2.128"],
    email: ["somebody@example.com"],
    uri: [`https://example.com/${"a".repeat(300)}`, "spiffe://example.com/x"],
  };
  const { csrPem, names } = await fakeKeyseal().generate({
    ...given,
    profile: "private-pki",
    passphrase: "copper lantern orbit thistle",
  });
  assert.equal(names.length, Object.values(given).flat().length);
  const admits = (...told) =>
    readFromFrame({ ...generated, made: { ...made, csrPem: blockOf(csrPem), names: told } }) !== undefined;
  assert.equal(admits(...names), true);
  for (const name of Object.values(given).flat()) assert.equal(admits(name), true, name);
  for (const none of [
    "copper lantern orbit thistle",
    "copper-lantern-orbit-thistle-cedar-delta",
    "other.example.com",
    "example.com",
    "ww.example.com",
    "www.example.co",
    "192.0.2.2",
    "192.0.2.257",
    "2001:db8::8:800:200c:417b",
    "dead:beef:dead:beef:dead:beef:dead:beef",
    "1:2:3",
    "::ffff:192.0.2.129",
    "Keyseal",
    "",
    sealedKeyPem,
  ]) {
    assert.equal(admits(none), false, none);
    assert.equal(admits(names[0], none), false, none);
  }
});

test("admits no words in the place of any other value", () => {
  const phrase = "copper-lantern-orbit-thistle";
  for (const change of [
    { receipt: { ...receipt, version: `0.1.0-${phrase}` } },
    { receipt: { ...receipt, version: phrase } },
    { receipt: { ...receipt, time: phrase } },
    { receipt: { ...receipt, time: "2026-11-29" } },
    { receipt: { ...receipt, key: phrase } },
    { receipt: { ...receipt, key: "rsa-1024" } },
    { receipt: { ...receipt, profile: phrase } },
    { receipt: { ...receipt, spkiSha256: "0".repeat(64) } }, // of another key
    { receipt: { ...receipt, wasmSha256: phrase } },
    { receipt: { ...receipt, sealing: { ...receipt.sealing, iterations: 599_999 } } },
    { receipt: { ...receipt, sealing: { ...receipt.sealing, iterations: 10_000_001 } } },
    { spkiSha256: phrase },
  ]) {
    assert.equal(readFromFrame({ ...generated, made: { ...made, ...change } }), undefined, JSON.stringify(change));
  }
  for (const [code, field] of [
    ["internal", phrase],
    ["internal", "copper.lantern"],
    ["internal", "policy.names.copper"],
    ["internal", "call: copper"],
    ["internal", "call: lanternError"],
    ["internal", "dns[12345]"],
    ["internal", ""],
    [phrase, "names"],
    ["toString", "names"],
  ]) {
    assert.equal(readFromFrame({ keyseal: 1, type: "error", code, field }), undefined, `${code} ${field}`);
  }
});

test("admits every place that an error of the generator can name, and every way in which the module can stop", () => {
  const sources = [
    "api/check-request",
    "base/request-shape",
    "api/keyseal",
    "element/generator/policy",
    "element/generator/form-view",
    "platform/embedded",
  ];
  const places = sources.flatMap((name) => [
    ...readFileSync(`${root}js-bindings/src/${name}.ts`, "utf8").matchAll(
      /(?:notValid|Error|count|read|field<?.*>?)\((?:[^()"`]*, )?"([a-zA-Z.]+(?:\[0\])?)"(?:, "[a-z]+")?\)/g,
    ),
  ]);
  const core = ["generate/generate", "generate/judged_request", "request/profile", "request/subject"].flatMap(
    (name) => [...readFileSync(`${root}wasm/core/${name}.cc`, "utf8").matchAll(/ErrorCode::k\w+, "([a-zA-Z]+)"/g)],
  );
  const stops = [
    ...readFileSync(`${root}js-bindings/src/worker/stopped.ts`, "utf8").matchAll(/"([a-z-]+|[A-Za-z]*Error)"/g),
  ].map(([, name]) => `call: ${name}`);
  const all = [...places, ...core].map(([, field]) => field);
  const known = new Set(Object.keys(errorCodes));
  const fields = all.filter((field) => !known.has(field) && !["words", "level", "files", "strict"].includes(field));
  assert.ok(places.length > 15 && core.length > 3 && stops.length > 8);
  for (const field of [...fields, ...stops.filter((name) => !/ (internal|call|start|out-of-memory)$/.test(name))]) {
    const message = { keyseal: 1, type: "error", code: "internal", field };
    assert.equal(readFromFrame(message), message, field);
  }
  for (const code of known) assert.notEqual(readFromFrame({ keyseal: 1, type: "error", code }), undefined, code);
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
    { ...generated, made: { ...made, names: Array(1001).fill(names[0]) } },
    { keyseal: 1, type: "resize", height: 1.5 },
    { keyseal: 1, type: "leave-answer", id: -1, leave: true },
    { keyseal: 1, type: "progress", progress: { phase: "key", elapsedMs: Number.POSITIVE_INFINITY } },
  ];
  assert.notEqual(readFromFrame({ ...generated, made: { ...made, names: Array(1000).fill(names[0]) } }), undefined);
  assert.notEqual(readFromFrame({ keyseal: 1, type: "resize", height: 100_000 }), undefined);
  for (const message of wrong) assert.equal(readFromFrame(message), undefined, JSON.stringify(message).slice(0, 80));
  const settings = { keyseal: 1, type: "configure", sealedKey: false };
  for (const more of [
    { policy: [] },
    { profile: "none" },
    { lang: "x y" },
    { lang: "en-copperlantern" },
    { lang: `en${"-abcdefgh".repeat(4)}` },
    { key: "RSA" },
    { key: "toString" },
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
