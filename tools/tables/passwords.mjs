// Passwords that attackers try first, lower-cased. The gate asks for 15 characters, so every long one is taken; of the
// shorter ones the commonest, for what is built around one of them.

import { dictionary } from "@zxcvbn-ts/language-common";

const SOURCE_MINIMUM = 40000;
const TABLE_SIZE = 7000;
const LONG = 15; // kMinPassphraseCodePoints of passphrase.h

export const name = "CommonPasswords";
export const file = "common_passwords.inc";
export const source = "@zxcvbn-ts/language-common (MIT), most common first";

export function read() {
  const all = dictionary["passwords-common"];
  if (!(all?.length >= SOURCE_MINIMUM)) throw new Error(`only ${all?.length} passwords`);
  if (all[0] !== "123456" && all[0] !== "password") throw new Error("the list does not begin with the commonest one");
  const normalised = all.map((text) => text.normalize("NFC").toLowerCase());
  const long = normalised.filter((text) => [...text].length >= LONG);
  const chosen = new Set(long);
  for (const text of normalised) {
    if (chosen.size >= TABLE_SIZE) break;
    chosen.add(text);
  }
  if (chosen.size !== TABLE_SIZE) throw new Error(`only ${chosen.size} different passwords`);
  return [...chosen];
}
