/** What differs between a browser and Node: loading files, hashing them, and starting a worker. */

import type { Call, FromWorker } from "../worker/messages.js";

export interface WorkerHandle {
  /** Called for every message; set before start. */
  onMessage: (message: FromWorker) => void;
  /** Called when the worker ended or broke without being asked to. */
  onLost: () => void;
  post(call: Call, transfer: ArrayBuffer[]): void;
  terminate(): void;
}

export interface Platform {
  /** Throws an EnvironmentError if this realm cannot run Keyseal. */
  checkRealm(): void;
  /** The bytes of one file of the bundle; a `given` address takes the place of the one beside this module. */
  load(name: "keyseal.wasm" | "keyseal-worker.js", given: string | URL | undefined): Promise<Uint8Array<ArrayBuffer>>;
  /** Lower-case hex. */
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Starts a worker from verified source bytes. */
  startWorker(source: Uint8Array<ArrayBuffer>): WorkerHandle;
}
