// Copies of secrets in JavaScript's own memory, which no scan reaches: each array is held from the moment when it is made
// or given, and looked at when the call is over.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { Worker } from "node:worker_threads";
import { loadPart } from "./page-parts.mjs";
import { checkOptions, packageDir, passphrase, workerRequest } from "./support.mjs";

const worker = readFileSync(`${packageDir}/keyseal-worker.js`, "utf8");
const module = await WebAssembly.compile(readFileSync(`${packageDir}/keyseal.wasm`));
const utf8 = (text) => new TextEncoder().encode(text);
const bytesLeft = (arrays) => arrays.map((array) => array.reduce((left, byte) => left + (byte !== 0), 0));
const zeros = (arrays) => arrays.map(() => 0);

describe("in the worker", () => {
  // Holds what the call brings, what is drawn, and the outcome's value, and says how many bytes of each are not zero.
  const holding = `
    const { parentPort } = process.getBuiltinModule("node:worker_threads");
    const isArray = (value) => value instanceof Uint8Array;
    const arraysIn = (value) =>
      isArray(value) ? [value]
      : value !== null && typeof value === "object" && !(value instanceof WebAssembly.Module)
        ? Object.values(value).flatMap(arraysIn) : [];
    const left = (arrays) => arrays.map((array) => array.filter((byte) => byte !== 0).length);
    const drawn = [];
    let given;
    let givenAtFirstDraw;
    const real = crypto.getRandomValues.bind(crypto);
    Object.defineProperty(Object.getPrototypeOf(crypto), "getRandomValues", {
      value: (array) => {
        givenAtFirstDraw ??= left(given);
        drawn.push(array);
        return real(array);
      },
    });
    const once = parentPort.once.bind(parentPort);
    parentPort.once = (event, listener) =>
      once(event, (call) => {
        given = arraysIn(call);
        listener(call);
      });
    const post = parentPort.postMessage.bind(parentPort);
    parentPort.postMessage = (message) => {
      if (message.kind !== "outcome") return;
      const sizes = { given: given.map(({ length }) => length), drawn: drawn.map(({ length }) => length) };
      const atOutcome = { givenAtFirstDraw, given: left(given), drawn: left(drawn), sizes };
      const { ok, value, code } = message.outcome;
      const text = isArray(value) ? new TextDecoder().decode(value) : "";
      setImmediate(() => post({ ok, code, text, ...atOutcome, value: isArray(value) ? left([value]) : [] }));
    };`;

  async function held(call, prelude = "") {
    const thread = new Worker(`{${holding}\n${prelude}}\n${worker}`, { eval: true });
    try {
      return await new Promise((resolve, reject) => {
        thread.on("error", reject);
        thread.on("message", resolve);
        thread.postMessage({ ...call, module });
      });
    } finally {
      await thread.terminate();
    }
  }

  for (const key of ["ecdsa-p256", "rsa-2048"]) {
    test(`the passphrase is wiped before the first draw for ${key}, and every draw before the outcome`, async () => {
      const seen = await held({ call: "generate", request: workerRequest(key), passphrase: utf8(passphrase) });
      assert.equal(seen.ok, true);
      assert.deepEqual(seen.sizes.given, [passphrase.length]);
      assert.deepEqual(seen.givenAtFirstDraw, [0]);
      assert.ok(seen.sizes.drawn.length >= 5 && seen.sizes.drawn.every((size) => size > 0));
      assert.deepEqual(seen.drawn, zeros(seen.drawn));
    });
  }

  test("the passphrase is wiped when it was only judged, and when the request was refused", async () => {
    const judged = await held({ call: "preview", request: workerRequest("ecdsa-p256"), passphrase: utf8(passphrase) });
    assert.deepEqual([judged.ok, judged.given], [true, [0]]);
    const refused = await held({ call: "generate", request: workerRequest("dsa-1024"), passphrase: utf8(passphrase) });
    assert.deepEqual([refused.code, refused.given], ["key-type-unknown", [0]]);
  });

  for (const [what, code, prelude] of [
    ["cannot start", "internal", `WebAssembly.Instance = function () { throw new Error(); };`],
    [
      "has no randomness",
      "no-random",
      `Object.defineProperty(Object.getPrototypeOf(crypto), "getRandomValues", { value: undefined });`,
    ],
  ]) {
    test(`the passphrase is wiped when the module ${what}`, async () => {
      const call = { call: "generate", request: workerRequest("ecdsa-p256"), passphrase: utf8(passphrase) };
      const seen = await held(call, prelude);
      assert.deepEqual([seen.ok, seen.code, seen.given], [false, code, [0]]);
    });
  }

  test("files, the key to match and lists that the checker was given are wiped", async () => {
    const der = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "der" });
    const options = checkOptions;
    const file = (name) => ({ name, bytes: Uint8Array.from(der) });
    const spki = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "pem" });
    const seen = await held({
      call: "check",
      check: {
        options,
        files: [file("a"), { name: "gone", bytes: null }, file("b")],
        match: utf8(spki),
        blocklists: [{ bytes: utf8(`${"00".repeat(32)}\n`), kind: "", covers: "", name: "" }],
        primes: [{ bytes: utf8(`0x${"f".repeat(64)}\n`), name: "" }],
        signers: [Uint8Array.from(readFileSync(new URL("../vectors/check/certificate/dv.pem", import.meta.url)))],
      },
    });
    assert.equal(seen.code ?? seen.ok, true);
    assert.equal(seen.sizes.given.length, 6);
    assert.deepEqual(seen.given, [0, 0, 0, 0, 0, 0]);
  });

  test("a suggested passphrase is wiped when it was posted", async () => {
    const seen = await held({ call: "suggestPassphrase", words: 6 });
    assert.equal(seen.text.split(/\W/).length, 6);
    assert.deepEqual(seen.value, [0]);
    assert.deepEqual(seen.drawn, zeros(seen.drawn));
  });
});

