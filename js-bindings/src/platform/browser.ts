import { EnvironmentError } from "../errors.js";
import type { FromWorker } from "../worker/messages.js";
import type { Platform, WorkerHandle } from "./platform.js";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** A worker URL that `require-trusted-types-for 'script'` accepts: one policy, which admits exactly this URL. */
let admitted: string | undefined;
let policy: { createScriptURL(url: string): string } | undefined;
function workerUrl(url: string): string {
  const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (trustedTypes === undefined) return url;
  admitted = url;
  try {
    policy ??= trustedTypes.createPolicy("keyseal#worker", {
      createScriptURL(candidate) {
        if (candidate !== admitted) throw new TypeError("keyseal#worker admits one URL");
        return candidate;
      },
    });
  } catch {
    throw new EnvironmentError("trusted-types-missing");
  }
  return policy.createScriptURL(url);
}

export const browser: Platform = {
  checkRealm() {
    if (!globalThis.isSecureContext) throw new EnvironmentError("insecure-context");
    if (typeof WebAssembly !== "object") throw new EnvironmentError("no-webassembly");
    if (typeof Worker !== "function") throw new EnvironmentError("no-worker");
    if (typeof globalThis.crypto?.getRandomValues !== "function") throw new EnvironmentError("no-random");
  },

  async load(name, given) {
    const response = await fetch(given === undefined ? new URL(name, import.meta.url) : given);
    if (!response.ok) throw new Error(`${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },

  async sha256(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  },

  startWorker(source) {
    // From a blob of the verified bytes: what was hashed is what runs.
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    let worker: Worker;
    try {
      worker = new Worker(workerUrl(url), { type: "classic" });
    } catch (error) {
      throw error instanceof EnvironmentError ? error : new EnvironmentError("worker-blocked");
    } finally {
      // The worker holds its own reference once it has begun to load.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    }
    const handle: WorkerHandle = {
      onMessage: () => {},
      onLost: () => {},
      post: (call, transfer) => worker.postMessage(call, transfer),
      terminate: () => worker.terminate(),
    };
    worker.onmessage = (event: MessageEvent<FromWorker>) => handle.onMessage(event.data);
    worker.onmessageerror = () => handle.onLost();
    worker.onerror = () => handle.onLost();
    return handle;
  },
};
