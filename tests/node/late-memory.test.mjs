// Memory that an engine gives back late: a module that gets none waits for it, and no longer than three seconds.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { packageDir, runWorker } from "./support.mjs";

const module = await WebAssembly.compile(readFileSync(`${packageDir}/keyseal.wasm`));
const worker = readFileSync(`${packageDir}/keyseal-worker.js`, "utf8");

/** The outcome where the first `times` attempts to start the module end with `error`, and how many there were. */
async function outcomeAfter(times, error) {
  const refuse = `let tries = 0;
    const Real = WebAssembly.Instance;
    WebAssembly.Instance = function (module, imports) {
      require("node:worker_threads").parentPort.postMessage({ kind: "tried" });
      if (tries++ < ${times}) throw new ${error};
      return new Real(module, imports);
    };`;
  const messages = await runWorker(`${refuse}\n${worker}`, { call: "wordLists", module });
  return [messages.at(-1).outcome, messages.filter(({ kind }) => kind === "tried").length];
}

test("a module that gets no memory at first starts when there is some", async () => {
  const [outcome, tries] = await outcomeAfter(3, 'RangeError("Out of memory")');
  assert.deepEqual([outcome.ok, tries], [true, 4]);
});

test("where there is none, it gives up", async () => {
  const [outcome, tries] = await outcomeAfter(99, 'RangeError("Out of memory")');
  assert.deepEqual([outcome.ok, outcome.code, tries], [false, "out-of-memory", 6]);
});

test("for anything else it does not wait", async () => {
  const [outcome, tries] = await outcomeAfter(1, 'WebAssembly.LinkError("no")');
  assert.deepEqual([outcome.ok, outcome.code, tries], [false, "internal", 1]);
});
