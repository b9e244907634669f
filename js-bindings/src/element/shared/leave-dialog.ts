/** Asks before an unsaved key is dropped. */

import { type Catalogue, text } from "./catalogue.js";
import { h, heading, icon, newId } from "./dom.js";

export interface LeaveModel {
  readonly catalogue: Catalogue;
  readonly headingLevel: number;
  /** The vendor has an encrypted copy of the key. */
  readonly vendorKeeps: boolean;
}

export type LeaveAnswer = "save" | "stay" | "discard";

export class LeaveDialog {
  /** Stands inside the view that it is about. */
  readonly element: HTMLDialogElement;
  readonly #save: HTMLButtonElement;
  #answer: LeaveAnswer = "stay";
  #asking: Promise<LeaveAnswer> | undefined;

  constructor({ catalogue, headingLevel, vendorKeeps }: LeaveModel) {
    const titleId = newId("leave");
    const bodyId = newId("leave");
    const close = (answer: LeaveAnswer) => () => {
      this.#answer = answer;
      this.element.close();
    };
    this.#save = h(
      "button",
      { class: "ks-btn ks-btn--primary", type: "button", part: "button primary", on: { click: close("save") } },
      icon("save"),
      text(catalogue, "done.saveKey"),
    );
    this.element = h(
      "dialog",
      { class: "ks-dialog", "aria-labelledby": titleId, "aria-describedby": bodyId, part: "dialog" },
      heading(headingLevel, 1, { class: "ks-title", id: titleId }, text(catalogue, "leave.title")),
      h("p", { id: bodyId }, text(catalogue, vendorKeeps ? "leave.bodyVendorKeeps" : "leave.body")),
      h(
        "div",
        { class: "ks-actions" },
        this.#save,
        h(
          "button",
          { class: "ks-btn", type: "button", part: "button", on: { click: close("stay") } },
          text(catalogue, "leave.stay"),
        ),
        h(
          "button",
          { class: "ks-btn ks-btn--danger", type: "button", part: "button", on: { click: close("discard") } },
          text(catalogue, "leave.discard"),
        ),
      ),
    );
  }

  /** Asks; Escape is "stay". Asked twice at once, it is one question. The focus goes back to where it was. */
  ask(): Promise<LeaveAnswer> {
    this.#asking ??= this.#askOnce().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #askOnce(): Promise<LeaveAnswer> {
    const root = this.element.getRootNode();
    const opener = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
    this.#answer = "stay";
    const closed = new Promise((resolve) => this.element.addEventListener("close", resolve, { once: true }));
    this.element.showModal();
    this.#save.focus();
    await closed;
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    return this.#answer;
  }
}

/**
 * The browser's own question before the page is left. It is there only while something would be lost: a page that has
 * the listener is kept out of the back-forward cache.
 */
export class LeaveGuard {
  #active = false;
  readonly #ask = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
    event.returnValue = true; // Chromium before 119 and WebKit look at this
  };

  set(active: boolean): void {
    if (active === this.#active) return;
    this.#active = active;
    if (active) addEventListener("beforeunload", this.#ask);
    else removeEventListener("beforeunload", this.#ask);
  }
}
