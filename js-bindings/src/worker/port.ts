/** The one difference between a browser's worker and Node's: where messages come from. */

import type { FromWorker } from "./messages.js";

export interface Port {
  postMessage(message: FromWorker): void;
  /** Hands the next message that comes to `take`, and no other. */
  receive(take: (message: unknown) => void): void;
}

interface WebWorkerScope {
  onmessage: ((event: { data: unknown }) => void) | null;
  postMessage(message: FromWorker): void;
}

interface NodePort {
  once(event: "message", listener: (message: unknown) => void): void;
  postMessage(message: FromWorker): void;
}

interface NodeProcess {
  getBuiltinModule(name: "node:worker_threads"): { parentPort: NodePort };
}

export function openPort(): Port {
  if (typeof (globalThis as { importScripts?: unknown }).importScripts === "function") {
    const scope = globalThis as unknown as WebWorkerScope;
    return {
      postMessage: (message) => scope.postMessage(message),
      receive(take) {
        scope.onmessage = (event) => {
          scope.onmessage = null;
          take(event.data);
        };
      },
    };
  }
  const { parentPort } = (globalThis as unknown as { process: NodeProcess }).process.getBuiltinModule(
    "node:worker_threads",
  );
  return {
    postMessage: (message) => parentPort.postMessage(message),
    receive: (take) => parentPort.once("message", take),
  };
}
