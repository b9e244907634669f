/** A passphrase that the module makes, to be taken or not. */

import { text } from "../shared/catalogue.js";
import { Described } from "../shared/described.js";
import { fill, h, heading, newId } from "../shared/dom.js";
import { Newest } from "../shared/newest.js";
import type { FormContext } from "./form-context.js";

export interface SuggestionActions {
  use(words: string): void;
  /** Absent where only the module's words may be used. */
  typeOwn?(): void;
}

export class Suggestion {
  readonly element: HTMLElement;
  readonly described: Described;
  readonly #context: FormContext;
  readonly #words = h("p", { class: "ks-words", tabindex: "-1", lang: "en", translate: "no" });
  readonly #use: HTMLButtonElement;
  readonly #making = new Newest();

  constructor(context: FormContext, actions: SuggestionActions) {
    const { catalogue, level } = context;
    this.#context = context;
    const id = newId("suggested");
    const use = () => {
      const words = this.#words.textContent;
      if (words) actions.use(words);
    };
    const link = (label: string, click: () => void) =>
      h("button", { class: "ks-link", type: "button", on: { click } }, label);
    this.#use = h(
      "button",
      { class: "ks-btn", type: "button", part: "button", on: { click: use } },
      text(catalogue, "passphrase.use"),
    );
    this.described = new Described(this.#use);
    const { typeOwn } = actions;
    this.element = h(
      "div",
      { class: "ks-suggest", role: "group", "aria-labelledby": id, hidden: true },
      heading(level, 2, { class: "ks-sub", id }, text(catalogue, "passphrase.suggested")),
      this.#words,
      h(
        "div",
        { class: "ks-actions" },
        this.#use,
        link(text(catalogue, "passphrase.another"), () => void this.make()),
        typeOwn && link(text(catalogue, "passphrase.own"), () => typeOwn()),
      ),
      this.described.error,
      h("p", { class: "ks-help" }, text(catalogue, "passphrase.suggestHelp")),
    );
  }

  /** Shows new words; `take` moves the focus to them, which has them read. */
  async make({ take = true } = {}): Promise<void> {
    try {
      const words = await this.#making.run(() => this.#context.keyseal.suggestPassphrase());
      if (words === undefined) return;
      fill(this.#words, words);
      if (take) this.#words.focus();
    } catch (error) {
      this.#context.fail(error);
    }
  }

  /** Takes the words off the page. */
  clear(): void {
    this.#making.cancel();
    fill(this.#words);
  }

  focus(): void {
    this.#use.focus();
  }
}
