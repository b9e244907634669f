import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { EnvironmentError, InputError } from "../base/errors.js";
import type { FromWorker } from "../worker/messages.js";
import type { Platform, WorkerHandle } from "./platform.js";

export const node: Platform = {
  check({ worker }) {
    // A worker thread always starts from the verified text, and has no policy that could confine it.
    if (worker !== undefined) throw new InputError("option-not-allowed", "worker");
    if (typeof WebAssembly !== "object") throw new EnvironmentError("no-webassembly");
    if (typeof globalThis.crypto?.getRandomValues !== "function") throw new EnvironmentError("no-random");
  },

  async load(name, given) {
    const bytes = await readFile(given === undefined ? new URL(name, import.meta.url) : given);
    return { bytes: new Uint8Array(bytes) };
  },

  primes: "at-once", // from the package's own folder

  parallelism: availableParallelism,
  forgetsCompiling: () => false,

  async sha256(bytes) {
    return createHash("sha256").update(bytes).digest("hex");
  },

  workerStarter({ bytes }) {
    // From the verified text, not from the file: what was hashed is what runs.
    const source = new TextDecoder().decode(bytes);
    return () => startThread(source);
  },
};

function startThread(source: string): WorkerHandle {
  const worker = new Worker(source, { eval: true, env: {}, stdin: false, argv: [], execArgv: [] });
  const handle: WorkerHandle = {
    onMessage: () => {},
    onLost: () => {},
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate: () => void worker.terminate(),
  };
  worker.on("message", (message: FromWorker) => handle.onMessage(message));
  worker.on("messageerror", () => handle.onLost());
  worker.on("error", () => handle.onLost());
  worker.on("exit", () => handle.onLost());
  return handle;
}
