/**
 * Guidance for a passphrase, by zxcvbn. It knows the words that are suggested and the passwords that the gate refuses,
 * from the module itself, and of other words the commonest, which the build chose (tools/rating-data.mjs).
 */

import { type OptionsType, ZxcvbnFactory } from "@zxcvbn-ts/core";
import type { PassphraseRating } from "../base/types.js";
import type { CoreWordLists } from "../worker/messages.js";

declare const __KEYSEAL_RATING_DATA__: {
  readonly dictionaries: Readonly<Record<string, string>>;
  readonly graphs: NonNullable<OptionsType["graphs"]>;
};

/** Longer input is rated by its beginning: zxcvbn's time grows with the square of the length. */
const ratedLength = 128;

/** A page must not stand still while somebody types: of the ways to read "$1!3@0" as letters, this many are tried. */
const l33tMaxSubstitutions = 20;

export type Rate = (passphrase: string) => PassphraseRating;

export function makeRating({ words, passwords }: CoreWordLists): Rate {
  const { dictionaries, graphs } = __KEYSEAL_RATING_DATA__;
  const dictionary: Record<string, string[]> = {};
  for (const [name, entries] of Object.entries(dictionaries)) dictionary[name] = entries.split("\n");
  // The commonest keep their rank, the first one of an entry that stands twice.
  dictionary["passwords-common"] = [...new Set([...(dictionary["passwords-common"] ?? []), ...passwords.split("\n")])];
  dictionary.diceware = words.split("\n"); // the name by which zxcvbn counts every word alike: half of 6^5 guesses
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs, l33tMaxSubstitutions });
  return (passphrase) => {
    const { score, guessesLog10, feedback } = zxcvbn.check(passphrase.slice(0, ratedLength));
    const rating: PassphraseRating = { score, guessesLog10, suggestions: feedback.suggestions };
    if (feedback.warning) rating.warning = feedback.warning;
    return rating;
  };
}
