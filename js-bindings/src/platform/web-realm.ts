/** What every page has or lacks, however its files came. */

import { EnvironmentError } from "../base/errors.js";

/** Throws an EnvironmentError for the first thing that this realm lacks. */
export function checkWebRealm(): void {
  if (!globalThis.isSecureContext) throw new EnvironmentError("insecure-context");
  if (typeof WebAssembly !== "object") throw new EnvironmentError("no-webassembly");
  if (typeof Worker !== "function") throw new EnvironmentError("no-worker");
  if (typeof globalThis.crypto?.getRandomValues !== "function") throw new EnvironmentError("no-random");
}

/** WebKit's errors alone know the address of their script. */
const isWebkit = () => "sourceURL" in new Error();

/** WebKit compiles while a module runs, and probably never what a worker had asked for that was ended meanwhile. */
export const webForgetsCompiling = isWebkit;

/**
 * How many threads can run at once to some gain, as far as the browser tells. WebKit tells four where there are two, and
 * four are slower than one there (README, Measured).
 */
export function webParallelism(): number {
  return isWebkit() ? 1 : navigator.hardwareConcurrency || 1;
}

/** Lower-case hex. */
export async function webSha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
