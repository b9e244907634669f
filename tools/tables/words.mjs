// Words for suggested passphrases: the EFF's long list, 6^5 words, so that five dice choose one.

import { dictionary } from "@zxcvbn-ts/language-common";

const WORD_COUNT = 7776; // kWordCount of passphrase.h

export const name = "Words";
export const file = "words.inc";
export const source = "the EFF's long word list (CC BY 3.0 US), in @zxcvbn-ts/language-common";

export function read() {
  const words = dictionary["diceware-common"];
  if (words?.length !== WORD_COUNT) throw new Error(`${words?.length} words, not ${WORD_COUNT}`);
  if (!words.every((word) => /^[a-z]{3,9}$/.test(word))) throw new Error("a word has an unexpected shape");
  return words;
}
