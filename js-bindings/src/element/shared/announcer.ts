/** What a screen reader is told without focus moving: one polite and one urgent region. */

import { h } from "./dom.js";

export class Announcer {
  /** Stands in the component's tree for as long as the component does: a region must be there before it speaks. */
  readonly element: HTMLElement;
  readonly #polite = h("p", { role: "status" });
  readonly #urgent = h("p", { role: "alert" });

  constructor() {
    this.element = h("div", { class: "ks-vh" }, this.#polite, this.#urgent);
  }

  /** Says it when the reader is idle. The same text twice is said twice. */
  say(text: string): void {
    speak(this.#polite, text);
  }

  /** Says it at once. */
  alert(text: string): void {
    speak(this.#urgent, text);
  }

  /** Silences what has not been said yet. */
  clear(): void {
    this.#polite.replaceChildren();
    this.#urgent.replaceChildren();
  }
}

/** A region speaks when its content changes: a new node is a change also where the text is the same. */
function speak(region: HTMLElement, text: string): void {
  region.replaceChildren(h("span", null, text));
}
