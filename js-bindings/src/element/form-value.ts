/** What the element is to the form around it: values under names, and whether they may be sent. */

import type { Generated } from "../types.js";
import { type Catalogue, text } from "./catalogue.js";

export interface FormEntries {
  readonly catalogue: Catalogue;
  readonly generated: Generated | undefined;
  /** The page wants the key file saved, and it was not. */
  readonly awaitsSaving: boolean;
  /** Where the browser puts its message. */
  readonly anchor: HTMLElement | undefined;
}

export class FormValue {
  readonly #host: HTMLElement;
  readonly #internals: ElementInternals;

  constructor(host: HTMLElement, internals: ElementInternals) {
    this.#host = host;
    this.#internals = internals;
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get message(): string {
    return this.#internals.validationMessage;
  }

  check(): boolean {
    return this.#internals.checkValidity();
  }

  report(): boolean {
    return this.#internals.reportValidity();
  }

  /** Whether the request goes into a form of the page. */
  get inOrder(): boolean {
    return this.form !== null && Boolean(this.#host.getAttribute("name"));
  }

  /** The key goes into the form only where the page asked for it by a name: then its passphrase is the module's own. */
  set({ catalogue, generated, awaitsSaving, anchor }: FormEntries): void {
    const entries = new FormData();
    const name = this.#host.getAttribute("name");
    const keyName = this.#host.getAttribute("sealed-key-name");
    if (name && generated) entries.set(name, generated.csrPem);
    if (keyName && generated) entries.set(keyName, generated.sealedKeyPem);
    this.#internals.setFormValue([...entries.keys()].length > 0 ? entries : null);
    const valueMissing = this.#host.hasAttribute("required") && !generated;
    if (!valueMissing && !awaitsSaving) {
      this.#internals.setValidity({});
      return;
    }
    const message = text(catalogue, generated ? "leave.title" : "form.requestMissing");
    this.#internals.setValidity({ valueMissing, customError: awaitsSaving }, message, anchor);
  }
}
