/** Parts of a result: a block under a heading, a fact with its term, a finding. */

import type { Finding } from "../../base/types.js";
import { type Child, h, heading, icon, newId } from "./dom.js";
import { shownText } from "./shown-text.js";

/** A part of a result with its heading; `level` is that of the component's title. */
export function block(level: number, title: Child, ...body: Child[]): HTMLElement {
  const id = newId("block");
  return h(
    "section",
    { class: "ks-block", "aria-labelledby": id },
    heading(level, 1, { class: "ks-h", id }, title),
    body,
  );
}

export function fact(term: Child, ...description: Child[]): HTMLElement {
  return h("div", null, h("dt", null, term), h("dd", null, description));
}

const tones = { error: "bad", warning: "warn", notice: "note" } as const;

/** What is told by the tone of its severity: its name as a colour. */
export const toneOf = (severity: Finding["severity"]): "bad" | "warn" | "note" => tones[severity];

/** What is said of a finding beside its message: words below it, and what stands behind rule and clause. */
export interface FindingWords {
  readonly advice?: Child;
  readonly tag?: Child;
}

/** `message` with what the input says there, its rule and its clause below it. */
export function findingItem(finding: Finding, message: Child, { advice, tag }: FindingWords = {}): HTMLElement {
  const { rule, clause, field, value, severity } = finding;
  const tone = toneOf(severity);
  return h(
    "li",
    { "data-tone": tone, part: "finding" },
    icon(tone),
    h(
      "div",
      null,
      h("p", null, message),
      advice,
      h(
        "p",
        { class: "ks-f__meta" },
        h("span", { class: "ks-rule" }, shownText(rule)),
        h("span", null, shownText(clause, 256)),
        field && h("code", null, shownText(field)),
        field && field !== "key" && value && h("code", { class: "ks-f__value" }, value),
        tag,
      ),
    ),
  );
}

export function findingList(...items: Child[]): HTMLElement {
  return h("ul", { class: "ks-findings", role: "list", part: "findings" }, items);
}
