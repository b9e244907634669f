// The race for an RSA key: how many workers there are, which one wins, and that all others end.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { getEventListeners } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { openIn, packageDir, passphrase, variant } from "./support.mjs";
import { threads, withThreads } from "./threads.mjs";

const rsa = (modulusBits) => ({ dns: ["www.example.com"], passphrase, key: { type: "rsa", modulusBits } });
const ec = { dns: ["www.example.com"], passphrase };
const opened = (options, directory = packageDir) => openIn(directory, options);

/** Fails unless the sealed key opens and is the RSA key of these bits that the request is for. */
function assertKey({ sealedKeyPem, spkiSha256 }, bits) {
  const key = createPrivateKey({ key: sealedKeyPem, passphrase });
  assert.deepEqual([key.asymmetricKeyType, key.asymmetricKeyDetails.modulusLength], ["rsa", bits]);
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  assert.equal(createHash("sha256").update(spki).digest("hex"), spkiSha256);
}

/**
 * A package in which the worker that comes first runs `first`, and every other one runs `others`. They share a process, so
 * that a folder which only one of them can make says which is which.
 */
function withFirst(t, first, others = "") {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-first-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return variant(
    t,
    `{
      let isFirst = true;
      try {
        process.getBuiltinModule("node:fs").mkdirSync(${JSON.stringify(`${folder}/taken`)});
      } catch {
        isFirst = false;
      }
      const prototype = Object.getPrototypeOf(crypto);
      const real = crypto.getRandomValues.bind(crypto);
      const onRandom = (value) => Object.defineProperty(prototype, "getRandomValues", { value });
      if (isFirst) { ${first} } else { ${others} }
    }`,
  );
}

const sleepFor = (ms) => `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});`;
const sleepsAtDraw = (ms) => `let slept = false; onRandom((array) => {
  if (!slept) ${sleepFor(ms)}
  slept = true;
  return real(array);
});`;
const exitsAtDraw = (draw) =>
  `let draws = 0; onRandom((array) => (++draws === ${draw} ? process.exit(1) : real(array)));`;
const zeroRandom = "onRandom((array) => array.fill(0));";

describe("for an RSA key", () => {
  for (const workers of [1, 2, 5]) {
    test(`${workers} search where ${workers} may, and one goes on when it has a key`, async () => {
      const keyseal = await opened({ workers });
      const racing = [];
      const { value, threads: started } = await withThreads(() =>
        keyseal.generate(rsa(2048), {
          onProgress: ({ phase }) => racing.push([phase, threads.filter(({ ended }) => !ended).length]),
        }),
      );
      assertKey(value, 2048);
      assert.equal(started.length, workers);
      const most = (wanted) => Math.max(...racing.filter(([phase]) => phase === wanted).map(([, count]) => count));
      assert.deepEqual([most("key"), most("sealing"), most("signing")], [workers, 1, 1]);
    });
  }

  test("as many search as the machine has threads, but at most 4, where nothing is said", async () => {
    const keyseal = await opened();
    const { value, threads: started } = await withThreads(() => keyseal.generate(rsa(3072)));
    assertKey(value, 3072);
    assert.equal(started.length, Math.min(4, availableParallelism()));
  });

  test("each worker is given a passphrase of its own, and none of them stays here", async () => {
    const keyseal = await opened({ workers: 3 });
    const given = new TextEncoder().encode(passphrase);
    const { value, threads: started } = await withThreads(() => keyseal.generate({ ...rsa(2048), passphrase: given }));
    assertKey(value, 2048);
    const posted = started.flatMap(({ passphrases }) => passphrases);
    assert.deepEqual(
      posted.map(({ text }) => text),
      [passphrase, passphrase, passphrase],
    );
    assert.deepEqual(
      posted.map(({ bytes }) => bytes.length),
      [0, 0, 0],
    );
    assert.ok(given.every((byte) => byte === 0));
  });
});

test("everything else needs one worker", async () => {
  const keyseal = await opened({ workers: 4 });
  for (const call of [
    () => keyseal.generate(ec),
    () => keyseal.generate({ ...ec, key: { type: "ml-dsa", parameterSet: 44 } }),
    () => keyseal.preview(rsa(4096)),
    () => keyseal.check({ input: "no request" }),
    () => keyseal.suggestPassphrase(),
  ]) {
    assert.equal((await withThreads(call)).threads.length, 1);
  }
});

