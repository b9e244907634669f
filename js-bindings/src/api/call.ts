/** One call in one worker: it lives as long as the call and dies with its secrets, however the call ends. */

import { arraysOf, type Call, type CoreValue, type FromWorker, type Outcome, type Unsent } from "../worker/messages.js";
import type { Verified } from "./verify.js";

export type Report = Extract<FromWorker, { kind: "progress" }>;

export interface CallListener {
  onProgress(report: Report): void;
  onOutcome(outcome: Outcome<CoreValue>): void;
  /** What the worker asked for cannot be given. */
  onRefused(error: unknown): void;
  /** The worker ended or broke; `ready` says whether it had begun. */
  onLost(ready: boolean): void;
}

/** Starts `call` in a worker of its own. Returns what ends the worker; nothing is heard of it after that. */
export function startCall({ module, primes, startWorker }: Verified, call: Unsent, listener: CallListener): () => void {
  const worker = startWorker();
  const end = () => {
    worker.onMessage = () => {};
    worker.onLost = () => {};
    worker.terminate();
  };
  const give = (bytes: Uint8Array | null) => {
    worker.post({ kind: "primes", bytes }, bytes ? [bytes.buffer as ArrayBuffer] : []);
  };
  let ready = false;
  worker.onLost = () => listener.onLost(ready);
  worker.onMessage = (message) => {
    if (message.kind === "ready") ready = true;
    else if (message.kind === "progress") listener.onProgress(message);
    else if (message.kind === "wants-primes") primes.take().then(give, listener.onRefused);
    else listener.onOutcome(message.outcome);
  };
  try {
    // Moved, not copied: what the page need not keep, or must not.
    worker.post(
      { ...call, module } as Call,
      arraysOf(call).map(({ buffer }) => buffer as ArrayBuffer),
    );
  } catch (error) {
    end();
    throw error;
  }
  return end;
}
