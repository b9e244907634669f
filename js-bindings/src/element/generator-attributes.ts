/** What <keyseal-generator> is told from outside before it begins. */

import type { OpenOptions } from "../types.js";
import type { FormAttributes } from "./policy.js";

export interface GeneratorAttributes {
  /** The level of the title, 1 to 6. */
  readonly headingLevel: number;
  /** The sealed key goes into a form of the page. */
  readonly vendorKeeps: boolean;
  readonly open: OpenOptions;
  readonly form: FormAttributes;
}

const titleLevel = 2;

function headingLevel(attribute: string | null): number {
  const level = Number(attribute);
  return Number.isInteger(level) && level >= 1 && level <= 6 ? level : titleLevel;
}

const inPage = (address: string): string =>
  URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI).href : address;

/** What is left out keeps the default of open(), which also refuses what it does not know. */
function openOptions(element: HTMLElement): OpenOptions {
  const options: OpenOptions = {};
  const workerUrl = element.getAttribute("worker-url");
  const wasmUrl = element.getAttribute("wasm-url");
  const worker = element.getAttribute("worker");
  if (workerUrl) options.workerUrl = inPage(workerUrl);
  if (wasmUrl) options.wasmUrl = inPage(wasmUrl);
  if (worker) options.worker = worker as "url" | "blob";
  return options;
}

export function readAttributes(element: HTMLElement): GeneratorAttributes {
  const sealedKeyName = element.getAttribute("sealed-key-name");
  return {
    headingLevel: headingLevel(element.getAttribute("heading-level")),
    vendorKeeps: Boolean(sealedKeyName),
    open: openOptions(element),
    form: { profile: element.getAttribute("profile"), key: element.getAttribute("key"), sealedKeyName },
  };
}

/** Takes the properties that were set on the element before its class was known. */
export function takeProperties(element: HTMLElement, names: readonly string[]): void {
  for (const name of names) {
    const own = Object.getOwnPropertyDescriptor(element, name);
    if (!own) continue;
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, own.value);
  }
}
