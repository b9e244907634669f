/** What the worker hands to the module's glue, which Emscripten's own declarations leave `unknown`. */
export interface ModuleOptions {
  instantiateWasm(imports: WebAssembly.Imports, received: (instance: WebAssembly.Instance) => void): object;
  printErr(text: string): void;
  /** Fills `size` bytes of `heap` at `out`; 0 is success. */
  random(heap: Uint8Array, out: number, size: number): number;
  /** `phase` is 0 for the key, 1 for sealing, 2 for signing. */
  progress(phase: number, primesFound: number, tested: number): void;
}
