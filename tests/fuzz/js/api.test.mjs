// The package's API with anything for a request: the promised form, or an error with a known code that tells nothing of
// what was given. Passphrase bytes are wiped in every case, and no worker is left.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import fc from "fast-check";
import { openIn, packageDir, passphrase } from "../../node/support.mjs";
import { threads } from "../../node/threads.mjs"; // before anything that starts one
import { errorCodes } from "./module.mjs";
import { hold, hostile } from "./runs.mjs";

const canary = "kanarienvogel-4711";
const thrown = new Error(canary); // what the objects that are given throw: the caller's own, and so it comes back
const classes = ["InputError", "PassphraseError", "MismatchError", "EnvironmentError", "InternalError"];
const keyseal = await openIn(packageDir);
after(() => keyseal.close());

/** Whether nothing is left in `bytes`, or they went to a worker. */
const isWiped = (bytes) => bytes.length === 0 || bytes.every((byte) => byte === 0);

/** Waits until every worker that was started is gone. */
async function requireNoWorker() {
  for (const thread of threads) {
    assert.ok(thread.ended, "a worker is told to end");
    await thread.exited;
    for (const { bytes } of thread.passphrases) assert.ok(isWiped(bytes));
  }
  threads.length = 0;
}

function requireError(error, { mayAbort = false } = {}) {
  if (error === thrown) return;
  if (mayAbort && error?.name === "AbortError") return;
  assert.ok(classes.includes(error?.name), String(error?.stack));
  assert.ok(Object.hasOwn(errorCodes, error.code), error.code);
  assert.equal(error.message, errorCodes[error.code].text);
  assert.notEqual(error.code, "internal", error.field);
  const told = [error.message, error.field ?? "", String(error), JSON.stringify(error)].join("\n");
  assert.ok(!told.includes(canary), `an error tells nothing of what was given: ${told}`);
  assert.ok(error.field === undefined || /^[\w.[\], :-]{0,100}$/.test(error.field), "a field is a place");
}

const isText = (value) => typeof value === "string";
const forms = {
  generate: ({ csrPem, csrDer, sealedKeyPem, sealedKeyDer, spkiSha256, names, findings, receipt }) =>
    csrPem.startsWith("-----BEGIN CERTIFICATE REQUEST-----") &&
    sealedKeyPem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----") &&
    csrDer instanceof Uint8Array &&
    sealedKeyDer instanceof Uint8Array &&
    /^[\da-f]{64}$/.test(spkiSha256) &&
    names.every(isText) &&
    findings.every(({ severity }) => severity !== "error") &&
    receipt.spkiSha256 === spkiSha256,
  preview: ({ names, problems }) =>
    names.every(({ field }) => isText(field)) && problems.every(({ code }) => Object.hasOwn(errorCodes, code)),
  check: ({ acceptable, kind, names, findings, decoded }) =>
    typeof acceptable === "boolean" &&
    ["csr", "certificate", "public-key"].includes(kind) &&
    names.every(isText) &&
    acceptable === !findings.some(({ severity }) => severity === "error") &&
    isText(decoded.key),
  checkFiles: (inputs) =>
    inputs.every(({ file, error, kind }) => isText(file) && (isText(kind) || Object.hasOwn(errorCodes, error.code))),
  ratePassphrase: ({ score, guessesLog10 }) => [0, 1, 2, 3, 4].includes(score) && guessesLog10 >= 0,
  suggestPassphrase: (text) => /^[a-z]+(-[a-z]+){4,}/.test(text),
};

const odd = hostile({ canary, thrown });
const or = (arbitrary, weight = 8) => fc.oneof({ weight, arbitrary }, odd);
const name = or(
  fc.constantFrom("www.example.com", "*.example.com", "bücher.example", `${canary}.example.com`, canary, ""),
  12,
);
const list = or(fc.array(name, { maxLength: 3 }), 12);
const field = fc.oneof({ weight: 20, arbitrary: fc.constant("") }, fc.constant(canary), fc.string());
const secretBytes = fc.constantFrom(
  () => new TextEncoder().encode(passphrase),
  () => new TextEncoder().encode(canary.repeat(9)),
  () => Uint8Array.from({ length: 300 }, (_, at) => at),
  () => new Uint8Array(new SharedArrayBuffer(32)).fill(65),
  () => new Uint8Array(new TextEncoder().encode(`xxxx${passphrase}`).buffer, 4),
);
const secret = fc.oneof(
  secretBytes.map((make) => make()),
  fc.constantFrom(passphrase, canary, "", `${canary}\ud800`, "x".repeat(1025)),
  odd,
);
const key = or(
  fc.constantFrom(
    { type: "ecdsa", curve: "P-256" },
    { type: "ed25519" },
    { type: "ed25519", curve: canary },
    { type: canary },
    { type: "rsa", modulusBits: 512 },
    { type: "__proto__" },
  ),
);
const sealing = or(
  fc.constantFrom(
    undefined,
    { kdf: "pbkdf2-hmac-sha256", iterations: 1 },
    { kdf: "scrypt", n: 2 ** 40 },
    { kdf: canary },
    { kdf: "pbkdf2-hmac-sha256", iterations: 600_000, cipher: canary },
  ),
);
const options = { requiredKeys: [] };
const generateRequest = fc.record(
  {
    profile: or(fc.constantFrom("tls-server", "private-pki", "smime", canary), 12),
    key,
    subject: or(fc.array(or(fc.record({ type: name, value: name })), { maxLength: 2 })),
    dns: list,
    ip: list,
    email: list,
    uri: list,
    tnAuthList: or(fc.array(or(fc.record({ [canary]: name, spc: name }, options)), { maxLength: 2 })),
    mustStaple: or(fc.boolean()),
    authority: or(fc.constantFrom("lets-encrypt", canary)),
    passphrase: secret,
    sealing,
  },
  options,
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom(canary, "", "-----BEGIN CERTIFICATE REQUEST-----\n", "x".repeat(2 ** 20 + 1)),
  odd,
);
const checkOptions = {
  profile: or(fc.constantFrom("tls-server", "code-signing", canary)),
  level: or(fc.constantFrom("dv", "ev", "sponsor", canary)),
  generation: or(fc.constantFrom("strict", "legacy", canary)),
  date: or(fc.constantFrom("2026-11-21", canary)),
  strict: or(fc.boolean()),
  match: bytes,
  blocklists: or(fc.array(or(fc.record({ bytes, kind: name, covers: name, name }, options)), { maxLength: 2 })),
};

