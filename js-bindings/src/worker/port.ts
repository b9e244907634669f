/** The one difference between a browser's worker and Node's: where messages come from. */

import type { Call, FromWorker } from "./messages.js";

export interface Port {
  postMessage(message: FromWorker): void;
}

interface WebWorkerScope extends Port {
  onmessage: ((event: { data: Call }) => void) | null;
}

interface NodePort extends Port {
  once(event: "message", listener: (call: Call) => void): void;
}

interface NodeProcess {
  getBuiltinModule(name: "node:worker_threads"): { parentPort: NodePort };
}

/** Hands the first message to `serve` and returns where answers go. */
export function openPort(serve: (call: Call) => void): Port {
  if (typeof (globalThis as { importScripts?: unknown }).importScripts === "function") {
    const scope = globalThis as unknown as WebWorkerScope;
    scope.onmessage = (event) => {
      scope.onmessage = null;
      serve(event.data);
    };
    return scope;
  }
  const { parentPort } = (globalThis as unknown as { process: NodeProcess }).process.getBuiltinModule(
    "node:worker_threads",
  );
  parentPort.once("message", serve);
  return parentPort;
}
