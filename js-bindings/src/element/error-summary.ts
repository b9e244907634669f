/** Above the form: everything that is to be put right, with links to where. */

import { text } from "./catalogue.js";
import { fill, h, heading, icon, newId } from "./dom.js";
import type { Place, PlacedProblem } from "./draft.js";
import type { FormContext } from "./form-context.js";
import { summaryText } from "./problem-text.js";

export class ErrorSummary {
  readonly element: HTMLElement;
  readonly #context: FormContext;
  readonly #go: (place: Place) => void;
  readonly #title: HTMLElement;
  readonly #links = h("ul", { class: "ks-links" });

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
    const { catalogue, draft } = this.#context;
    this.element.hidden = problems.length === 0;
    fill(this.#title, problems.length > 0 && text(catalogue, "summary.title", { count: problems.length }));
    const link = (problem: PlacedProblem) =>
      h(
        "a",
        {
          href: "#",
          on: {
            click: (event) => {
              event.preventDefault();
              this.#go(problem.place);
            },
          },
        },
        summaryText(catalogue, draft, problem),
      );
    fill(
      this.#links,
      problems.map((problem) => h("li", null, link(problem))),
    );
  }

  focus(): void {
    this.element.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }
}
