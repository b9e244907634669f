/** Whether a component is in a page. One that is moved comes back at once, and keeps what it shows. */

import { takeProperties } from "./host-attributes.js";

export class Presence {
  #live = false;

  constructor(
    private readonly host: HTMLElement,
    /** What may have been set on the element before its class was known. */
    private readonly properties: readonly string[],
    private readonly on: { readonly begin: () => void; readonly end: () => void },
  ) {}

  get live(): boolean {
    return this.#live;
  }

  /** For the host's connectedCallback. */
  connected(): void {
    if (this.#live) return;
    takeProperties(this.host, this.properties);
    this.#live = true;
    this.on.begin();
  }

  /** For the host's disconnectedCallback. */
  disconnected(): void {
    queueMicrotask(() => {
      if (!this.#live || this.host.isConnected) return;
      this.#live = false;
      this.on.end();
    });
  }
}
