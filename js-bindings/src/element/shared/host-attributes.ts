/** What every component is told from outside in the same way. */

import type { OpenOptions } from "../../base/types.js";

const titleLevel = 2;

/** The level of the title, 1 to 6. */
export function headingLevel(element: HTMLElement): number {
  const level = Number(element.getAttribute("heading-level"));
  return Number.isInteger(level) && level >= 1 && level <= 6 ? level : titleLevel;
}

const inPage = (address: string): string =>
  URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI).href : address;

/** What is left out keeps the default of open(), which also refuses what it does not know. */
export function openOptions(element: HTMLElement): OpenOptions {
  const options: OpenOptions = {};
  const workerUrl = element.getAttribute("worker-url");
  const wasmUrl = element.getAttribute("wasm-url");
  const primesUrl = element.getAttribute("primes-url");
  const worker = element.getAttribute("worker");
  if (workerUrl) options.workerUrl = inPage(workerUrl);
  if (wasmUrl) options.wasmUrl = inPage(wasmUrl);
  if (primesUrl) options.primesUrl = inPage(primesUrl);
  if (worker) options.worker = worker as "url" | "blob";
  return options;
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
