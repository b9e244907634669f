/** The names: a field that takes one or many, and the list of what was taken. */

import { joined, rich, text } from "../shared/catalogue.js";
import type { Described } from "../shared/described.js";
import { fill, h, heading, icon, newId, setAttribute } from "../shared/dom.js";
import { shownText } from "../shared/shown-text.js";
import type { NameRow, PlacedProblem } from "./draft.js";
import { type FormContext, formSection } from "./form-context.js";
import { NameField } from "./name-field.js";
import { NameRowView } from "./name-row.js";
import { problemText } from "./problem-text.js";

/** A longer list scrolls in a box of its own. */
const longList = 12;

export class NamesSection {
  readonly element: HTMLElement;
  readonly #context: FormContext;
  readonly #field: NameField | undefined;
  readonly #described: Described | undefined;
  readonly #intro = h("p");
  readonly #empty = h("p", { class: "ks-empty" });
  readonly #count: HTMLElement;
  readonly #leftOut = h("span", { class: "ks-names-note" });
  readonly #removeBad = h("button", { class: "ks-link", type: "button", on: { click: () => this.#removeBadRows() } });
  readonly #list: HTMLUListElement;
  readonly #wrap: HTMLElement;
  readonly #also = h("p", { class: "ks-hint" });
  readonly #views = new Map<NameRow, NameRowView>();
  /** What was done since it was last said. */
  #unsaid = { added: 0, repeated: 0 };
  #offered: string | undefined;
  /** Why what stands in the field was not taken. */
  #refused: PlacedProblem | undefined;

