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

/** `message` with its rule and clause below it, and whatever else there is to say of the finding. */
export function findingItem({ rule, clause, field, severity }: Finding, message: Child, more?: Child): HTMLElement {
  const tone = toneOf(severity);
  return h(
    "li",
    { "data-tone": tone, part: "finding" },
    icon(tone),
    h(
      "div",
      null,
      h("p", null, message),
      h(
        "p",
        { class: "ks-f__meta" },
        h("span", { class: "ks-rule" }, shownText(rule)),
        h("span", null, shownText(clause, 256)),
        field && h("code", null, shownText(field)),
        more,
      ),
    ),
  );
}

export function findingList(...items: Child[]): HTMLElement {
  return h("ul", { class: "ks-findings", role: "list", part: "findings" }, items);
}
