/** One task at a time, the newest: what was asked before is aborted, and its answer is nobody's. */
export class Newest {
  #running: AbortController | undefined;

  /** The task's value, or undefined where a newer task or `cancel` came between. */
  async run<Value>(task: (signal: AbortSignal) => Promise<Value>): Promise<Value | undefined> {
    this.cancel();
    const controller = new AbortController();
    this.#running = controller;
    try {
      const value = await task(controller.signal);
      return controller.signal.aborted ? undefined : value;
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#running === controller) this.#running = undefined;
    }
  }

  cancel(): void {
    this.#running?.abort();
    this.#running = undefined;
  }
}

/** Resolves after `ms`, or rejects as aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
