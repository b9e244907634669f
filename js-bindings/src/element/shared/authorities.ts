/** Authorities that a page can say it asks. */

import { InputError } from "../../base/errors.js";
import type { CheckOptions } from "../../base/types.js";

/** By their names, as findings call them (wasm/core/rules/authorities.cc). */
export const authorities = { "lets-encrypt": "Let’s Encrypt", mozilla: "Mozilla" } as const;

/** What the attribute `authority` says. Throws an InputError for an authority that nobody knows. */
export function authorityOf(attribute: string | null | undefined): CheckOptions["authority"] {
  if (!attribute) return undefined;
  if (!Object.hasOwn(authorities, attribute)) throw new InputError("request-not-valid", "authority");
  return attribute as keyof typeof authorities;
}
