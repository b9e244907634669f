/** A page that has everything inside: nothing is loaded, and the worker starts from a blob. */

import { InputError } from "../base/errors.js";
import type { Platform } from "./platform.js";
import { checkWebRealm, webForgetsCompiling, webParallelism, webSha256 } from "./web-realm.js";
import { makeTrustedTypesPolicy, startFromBytes } from "./web-worker.js";

/** The files of the bundle as a page carries them. */
export interface EmbeddedFiles {
  /** keyseal.wasm in base64 (RFC 4648 4); white space between is skipped. */
  wasmBase64: string;
  /** The text of keyseal-worker.js. */
  workerSource: string;
  /** keyseal-primes.dat in base64. Without it keys are not held against published primes. */
  primesBase64?: string;
}

type WithFromBase64 = { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };

/** Throws for text that is no base64. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as WithFromBase64;
  if (fromBase64) return fromBase64.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function primesOf({ primesBase64 }: EmbeddedFiles): string {
  if (!primesBase64) throw new Error("not in this page");
  return primesBase64;
}

export function embeddedPage(files: EmbeddedFiles): Platform {
  return {
    check({ workerUrl, wasmUrl, primesUrl, worker }) {
      if (workerUrl !== undefined) throw new InputError("option-not-allowed", "workerUrl");
      if (wasmUrl !== undefined) throw new InputError("option-not-allowed", "wasmUrl");
      if (worker === "url") throw new InputError("option-not-allowed", "worker");
      if (primesUrl !== undefined) throw new InputError("option-not-allowed", "primesUrl");
      checkWebRealm();
    },

    async load(name) {
      if (name === "keyseal.wasm") return { bytes: bytesOfBase64(files.wasmBase64) };
      if (name === "keyseal-primes.dat") return { bytes: bytesOfBase64(primesOf(files)) };
      return { bytes: new TextEncoder().encode(files.workerSource) };
    },

    primes: "when-asked",
    parallelism: webParallelism,
    forgetsCompiling: webForgetsCompiling,
    sha256: webSha256,

    workerStarter({ bytes }) {
      makeTrustedTypesPolicy();
      return () => startFromBytes(bytes);
    },
  };
}
