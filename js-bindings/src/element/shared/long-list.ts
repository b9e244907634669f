/** Lists of what was found or asked for: a long one scrolls in a box of its own, and an endless one is cut. */

import { type Catalogue, text } from "./catalogue.js";
import { h } from "./dom.js";

/** More than these scroll. */
const mostShown = 12;

/** Of more, no nodes are made: with 100,000 of them a page stands still. A request has at most as many names. */
export const mostItems = 1000;

/** An element for each of the first `most`, and one that says how many more there are. */
export function firstItems<Item>(
  catalogue: Catalogue,
  all: readonly Item[],
  make: (item: Item, index: number) => HTMLElement,
  most = mostItems,
): HTMLElement[] {
  const items = all.slice(0, most).map(make);
  const more = all.length - items.length;
  if (more > 0) items.push(h("li", { class: "ks-muted" }, text(catalogue, "check.more", { count: more })));
  return items;
}

export function longList(items: readonly HTMLElement[], label: string): HTMLElement {
  const long = items.length > mostShown;
  return h(
    "ul",
    { class: "ks-plain", role: "list", "aria-label": label, "data-long": long, tabindex: long ? 0 : null },
    items,
  );
}
