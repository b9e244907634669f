/** The key type: two that are mostly right, the others one step further. */

import type { KeyName } from "../../base/key-names.js";
import { type Catalogue, joined, rich, text } from "../shared/catalogue.js";
import { Described } from "../shared/described.js";
import { fill, h, newId } from "../shared/dom.js";
import { type Choice, lockedValue, radioCards } from "./choices.js";
import type { Draft, PlacedProblem } from "./draft.js";
import { problemText } from "./problem-text.js";

const first: readonly KeyName[] = ["ecdsa-p256", "rsa-3072"];

export class KeyChoice {
  readonly element: HTMLElement;
  readonly #catalogue: Catalogue;
  readonly #draft: Draft;
  readonly #changed: () => void;
  readonly #described: Described | undefined;
  readonly #cards = h("div", { class: "ks-choices" });

  constructor(catalogue: Catalogue, draft: Draft, changed: () => void) {
    this.#catalogue = catalogue;
    this.#draft = draft;
    this.#changed = changed;
    const label = draft.rules.key.label ?? text(catalogue, "settings.keyType");
    if (draft.rules.key.locked) {
      const value = h("p", { class: "ks-help" }, rich(catalogue, "settings.keyLocked"));
      this.element = lockedValue(label, [text(catalogue, `key.${draft.key}`), value]);
      return;
    }
    this.element = h("fieldset", { class: "ks-set" }, h("legend", { class: "ks-label" }, label), this.#cards);
    this.#described = new Described(this.element);
    this.element.append(this.#described.error);
    this.update();
  }

  focus(): void {
    this.#cards.querySelector<HTMLInputElement>("input:checked")?.focus();
  }

  show(problem?: PlacedProblem): void {
    if (problem) this.#described?.show(problemText(this.#catalogue, this.#draft, problem));
    else if (this.#described?.wrong) this.#described.show();
  }

  /** Offers what the profile and the policy leave. */
  update(): void {
    const { keys, key } = this.#draft;
    const shown = keys.filter((name) => first.includes(name));
    const others = keys.filter((name) => !first.includes(name));
    if (shown.length === 0 || others.length === 0) {
      fill(this.#cards, radioCards(newId("key"), keys.map(this.#choice), key, this.#choose));
      return;
    }
    const label = text(this.#catalogue, "settings.otherKey");
    const inner = h("div", { class: "ks-choices", role: "group", "aria-label": label, hidden: !others.includes(key) });
    fill(inner, radioCards(newId("key"), others.map(this.#choice), key, this.#choose));
    const another: Choice<"other"> = {
      value: "other",
      name: label,
      advice: joined(
        this.#catalogue,
        others.map((name) => text(this.#catalogue, `key.${name}`)),
      ),
    };
    const choose = (value: KeyName | "other") => {
      inner.hidden = value !== "other";
      const kept = inner.querySelector<HTMLInputElement>("input:checked");
      if (value !== "other") this.#choose(value);
      else if (kept) kept.dispatchEvent(new Event("change"));
      else inner.querySelector("input")?.click();
    };
    fill(
      this.#cards,
      radioCards<KeyName | "other">(
        newId("key"),
        [...shown.map(this.#choice), another],
        others.includes(key) ? "other" : key,
        choose,
      ),
      inner,
    );
  }

  readonly #choose = (key: KeyName): void => {
    this.#draft.key = key;
    this.#changed();
  };

  readonly #choice = (value: KeyName): Choice<KeyName> => ({
    value,
    name: text(this.#catalogue, `key.${value}`),
    advice: text(this.#catalogue, `keyHelp.${value}`),
    ...(value === "ecdsa-p256" && { tag: text(this.#catalogue, "settings.recommended") }),
  });
}
