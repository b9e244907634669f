/** `keyseal/element`: the web components, and everything that `keyseal` exports. Importing it defines them. */

import { KeysealGenerator } from "./generator.js";

export * from "../index-browser.js";
export { type GeneratorState, KeysealGenerator } from "./generator.js";
export type { FieldPolicy, GeneratorPolicy } from "./policy.js";

declare global {
  interface HTMLElementTagNameMap {
    "keyseal-generator": KeysealGenerator;
  }
}

// A page may load two builds of it, its own and a portal's; the first one stands.
if (!customElements.get("keyseal-generator")) customElements.define("keyseal-generator", KeysealGenerator);
