/** `keyseal/element`: the web components, and everything that `keyseal` exports. */

export * from "../index-browser.js";
export type { FieldPolicy, GeneratorPolicy } from "./policy.js";
