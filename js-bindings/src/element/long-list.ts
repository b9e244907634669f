/** A list of names or other values; a long one scrolls in a box of its own. */

import { h } from "./dom.js";

/** More than these scroll. */
const mostShown = 12;

export function longList(items: readonly HTMLElement[], label: string): HTMLElement {
  const long = items.length > mostShown;
  return h(
    "ul",
    { class: "ks-plain", role: "list", "aria-label": label, "data-long": long, tabindex: long ? 0 : null },
    items,
  );
}
