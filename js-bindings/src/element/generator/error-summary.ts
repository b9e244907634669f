/** Above the form: everything that is to be put right, with links to where. */

import { text } from "../shared/catalogue.js";
import { fill, h, heading, icon, newId } from "../shared/dom.js";
import type { Place, PlacedProblem } from "./draft.js";
import type { FormContext } from "./form-context.js";
import { summaryText } from "./problem-text.js";

export class ErrorSummary {
  readonly element: HTMLElement;
  readonly #context: FormContext;
  readonly #go: (place: Place) => void;
  readonly #title: HTMLElement;
  readonly #links = h("ul", { class: "ks-links" });
  readonly #items = new Map<string, HTMLElement>();

  constructor(context: FormContext, go: (place: Place) => void) {
    this.#context = context;
    this.#go = go;
    const id = newId("summary");
    this.#title = heading(context.level, 1, { class: "ks-banner__title", id });
    this.element = h(
      "div",
      {
        class: "ks-banner",
        "data-tone": "bad",
        role: "group",
        tabindex: "-1",
        "aria-labelledby": id,
        hidden: true,
      },
      icon("bad"),
      h("div", null, this.#title, this.#links),
    );
  }

  get open(): boolean {
    return !this.element.hidden;
  }

  /** Says what is wrong; with nothing wrong it is not there. */
  show(problems: readonly PlacedProblem[]): void {
    const { catalogue } = this.#context;
    this.element.hidden = problems.length === 0;
    fill(this.#title, problems.length > 0 && text(catalogue, "summary.title", { count: problems.length }));
    // A link that is still right stays the same one: it may be just under the pointer, or have the focus.
    const before = new Map(this.#items);
    this.#items.clear();
    for (const problem of problems) {
      const key = keyOf(problem);
      this.#items.set(key, before.get(key) ?? h("li", null, this.#link(problem)));
    }
    const items = [...this.#items.values()];
    for (const item of [...this.#links.children]) if (!items.includes(item as HTMLElement)) item.remove();
    for (const [index, item] of items.entries()) {
      const there = this.#links.children[index] ?? null;
      if (there !== item) this.#links.insertBefore(item, there);
    }
  }

  #link(problem: PlacedProblem): HTMLElement {
    const { catalogue, draft } = this.#context;
    const click = (event: Event) => {
      event.preventDefault();
      this.#go(problem.place);
    };
    return h("a", { href: "#", on: { click } }, summaryText(catalogue, draft, problem));
  }

  focus(): void {
    this.element.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }
}

function keyOf({ code, place }: PlacedProblem): string {
  const which = place.at === "row" ? place.row.id : place.at === "subject" ? place.type : "";
  return `${code} ${place.at} ${which}`;
}
