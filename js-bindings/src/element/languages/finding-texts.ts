/**
 * What findings say, in the languages that the core's English was translated into (wasm/core/rules/languages). Each lies
 * beside the element as a file with a pinned hash, which is loaded when there is a report to show.
 */

import type { Translation } from "../../base/translation.js";
import { pinnedJson } from "./language-choice.js";
import { textsFor } from "./texts-for.js";

/** Addresses in a form that bundlers follow. */
const files: Readonly<Record<string, () => URL>> = {
  de: () => new URL("./languages/findings/de.json", import.meta.url),
  es: () => new URL("./languages/findings/es.json", import.meta.url),
  fr: () => new URL("./languages/findings/fr.json", import.meta.url),
  ja: () => new URL("./languages/findings/ja.json", import.meta.url),
  "zh-Hans": () => new URL("./languages/findings/zh-Hans.json", import.meta.url),
};

/** A report waits no longer for its words. */
const mostMs = 5000;

const here = new Map<string, Translation>();

const languageOf = (tag: string) =>
  textsFor(
    Object.keys(files).map((its) => ({ language: its, its })),
    tag,
  )?.its ?? "";

/** Makes a language known that needs no loading, as in a page that carries everything inside itself. */
export function addFindingTexts(language: string, texts: Readonly<Record<string, string>>): void {
  here.set(language, new Map(Object.entries(texts)));
}

/** The words for a language tag (BCP 47), where they are here. English needs none. */
export const findingTexts = (tag: string): Translation | undefined => here.get(languageOf(tag));

/** Loads the words for a language tag if need be. Never rejects: findings without are English. */
export async function loadFindingTexts(tag: string): Promise<void> {
  const language = languageOf(tag);
  const url = files[language];
  if (!url || here.has(language)) return;
  try {
    const texts = await pinnedJson(`findings/${language}`, url(), AbortSignal.timeout(mostMs));
    addFindingTexts(language, texts as Record<string, string>);
  } catch {
    // tried anew with the next report
  }
}
