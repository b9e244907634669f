/** Keyseal for browsers: keys and certificate requests that no server ever sees. */

import { openOn } from "./api/keyseal.js";
import { pins } from "./base/pins.js";
import type { Keyseal, OpenOptions } from "./base/types.js";
import { browserAt } from "./platform/browser.js";

/** Verifies the pinned hashes of worker and module first, and fails closed with an EnvironmentError. */
export function open(options?: OpenOptions): Promise<Keyseal> {
  return openOn(browserAt(import.meta.url), pins, options);
}

export type { ErrorCode } from "./base/error-codes.js";
export {
  EnvironmentError,
  InputError,
  InternalError,
  KeysealError,
  MismatchError,
  PassphraseError,
} from "./base/errors.js";
export type * from "./base/types.js";
