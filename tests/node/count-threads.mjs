// For node --import: counts the worker threads of a program into the file that KEYSEAL_TEST_THREADS names.
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { threads } from "./threads.mjs";

if (isMainThread) {
  process.on("exit", () => writeFileSync(process.env.KEYSEAL_TEST_THREADS, `${threads.length}`));
}
