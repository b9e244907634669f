import assert from "node:assert/strict";
import test from "node:test";
import { load } from "../support.mjs";

const { Newest, pause } = await load("element/shared/newest");

/** A task that ends when it is told to, and says whether it was aborted. */
function slow() {
  const { promise, resolve, reject } = Promise.withResolvers?.() ?? deferred();
  const task = (signal) => {
    task.signal = signal;
    return promise;
  };
  return Object.assign(task, { resolve, reject });
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

test("a newer task aborts the older, whose answer is nobody's", async () => {
  const newest = new Newest();
  const [first, second] = [slow(), slow()];
  const older = newest.run(first);
  const newer = newest.run(second);
  assert.equal(first.signal.aborted, true);
  assert.equal(second.signal.aborted, false);
  first.resolve("old");
  second.resolve("new");
  assert.deepEqual(await Promise.all([older, newer]), [undefined, "new"]);
});

test("what an aborted task fails with is nobody's either; what the newest fails with is its caller's", async () => {
  const newest = new Newest();
  const [first, second] = [slow(), slow()];
  const older = newest.run(first);
  const newer = newest.run(second);
  first.reject(new Error("aborted"));
  second.reject(new Error("broken"));
  assert.equal(await older, undefined);
  await assert.rejects(newer, /broken/);
});

test("cancel leaves nothing running", async () => {
  const newest = new Newest();
  const task = slow();
  const running = newest.run(task);
  newest.cancel();
  task.resolve("late");
  assert.equal(task.signal.aborted, true);
  assert.equal(await running, undefined);
});

test("a pause ends when it is aborted", async () => {
  const controller = new AbortController();
  const pausing = pause(60_000, controller.signal);
  controller.abort();
  await assert.rejects(pausing, { name: "AbortError" });
  await pause(1, new AbortController().signal);
});
