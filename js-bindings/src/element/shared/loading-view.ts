/** The title of a component, and what stands below it while the program is fetched and compared. */

import { type Catalogue, text } from "./catalogue.js";
import { h, heading, newId } from "./dom.js";

/** The components by the names of their parts, with the keys of their titles. */
const titles = { generator: "title", checker: "check.title" } as const;

export type Component = keyof typeof titles;

const quietMs = 300;

export function componentTitle(catalogue: Catalogue, level: number, component: Component): HTMLElement {
  const props = { class: "ks-title", id: newId("title"), tabindex: "-1", part: "title" };
  return heading(level, 0, props, text(catalogue, titles[component]));
}

/** Nothing but the title, and where it takes longer a bar. */
export function loadingView(catalogue: Catalogue, level: number, component: Component): HTMLElement {
  const title = componentTitle(catalogue, level, component);
  const bar = h("progress", { class: "ks-progress", "aria-label": text(catalogue, "loading.title") });
  const quiet = h("div", { class: "ks-quiet", role: "status" });
  setTimeout(() => quiet.append(bar, h("p", null, text(catalogue, "loading.body"))), quietMs);
  return h(
    "section",
    { class: "ks", "aria-labelledby": title.id, part: component },
    h("header", { class: "ks-head", part: "header" }, title),
    quiet,
  );
}
