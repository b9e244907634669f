/** Guidance for a passphrase, by zxcvbn. Its dictionaries are a file of their own, loaded when first asked for. */

import { InputError } from "./errors.js";
import type { PassphraseRating } from "./types.js";

/** Longer input is rated by its beginning: zxcvbn's time grows with the square of the length. */
const ratedLength = 128;

export async function ratePassphrase(passphrase: string): Promise<PassphraseRating> {
  if (typeof passphrase !== "string") throw new InputError("request-not-valid", "passphrase");
  const { rate } = await import("./keyseal-rating.js");
  return rate(passphrase.slice(0, ratedLength));
}
