/** The list of published primes that RSA keys are held against: loaded once, when it is first needed. */

import { EnvironmentError } from "../base/errors.js";
import { copyOf } from "../base/request-shape.js";
import type { LoadedFile, Platform } from "../platform/platform.js";
import type { CoreCheck } from "../worker/messages.js";

export class PublishedPrimes {
  #bytes: Uint8Array | undefined;

  /** `load` gives the file, compared with its pinned hash. */
  constructor(
    private readonly when: Platform["primes"],
    private readonly load: () => Promise<LoadedFile>,
  ) {}

  /** A copy, for a worker. Null where it cannot be loaded and need not be; what was changed is refused everywhere. */
  async take(): Promise<Uint8Array | null> {
    try {
      this.#bytes ??= (await this.load()).bytes;
    } catch (error) {
      const isGone = error instanceof EnvironmentError && error.code === "bundle-unreadable";
      if (this.when === "when-asked" && isGone) return null;
      throw error;
    }
    return copyOf(this.#bytes);
  }

  /** Adds the list to `check` where it is here, or must be; else the worker may ask for it. */
  async addTo(check: CoreCheck): Promise<void> {
    // Where there are other lists, nothing tells that this one is missing.
    if (this.when === "when-asked" && this.#bytes === undefined && check.primes.length === 0) {
      check.mayAsk = true;
      return;
    }
    const bytes = await this.take();
    if (bytes) check.primes.push({ bytes, name: "" });
  }
}