/** A request with a field too many now and then, or one that throws when it is read. */
const spoiled = (request) =>
  fc.tuple(request, field, fc.integer({ min: 0, max: 12 })).map(([made, more, way]) => {
    if (more !== "") made[more] = canary;
    if (way === 1) made[Symbol(canary)] = canary;
    if (way === 2) {
      Object.defineProperty(made, "dns", {
        enumerable: true,
        get() {
          throw thrown;
        },
      });
    }
    if (way === 3) return Object.assign(Object.create({ profile: canary, passphrase: canary }), made);
    if (way === 4) return Object.freeze(made);
    return made;
  });
const either = (request) => fc.oneof({ weight: 9, arbitrary: spoiled(request) }, odd);

const given = {
  generate: either(generateRequest),
  preview: either(generateRequest),
  check: either(fc.record({ input: bytes, ...checkOptions }, options)),
  checkFiles: either(
    fc.record({ files: or(fc.array(or(fc.record({ name, bytes })), { maxLength: 3 })), ...checkOptions }, options),
  ),
  ratePassphrase: secret,
  suggestPassphrase: or(fc.integer({ min: -1, max: 30 })),
};
const call = fc.oneof(
  ...Object.entries(given).map(([method, request]) => fc.record({ method: fc.constant(method), request })),
);

/** The request's own passphrase, of which nothing must be left. */
const passphraseOf = (request) => Object.getOwnPropertyDescriptor(Object(request), "passphrase")?.value;

async function callOne(opened, { method, request }, callOptions, expected) {
  const bytes = passphraseOf(request);
  try {
    const value = await opened[method](request, callOptions);
    assert.ok(forms[method](value), `${method} gives what it promises`);
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    requireError(error, expected);
  }
  const isRequest = method === "generate" || method === "preview";
  if (isRequest && bytes instanceof Uint8Array) assert.ok(isWiped(bytes), "a passphrase is wiped");
}

test("any request gives the promised form, or an error that tells nothing of it", async () => {
  await hold(
    60,
    2,
    fc.asyncProperty(call, async (each) => {
      await callOne(keyseal, each);
      await requireNoWorker();
    }),
  );
});

/** What a call is interrupted by: nothing, a signal that was given before, or one in the middle. */
const interruption = fc.constantFrom("none", "none", "before", "at once", "soon");
const cheap = fc.oneof(
  { weight: 3, arbitrary: call },
  fc.constant(0).map(() => ({
    method: "generate",
    request: { dns: ["www.example.com"], passphrase: new TextEncoder().encode(passphrase) },
  })),
);

test("calls beside each other, some of them aborted, all of them closed, leave nothing", async () => {
  const several = fc.array(fc.record({ each: cheap, interrupted: interruption }), { minLength: 2, maxLength: 4 });
  await hold(
    6,
    2,
    fc.asyncProperty(several, fc.constantFrom("never", "at once", "soon", "first"), async (calls, closed) => {
      const opened = await openIn(packageDir);
      if (closed === "first") opened.close();
      const running = calls.map(({ each, interrupted }) => {
        const controller = new AbortController();
        if (interrupted === "before") controller.abort();
        const promise = callOne(opened, each, { signal: controller.signal }, { mayAbort: true });
        if (interrupted === "at once") controller.abort();
        if (interrupted === "soon") setImmediate(() => controller.abort());
        return promise;
      });
      if (closed === "at once") opened.close();
      if (closed === "soon") setImmediate(() => opened.close());
      await Promise.all(running);
      opened.close();
      await assert.rejects(opened.suggestPassphrase(), { code: "closed" });
      await requireNoWorker();
    }),
  );
});
