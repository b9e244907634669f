/** One call in one worker: it lives as long as the call and dies with its secrets, however the call ends. */

import { EnvironmentError, errorOf, placeOf } from "./errors.js";
import type { CallOptions, Progress } from "./types.js";
import type { Verified } from "./verify.js";
import type { Call, FromWorker } from "./worker/messages.js";

const tickMs = 250;

export function abortError(): DOMException {
  return new DOMException("The call was aborted.", "AbortError");
}

/** A call that runs; `abort` ends it from outside. */
export interface Running<Value> {
  result: Promise<Value>;
  abort(): void;
}

type Unsent = Call extends infer Each ? (Each extends Call ? Omit<Each, "module"> : never) : never;

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

/** Tells `onProgress` about each phase as it begins and about the time while it goes on. */
class ProgressReporter {
  #progress: Progress = { phase: "loading", elapsedMs: 0 };
  readonly #started = performance.now();
  readonly #timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly onProgress: CallOptions["onProgress"]) {
    if (!onProgress) return;
    this.#timer = setInterval(() => this.#tell(), tickMs);
    this.#tell();
  }

  move(message: Extract<FromWorker, { kind: "progress" }>, searchesPrimes: boolean): void {
    const { phase, primesFound } = message;
    this.#progress = { phase, elapsedMs: 0 };
    if (phase === "key" && searchesPrimes) this.#progress.fraction = primesFound / 2;
    this.#tell();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    this.onProgress?.({ ...this.#progress, elapsedMs: performance.now() - this.#started });
  }
}

/** Starts `call` in a worker of its own. */
export function startCall<Value>(
  { module, startWorker }: Verified,
  call: Unsent,
  options: CallOptions,
): Running<Value> {
  let abort = () => {};
  const result = new Promise<Value>((resolve, reject) => {
    if (options.signal?.aborted) throw abortError();
    const worker = startWorker();
    const progress = new ProgressReporter(options.onProgress);
    const searchesPrimes = call.call === "generate" && call.request.key.startsWith("rsa-");
    const end = (settle: () => void) => {
      worker.onMessage = () => {};
      worker.onLost = () => {};
      worker.terminate();
      progress.stop();
      options.signal?.removeEventListener("abort", abort);
      settle();
    };
    abort = () => end(() => reject(abortError()));
    options.signal?.addEventListener("abort", abort);
    let ready = false;
    worker.onLost = () => end(() => reject(new EnvironmentError(ready ? "worker-lost" : "worker-blocked")));
    worker.onMessage = (message) => {
      if (message.kind === "ready") {
        ready = true;
      } else if (message.kind === "progress") {
        progress.move(message, searchesPrimes);
      } else if (message.outcome.ok) {
        const { value } = message.outcome;
        end(() => resolve(value as Value));
      } else {
        const { code, field, index } = message.outcome;
        end(() => reject(errorOf(code, placeOf(field, index))));
      }
    };
    worker.post({ ...call, module } as Call, transferOf(call));
  });
  return { result, abort: () => abort() };
}
