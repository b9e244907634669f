// What the two ends of the portal's frame read, held against a second opinion of what may cross: one sealed key or none,
// one request, and no words of anybody's choice but names.
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { load } from "../../element/support.mjs";
import { packageDir, readDer } from "../../node/support.mjs";
import { hold, hostile } from "./runs.mjs";

const { readFromFrame, readToFrame } = await load("frame/messages");
const { errorCodes, keySpecs } = await load("base/error-codes", "base/key-names");
const { fixtures } = await import(`${packageDir}/keyseal-testing.mjs`);

const secrets = [
  "copper lantern orbit thistle",
  "copper-lantern-orbit-thistle",
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEH",
];

const thrown = new Error("not to be read"); // by objects that no message can hold: what is posted is a copy

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const hasOnly = (value, needed, more = []) =>
  isPlain(value) &&
  needed.every((name) => Object.hasOwn(value, name)) &&
  Object.keys(value).every((name) => needed.includes(name) || more.includes(name));
const isNumber = (value, most) => typeof value === "number" && value >= 0 && value <= most;
const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;

/** The bytes of the one block in `text`, which holds nothing else; undefined for any other text. */
function bytesOfPem(text, label) {
  if (typeof text !== "string") return undefined;
  const lines = text.split("\n");
  if (lines.shift() !== `-----BEGIN ${label}-----` || lines.pop() !== "") return undefined;
  if (lines.pop() !== `-----END ${label}-----`) return undefined;
  const bytes = Buffer.from(lines.join(""), "base64");
  return bytes.toString("base64") === lines.join("") ? bytes : undefined;
}

const oidOfPbes2 = Buffer.from("2a864886f70d01050d", "hex");

/** CertificationRequest (RFC 2986 4.2), whose first element is not a number as a private key's is. */
function isRequest(text) {
  const der = bytesOfPem(text, "CERTIFICATE REQUEST");
  if (der?.[0] !== 0x30) return false;
  const [outer, ...behind] = readDer(der);
  const parts = readDer(outer);
  return behind.length === 0 && parts.length === 3 && outer[0] === 0x30 && readDer(parts[0])[0].equals(Buffer.of(0));
}

/** EncryptedPrivateKeyInfo (RFC 5958 3) under PBES2. */
function isSealedKey(text) {
  const der = bytesOfPem(text, "ENCRYPTED PRIVATE KEY");
  if (der?.[0] !== 0x30) return false;
  const [outer, ...behind] = readDer(der);
  const parts = readDer(outer);
  return behind.length === 0 && parts.length === 2 && outer[0] === 0x30 && readDer(parts[0])[0].equals(oidOfPbes2);
}

const isSealing = (value) =>
  (hasOnly(value, ["kdf", "iterations", "cipher"]) &&
    value.kdf === "pbkdf2-hmac-sha256" &&
    isCount(value.iterations)) ||
  (hasOnly(value, ["kdf", "n", "r", "p", "cipher"]) &&
    value.kdf === "scrypt" &&
    [value.n, value.r, value.p].every(isCount));
const isReceipt = (value) =>
  hasOnly(value, ["version", "wasmSha256", "time", "profile", "key", "sealing", "spkiSha256"]) &&
  /^\d+\.\d+\.\d+/.test(value.version) &&
  isHash(value.wasmSha256) &&
  isHash(value.spkiSha256) &&
  !Number.isNaN(Date.parse(value.time)) &&
  Object.hasOwn(keySpecs, value.key) &&
  isSealing(value.sealing) &&
  value.sealing.cipher === "aes-256-cbc";

