/** Keyseal for browsers: keys and certificate requests that no server ever sees. */

import { openOn } from "./keyseal.js";
import { pins } from "./pins.js";
import { browserAt } from "./platform/browser.js";
import type { Keyseal, OpenOptions } from "./types.js";

/** Verifies the pinned hashes of worker and module first, and fails closed with an EnvironmentError. */
export function open(options?: OpenOptions): Promise<Keyseal> {
  return openOn(browserAt(import.meta.url), pins, options);
}

export type { ErrorCode } from "./error-codes.js";
export { EnvironmentError, InputError, InternalError, KeysealError, MismatchError, PassphraseError } from "./errors.js";
export type * from "./types.js";
