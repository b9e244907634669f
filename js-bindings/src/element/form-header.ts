/** What stands above the form: what it makes, and why it can be trusted as far as it can. */

import { type Catalogue, rich, text } from "./catalogue.js";
import { h, heading, icon, newId } from "./dom.js";
import { hashText } from "./fingerprint.js";

export interface FormHeader {
  readonly element: HTMLElement;
  readonly title: HTMLElement;
}

/** `wasmSha256` is the module's, which was compared before it was compiled. */
export function formHeader(catalogue: Catalogue, level: number, wasmSha256: string, vendorKeeps: boolean): FormHeader {
  const title = formTitle(catalogue, level);
  const element = h(
    "header",
    { class: "ks-head", part: "header" },
    title,
    h("p", { class: "ks-lead" }, rich(catalogue, "lead")),
    h(
      "details",
      { class: "ks-trust" },
      h(
        "summary",
        null,
        icon("lock"),
        h("span", null, text(catalogue, "trust.summary")),
        icon("down", undefined, "ks-chev"),
      ),
      h(
        "div",
        { class: "ks-trust__body" },
        h("p", null, rich(catalogue, vendorKeeps ? "trust.madeVendorKeeps" : "trust.made")),
        h("p", null, rich(catalogue, "trust.served", { hash: hashText(wasmSha256) })),
      ),
    ),
  );
  return { element, title };
}

function formTitle(catalogue: Catalogue, level: number): HTMLElement {
  const props = { class: "ks-title", id: newId("title"), tabindex: "-1", part: "title" };
  return heading(level, 0, props, text(catalogue, "title"));
}

/** What stands there while the program is fetched and compared: nothing but the title, and after `quietMs` a bar. */
export function loadingView(catalogue: Catalogue, level: number, quietMs: number): HTMLElement {
  const title = formTitle(catalogue, level);
  const bar = h("progress", { class: "ks-progress", "aria-label": text(catalogue, "loading.title") });
  const quiet = h("div", { class: "ks-quiet", role: "status" });
  setTimeout(() => quiet.append(bar, h("p", null, text(catalogue, "loading.body"))), quietMs);
  return h(
    "section",
    { class: "ks", "aria-labelledby": title.id, part: "generator" },
    h("header", { class: "ks-head", part: "header" }, title),
    quiet,
  );
}
