// What the worker thread of Node is given: the program and nothing of its surroundings.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { openIn, packageDir } from "./support.mjs";
import { withThreads } from "./threads.mjs";

const { Worker } = createRequire(import.meta.url)("node:worker_threads");

test("a worker thread sees neither environment nor arguments nor standard input of the program", async () => {
  process.env.KEYSEAL_TEST_SECRET = "tulips under water";
  const keyseal = await openIn(packageDir);
  try {
    const { threads } = await withThreads(() => keyseal.suggestPassphrase());
    assert.equal(threads.length, 1);
    const [{ options }] = threads;
    assert.deepEqual(options.execArgv, []); // without it, those of the program are inherited
    // The same options with a program that tells what it sees.
    const source = `require("node:worker_threads").parentPort.postMessage({
      env: { ...process.env }, argv: process.argv.slice(2), execArgv: process.execArgv,
      data: require("node:worker_threads").workerData ?? null });`;
    const probe = new Worker(source, options);
    const seen = await new Promise((resolve, reject) => probe.once("message", resolve).once("error", reject));
    await probe.terminate();
    assert.deepEqual(seen, { env: {}, argv: [], execArgv: [], data: null });
    assert.equal(probe.stdin, null);
  } finally {
    keyseal.close();
    delete process.env.KEYSEAL_TEST_SECRET;
  }
});
