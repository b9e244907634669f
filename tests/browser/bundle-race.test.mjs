// Several workers race for an RSA key: one wins, and no other one is left, in the page or as a thread.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPrelude } from "./bundle.mjs";
import { inEveryEngine, passphrase, request } from "./in-engines.mjs";
import { judge } from "./judge.mjs";
import { usageOf } from "./processes.mjs";
import { waitUntil } from "./wait.mjs";

const rsa = (modulusBits) => ({ ...request, key: { type: "rsa", modulusBits } });

/** The second worker of a race runs `second` when it starts, and the others `others`. */
const withSecond = (second, others = "") =>
  withPrelude(`{
    const real = crypto.getRandomValues.bind(crypto);
    const onRandom = (value) => Object.defineProperty(Crypto.prototype, "getRandomValues", { value });
    if (self.name === "1") { ${second} } else if (self.name !== "first") { ${others} }
  }`);

// A worker that is deaf never wins.
const deaf = `const { postMessage } = self; self.postMessage = (message) => message.kind === "ready" && postMessage(message);`;
const breaks = `let draws = 0; onRandom((array) => { if (++draws === 4) reportError(new Error("broken")); return real(array); });`;
const variants = {
  "one-throws": { files: withSecond("throw new Error('start');") },
  "one-breaks": { files: withSecond(breaks) },
  "one-without-random": { files: withSecond("onRandom((array) => array.fill(0));", deaf) },
  "all-break": { files: withSecond(breaks, breaks) },
  endless: { files: withSecond(deaf, deaf) },
  unconfined: { workerPolicy: null },
};

inEveryEngine(variants, (context) => {
  const { open, step, failure } = context;
  const threads = () => usageOf(context.browser.home).workers;
  const isWebkit = context.engine === "WebKit";

  /** Opens so that the next RSA key is raced for: in WebKit one worker makes the first (web-realm.ts). */
  async function openToRace(options) {
    await step("open", options);
    if (isWebkit) await step("makeFirst", rsa(2048));
  }

  /** Runs `steps`, after which there must be as many threads of workers as before. */
  async function withoutRest(steps) {
    const before = threads();
    await steps(before);
    assert.equal(await step("runningWorkers"), 0);
    await waitUntil(() => threads() <= before, "the last worker to end");
  }

  for (const [variant, worker] of [
    ["whole", "url"],
    ["unconfined", "blob"],
  ]) {
    test(`three search where three may, and one goes on when it has a key (worker from its ${worker})`, () =>
      withoutRest(async () => {
        await open(variant);
        await openToRace({ workers: 3, worker });
        const raced = await step("race", rsa(2048));
        await judge(raced.generated, passphrase);
        assert.deepEqual([raced.started, raced.most.key, raced.most.sealing], [3, 3, 1]);
        assert.deepEqual(raced.passphrases, Array(3).fill({ text: passphrase, left: 0 }));
      }));
  }

  test("as many search as the machine has threads, but at most 4, or one in WebKit, where nothing is said; EC needs one", () =>
    withoutRest(async () => {
      await open("whole");
      const threadsOfMachine = await context.page.run(() => navigator.hardwareConcurrency);
      await openToRace({});
      const raced = await step("race", rsa(2048));
      assert.equal(raced.started, isWebkit ? 1 : Math.min(4, threadsOfMachine)); // web-realm.ts
      await openToRace({ workers: 4 });
      assert.equal((await step("race", request)).started, 1);
    }));

  test("WebKit's first RSA key since open is one worker's, and no other engine's", () =>
    withoutRest(async () => {
      await open("whole");
      await step("open", { workers: 3 });
      const alone = isWebkit ? 1 : 3;
      assert.equal(await failure("generateAndAbort", rsa(2048)), "AbortError");
      assert.equal((await step("race", request)).started, 1);
      assert.equal((await step("race", rsa(2048))).started, alone, "after an EC key and an RSA key that was aborted");
      assert.equal((await step("race", rsa(2048))).started, 3);
    }));

  test("they are threads, and an abort or close ends them all", () =>
    withoutRest(async (before) => {
      await open("endless");
      for (const how of ["abort", "close"]) {
        await openToRace({ workers: 3 });
        await step("begin", rsa(2048));
        await waitUntil(() => threads() === before + 3, "three workers");
        assert.equal(await failure("end", how), "AbortError");
        assert.equal(await step("runningWorkers"), 0);
        await waitUntil(() => threads() === before, "all to end");
      }
    }));

  test("ten races in a row leave no worker", () =>
    withoutRest(async (before) => {
      await open("whole");
      await step("open", { workers: 3 });
      const keys = new Set();
      for (let count = 0; count < 10; count += 1) keys.add((await step("generate", rsa(2048))).spkiSha256);
      assert.equal(keys.size, 10);
      await waitUntil(() => threads() === before, "all to end");
    }));

  for (const [variant, how] of [
    ["one-throws", "at its start"],
    ["one-breaks", "in its search"],
  ]) {
    test(`a worker that is lost ${how} leaves the race to the others`, () =>
      withoutRest(async () => {
        await open(variant);
        await openToRace({ workers: 3 });
        const raced = await step("race", rsa(2048));
        await judge(raced.generated, passphrase);
        assert.equal(raced.started, 3);
      }));
  }

  test("the last one that is lost is worker-lost", () =>
    withoutRest(async () => {
      await open("all-break");
      await openToRace({ workers: 2 });
      assert.equal(await failure("generate", rsa(2048)), "worker-lost");
    }));

  test("a random source that fails in one of them ends all", () =>
    withoutRest(async () => {
      await open("one-without-random");
      await openToRace({ workers: 3 });
      assert.equal(await failure("generate", rsa(2048)), "random-failed");
    }));
});
