/** What the portal wants to be agreed to (BR 4.1.2, 9.6.3), in its own words: the slot "agreement". */

import { text } from "../shared/catalogue.js";
import { Described } from "../shared/described.js";
import { h } from "../shared/dom.js";
import type { PlacedProblem } from "./draft.js";
import { type FormContext, formSection } from "./form-context.js";
import { problemText } from "./problem-text.js";

const missing: PlacedProblem = { code: "agreement-missing", place: { at: "agreement" } };

export class AgreementSection {
  readonly element: HTMLElement;
  readonly #context: FormContext;
  readonly #slot: HTMLSlotElement;
  readonly #box: HTMLInputElement;
  readonly #described: Described;

  constructor(context: FormContext) {
    const { catalogue } = context;
    this.#context = context;
    this.#slot = h("slot", { name: "agreement", on: { slotchange: () => this.update() } });
    this.#box = h("input", { type: "checkbox", on: { change: () => this.#onChange() } });
    this.#described = new Described(this.#box);
    this.element = formSection(
      context,
      text(catalogue, "agreement.title"),
      h("p", null, text(catalogue, "agreement.intro")),
      h("div", { class: "ks-agreement" }, this.#slot),
      h(
        "div",
        { class: "ks-field" },
        h("label", { class: "ks-tick" }, this.#box, h("span", null, text(catalogue, "agreement.accept"))),
        this.#described.error,
      ),
    );
    this.element.hidden = true;
  }

  /** What the request still waits for. */
  get missing(): PlacedProblem | undefined {
    return this.element.hidden || this.#box.checked ? undefined : missing;
  }

  get shown(): PlacedProblem | undefined {
    return this.#described.wrong ? missing : undefined;
  }

  /** The section is there when the slot has something in it, which is known once the element is in the page. */
  update(): void {
    const given = this.#slot.assignedNodes().some((node) => node instanceof Element || node.textContent?.trim());
    this.element.hidden = !given;
  }

  show(problem?: PlacedProblem): void {
    const { catalogue, draft } = this.#context;
    if (problem) this.#described.show(problemText(catalogue, draft, problem));
    else this.#described.show();
  }

  focus(): void {
    this.#box.focus();
  }

  #onChange(): void {
    this.show();
    this.#context.refresh();
  }
}
