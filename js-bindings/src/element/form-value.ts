/** What the element is to the form around it: values under names, and whether they may be sent. */

export interface FormEntries {
  readonly csrPem: string | undefined;
  readonly sealedKeyPem: string | undefined;
  /** The message while a request is required and missing. */
  readonly missing: string | undefined;
  /** The message while the key must be saved and is not. */
  readonly unsaved: string | undefined;
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
  set({ csrPem, sealedKeyPem, missing, unsaved, anchor }: FormEntries): void {
    const entries = new FormData();
    const name = this.#host.getAttribute("name");
    const keyName = this.#host.getAttribute("sealed-key-name");
    if (name && csrPem) entries.set(name, csrPem);
    if (keyName && sealedKeyPem) entries.set(keyName, sealedKeyPem);
    this.#internals.setFormValue([...entries.keys()].length > 0 ? entries : null);
    const message = missing ?? unsaved;
    const flags = { valueMissing: missing !== undefined, customError: unsaved !== undefined };
    if (message === undefined) this.#internals.setValidity({});
    else if (anchor) this.#internals.setValidity(flags, message, anchor);
    else this.#internals.setValidity(flags, message);
  }
}