  constructor(context: FormContext) {
    const { catalogue, draft, level } = context;
    this.#context = context;
    const listId = newId("names");
    this.#count = heading(level, 2, { class: "ks-sub", id: listId });
    this.#list = h("ul", { class: "ks-names", role: "list", "aria-labelledby": listId, part: "names" });
    this.#wrap = h(
      "div",
      { class: "ks-names-wrap" },
      h("div", { class: "ks-names-head" }, this.#count, this.#leftOut, this.#removeBad),
      this.#list,
      this.#also,
    );
    const { locked, label } = draft.rules.names;
    if (!locked) {
      this.#field = new NameField(context, label ?? text(catalogue, "names.label"), {
        add: (typed) => this.#add(typed),
        toLastRow: () => this.#viewAt(draft.rows.length - 1)?.removeButton?.focus(),
        edited: () => this.#refuse(undefined),
      });
      this.#described = this.#field.described;
    }
    this.element = formSection(
      context,
      text(catalogue, "names.title"),
      this.#intro,
      this.#field?.element ?? h("p", { class: "ks-help" }, icon("lock"), " ", text(catalogue, "names.locked")),
      this.#empty,
      this.#wrap,
    );
    this.update();
  }

  /** Adds what still stands in the field. What is wrong with it, if it cannot be added. */
  flush(): PlacedProblem | undefined {
    this.#field?.flush();
    return this.#refused;
  }

  /** Ends what is being asked about a name that is being typed. */
  close(): void {
    this.#field?.close();
  }

  /** Brings the list to what the draft holds. */
  update(): void {
    const { catalogue, draft } = this.#context;
    const { rows, badRows } = draft;
    const intro = text(catalogue, `names.intro.${draft.profile}`);
    if (this.#intro.textContent !== intro) fill(this.#intro, intro);
    this.#field?.update();
    this.#updateRows();
    this.#empty.hidden = rows.length > 0;
    this.#wrap.hidden = rows.length === 0;
    fill(this.#empty, rich(catalogue, draft.profile === "tls-server" ? "names.emptyWebsite" : "names.empty"));
    const counts = { count: rows.length, bad: badRows.length };
    fill(this.#count, text(catalogue, badRows.length > 0 ? "names.countBad" : "names.count", counts));
    this.#removeBad.hidden = badRows.length === 0 || draft.rules.names.locked;
    fill(this.#removeBad, text(catalogue, "names.removeBad", { count: badRows.length }));
    setAttribute(this.#list, "data-long", rows.length > longList);
    setAttribute(this.#list, "tabindex", rows.length > longList && "0");
    this.#updateOffer(draft.offer);
  }

  /** Shows what is wrong with the names as a whole, or that nothing is. */
  show(problem: PlacedProblem | undefined = this.#refused): void {
    const { catalogue, draft } = this.#context;
    if (problem) this.#described?.show(problemText(catalogue, draft, problem));
    else if (this.#described?.wrong) this.#described.show();
  }

  focus(row?: NameRow): void {
    const view = row && this.#views.get(row);
    if (view) view.focus();
    else this.#field?.focus();
  }

  #refuse(problem: PlacedProblem | undefined): void {
    this.#refused = problem;
    this.show();
  }

  #viewAt(index: number): NameRowView | undefined {
    const row = this.#context.draft.rows[index];
    return row && this.#views.get(row);
  }

  #updateRows(): void {
    const { rows } = this.#context.draft;
    for (const [row, view] of this.#views) {
      if (rows.includes(row)) continue;
      view.element.remove();
      this.#views.delete(row);
    }
    const actions = { change: (row: NameRow) => this.#change(row), remove: (row: NameRow) => this.#remove(row) };
    for (const [index, row] of rows.entries()) {
      let view = this.#views.get(row);
      if (view) {
        view.update();
      } else {
        view = new NameRowView(this.#context, row, actions);
        this.#views.set(row, view);
      }
      if (this.#list.children[index] !== view.element) {
        this.#list.insertBefore(view.element, this.#list.children[index] ?? null);
      }
    }
  }

  #updateOffer(offer: string | undefined): void {
    if (offer === this.#offered && offer !== undefined) return;
    this.#offered = offer;
    this.#also.hidden = offer === undefined;
    fill(this.#also);
    if (offer === undefined) return;
    const { catalogue } = this.#context;
    const name = shownText(offer);
    const add = () => {
      this.#field?.focus(); // the button goes away
      this.#add(offer);
    };
    fill(
      this.#also,
      rich(catalogue, "names.also", { name }),
      " ",
      h(
        "button",
        { class: "ks-link", type: "button", on: { click: add } },
        text(catalogue, "names.alsoAdd"),
        h("span", { class: "ks-vh" }, ": ", name),
      ),
    );
  }

  /** Whether the text was taken; where it would be too much, it stays in the field. */
  #add(typed: string): boolean {
    const { draft } = this.#context;
    const { added, repeated, tooMany } = draft.add(typed);
    if (tooMany !== undefined) {
      this.#refuse({ code: "too-many-names", place: { at: "names" }, count: tooMany });
      return false;
    }
    this.#refuse(undefined);
    this.#unsaid.added += added.length;
    this.#unsaid.repeated += repeated;
    this.update();
    if (added.length > 0) void this.#judge();
    else this.#say();
    return true;
  }

  async #judge(): Promise<void> {
    const repeated = await this.#context.judge();
    if (repeated === undefined) return;
    this.#unsaid.added -= repeated;
    this.#unsaid.repeated += repeated;
    this.#say();
  }

  /** "5 names added, 1 repeated left out, 3 to put right." */
  #say(): void {
    const { catalogue, draft, announcer } = this.#context;
    const { added, repeated } = this.#unsaid;
    this.#unsaid = { added: 0, repeated: 0 };
    const bad = draft.badRows.length;
    const parts = [
      added > 0 && text(catalogue, "names.saidAdded", { count: added }),
      repeated > 0 && text(catalogue, "names.saidRepeated", { count: repeated }),
      bad > 0 && text(catalogue, "names.saidBad", { count: bad }),
    ].filter((part) => part !== false);
    fill(this.#leftOut, repeated > 0 && text(catalogue, "names.repeated", { count: repeated }));
    if (parts.length > 0) announcer.say(joined(catalogue, parts));
  }

  #remove(row: NameRow): void {
    const { catalogue, draft, announcer } = this.#context;
    const index = draft.rows.indexOf(row);
    draft.remove([row]);
    this.update();
    const next = this.#viewAt(index) ?? this.#viewAt(index - 1);
    if (next) next.removeButton?.focus();
    else this.focus();
    announcer.say(text(catalogue, "names.saidRemoved", { name: shownText(row.name.text) }));
    void this.#context.judge();
  }

  #removeBadRows(): void {
    const { catalogue, draft, announcer } = this.#context;
    draft.remove(draft.badRows);
    this.update();
    this.focus();
    announcer.say(text(catalogue, "names.count", { count: draft.rows.length }));
    void this.#context.judge();
  }

  #change(row: NameRow): void {
    this.flush();
    this.#context.draft.remove([row]);
    this.#field?.take(row.name.from ?? row.name.text);
    this.update();
    void this.#context.judge();
  }
}