const sound = {
  ready: (message) => hasOnly(message, ["keyseal", "type"]),
  generated: (message) =>
    hasOnly(message, ["keyseal", "type", "made"]) &&
    hasOnly(message.made, ["csrPem", "spkiSha256", "names", "receipt"], ["sealedKeyPem"]) &&
    isRequest(message.made.csrPem) &&
    (!Object.hasOwn(message.made, "sealedKeyPem") || isSealedKey(message.made.sealedKeyPem)) &&
    isHash(message.made.spkiSha256) &&
    Array.isArray(message.made.names) &&
    message.made.names.length <= 1000 &&
    // As certificates have them: ASCII, and no spaces.
    message.made.names.every((name) => typeof name === "string" && /^[!-~]{1,2000}$/.test(name)) &&
    isReceipt(message.made.receipt),
  saved: (message) => hasOnly(message, ["keyseal", "type", "what"]) && ["key", "csr"].includes(message.what),
  progress: (message) =>
    hasOnly(message, ["keyseal", "type", "progress"]) &&
    hasOnly(message.progress, ["phase", "elapsedMs"], ["fraction", "expectedMs"]) &&
    ["loading", "key", "sealing", "signing"].includes(message.progress.phase) &&
    isNumber(message.progress.elapsedMs, Number.MAX_VALUE) &&
    (!Object.hasOwn(message.progress, "fraction") || isNumber(message.progress.fraction, 1)),
  error: (message) =>
    hasOnly(message, ["keyseal", "type", "code"], ["field"]) &&
    Object.hasOwn(errorCodes, message.code) &&
    (!Object.hasOwn(message, "field") || /^[\w.[\], :-]{0,100}$/.test(message.field)),
  state: (message) =>
    hasOnly(message, ["keyseal", "type", "state", "unsaved"]) &&
    ["loading", "form", "working", "done", "stopped"].includes(message.state) &&
    typeof message.unsaved === "boolean",
  resize: (message) => hasOnly(message, ["keyseal", "type", "height"]) && isNumber(message.height, 100_000),
  "leave-answer": (message) =>
    hasOnly(message, ["keyseal", "type", "id", "leave"]) && isCount(message.id) && typeof message.leave === "boolean",
};
const soundToFrame = {
  configure: (message) =>
    hasOnly(message, ["keyseal", "type", "sealedKey"], ["policy", "profile", "key", "lang", "colorScheme"]) &&
    typeof message.sealedKey === "boolean" &&
    (!Object.hasOwn(message, "policy") || isPlain(message.policy)) &&
    (!Object.hasOwn(message, "colorScheme") || ["light", "dark"].includes(message.colorScheme)),
  "ask-leave": (message) => hasOnly(message, ["keyseal", "type", "id"]) && isCount(message.id),
};

/** A fixture's block without the line above it that says what it is. */
const bare = (pem) => pem.slice(pem.indexOf("-----BEGIN"));
const { spkiSha256, names, receipt, ...pems } = fixtures["ecdsa-p256"];
const [csrPem, sealedKeyPem] = [pems.csrPem, pems.sealedKeyPem].map(bare);
const scrypt = { kdf: "scrypt", n: 131072, r: 8, p: 1, cipher: "aes-256-cbc" };
const made = (more) => ({ keyseal: 1, type: "generated", made: { csrPem, spkiSha256, names, receipt, ...more } });
const fromFrame = [
  { keyseal: 1, type: "ready" },
  made({}),
  made({ sealedKeyPem }),
  made({ sealedKeyPem, receipt: { ...receipt, sealing: scrypt } }),
  { keyseal: 1, type: "saved", what: "key" },
  {
    keyseal: 1,
    type: "progress",
    progress: { phase: "key", fraction: 0.5, expectedMs: [9.5, 4000], elapsedMs: 1200.5 },
  },
  { keyseal: 1, type: "error", code: "name-internal", field: "dns[3]" },
  { keyseal: 1, type: "state", state: "done", unsaved: true },
  { keyseal: 1, type: "resize", height: 812 },
  { keyseal: 1, type: "leave-answer", id: 1, leave: false },
];
const toFrame = [
  { keyseal: 1, type: "configure", sealedKey: true, policy: { requireSaved: true }, profile: "smime", lang: "de-AT" },
  { keyseal: 1, type: "configure", sealedKey: false, key: "rsa-3072", colorScheme: "dark" },
  { keyseal: 1, type: "ask-leave", id: 1 },
];

const label = fc.constantFrom(
  "PRIVATE KEY",
  "EC PRIVATE KEY",
  "CERTIFICATE REQUEST",
  "ENCRYPTED PRIVATE KEY",
  "CERTIFICATE",
);
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const block = (name, body) =>
  `-----BEGIN ${name}-----\n${body.replace(/.{64}(?=.)/g, "$&\n")}\n-----END ${name}-----\n`;
const bodyOf = (pem) => pem.replace(/-----[^-]*-----/g, "").replaceAll("\n", "");
/** PEM that is nearly right. */
const pem = fc.oneof(
  fc
    .tuple(label, fc.constantFrom(bodyOf(csrPem), bodyOf(sealedKeyPem), ...secrets.slice(2)))
    .map(([a, b]) => block(a, b)),
  fc.tuple(label, fc.uint8Array({ minLength: 1, maxLength: 80 })).map(([name, bytes]) => block(name, base64(bytes))),
  fc.tuple(fc.constantFrom(csrPem, sealedKeyPem), fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([text, more]) => {
    const [, name] = /BEGIN ([^-]*)-/.exec(text);
    return block(name, base64(Buffer.concat([Buffer.from(bodyOf(text), "base64"), more])));
  }),
  fc
    .tuple(
      fc.constantFrom(csrPem, sealedKeyPem),
      fc.nat(),
      fc.constantFrom(...secrets, "\n", "\r\n", "=", "-", " ", "A"),
    )
    .map(([text, at, more]) => text.slice(0, at % (text.length + 1)) + more + text.slice(at % (text.length + 1))),
  fc
    .tuple(fc.constantFrom(...secrets, "Subject: x"), fc.constantFrom(csrPem, sealedKeyPem))
    .map((both) => both.join("\n")),
  fc.tuple(fc.constantFrom(csrPem, sealedKeyPem), fc.constantFrom(csrPem, sealedKeyPem)).map((both) => both.join("")),
);
const leaf = fc.oneof(
  pem,
  fc.constantFrom(
    ...secrets,
    "constructor",
    "__proto__",
    "hasOwnProperty",
    "toString",
    names[0],
    receipt.key,
    spkiSha256,
  ),
  fc.constantFrom(0, 1, -1, 0.5, 1e6, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, true, null, undefined),
  hostile({ canary: secrets[0], thrown }),
);

