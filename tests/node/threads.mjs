// Every worker thread that this process starts, and what is posted to it. Import it before anything that starts one.
import { createRequire, syncBuiltinESMExports } from "node:module";

const workerThreads = createRequire(import.meta.url)("node:worker_threads");

/**
 * In the order in which they started. `options` are those that it was started with, `ended` says whether it was told to end, `exited` resolves when it has, `kill` ends it
 * behind the back of whoever started it, and
 * `passphrases` are those that it was given: their text, and the bytes as they were left here.
 */
export const threads = [];

class SeenWorker extends workerThreads.Worker {
  #seen;

  constructor(...given) {
    super(...given);
    this.#seen = {
      options: given[1],
      ended: false,
      passphrases: [],
      exited: new Promise((resolve) => this.once("exit", resolve)),
      kill: () => super.terminate(),
    };
    threads.push(this.#seen);
  }

  postMessage(call, transfer) {
    const { passphrase } = call;
    const text = passphrase && new TextDecoder().decode(passphrase);
    super.postMessage(call, transfer);
    if (passphrase) this.#seen.passphrases.push({ text, bytes: passphrase });
  }

  terminate() {
    this.#seen.ended = true;
    return super.terminate();
  }
}

workerThreads.Worker = SeenWorker;
syncBuiltinESMExports();

/** What `work` gives (`value`) or throws (`reason`), with the `threads` that it started. Waits until all of these are gone. */
export async function withThreads(work) {
  const before = threads.length;
  const [outcome] = await Promise.allSettled([work()]);
  const own = threads.slice(before);
  await Promise.all(own.map(({ exited }) => exited));
  return { ...outcome, threads: own };
}
