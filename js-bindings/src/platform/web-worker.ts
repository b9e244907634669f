/** Starting a browser's worker, also where `require-trusted-types-for 'script'` stands. */

import { EnvironmentError } from "../base/errors.js";
import type { FromWorker } from "../worker/messages.js";
import type { WorkerHandle } from "./platform.js";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

let admitted: string | undefined;
let policy: { createScriptURL(url: string): string } | undefined;

/** Makes the one policy, `keyseal#worker`, which admits exactly one address at a time. */
export function makeTrustedTypesPolicy(): void {
  const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  try {
    policy ??= trustedTypes?.createPolicy("keyseal#worker", {
      createScriptURL(candidate) {
        if (candidate !== admitted) throw new TypeError("keyseal#worker admits one URL");
        return candidate;
      },
    });
  } catch {
    throw new EnvironmentError("trusted-types-missing");
  }
}

function trustedUrl(url: string): string {
  makeTrustedTypesPolicy();
  admitted = url;
  return policy === undefined ? url : policy.createScriptURL(url);
}

/** Starts the worker whose script lies at `url`. */
export function startFromUrl(url: string): WorkerHandle {
  let worker: Worker;
  try {
    worker = new Worker(trustedUrl(url), { type: "classic" });
  } catch (error) {
    throw error instanceof EnvironmentError ? error : new EnvironmentError("worker-blocked");
  }
  const handle: WorkerHandle = {
    onMessage: () => {},
    onLost: () => {},
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate: () => worker.terminate(),
  };
  worker.onmessage = (event: MessageEvent<FromWorker>) => handle.onMessage(event.data);
  worker.onmessageerror = () => handle.onLost();
  worker.onerror = () => handle.onLost();
  return handle;
}

/** Starts a worker from a blob of its source: what was hashed is what runs. It has the page's policy. */
export function startFromBytes(source: Uint8Array<ArrayBuffer>): WorkerHandle {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return startFromUrl(url);
  } finally {
    // The worker holds its own reference once it has begun to load.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}
