/**
 * The catalogue that a page gets. English is part of the element, which falls back to it; the other languages lie beside
 * it as files with pinned hashes, and a page loads the one that it is in.
 */

import { webSha256 } from "../../platform/web-realm.js";
import type { Catalogue, TextKey } from "./catalogue-type.js";
import { en } from "./en.js";
import { textsFor } from "./texts-for.js";

/** SHA-256 of the language files, lower-case hex. */
declare const __KEYSEAL_LANGUAGES__: Readonly<Record<string, string>>;

/** Addresses in a form that bundlers follow. */
const files: Readonly<Record<string, () => URL>> = {
  de: () => new URL("./languages/de.json", import.meta.url),
  es: () => new URL("./languages/es.json", import.meta.url),
  fr: () => new URL("./languages/fr.json", import.meta.url),
  ja: () => new URL("./languages/ja.json", import.meta.url),
  "zh-Hans": () => new URL("./languages/zh-Hans.json", import.meta.url),
};

const here: Catalogue[] = [en];

/** Makes languages known that need no loading, as in a page that carries everything inside itself. */
export function addLanguages(...catalogues: readonly Catalogue[]): void {
  here.push(...catalogues);
}

/** The catalogue for a language tag (BCP 47) among those that are here; English if it is not. */
export function catalogueFor(tag: string): Catalogue {
  return textsFor(here, tag) ?? en;
}

/** A language file has the texts alone, in the order of the English catalogue. */
export function unpacked(texts: readonly unknown[]): Catalogue {
  const keys = Object.keys(en) as TextKey[];
  return Object.fromEntries(keys.map((key, at) => [key, texts[at]])) as unknown as Catalogue;
}

/** What the file at `url` has, where it is what was pinned under `name`. */
export async function pinnedJson(name: string, url: URL, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { redirect: "error", signal: signal ?? null });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await webSha256(bytes)) !== __KEYSEAL_LANGUAGES__[name]) throw new Error("not what was pinned");
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function load(language: string, url: URL): Promise<void> {
  addLanguages(unpacked((await pinnedJson(language, url)) as unknown[]));
}

const loading = new Map<string, Promise<void>>();

/** The catalogue for a language tag, loaded if need be. What does not arrive unchanged is not shown: it is English then. */
export async function loadCatalogue(tag: string): Promise<Catalogue> {
  const file = Object.entries(files).find(([language]) => textsFor([{ language }], tag));
  if (file && !textsFor(here, tag)) {
    const [language, url] = file;
    const loaded = loading.get(language) ?? load(language, url());
    loading.set(language, loaded);
    await loaded.catch(() => loading.delete(language)); // tried anew the next time
  }
  return catalogueFor(tag);
}
