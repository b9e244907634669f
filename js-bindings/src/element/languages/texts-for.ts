/** Which texts are for a reader: by the language of the place where they stand. */
import type { Texts } from "./catalogue-type.js";

/**
 * Those of `all` whose language has the tag's primary subtag. Their `language`, which rules plurals, numbers and times,
 * keeps the tag's region where the texts are in that tag's script.
 */
export function textsFor<Some extends Texts>(all: readonly Some[], tag: string): Some | undefined {
  let wanted: Intl.Locale;
  try {
    wanted = new Intl.Locale(tag);
  } catch {
    return undefined;
  }
  const found = all.find(({ language }) => new Intl.Locale(language).language === wanted.language);
  if (!found) return undefined;
  const sameScript = new Intl.Locale(found.language).maximize().script === wanted.maximize().script;
  return wanted.region && sameScript ? { ...found, language: wanted.baseName } : found;
}

/** The language of `element`: its nearest `lang`, through the hosts of shadow trees, or "". */
export function languageOf(element: Element): string {
  const nearest = element.closest("[lang]");
  if (nearest) return nearest.getAttribute("lang") ?? "";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : "";
}
