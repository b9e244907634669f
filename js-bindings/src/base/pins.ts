/** What the build pins: hashes of the worker, the module and the list of primes, the module's imports, the version. Literals in the bundle. */

declare const __KEYSEAL_VERSION__: string;
declare const __KEYSEAL_WASM_SHA256__: string;
declare const __KEYSEAL_WORKER_SHA256__: string;
declare const __KEYSEAL_PRIMES_SHA256__: string;
declare const __KEYSEAL_WASM_IMPORTS__: readonly string[];

export interface Pins {
  readonly version: string;
  /** Lower-case hex. */
  readonly wasmSha256: string;
  /** Lower-case hex. */
  readonly workerSha256: string;
  /** Lower-case hex, of the list of published primes. */
  readonly primesSha256: string;
  /** "module.name" of every import that the module may have. */
  readonly wasmImports: readonly string[];
}

export const pins: Pins = {
  version: __KEYSEAL_VERSION__,
  wasmSha256: __KEYSEAL_WASM_SHA256__,
  workerSha256: __KEYSEAL_WORKER_SHA256__,
  primesSha256: __KEYSEAL_PRIMES_SHA256__,
  wasmImports: __KEYSEAL_WASM_IMPORTS__,
};
