/** `keyseal/element`: the web components, and everything that `keyseal` exports. Importing it defines them. */

import type { CheckedInput, ErrorCode, Generated, Progress } from "../index-browser.js";
import { KeysealChecker } from "./checker/checker.js";
import { KeysealGenerator } from "./generator/generator.js";

/** What `keyseal-generated` tells: nothing in it is secret without the passphrase. */
export type GeneratedDetail = Pick<Generated, "csrPem" | "sealedKeyPem" | "spkiSha256" | "names" | "receipt">;

export * from "../index-browser.js";
export { type CheckerState, KeysealChecker } from "./checker/checker.js";
export { type GeneratorState, KeysealGenerator } from "./generator/generator.js";
export type { FieldPolicy, GeneratorPolicy } from "./generator/policy.js";

declare global {
  interface HTMLElementTagNameMap {
    "keyseal-generator": KeysealGenerator;
    "keyseal-checker": KeysealChecker;
  }
  /** The events bubble, through shadow trees too. */
  interface GlobalEventHandlersEventMap {
    "keyseal-generated": CustomEvent<GeneratedDetail>;
    "keyseal-saved": CustomEvent<{ what: "key" | "csr" }>;
    "keyseal-checked": CustomEvent<{ reports: readonly CheckedInput[] }>;
    "keyseal-progress": CustomEvent<Progress>;
    "keyseal-error": CustomEvent<{ code: ErrorCode; field?: string }>;
  }
}

// A page may load two builds of it, its own and a portal's; the first one stands.
for (const [name, component] of [
  ["keyseal-generator", KeysealGenerator],
  ["keyseal-checker", KeysealChecker],
] as const) {
  if (!customElements.get(name)) customElements.define(name, component);
}
