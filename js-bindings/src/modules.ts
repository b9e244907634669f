/**
 * The compiled module for each worker. All share one, but in WebKit: it cancels what a worker that is terminated had asked
 * it to compile, for every worker of the same module, and does not ask again, so that a later key may be sealed by an
 * interpreter, in 10 s and more. There each worker has a module to itself, which the next one takes over if it was not
 * terminated at work.
 */

import { EnvironmentError } from "./errors.js";

export interface Modules {
  /** A module for a worker that starts. */
  take(): WebAssembly.Module;
  /** Takes a module back from a worker that has done its work. */
  giveBack(module: WebAssembly.Module): void;
}

/** WebKit's errors alone know the address of their script. */
const isWebkit = () => "sourceURL" in new Error();

/** `module` was compiled from `bytes`, which have been verified. */
export function modulesOf(module: WebAssembly.Module, bytes: BufferSource): Modules {
  if (!isWebkit()) return { take: () => module, giveBack() {} };
  const idle = [module];
  return {
    take() {
      const own = idle.pop();
      if (own) return own;
      try {
        return new WebAssembly.Module(bytes);
      } catch {
        throw new EnvironmentError("wasm-blocked");
      }
    },
    giveBack: (done) => idle.push(done),
  };
}
