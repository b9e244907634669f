/** The texts of the page around the component, in the languages of the component's catalogue. */

import { textsFor } from "../../js-bindings/src/element/languages/texts-for.js";
import { de } from "./texts/de.js";
import { en } from "./texts/en.js";
import { es } from "./texts/es.js";
import { fr } from "./texts/fr.js";
import { ja } from "./texts/ja.js";
import type { OfflineTexts } from "./texts/type.js";
import { zhHans } from "./texts/zh-Hans.js";

export type { OfflineTexts } from "./texts/type.js";

export const languages: readonly OfflineTexts[] = [en, de, es, fr, ja, zhHans];

/** The texts for the first of the reader's languages that there is; English if there is none. */
export function textsOf(wanted: readonly string[]): OfflineTexts {
  for (const tag of wanted) {
    const found = textsFor(languages, tag);
    if (found) return found;
  }
  return en;
}
