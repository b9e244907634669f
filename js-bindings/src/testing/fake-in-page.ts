/** Runs in a page before the page's own scripts: every component that it defines gets the fake. */

import { type FakeOptions, openFakeKeyseal } from "./fake.js";

interface Component {
  keyseal: unknown;
  connectedCallback?(): void;
}

export function giveFake(options: FakeOptions): void {
  const { define } = CustomElementRegistry.prototype;
  CustomElementRegistry.prototype.define = function (name, element, ...rest) {
    // The registry reads the callbacks when the element is defined, so this is the last moment to stand before one.
    if (name.startsWith("keyseal-")) {
      const component = element.prototype as Component;
      const { connectedCallback } = component;
      component.connectedCallback = function () {
        this.keyseal = openFakeKeyseal(options);
        connectedCallback?.call(this);
      };
    }
    define.call(this, name, element, ...rest);
  };
}