/** Every object of a message that nobody changed, as paths. */
const paths = (value, at = []) =>
  typeof value === "object" && value !== null
    ? [at, ...Object.keys(value).flatMap((name) => paths(value[name], [...at, name]))]
    : [];

/** `copy` itself, changed in one place, or something made of it. */
function changed(copy, { way, which, value }, place) {
  const object = place.reduce((inner, name) => inner[name], copy);
  const fields = Object.keys(object);
  const field = fields[which % Math.max(fields.length, 1)] ?? "0";
  const set = (name, property) =>
    Object.defineProperty(object, name, { configurable: true, enumerable: true, ...property });
  if (way === "change") set(field, { value, writable: true });
  else if (way === "take away") delete object[field];
  else if (way === "add") set(typeof value === "string" ? value.slice(0, 40) : "more", { value, writable: true });
  else if (way === "symbol") object[Symbol("more")] = value;
  else if (way === "inherit") return Object.create(copy);
  else if (way === "prototype") return Object.setPrototypeOf(copy, { more: value });
  else if (way === "array") return Object.assign([], copy);
  else if (way === "getter") {
    const inner = object[field];
    set(field, { get: () => inner });
  } else if (way === "hidden") set("passphrase", { enumerable: false, value: secrets[0] });
  else set(field, { value: copy, writable: true }); // a cycle
  return copy;
}
const ways = [
  "change",
  "change",
  "change",
  "take away",
  "add",
  "symbol",
  "inherit",
  "prototype",
  "array",
  "getter",
  "hidden",
  "cycle",
];
const change = fc.record({ where: fc.nat(), which: fc.nat(), way: fc.constantFrom(...ways), value: leaf });
const mutated = (messages) =>
  fc.tuple(fc.constantFrom(...messages), fc.array(change, { maxLength: 2 })).map(([message, changes]) => {
    const places = paths(message);
    // Inner objects first, so that each is still there.
    const inOrder = changes
      .map((each) => ({ each, place: places[each.where % places.length] }))
      .sort((a, b) => b.place.length - a.place.length || (a.each.way < b.each.way ? -1 : 1));
    return inOrder.reduce((so, { each, place }) => changed(so, each, place), structuredClone(message));
  });

/** What `read` takes must be the message itself, and sound as `opinions` have it. */
function judge(read, opinions, data) {
  let taken;
  try {
    taken = read(data);
  } catch (error) {
    if (error !== thrown) throw error;
  }
  if (taken === undefined) return;
  assert.equal(taken, data);
  assert.ok(Object.hasOwn(opinions, data.type), "a message has a type of its direction");
  assert.equal(data.keyseal, 1);
  assert.ok(opinions[data.type](data), "what is taken is sound");
}

test("what is read from a frame is sound in the second opinion too", async () => {
  await hold(
    4000,
    2,
    fc.asyncProperty(fc.oneof(mutated(fromFrame), mutated(toFrame), leaf), async (data) => {
      judge(readFromFrame, sound, data);
    }),
  );
});

test("what is read by a frame is sound in the second opinion too", async () => {
  await hold(
    2000,
    2,
    fc.asyncProperty(fc.oneof(mutated(toFrame), mutated(fromFrame), leaf), async (data) => {
      judge(readToFrame, soundToFrame, data);
    }),
  );
});

test("the second opinion takes every message that there is", () => {
  for (const message of fromFrame) assert.ok(sound[message.type](message) && readFromFrame(message), message.type);
  for (const message of toFrame) assert.ok(soundToFrame[message.type](message) && readToFrame(message), message.type);
  for (const each of Object.values(fixtures)) {
    const more = { csrPem: bare(each.csrPem), sealedKeyPem: bare(each.sealedKeyPem), receipt: each.receipt };
    assert.ok(sound.generated(made(more)), each.receipt.key);
  }
});