describe("on the page", () => {
  const RealArray = globalThis.Uint8Array;
  const realEncode = TextEncoder.prototype.encode;
  const pin = "0".repeat(64);
  let openOn;
  let made = [];

  before(async () => {
    ({ openOn } = await loadPart("api/keyseal"));
    globalThis.Uint8Array = class extends RealArray {
      constructor(...given) {
        super(...given);
        if (!(given[0] instanceof ArrayBuffer)) made.push(this); // else a window on another array
      }
    };
    TextEncoder.prototype.encode = function (text) {
      made.push(realEncode.call(this, text));
      return made.at(-1);
    };
  });
  after(() => {
    globalThis.Uint8Array = RealArray;
    TextEncoder.prototype.encode = realEncode;
  });

  /** Keyseal on workers whose `post` is this. They transfer nothing: what the page leaves in an array stays to be seen. */
  function opened(post) {
    const bytes = Buffer.from("0061736d01000000", "hex"); // an empty module
    return openOn(
      {
        check() {},
        load: async () => ({ bytes }),
        primes: "when-asked",
        parallelism: () => 1,
        forgetsCompiling: () => false,
        sha256: async () => pin,
        workerStarter: () => () => {
          const handle = { onMessage() {}, onLost() {}, terminate() {}, post: (call) => post(handle, call) };
          return handle;
        },
      },
      { version: "0", wasmSha256: pin, workerSha256: pin, wasmImports: [] },
      { workers: 3 },
    );
  }

  const dns = ["www.example.com"];
  const rsa = { type: "rsa", modulusBits: 2048 };
  // How many copies there are at least, and the call, which is given arrays of the caller's own.
  const calls = {
    generate: [1, (keyseal, options) => keyseal.generate({ dns, passphrase }, options)],
    "generate with bytes": [1, (keyseal, options, own) => keyseal.generate({ dns, passphrase: own }, options)],
    "generate for RSA": [1, (keyseal, options) => keyseal.generate({ dns, passphrase, key: rsa }, options)],
    preview: [1, (keyseal, options) => keyseal.preview({ dns, passphrase }, options)],
    check: [
      3,
      (keyseal, options, own) =>
        keyseal.check({ input: own, match: "a key", blocklists: [{ bytes: own, kind: "spki" }] }, options),
    ],
  };
  const fails = (code) => (handle) =>
    queueMicrotask(() => handle.onMessage({ kind: "outcome", outcome: { ok: false, code, field: "", index: null } }));
  const ends = {
    "its worker fails": ["InternalError", fails("internal"), {}],
    "its worker is lost": ["EnvironmentError", (handle) => queueMicrotask(() => handle.onLost()), {}],
    "it cannot be posted": [
      "RangeError",
      () => {
        throw new RangeError();
      },
      {},
    ],
    "it was aborted before it began": ["AbortError", () => assert.fail(), { signal: AbortSignal.abort() }],
    "Keyseal was closed": ["InputError", () => assert.fail(), {}, (keyseal) => keyseal.close()],
  };

  for (const [end, [expected, post, options, prepare]] of Object.entries(ends)) {
    for (const [call, [atLeast, begin]] of Object.entries(calls)) {
      test(`no copy is left of ${call}, when ${end}`, async () => {
        const own = new Uint8Array(utf8("a key that stays the caller's"));
        made = [];
        const keyseal = await opened(post);
        prepare?.(keyseal);
        const { name } = await begin(keyseal, options, own).then(
          () => assert.fail("it must fail"),
          (error) => error,
        );
        assert.equal(name, expected);
        assert.ok(made.length >= atLeast, `${made.length} copies were seen`);
        assert.deepEqual(bytesLeft(made), zeros(made));
        const isWiped = own.every((byte) => byte === 0);
        assert.equal(isWiped, call === "generate with bytes");
      });
    }
  }

  test("no array is left of a suggested passphrase", async () => {
    const value = utf8("abbey-clock-kettle-moss-pylon-sugar");
    const keyseal = await opened((handle) =>
      queueMicrotask(() => handle.onMessage({ kind: "outcome", outcome: { ok: true, value } })),
    );
    assert.equal(await keyseal.suggestPassphrase(), "abbey-clock-kettle-moss-pylon-sugar");
    assert.deepEqual(bytesLeft([value]), [0]);
  });
});

test("an array whose buffer went away is wiped without an error, whatever it says of its length", async () => {
  const { wipe } = await loadPart("worker/messages");
  const [gone, lying, here] = [1, 2, 3].map((byte) => new Uint8Array(28).fill(byte));
  structuredClone([gone, lying], { transfer: [gone.buffer, lying.buffer] });
  Object.defineProperty(lying, "length", { value: 28 });
  wipe([gone, lying, here]);
  assert.deepEqual(here, new Uint8Array(28));
});
