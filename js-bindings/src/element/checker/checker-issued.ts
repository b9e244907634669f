/** What an authority makes of a request: what it keeps, rewrites, adds and leaves out, and why. */

import { messageIn } from "../../base/translation.js";
import type { IssuedPart } from "../../base/types.js";
import { findingTexts } from "../languages/finding-texts.js";
import { block, fact } from "../shared/blocks.js";
import { type TextKey, text } from "../shared/catalogue.js";
import { type Child, h } from "../shared/dom.js";
import { firstItems, longList } from "../shared/long-list.js";
import { shownText } from "../shared/shown-text.js";
import type { Checked } from "./checked-input.js";
import type { CheckerFrame } from "./checker-input.js";

/** Longer than every value that the core repeats, and every sentence. */
const mostCharacters = 1000;

const fates = ["rewritten", "dropped", "added", "kept"] as const satisfies IssuedPart["fate"][];

/** The block, or nothing of what is no request. */
export function issuedBlock({ catalogue, headingLevel }: CheckerFrame, { decoded }: Checked): HTMLElement | null {
  const { issued, subject } = decoded;
  if (!issued?.length) return null;
  const say = (key: TextKey) => text(catalogue, key);
  const texts = findingTexts(catalogue.language);
  const quoted = (content: string) => h("bdi", { class: "ks-break" }, shownText(content, mostCharacters));
  /** An attribute of the subject is called by its type, as it is where the request is shown. */
  const nameOf = (part: string) => {
    const [, index] = /^subject\[(\d+)\]$/.exec(part) ?? [];
    return shownText((index && subject[Number(index)]?.type) || part);
  };
  const item = ({ part, value, becomes, reason, clause }: IssuedPart) => {
    const inLanguage = texts && messageIn(texts, reason);
    const words: Child[] = [value && quoted(value), value && becomes && " → ", becomes && quoted(becomes)];
    return h(
      "li",
      null,
      h("span", { class: "ks-kind" }, nameOf(part)),
      " ",
      words,
      h(
        "p",
        { class: "ks-f__meta" },
        // the core's own words, in English where the page's language has none
        h(
          "span",
          { lang: inLanguage === undefined ? "en" : undefined },
          shownText(inLanguage ?? reason, mostCharacters),
        ),
        h("span", null, shownText(clause, mostCharacters)),
      ),
    );
  };
  const facts = fates.map((fate) => {
    const rows = issued.filter((one) => one.fate === fate);
    const title = say(`check.fate.${fate}`);
    return rows.length > 0 && fact(title, longList(firstItems(catalogue, rows, item), title));
  });
  const list = h("dl", { class: "ks-facts ks-facts--lines" }, facts);
  return h("div", { part: "issued" }, block(headingLevel, say("check.issued"), list));
}
