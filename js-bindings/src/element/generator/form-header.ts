/** What stands above the form: what it makes, and why it can be trusted as far as it can. */

import { type Catalogue, rich, text } from "../shared/catalogue.js";
import { h, icon } from "../shared/dom.js";
import { hashText } from "../shared/fingerprint.js";
import { componentTitle } from "../shared/loading-view.js";

export interface FormHeader {
  readonly element: HTMLElement;
  readonly title: HTMLElement;
}

/** `wasmSha256` is the module's, which was compared before it was compiled. */
export function formHeader(catalogue: Catalogue, level: number, wasmSha256: string, vendorKeeps: boolean): FormHeader {
  const title = componentTitle(catalogue, level, "generator");
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
