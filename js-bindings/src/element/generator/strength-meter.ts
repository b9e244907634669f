/** How strong a passphrase is, in a bar and in words: guidance while typing. What is accepted, the gate says. */

import type { ErrorCode } from "../../base/error-codes.js";
import type { PassphraseRating } from "../../base/types.js";
import { type Catalogue, hasText, type TextKey, text } from "../shared/catalogue.js";
import { fill, h, setAttribute } from "../shared/dom.js";

/** As in the core (passphrase.h): code points after NFC. */
export const leastCharacters = 15;

export function countCharacters(passphrase: string): number {
  return [...passphrase.normalize("NFC")].length;
}

export interface Strength {
  /** The bar, 0 to 4. */
  readonly level: number;
  /** The rating in a word, where the gate has nothing against the passphrase. */
  readonly word: TextKey | undefined;
  /** One reason: the gate's where it refuses, else the rating's. */
  readonly reason: TextKey | undefined;
  /** The rating's reason in its own words, where the catalogue has none. */
  readonly warning: string | undefined;
  /** How long it is, while that is too short. */
  readonly count: number | undefined;
}

/** `refused` is the gate's code, if it refuses and is known. Too short, the count says. */
export function strengthOf(passphrase: string, rating: PassphraseRating, refused?: ErrorCode): Strength {
  const length = countCharacters(passphrase);
  const count = length < leastCharacters ? length : undefined;
  if (refused !== undefined && refused !== "passphrase-too-short" && refused !== "passphrase-empty") {
    const reason = `error.${refused}`;
    const known = hasText(reason) ? reason : undefined;
    return { level: Math.min(rating.score, 1), word: undefined, reason: known, warning: undefined, count };
  }
  const reason = `rating.${rating.warning ?? ""}`;
  return {
    // Nothing that is refused looks good.
    level: count === undefined ? rating.score : Math.min(rating.score, 2),
    word: `strength.${rating.score}`,
    reason: hasText(reason) ? reason : undefined,
    warning: hasText(reason) ? undefined : rating.warning,
    count,
  };
}

export class StrengthMeter {
  readonly element: HTMLElement;
  readonly #words = h("p");
  readonly #catalogue: Catalogue;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    const bar = h("div", { class: "ks-meter__bar", "aria-hidden": "true" }, h("i"), h("i"), h("i"), h("i"));
    this.element = h("div", { class: "ks-meter", hidden: true }, bar, this.#words);
  }

  /** What it says now, for the ear. */
  get spoken(): string {
    return this.element.hidden ? "" : (this.#words.textContent ?? "");
  }

  show(strength: Strength | undefined): void {
    this.element.hidden = strength === undefined;
    fill(this.#words);
    if (!strength) return;
    const { level, word, reason, warning, count } = strength;
    setAttribute(this.element, "data-level", level);
    const parts = [
      word && h("strong", null, text(this.#catalogue, word)),
      reason ? text(this.#catalogue, reason) : warning,
      count !== undefined && text(this.#catalogue, "strength.count", { count }),
    ].filter((part) => part !== undefined && part !== false);
    fill(
      this.#words,
      parts.flatMap((part, index) => (index === 0 ? [part] : [" ", part])),
    );
  }
}
