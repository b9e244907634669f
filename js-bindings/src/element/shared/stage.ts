/** Where a component shows one view at a time and speaks: its shadow tree. */

import { Announcer } from "./announcer.js";
import { adoptStyles } from "./style-sheets.js";

export class Stage {
  readonly root: ShadowRoot;
  readonly announcer = new Announcer();
  readonly #host: HTMLElement;

  constructor(host: HTMLElement) {
    this.#host = host;
    this.root = host.attachShadow({ mode: "open" });
  }

  /** To be called when the host is in a page. */
  begin(): void {
    adoptStyles(this.root);
  }

  /** Shows `element`, whose texts are of `language`, in the place of what was there. */
  show(element: HTMLElement, language: string): void {
    // What speaks stays in its place: a region that is put in anew is silent at first.
    const speaker = this.announcer.element;
    for (const child of [...this.root.children]) if (child !== speaker) child.remove();
    if (speaker.parentNode !== this.root) this.root.append(speaker);
    speaker.before(element);
    element.lang = speaker.lang = language;
  }

  /** The focus goes along with what is shown, but is not taken from a person who is elsewhere on the page meanwhile. */
  moveFocus(view: { focus(): void }): void {
    const { activeElement, body } = document;
    const nowhere = activeElement === null || activeElement === body;
    if (nowhere || this.root.activeElement || this.#host.contains(activeElement)) view.focus();
  }

  /** Takes away what is shown, and silences what was not said yet. */
  clear(): void {
    this.announcer.clear();
    this.root.replaceChildren();
  }
}

/** Tells the page around; the event bubbles, through shadow trees too. */
export function dispatch(host: HTMLElement, type: string, detail: object): void {
  host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
