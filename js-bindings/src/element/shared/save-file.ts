/** Hands a text to the browser's downloads. Whether it arrives there, no page can know. */

import { h } from "./dom.js";

/** Long enough for a browser that asks where to save before it reads. */
const keptMs = 120_000;

export const pemType = "application/x-pem-file";

export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), keptMs);
}
