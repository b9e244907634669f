/** What differs between browsers, the offline page and Node: loading files, hashing them, and starting a worker. */

import type { OpenOptions } from "../base/types.js";
import type { FromWorker, ToWorker } from "../worker/messages.js";

export interface WorkerHandle {
  /** Called for every message; set before start. */
  onMessage: (message: FromWorker) => void;
  /** Called when the worker ended or broke without being asked to. */
  onLost: () => void;
  post(message: ToWorker, transfer: ArrayBuffer[]): void;
  terminate(): void;
}

export type FileName = "keyseal.wasm" | "keyseal-worker.js" | "keyseal-primes.dat";

/** A file of the bundle as it came, not yet compared with anything. */
export interface LoadedFile {
  bytes: Uint8Array<ArrayBuffer>;
}

/** `File` is a loaded file with what this platform needs to know of it besides. */
export interface Platform<File extends LoadedFile = LoadedFile> {
  /** Throws an EnvironmentError if this realm cannot run Keyseal, and an InputError for an option that it has not. */
  check(options: OpenOptions): void;
  /** How many threads can run at once to some gain, at least 1. */
  parallelism(): number;
  /** Whether a race on a module that has not run before may leave it slow for as long as it lives. */
  forgetsCompiling(): boolean;
  /** When the list of published primes is loaded; where it is when a check asks for it, the check can do without. */
  readonly primes: "at-once" | "when-asked";
  /** Loads one file; a `given` address takes the place of the one beside the page API. Rejects with anything. */
  load(name: FileName, given: string | URL | undefined): Promise<File>;
  /** Lower-case hex. */
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Returns how each call starts its worker, from verified bytes. Throws an EnvironmentError if that cannot be safe. */
  workerStarter(worker: File, options: OpenOptions): () => WorkerHandle;
}
