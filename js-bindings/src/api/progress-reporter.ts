/** What is told of a call while it goes on. */

import type { CallOptions, Progress } from "../base/types.js";
import type { Report } from "./call.js";
import { estimateOf, type Search } from "./search-estimate.js";

const tickMs = 250;

/** Tells `onProgress` about each phase as it begins, about the end of a search for primes, and about the time. */
export class ProgressReporter {
  #phase: Progress["phase"] = "loading";
  readonly #started = performance.now();
  #keyBegan: number | undefined;
  readonly #searches = new Map<object, Search>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `bits` are those of an RSA key. */
  constructor(
    private readonly onProgress: CallOptions["onProgress"],
    private readonly bits: number | undefined,
  ) {}

  start(): void {
    if (!this.onProgress) return;
    this.#timer = setInterval(() => this.#tell(), tickMs);
    this.#tell();
  }

  take(worker: object, { phase, primesFound, tested, at }: Report): void {
    this.#keyBegan ??= at;
    const ms = at - this.#keyBegan;
    const first = this.#searches.get(worker)?.first ?? (tested > 0 ? { tested, ms } : undefined);
    this.#searches.set(worker, { tested, primesFound, ms, first });
    const isNew = phase !== this.#phase || primesFound === 2;
    this.#phase = phase;
    if (isNew) this.#tell();
  }

  /** `worker` has ended before its time. */
  lose(worker: object): void {
    const search = this.#searches.get(worker);
    if (search) search.lost = true;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    const searching = this.bits !== undefined && this.#phase === "key";
    this.onProgress?.({
      phase: this.#phase,
      ...(searching && estimateOf([...this.#searches.values()], this.bits)),
      elapsedMs: performance.now() - this.#started,
    });
  }
}
