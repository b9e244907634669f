// What a page's Object.prototype holds, by a script's mistake or somebody's intent, is nobody's request: only what an object
// has itself counts, as it was when it was read.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadPart } from "./page-parts.mjs";
import { openIn, packageDir, passphrase } from "./support.mjs";

const { takeGenerateRequest, takePreviewRequest } = await loadPart("api/check-request");
const { takeCheckRequest } = await loadPart("api/checker-request");
const { startRace } = await loadPart("api/race");
const request = { dns: ["www.example.com"], passphrase };

/** What `work` gives while Object.prototype has `fields`. */
async function polluted(fields, work) {
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  }
  try {
    return await work();
  } finally {
    for (const name of Object.keys(fields)) delete Object.prototype[name];
  }
}

const ofRequests = {
  profile: "private-pki",
  key: { type: "rsa", modulusBits: 2048 },
  subject: [{ type: "CN", value: "evil.example" }],
  ip: ["9.9.9.9"],
  email: ["a@evil.example"],
  uri: ["https://evil.example/"],
  tnAuthList: [{ spc: "709J" }],
  mustStaple: true,
  authority: "mozilla",
  sealing: { kdf: "scrypt" },
  iterations: 1,
  n: 2,
};

for (const [name, value] of Object.entries(ofRequests)) {
  test(`${name} of the prototype is no part of a request`, async () => {
    const taken = takeGenerateRequest(request);
    assert.deepEqual(await polluted({ [name]: value }, () => takeGenerateRequest(request)), taken);
  });
}

test("a passphrase of the prototype is none", async () => {
  const { passphrase: _, ...without } = request;
  await polluted({ passphrase }, () => {
    assert.throws(() => takeGenerateRequest(without), { code: "passphrase-empty" });
    assert.equal(takePreviewRequest(without).passphrase, null);
  });
});

test("what the checker is asked comes from the request alone", async () => {
  const asked = takeCheckRequest({ input: "a" });
  const fields = {
    match: "b",
    level: "ev",
    strict: true,
    date: "2020-01-01",
    blocklists: [{ bytes: new Uint8Array(1) }],
  };
  assert.deepEqual(await polluted(fields, () => takeCheckRequest({ input: "a" })), asked);
});

test("a field that is not enumerable is read like any other", () => {
  const hidden = Object.defineProperty({ ...request }, "profile", { value: "private-pki" });
  assert.equal(takeGenerateRequest(hidden).core.profile, "private-pki");
});

test("a field that answers otherwise each time is read once: what was looked at is what is used", () => {
  let asked = 0;
  const sealing = {
    kdf: "pbkdf2-hmac-sha256",
    get iterations() {
      asked += 1;
      return asked === 1 ? 700_000 : 1;
    },
  };
  assert.equal(takeGenerateRequest({ ...request, sealing }).core.kdf.iterations, 700_000);
  assert.equal(asked, 1);
});

test("a call settles, and its worker ends, though a method that follows is broken", async (t) => {
  let isEnded = false;
  const worker = { post() {}, terminate: () => (isEnded = true) };
  const bundle = { module: {}, startWorker: () => worker };
  const { result } = startRace(bundle, { call: "suggestPassphrase", words: 6 }, {}, 1);
  const real = Map.prototype.delete;
  t.after(() => {
    Map.prototype.delete = real;
  });
  Map.prototype.delete = () => {
    throw new RangeError("hostile");
  };
  const outcome = { ok: true, value: "words" };
  assert.throws(() => worker.onMessage({ kind: "outcome", outcome }), RangeError); // as an event's listener it is heard by nobody
  Map.prototype.delete = real;
  assert.equal(await result, "words");
  assert.ok(isEnded);
});

describe("with a polluted prototype", () => {
  const files = { workerUrl: "file:///none", wasmUrl: "file:///none", worker: "blob", workers: 99 };

  test("Keyseal opens from its own files", async () => {
    const keyseal = await polluted(files, () => openIn(packageDir));
    assert.deepEqual((await keyseal.preview(request)).problems, []);
  });

  test("calls give what they give without", async () => {
    const keyseal = await openIn(packageDir);
    const input = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==
-----END PUBLIC KEY-----
`;
    const fields = {
      ok: true,
      code: "closed",
      error: { code: "internal" },
      check: {},
      call: "check",
      passphrase: "one",
    };
    const report = await keyseal.check({ input });
    assert.deepEqual(await polluted(fields, () => keyseal.check({ input })), report);
    const refused = keyseal.check({ input: "nothing" });
    await assert.rejects(refused, { code: "not-checkable" });
    await polluted(fields, () => assert.rejects(keyseal.check({ input: "nothing" }), { code: "not-checkable" }));
    const words = await polluted(fields, () => keyseal.suggestPassphrase());
    assert.equal(words.split(/\W/).length, 6);
  });
});
