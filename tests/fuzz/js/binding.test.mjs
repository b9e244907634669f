// The module's exports, called in any order with anything: an outcome of its declared form, or an exception for which the
// worker has a stable code. Never a key from a bad source, and never a passphrase that stays behind.
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { openSealed, passphrase, root } from "../../node/support.mjs";
import { errorCodes, meaningOf, sources, startModule } from "./module.mjs";
import { hold, hostile } from "./runs.mjs";

const stops = ["unreachable", "out-of-bounds", "stack-overflow", "abort"];
const names = [
  "CompileError",
  "LinkError",
  "RuntimeError",
  "RangeError",
  "TypeError",
  "ReferenceError",
  "Error",
  "other",
];
const fields = new Set([...stops, ...names].map((stop) => `call: ${stop}`)).add("");
const isText = (value) => typeof value === "string";
const isBytes = (value) => value instanceof Uint8Array && !(value.buffer instanceof SharedArrayBuffer);
const isIndex = (value) => value === null || (Number.isSafeInteger(value) && value >= 0);

const isPrint = (value) => /^[\da-f]{64}$/.test(value);
const isRequested = ({ key, spkiSha256, names, csrDer, csrPem, findings, ...more }) =>
  isText(key) &&
  isPrint(spkiSha256) &&
  names.every(isText) &&
  isBytes(csrDer) &&
  csrPem.startsWith("-----BEGIN CERTIFICATE REQUEST-----\n") &&
  findings.every(({ severity }) => severity !== "error") &&
  Object.keys(more).length === 0;

const forms = {
  package: ({ key, spkiSha256, names, notBefore, notAfter, findings, files, ...more }) =>
    isText(key) &&
    isPrint(spkiSha256) &&
    names.every(isText) &&
    [notBefore, notAfter].every(Number.isSafeInteger) &&
    findings.some(({ severity }) => severity === "error") === (files === null) &&
    (files === null ||
      (files.sealedKeyPem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n") &&
        files.chainPem.startsWith("-----BEGIN CERTIFICATE-----\n") &&
        files.pfx.every(isBytes))) &&
    Object.keys(more).length === 0,
  reseal: ({ key, spkiSha256, sealedKeyDer, sealedKeyPem, findings, ...more }) =>
    isText(key) &&
    isPrint(spkiSha256) &&
    isBytes(sealedKeyDer) &&
    sealedKeyPem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n") &&
    findings.every(({ severity }) => severity !== "error") &&
    Object.keys(more).length === 0,
  request: isRequested,
  proveCompromise: isRequested,
  generate: ({ csrDer, csrPem, sealedKeyDer, sealedKeyPem, spkiSha256, names, findings, ...more }) =>
    isBytes(csrDer) &&
    isBytes(sealedKeyDer) &&
    csrPem.startsWith("-----BEGIN CERTIFICATE REQUEST-----\n") &&
    sealedKeyPem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n") &&
    /^[\da-f]{64}$/.test(spkiSha256) &&
    names.every(isText) &&
    findings.every(({ rule, severity }) => isText(rule) && severity !== "error") &&
    Object.keys(more).length === 0,
  preview: ({ names, problems, ...more }) =>
    names.every(({ field, index, text }) => isText(field) && isIndex(index) && (text === null || isText(text))) &&
    problems.every(({ code, field, index }) => Object.hasOwn(errorCodes, code) && isText(field) && isIndex(index)) &&
    Object.keys(more).length === 0,
  check: ({ json, text, acceptable, ...more }) =>
    json
      .split("\n")
      .slice(0, -1)
      .every((line) => JSON.parse(line) instanceof Object) &&
    isText(text) &&
    typeof acceptable === "boolean" &&
    Object.keys(more).length === 0,
  suggestPassphrase: (value) => isBytes(value) && /^[a-z]+(-[a-z]+){4,}/.test(new TextDecoder().decode(value)),
  wordLists: ({ words, passwords, ...more }) => isText(words) && isText(passwords) && Object.keys(more).length === 0,
};

function requireForm(name, outcome) {
  if (name === "entropyFailure") return assert.ok(outcome === "" || Object.hasOwn(errorCodes, outcome));
  if (outcome.ok === true) {
    assert.ok(forms[name](outcome.value), `${name} gives what it declares`);
    return assert.deepEqual(Object.keys(outcome).sort(), ["ok", "value"]);
  }
  assert.equal(outcome.ok, false);
  assert.ok(Object.hasOwn(errorCodes, outcome.code), `${outcome.code} is a code`);
  assert.ok(isText(outcome.field) && /^[\w.[\], ]{0,100}$/.test(outcome.field), "a field is a place");
  assert.ok(isIndex(outcome.index));
}

