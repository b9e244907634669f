/** What the element is to the form around it: values under names, and whether they may be sent. */

import type { Generated } from "../../base/types.js";
import { type Catalogue, text } from "./catalogue.js";

export interface Submission {
  readonly catalogue: Catalogue;
  readonly generated: Generated | undefined;
  /** The name for the sealed key, if it goes into the form: as it was when its making began. */
  readonly keyName: string | null | undefined;
  /** The page wants the key file saved, and it was not. */
  readonly awaitsSaving: boolean;
  /** Where the browser puts its message. */
  readonly anchor: HTMLElement | undefined;
}

export abstract class FormControl extends HTMLElement {
  static readonly formAssociated = true;

  readonly #internals = this.attachInternals();

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Whether the request goes into a form of the page. */
  protected get inOrder(): boolean {
    return this.form !== null && Boolean(this.getAttribute("name"));
  }

  protected submits({ catalogue, generated, keyName, awaitsSaving, anchor }: Submission): void {
    const entries = new FormData();
    const name = this.getAttribute("name");
    if (name && generated) entries.set(name, generated.csrPem);
    if (keyName && generated) entries.set(keyName, generated.sealedKeyPem);
    this.#internals.setFormValue([...entries.keys()].length > 0 ? entries : null);
    const valueMissing = this.hasAttribute("required") && !generated;
    if (!valueMissing && !awaitsSaving) {
      this.#internals.setValidity({});
      return;
    }
    const message = text(catalogue, generated ? "leave.title" : "form.requestMissing");
    this.#internals.setValidity({ valueMissing, customError: awaitsSaving }, message, anchor);
  }
}
