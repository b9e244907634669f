/** One name in the list: what was typed, what became of it, and what can be done with it. */

import { rich, text } from "../shared/catalogue.js";
import { type Child, fill, h, icon, setAttribute } from "../shared/dom.js";
import { shownText } from "../shared/shown-text.js";
import type { NameRow } from "./draft.js";
import type { FormContext } from "./form-context.js";
import { kindText, problemText } from "./problem-text.js";

export interface RowActions {
  change(row: NameRow): void;
  remove(row: NameRow): void;
}

export class NameRowView {
  readonly element: HTMLLIElement;
  readonly removeButton: HTMLButtonElement | undefined;
  readonly #changeButton: HTMLButtonElement | undefined;
  readonly #row: NameRow;
  readonly #context: FormContext;
  readonly #sign = h("span");
  readonly #notes = h("div", { class: "ks-name__text" });
  readonly #kind = h("span", { class: "ks-tag" });
  #shown: NameRow["judged"] | "nothing" = "nothing";

  constructor(context: FormContext, row: NameRow, actions: RowActions) {
    this.#row = row;
    this.#context = context;
    const button = (sign: "edit" | "x", name: string, press: (row: NameRow) => void) =>
      h(
        "button",
        { class: "ks-iconbtn", type: "button", "aria-label": name, on: { click: () => press(row) } },
        icon(sign),
      );
    const { catalogue, draft } = context;
    const name = shownText(row.name.text);
    if (!draft.rules.names.locked) {
      this.#changeButton = button("edit", text(catalogue, "names.change", { name }), (r) => actions.change(r));
      this.removeButton = button("x", text(catalogue, "names.remove", { name }), (r) => actions.remove(r));
    }
    this.element = h("li", { class: "ks-name", part: "name" }, this.#sign, this.#notes, this.#kind, this.removeButton);
    this.update();
  }

  /** Where a problem of this row is put right. */
  focus(): void {
    (this.#changeButton?.isConnected ? this.#changeButton : this.removeButton)?.focus();
  }

  update(): void {
    const { judged } = this.#row;
    if (judged === this.#shown) return;
    this.#shown = judged;
    const bad = judged?.good === false;
    setAttribute(this.element, "data-bad", bad);
    this.element.firstElementChild?.replaceWith(this.#signOf());
    fill(this.#notes, h("span", { class: "ks-name__value" }, shownText(this.#row.name.text)), this.#notesOf());
    fill(this.#kind, kindText(this.#context.catalogue, this.#row));
    if (!this.#changeButton) return;
    if (bad) this.removeButton?.before(this.#changeButton);
    else this.#changeButton.remove();
  }

  #signOf(): Element {
    const { catalogue } = this.#context;
    const { judged } = this.#row;
    if (!judged) return icon("note", text(catalogue, "names.checking"));
    return judged.good
      ? icon("ok", text(catalogue, "names.good"), "ks-ok")
      : icon("bad", text(catalogue, "names.bad"), "ks-bad");
  }

  #notesOf(): Child {
    const { catalogue, draft } = this.#context;
    const { name, judged } = this.#row;
    const notes: Child[][] = [];
    if (judged && !judged.good) {
      notes.push(problemText(catalogue, draft, { code: judged.code, place: { at: "row", row: this.#row } }));
    }
    if (judged?.good && judged.text !== name.text) {
      notes.push(rich(catalogue, "names.inCertificate", { name: shownText(judged.text) }));
    }
    if (name.from !== undefined) notes.push(rich(catalogue, "names.takenFrom", { text: shownText(name.from) }));
    if (notes.length === 0) return null;
    const lines = notes.map((note, index) => (index === 0 ? note : [h("br"), note]));
    return h("span", { class: "ks-name__note" }, lines);
  }
}
