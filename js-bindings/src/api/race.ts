/**
 * A call in as many workers as race for it. Each runs the whole of it, with randomness of its own: no prime ever crosses
 * from one to another. The first that has a key has won, and the others are terminated.
 */

import { EnvironmentError, errorOf, placeOf } from "../base/errors.js";
import type { CallOptions } from "../base/types.js";
import { type Unsent, wipe } from "../worker/messages.js";
import { startCall } from "./call.js";
import { ProgressReporter } from "./progress-reporter.js";
import type { Verified } from "./verify.js";

export function abortError(): DOMException {
  return new DOMException("The call was aborted.", "AbortError");
}

/** A call that runs; `abort` ends it from outside. */
export interface Running<Value> {
  result: Promise<Value>;
  abort(): void;
}

/** The bits of the RSA key that is asked for, if one is: what makes a race worth while. */
export function rsaBitsOf(call: Unsent): number | undefined {
  const [, bits] = (call.call === "generate" && /^rsa-(\d+)$/.exec(call.request.key)) || [];
  return bits === undefined ? undefined : Number(bits);
}

/** Hands `enter` the call with a copy of its passphrase, of which nothing stays here whether it is taken or not. */
function withCopy(call: Unsent & { call: "generate" }, enter: (own: Unsent) => void): void {
  const passphrase = new Uint8Array(call.passphrase);
  try {
    enter({ ...call, passphrase });
  } finally {
    wipe([passphrase]);
  }
}

/** Starts `call`, for an RSA key in as many as `most` workers. */
export function startRace<Value>(
  bundle: Verified,
  call: Unsent,
  { signal, onProgress }: CallOptions,
  most: number,
): Running<Value> {
  let abort = () => {};
  const result = new Promise<Value>((resolve, reject) => {
    const bits = rsaBitsOf(call);
    const progress = new ProgressReporter(onProgress, bits);
    /** What ends each worker that is in the race, by a token of it. */
    const racers = new Map<object, () => void>();
    let everReady = false;
    let over = false;

    const drop = (racer: object) => {
      racers.get(racer)?.();
      racers.delete(racer);
    };
    const end = (settle: () => void) => {
      over = true;
      settle(); // first: whoever waits hears of it, whatever a page has made of what follows
      for (const racer of [...racers.keys()]) drop(racer);
      progress.stop();
      signal?.removeEventListener("abort", abort);
    };
    const fail = (error: unknown) => end(() => reject(error));
    abort = () => fail(abortError());

    /** Goes on with the others; with the last one the race is lost. */
    const leave = (racer: object, error: () => Error) => {
      drop(racer);
      progress.lose(racer);
      if (racers.size === 0) fail(error());
    };
    const enter = (own: Unsent) => {
      const racer = {};
      const stop = startCall(bundle, own, {
        onProgress(report) {
          if (report.phase !== "key") for (const other of [...racers.keys()]) if (other !== racer) drop(other);
          progress.take(racer, report);
        },
        onOutcome(outcome) {
          if (outcome.ok) return end(() => resolve(outcome.value as Value));
          const error = () => errorOf(outcome.code, placeOf(outcome.field, outcome.index));
          // One that fails ends all: a failing random source must not hide behind another worker. Memory that did not
          // reach for one more tells nothing of the others.
          if (outcome.code === "out-of-memory") leave(racer, error);
          else fail(error());
        },
        onRefused: fail,
        onLost(ready) {
          everReady ||= ready;
          leave(racer, () => new EnvironmentError(everReady ? "worker-lost" : "worker-blocked"));
        },
      });
      racers.set(racer, stop);
    };

    if (signal?.aborted) return reject(abortError());
    signal?.addEventListener("abort", abort);
    try {
      progress.start();
      if (call.call === "generate" && bits !== undefined) {
        for (let more = most - 1; more > 0 && !over; more--) withCopy(call, enter);
      }
      if (!over) enter(call);
    } catch (error) {
      fail(error);
    }
  });
  return { result, abort: () => abort() };
}
