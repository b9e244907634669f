/** A control with its error and its help: the error is described first, and marks the control. */

import { type Child, fill, h, icon, newId, setAttribute } from "./dom.js";

export class Described {
  /** Stands under the control; empty while nothing is wrong. */
  readonly error: HTMLElement;
  readonly #control: HTMLElement;
  #help: readonly Element[];

  constructor(control: HTMLElement, ...help: readonly Element[]) {
    this.error = h("p", { class: "ks-error", id: newId("error"), hidden: true });
    this.#control = control;
    this.#help = help;
    this.#describe();
  }

  get wrong(): boolean {
    return !this.error.hidden;
  }

  /** What is wrong, or nothing. */
  show(...problem: Child[]): void {
    this.error.hidden = problem.length === 0;
    if (problem.length === 0) fill(this.error);
    else fill(this.error, icon("bad"), h("span", null, ...problem));
    this.#describe();
  }

  /** What else describes the control, in this order; hidden ones are left out. */
  describeBy(...help: readonly Element[]): void {
    this.#help = help;
    this.#describe();
  }

  #describe(): void {
    const parts = [this.error, ...this.#help].filter((part) => !(part as HTMLElement).hidden);
    for (const part of parts) part.id ||= newId("help");
    setAttribute(this.#control, "aria-invalid", this.wrong && "true");
    setAttribute(this.#control, "aria-describedby", parts.length > 0 && parts.map((part) => part.id).join(" "));
  }
}
