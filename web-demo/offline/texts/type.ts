import type { en } from "./en.js";

/** What every language has: the keys of the English texts. */
export type OfflineTexts = { readonly [Key in keyof typeof en]: string };
