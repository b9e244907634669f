/** How the key file is encrypted (KDF), for those who know why they would change it. */

import type { Sealing } from "../../base/types.js";
import { type Catalogue, text } from "../shared/catalogue.js";
import { Described } from "../shared/described.js";
import { h, icon, newId } from "../shared/dom.js";
import { lockedValue, radioCards } from "./choices.js";
import type { Draft, PlacedProblem } from "./draft.js";
import { problemText } from "./problem-text.js";

type Complete = Required<Sealing>;

const cipher = "aes-256-cbc";
const defaults: readonly Complete[] = [
  { kdf: "pbkdf2-hmac-sha256", iterations: 600_000, cipher },
  { kdf: "scrypt", n: 2 ** 17, r: 8, p: 1, cipher },
];

/** "PBKDF2, 600,000 rounds", "scrypt, 128 MiB". */
function sealingText(catalogue: Catalogue, sealing: Complete): string {
  return sealing.kdf === "scrypt"
    ? text(catalogue, "kdf.scrypt", { count: (128 * sealing.n * sealing.r) / 2 ** 20 }) // RFC 7914 2
    : text(catalogue, "kdf.pbkdf2", { count: sealing.iterations });
}

export class SealingChoice {
  readonly element: HTMLElement;
  readonly #catalogue: Catalogue;
  readonly #draft: Draft;
  readonly #described: Described | undefined;

  constructor(catalogue: Catalogue, draft: Draft, changed: () => void) {
    this.#catalogue = catalogue;
    this.#draft = draft;
    const title = draft.rules.sealing.label ?? text(catalogue, "kdf.title");
    if (draft.rules.sealing.locked) {
      this.element = lockedValue(title, sealingText(catalogue, draft.sealing));
      return;
    }
    const choose = (sealing: Complete) => {
      draft.sealing = sealing;
      changed();
    };
    const choices = defaults
      .map((sealing) => (sealing.kdf === draft.sealing.kdf ? draft.sealing : sealing))
      .map((value) => ({
        value,
        name: sealingText(catalogue, value),
        advice: text(catalogue, value.kdf === "scrypt" ? "kdf.scryptHelp" : "kdf.pbkdf2Help"),
        ...(value.kdf !== "scrypt" && { tag: text(catalogue, "settings.recommended") }),
      }));
    const set = h(
      "fieldset",
      { class: "ks-set" },
      h("legend", { class: "ks-vh" }, text(catalogue, "kdf.legend")),
      h("div", { class: "ks-choices" }, ...radioCards(newId("kdf"), choices, draft.sealing, choose)),
    );
    this.#described = new Described(set);
    set.append(this.#described.error);
    this.element = h(
      "details",
      { class: "ks-more" },
      h("summary", null, title, icon("down", undefined, "ks-chev")),
      set,
    );
  }

  focus(): void {
    if (this.element instanceof HTMLDetailsElement) this.element.open = true;
    this.element.querySelector<HTMLInputElement>("input:checked")?.focus();
  }

  show(problem?: PlacedProblem): void {
    if (problem) this.#described?.show(problemText(this.#catalogue, this.#draft, problem));
    else if (this.#described?.wrong) this.#described.show();
  }
}
