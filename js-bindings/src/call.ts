/** One call in one worker: it lives as long as the call and dies with its secrets, however the call ends. */

import type { Verified } from "./verify.js";
import type { Call, CoreValue, FromWorker, Outcome } from "./worker/messages.js";

/** A call without the module, which every worker of the page shares. */
export type Unsent = Call extends infer Each ? (Each extends Call ? Omit<Each, "module"> : never) : never;

export type Report = Extract<FromWorker, { kind: "progress" }>;

export interface CallListener {
  onProgress(report: Report): void;
  onOutcome(outcome: Outcome<CoreValue>): void;
  /** The worker ended or broke; `ready` says whether it had begun. */
  onLost(ready: boolean): void;
}

/** What the page need not, or must not, keep. */
function transferOf(call: Unsent): ArrayBuffer[] {
  const given: (Uint8Array | null)[] = [];
  if ("passphrase" in call) given.push(call.passphrase);
  if ("check" in call) {
    const { match, files, blocklists } = call.check;
    given.push(match, ...[...files, ...blocklists].map(({ bytes }) => bytes));
  }
  return given.filter((bytes) => bytes !== null).map((bytes) => bytes.buffer as ArrayBuffer);
}

/** Starts `call` in a worker of its own. Returns what ends the worker; nothing is heard of it after that. */
export function startCall({ module, startWorker }: Verified, call: Unsent, listener: CallListener): () => void {
  const worker = startWorker();
  const end = () => {
    worker.onMessage = () => {};
    worker.onLost = () => {};
    worker.terminate();
  };
  let ready = false;
  worker.onLost = () => listener.onLost(ready);
  worker.onMessage = (message) => {
    if (message.kind === "ready") ready = true;
    else if (message.kind === "progress") listener.onProgress(message);
    else listener.onOutcome(message.outcome);
  };
  try {
    worker.post({ ...call, module } as Call, transferOf(call));
  } catch (error) {
    end();
    throw error;
  }
  return end;
}
