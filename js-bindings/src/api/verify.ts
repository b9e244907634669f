/** Pinned hashes: nothing is compiled or started that was not compared with its literal first. */

import { EnvironmentError } from "../base/errors.js";
import type { Pins } from "../base/pins.js";
import type { OpenOptions } from "../base/types.js";
import type { FileName, LoadedFile, Platform, WorkerHandle } from "../platform/platform.js";
import { PublishedPrimes } from "./published-primes.js";

export interface Verified {
  module: WebAssembly.Module;
  primes: PublishedPrimes;
  startWorker(): WorkerHandle;
}

const mismatches = {
  "keyseal.wasm": "wasm-hash-mismatch",
  "keyseal-worker.js": "worker-hash-mismatch",
  "keyseal-primes.dat": "primes-hash-mismatch",
} as const;

const sha256Form = /^[0-9a-f]{64}$/;

async function loadVerified<File extends LoadedFile>(
  platform: Platform<File>,
  name: FileName,
  given: string | URL | undefined,
  pinned: string,
): Promise<File> {
  if (!sha256Form.test(pinned)) throw new EnvironmentError("integrity-malformed");
  let file: File;
  try {
    file = await platform.load(name, given);
  } catch {
    throw new EnvironmentError("bundle-unreadable");
  }
  const received = await platform.sha256(file.bytes);
  if (received !== pinned) throw new EnvironmentError(mismatches[name], undefined, { expected: pinned, received });
  return file;
}

/**
 * The module that was compiled last, with where it came from and the hash that its bytes had: whoever opens again what was
 * closed needs no other. WebKit runs out of memory for workers where a page loads and compiles it some hundred times.
 */
let compiled: { readonly sha256: string; readonly address: string; readonly module: WebAssembly.Module } | undefined;

async function loadModule<File extends LoadedFile>(
  platform: Platform<File>,
  pins: Pins,
  given: string | URL | undefined,
): Promise<WebAssembly.Module> {
  const address = String(given ?? "");
  if (compiled?.sha256 === pins.wasmSha256 && compiled.address === address) return compiled.module;
  const { bytes } = await loadVerified(platform, "keyseal.wasm", given, pins.wasmSha256);
  try {
    const module = await WebAssembly.compile(bytes);
    compiled = { sha256: pins.wasmSha256, address, module };
    return module;
  } catch {
    throw new EnvironmentError("wasm-blocked");
  }
}

/** Loads worker and module, compares their hashes, compiles the module and compares its imports. */
export async function loadBundle<File extends LoadedFile>(
  platform: Platform<File>,
  pins: Pins,
  options: OpenOptions,
): Promise<Verified> {
  const [worker, module] = await Promise.all([
    loadVerified(platform, "keyseal-worker.js", options.workerUrl, pins.workerSha256),
    loadModule(platform, pins, options.wasmUrl),
  ]);
  const imports = WebAssembly.Module.imports(module).map((entry) => `${entry.module}.${entry.name}`);
  if (imports.some((name) => !pins.wasmImports.includes(name))) throw new EnvironmentError("wasm-import-unexpected");
  const primes = new PublishedPrimes(platform.primes, () =>
    loadVerified(platform, "keyseal-primes.dat", options.primesUrl, pins.primesSha256),
  );
  return { module, primes, startWorker: platform.workerStarter(worker, options) };
}
