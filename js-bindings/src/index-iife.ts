/** Keyseal for a plain script element: the global `keyseal` has what the module exports. */

import { openOn } from "./api/keyseal.js";
import { pins } from "./base/pins.js";
import type { Keyseal, OpenOptions } from "./base/types.js";
import { browserAt } from "./platform/browser.js";

// Known only while the script runs. An inline script, or one that was loaded in another way, has no address: its files
// are then looked for beside the page.
const { currentScript } = document;
const base = (currentScript instanceof HTMLScriptElement && currentScript.src) || document.baseURI;

/** Verifies the pinned hashes of worker and module first, and fails closed with an EnvironmentError. */
export function open(options?: OpenOptions): Promise<Keyseal> {
  return openOn(browserAt(base), pins, options);
}

export {
  EnvironmentError,
  InputError,
  InternalError,
  KeysealError,
  MismatchError,
  PassphraseError,
} from "./base/errors.js";