/** Node opens what was sealed and finds the key that the request has. */
function requireKey({ csrDer, sealedKeyDer, spkiSha256 }) {
  const { pkcs8 } = openSealed(sealedKeyDer, passphrase);
  const spki = createPublicKey(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }));
  const der = spki.export({ type: "spki", format: "der" });
  assert.ok(Buffer.from(csrDer).includes(der), "the sealed key is the request's");
  assert.match(spkiSha256, /^[\da-f]{64}$/);
}

const odd = hostile();
const size = fc.constantFrom(0, 1, 2 ** 20, 2 ** 28, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53);
/** Something with a length that it has not. */
const lying = size.map((length) => ({ length, fill() {} }));
const bytes = fc.oneof({ weight: 3, arbitrary: fc.uint8Array({ maxLength: 300 }) }, lying, odd);
const or = (arbitrary, weight = 6) => fc.oneof({ weight, arbitrary }, odd);
const words = or(fc.constantFrom("www.example.com", "*.example.com", "bücher.example", "10.0.0.1", "a@b.example", ""));
const texts = or(fc.array(words, { maxLength: 3 }), 8);
const many = fc.constantFrom(1000, 1001, 50_000).map((length) => Array(length).fill("www.example.com"));
const kdf = or(
  fc.constantFrom(
    { kdf: "pbkdf2-hmac-sha256", iterations: 600_000 },
    { kdf: "pbkdf2-hmac-sha256", iterations: 599_999 },
    { kdf: "pbkdf2-hmac-sha256", iterations: 10_000_001 },
    { kdf: "pbkdf2-hmac-sha256", iterations: 2 ** 32 + 600_000 },
    { kdf: "scrypt", n: 2 ** 17, r: 8, p: 17 },
    { kdf: "scrypt", n: 2 ** 16, r: 8, p: 1 },
    { kdf: "scrypt", n: 2 ** 31, r: 2 ** 31, p: 2 ** 31 },
    { kdf: "scrypt" },
  ),
);
const request = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      profile: or(fc.constantFrom("tls-server", "smime", "spiffe", "stir-shaken", "private-pki", "none", "")),
      key: or(fc.constantFrom("ecdsa-p256", "ed25519", "ml-dsa-44", "rsa-1024", "")),
      subject: or(fc.array(or(fc.record({ type: words, value: words })), { maxLength: 3 })),
      dns: fc.oneof({ weight: 9, arbitrary: texts }, many),
      ip: texts,
      email: texts,
      uri: texts,
      tnAuthList: or(
        fc.array(or(fc.record({ kind: fc.constantFrom("spc", "tn", "range", "x"), text: words, count: or(fc.nat()) }))),
      ),
      mustStaple: or(fc.boolean()),
      kdf,
      authority: or(fc.constantFrom("", "lets-encrypt", "nobody")),
    }),
  },
  odd,
);
/** What is accepted, so that a key is made now and then. */
const goodRequest = {
  ...{ profile: "private-pki", key: "ed25519", subject: [], dns: ["www.example.com"], ip: [], email: [], uri: [] },
  ...{ tnAuthList: [], mustStaple: false, kdf: { kdf: "pbkdf2-hmac-sha256", iterations: 600_000 }, authority: "" },
};
const secret = () => new TextEncoder().encode(passphrase);
const file = fc.oneof(
  fc.record({ name: words, bytes }),
  fc.record({ name: words, bytes: fc.constantFrom(null, new TextEncoder().encode("-----BEGIN PRIVATE KEY-----\n")) }),
  odd,
);
const checkOptions = or(
  fc.record({
    profile: or(fc.constantFrom("tls-server", "code-signing", "none")),
    level: or(fc.constantFrom("", "dv", "sponsor", "x")),
    generation: or(fc.constantFrom("", "strict", "x")),
    date: or(fc.constantFrom("2026-11-21", "2026-02-30", "")),
    strict: or(fc.boolean()),
  }),
);
const lists = or(
  fc.array(
    or(fc.record({ bytes, kind: or(fc.constantFrom("", "spki", "badkeys", "x")), covers: words, name: words })),
    { maxLength: 2 },
  ),
);

