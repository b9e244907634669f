import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { EnvironmentError } from "../errors.js";
import type { FromWorker } from "../worker/messages.js";
import type { Platform, WorkerHandle } from "./platform.js";

export const node: Platform = {
  checkRealm() {
    if (typeof WebAssembly !== "object") throw new EnvironmentError("no-webassembly");
    if (typeof globalThis.crypto?.getRandomValues !== "function") throw new EnvironmentError("no-random");
  },

  async load(name, given) {
    const bytes = await readFile(given === undefined ? new URL(name, import.meta.url) : given);
    return new Uint8Array(bytes);
  },

  async sha256(bytes) {
    return createHash("sha256").update(bytes).digest("hex");
  },

  startWorker(source) {
    // From the verified text, not from the file: what was hashed is what runs.
    const worker = new Worker(new TextDecoder().decode(source), {
      eval: true,
      env: {},
      stdin: false,
      argv: [],
      execArgv: [],
    });
    const handle: WorkerHandle = {
      onMessage: () => {},
      onLost: () => {},
      post: (call, transfer) => worker.postMessage(call, transfer),
      terminate: () => void worker.terminate(),
    };
    worker.on("message", (message: FromWorker) => handle.onMessage(message));
    worker.on("messageerror", () => handle.onLost());
    worker.on("error", () => handle.onLost());
    worker.on("exit", () => handle.onLost());
    return handle;
  },
};
