/** SHA-256 values as people compare them. */

import { h } from "./dom.js";

/** `hex` in pieces of `size` characters. */
export function inPieces(hex: string, size: number): string[] {
  return hex.match(new RegExp(`.{1,${size}}`, "g")) ?? [];
}

/** A fingerprint in groups of four, four groups together: "33fe 090f fddb 066d", … */
export function fingerprintGroups(hex: string): string[] {
  return inPieces(hex, 16).map((piece) => inPieces(piece, 4).join(" "));
}

/** A fingerprint to be compared by eye. */
export function fingerprint(hex: string): HTMLElement {
  const groups = fingerprintGroups(hex).flatMap((group) => [h("span", null, group), " "]);
  return h("p", { class: "ks-print", part: "fingerprint" }, groups);
}

/** A hash in passing: in groups of eight, as text that wraps. */
export function hashText(hex: string): HTMLElement {
  return h("span", { class: "ks-mono ks-break" }, inPieces(hex, 8).join(" "));
}
