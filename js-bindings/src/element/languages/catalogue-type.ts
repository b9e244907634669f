/** What a catalogue is: the keys of the English one, each a text or its plural forms. */

import type { en } from "./en.js";

/** The forms that the language has (CLDR plural categories); `other` is always there. */
export type Plural = { readonly [Category in Exclude<Intl.LDMLPluralRule, "other">]?: string } & {
  readonly other: string;
};

export type TextKey = keyof typeof en;
export type Catalogue = { readonly [Key in TextKey]: (typeof en)[Key] extends string ? string : Plural };

/** Texts of one language, of whatever keys: a page around the components may have a catalogue of its own. */
export type Texts = { readonly language: string } & Readonly<Record<string, string | Plural>>;
export type KeyOf<Some extends Texts> = keyof Some & string;
