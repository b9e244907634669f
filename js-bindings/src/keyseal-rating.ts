/** zxcvbn with its common and English dictionaries: a bundle file of its own (keyseal-rating.mjs). */

import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import * as common from "@zxcvbn-ts/language-common";
import * as english from "@zxcvbn-ts/language-en";
import type { PassphraseRating } from "./types.js";

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
});

export function rate(passphrase: string): PassphraseRating {
  const { score, guessesLog10, feedback } = zxcvbn.check(passphrase);
  const rating: PassphraseRating = { score, guessesLog10, suggestions: feedback.suggestions };
  if (feedback.warning) rating.warning = feedback.warning;
  return rating;
}