describe("all end", () => {
  /** `end` is called when `phase` is reported for the first time. */
  async function ending(phase, end) {
    const keyseal = await opened({ workers: 3 });
    const controller = new AbortController();
    const { reason, threads: started } = await withThreads(() =>
      keyseal.generate(rsa(4096), {
        signal: controller.signal,
        onProgress: (progress) => progress.phase === phase && end(keyseal, controller),
      }),
    );
    assert.equal(reason?.name, "AbortError");
    assert.deepEqual(getEventListeners(controller.signal, "abort"), []);
    return started.length;
  }

  for (const [how, end] of [
    ["by an abort", (_, controller) => controller.abort()],
    ["by close", (keyseal) => keyseal.close()],
  ]) {
    test(`${how} in the search`, async () => assert.equal(await ending("key", end), 3));
    test(`${how} when one has won`, async () => assert.equal(await ending("sealing", end), 3));
  }

  test("by an abort before one has begun, and none begins", async () => {
    assert.equal(await ending("loading", (_, controller) => controller.abort()), 0);
  });

  test("by close at the first report", async () => {
    assert.equal(await ending("loading", (keyseal) => keyseal.close()), 3);
  });

  test("by what the page's own code throws at the first report, and none begins", async () => {
    const keyseal = await opened({ workers: 3 });
    const { reason, threads: started } = await withThreads(() =>
      keyseal.generate(rsa(4096), {
        onProgress() {
          throw new RangeError("mine");
        },
      }),
    );
    assert.deepEqual([reason.name, started.length], ["RangeError", 0]);
  });

  test("by a random source that fails in one of them, which no other one can hide", async (t) => {
    const keyseal = await opened({ workers: 3 }, withFirst(t, zeroRandom, sleepsAtDraw(5000)));
    const { reason, threads: started } = await withThreads(() => keyseal.generate(rsa(2048)));
    assert.deepEqual([reason.name, reason.code, started.length], ["EnvironmentError", "random-failed", 3]);
  });

  test("by a request that the core refuses", async () => {
    const keyseal = await opened({ workers: 3 });
    const { reason, threads: started } = await withThreads(() => keyseal.generate({ ...rsa(2048), dns: ["a b"] }));
    assert.deepEqual([reason.name, started.length], ["InputError", 3]);
  });
});

describe("a worker that is lost", () => {
  for (const [when, prelude] of [
    ["before it began", "process.exit(1);"],
    ["at its start", "throw new Error('start');"],
    ["in its search", exitsAtDraw(5)],
  ]) {
    test(`${when} leaves the race to the others`, async (t) => {
      const keyseal = await opened({ workers: 2 }, withFirst(t, prelude));
      const { value, threads: started } = await withThreads(() => keyseal.generate(rsa(2048)));
      assertKey(value, 2048);
      assert.equal(started.length, 2);
    });
  }

  test("for want of memory leaves the race to the others too, and the last one tells it", async (t) => {
    const full = "WebAssembly.Instance = function () { throw new RangeError('Out of memory'); };";
    const keyseal = await opened({ workers: 2 }, withFirst(t, full));
    assertKey((await withThreads(() => keyseal.generate(rsa(2048)))).value, 2048);
    const none = await opened({ workers: 2 }, withFirst(t, full, full));
    assert.equal((await withThreads(() => none.generate(rsa(2048)))).reason.code, "out-of-memory");
  });

  for (const [who, code, first, others] of [
    ["none ever began", "worker-blocked", "process.exit(1);", "process.exit(1);"],
    ["one of them had begun", "worker-lost", "process.exit(1);", exitsAtDraw(5)],
    ["another one had begun", "worker-lost", `${sleepFor(1500)} process.exit(1);`, exitsAtDraw(5)],
  ]) {
    test(`and is the last gives ${code}, where ${who}`, async (t) => {
      const keyseal = await opened({ workers: 3 }, withFirst(t, first, others));
      const { reason, threads: started } = await withThreads(() => keyseal.generate(rsa(2048)));
      assert.deepEqual([reason.name, reason.code, started.length], ["EnvironmentError", code, 3]);
    });
  }

  test("when it had won gives worker-lost: the others are gone", async (t) => {
    const dies = `
      const { parentPort } = process.getBuiltinModule("node:worker_threads");
      const post = parentPort.postMessage.bind(parentPort);
      let sealing = false;
      parentPort.postMessage = (message) => {
        post(message);
        sealing = message.phase === "sealing";
      };
      onRandom((array) => (sealing ? process.exit(1) : real(array)));`; // for the salt
    const keyseal = await opened({ workers: 2 }, withFirst(t, dies, dies));
    const { reason } = await withThreads(() => keyseal.generate(rsa(2048)));
    assert.equal(reason.code, "worker-lost");
  });
});

test("many races in a row leave no thread, no listener and no timer", async () => {
  const keyseal = await opened({ workers: 2 });
  const { signal } = new AbortController();
  // What is being closed, such as a file that was read, ends by itself.
  const resources = () => process.getActiveResourcesInfo().filter((name) => name !== "CloseReq");
  const before = resources().sort();
  const { value, threads: started } = await withThreads(async () => {
    const keys = new Set();
    for (let count = 0; count < 6; count++) {
      keys.add((await keyseal.generate(rsa(2048), { signal, onProgress() {} })).spkiSha256);
    }
    return keys.size;
  });
  assert.deepEqual([value, started.length], [6, 12]);
  assert.deepEqual(getEventListeners(signal, "abort"), []);
  assert.deepEqual(resources().sort(), before);
});

test("a program ends by itself when its races are over, without close", async () => {
  const script = `
    const { open } = await import(${JSON.stringify(`${packageDir}/keyseal-node.mjs`)});
    const keyseal = await open({ workers: 3 });
    await keyseal.generate(${JSON.stringify(rsa(2048))});
    const controller = new AbortController();
    const onProgress = ({ phase }) => phase === "key" && controller.abort();
    await keyseal.generate(${JSON.stringify(rsa(4096))}, { signal: controller.signal, onProgress }).catch(console.log);`;
  const ended = await new Promise((resolve) => {
    execFile(process.execPath, ["--input-type=module", "-e", script], (error, stdout) => resolve({ error, stdout }));
  });
  assert.equal(ended.error, null);
  assert.match(ended.stdout, /AbortError/);
});
