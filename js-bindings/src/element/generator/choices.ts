/** Choices as cards: native radios with a name, a tag and a line of advice each. */

import { type Child, h } from "../shared/dom.js";

export interface Choice<Value> {
  readonly value: Value;
  readonly name: Child;
  readonly tag?: string;
  readonly advice?: Child;
}

/** Radios of one group; `chosen` is checked, and `choose` is called for another. */
export function radioCards<Value>(
  group: string,
  choices: readonly Choice<Value>[],
  chosen: Value,
  choose: (value: Value) => void,
): HTMLLabelElement[] {
  return choices.map(({ value, name, tag, advice }) =>
    h(
      "label",
      { class: "ks-choice" },
      h("input", {
        type: "radio",
        name: group,
        value: String(value),
        checked: value === chosen,
        on: { change: () => choose(value) },
      }),
      h(
        "span",
        null,
        h("strong", null, name),
        tag !== undefined && [" ", h("em", { class: "ks-tag", "data-tone": "accent" }, tag)],
        advice !== undefined && h("small", null, advice),
      ),
    ),
  );
}

/** A field whose value a portal has set: the value as text. */
export function lockedValue(label: Child, value: Child): HTMLElement {
  return h("div", { class: "ks-field" }, h("p", { class: "ks-label" }, label), h("p", null, value));
}
