/** Pinned hashes: nothing is compiled or started that was not compared with its literal first. */

import { EnvironmentError } from "../base/errors.js";
import type { Pins } from "../base/pins.js";
import type { OpenOptions } from "../base/types.js";
import type { FileName, LoadedFile, Platform, WorkerHandle } from "../platform/platform.js";

export interface Verified {
  module: WebAssembly.Module;
  startWorker(): WorkerHandle;
}

const sha256Form = /^[0-9a-f]{64}$/;

async function loadVerified<File extends LoadedFile>(
  platform: Platform<File>,
  name: FileName,
  given: string | URL | undefined,
  pinned: string,
): Promise<File> {
  if (!sha256Form.test(pinned)) throw new EnvironmentError("integrity-malformed");
  const code = name === "keyseal.wasm" ? "wasm-hash-mismatch" : "worker-hash-mismatch";
  let file: File;
  try {
    file = await platform.load(name, given);
  } catch {
    throw new EnvironmentError("bundle-unreadable");
  }
  const received = await platform.sha256(file.bytes);
  if (received !== pinned) throw new EnvironmentError(code, undefined, { expected: pinned, received });
  return file;
}

/**
 * The module that was compiled last, for those who open again what they closed: WebKit keeps the code of every module that
 * it compiled, and runs out of memory after some hundred.
 */
let compiled: { readonly sha256: string; readonly module: WebAssembly.Module } | undefined;

/** Compiles the bytes of the module with this hash, which they were found to have, or gives the one that has been. */
async function compile(bytes: BufferSource, sha256: string): Promise<WebAssembly.Module> {
  if (compiled?.sha256 === sha256) return compiled.module;
  try {
    const module = await WebAssembly.compile(bytes);
    compiled = { sha256, module };
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
  const [worker, wasm] = await Promise.all([
    loadVerified(platform, "keyseal-worker.js", options.workerUrl, pins.workerSha256),
    loadVerified(platform, "keyseal.wasm", options.wasmUrl, pins.wasmSha256),
  ]);
  const module = await compile(wasm.bytes, pins.wasmSha256);
  const imports = WebAssembly.Module.imports(module).map((entry) => `${entry.module}.${entry.name}`);
  if (imports.some((name) => !pins.wasmImports.includes(name))) throw new EnvironmentError("wasm-import-unexpected");
  return { module, startWorker: platform.workerStarter(worker, options) };
}