const vector = (name) => readFileSync(`${root}tests/vectors/packs/${name}`);
const fresh = (...names) => fc.constantFrom(...names.map(vector)).map((file) => Uint8Array.from(file));
const keyFile = fc.oneof(
  {
    weight: 3,
    arbitrary: fresh("key-old.pem", "key-clear.pem", "openssl-legacy.pfx", "openssl-costly.pfx", "leaf.pem"),
  },
  bytes,
);
const chainFile = fc.oneof(
  { weight: 3, arbitrary: fresh("leaf.pem", "issuing.pem", "chain.p7b", "forged.pem") },
  bytes,
);
const ofVectors = fc
  .constantFrom("correct horse battery staple", "another")
  .map((text) => new TextEncoder().encode(text));
const opening = fc.oneof({ weight: 3, arbitrary: ofVectors }, bytes);
const pfxForms = or(fc.subarray(["modern", "legacy", "other"]));
const now = or(fc.constantFrom(1_796_000_000, 0, -1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY));

const argumentsOf = {
  package: fc.tuple(keyFile, or(fc.array(or(chainFile), { maxLength: 3 })), pfxForms, now, opening),
  reseal: fc.tuple(keyFile, opening, bytes, kdf),
  request: fc.tuple(keyFile, request, opening),
  proveCompromise: fc.tuple(keyFile, opening),
  generate: fc.tuple(request, bytes),
  preview: fc.tuple(request, fc.oneof(bytes, fc.constant(null), fc.constant("secret"))),
  check: fc.tuple(checkOptions, or(fc.array(file, { maxLength: 3 })), fc.oneof(fc.constant(null), bytes), lists),
  suggestPassphrase: fc.tuple(fc.oneof(fc.integer({ min: -1, max: 30 }), odd)),
  wordLists: fc.tuple(),
  entropyFailure: fc.tuple(),
};
const call = fc.oneof(
  ...Object.entries(argumentsOf).map(([name, given]) =>
    fc.record({ name: fc.constant(name), given, source: fc.constantFrom(...Object.keys(sources), "good", "good") }),
  ),
  fc.record({ name: fc.constantFrom(...Object.keys(argumentsOf)), given: fc.array(odd), source: fc.constant("good") }),
);

/** Calls one export as the worker would; "stopped" where that threw. */
function callOne(started, { name, given, source }) {
  started.source = sources[source];
  started.draws = 0;
  started.failed = false;
  let outcome;
  try {
    outcome = started.core[name](...given);
  } catch (error) {
    const { code, field } = meaningOf(error, "call");
    assert.ok(code === "internal" || code === "out-of-memory");
    assert.ok(fields.has(field), field);
    const failure = started.core.entropyFailure();
    assert.ok(failure === "" || Object.hasOwn(errorCodes, failure));
    return "stopped";
  }
  requireForm(name, outcome);
  if (outcome.ok === true && ["generate", "suggestPassphrase", "package", "reseal"].includes(name)) {
    assert.ok(!started.failed, "nothing is made with a source that failed");
  }
  return outcome;
}

test("any calls in any order have an outcome of their form or a stable code", async () => {
  await hold(
    150,
    2,
    fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 6 }), async (calls) => {
      const started = await startModule();
      for (const each of calls) callOne(started, each);
    }),
  );
});

test("whatever was called before, a key is sound, and nothing of the passphrase stays", async () => {
  await hold(
    2,
    2,
    fc.asyncProperty(
      fc.array(call, { maxLength: 4 }),
      fc.constantFrom(...Object.keys(sources)),
      async (calls, source) => {
        const started = await startModule();
        const stopped = calls.map((each) => callOne(started, each)).includes("stopped");
        // A source that failed once is never used again, also one that only the module found out.
        const failedBefore = stopped || started.core.entropyFailure() !== "";
        const given = secret();
        const outcome = callOne(started, { name: "generate", given: [goodRequest, given], source });
        if (outcome !== "stopped")
          assert.ok(
            given.every((byte) => byte === 0),
            "the passphrase is wiped",
          );
        if (outcome.ok === true) requireKey(outcome.value);
        else assert.ok(failedBefore || source !== "good", "a good source gives a key");
        if (outcome === "stopped" || stopped) return; // what stopped has wiped nothing: its worker is ended
        assert.equal(Buffer.from(started.memory.buffer).indexOf(passphrase), -1, "the passphrase is gone");
      },
    ),
  );
});
