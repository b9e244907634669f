/** "About this file": how to make sure that it is the published one, and what is inside. */

import type { Pins } from "../../js-bindings/src/base/pins.js";
import { rich, richItems, text } from "../../js-bindings/src/element/shared/catalogue.js";
import { type Child, h, newId } from "../../js-bindings/src/element/shared/dom.js";
import { fingerprint } from "../../js-bindings/src/element/shared/fingerprint.js";
import type { OfflineTexts } from "./texts.js";

export const fileName = "keyseal-offline.html";

const commands = [
  ["Linux", `sha256sum ${fileName}`],
  ["macOS", `shasum -a 256 ${fileName}`],
  ["Windows", `certutil -hashfile ${fileName} SHA256`],
] as const;

/** A command breaks between its words, never within a name or an option. */
function line(command: string): HTMLElement {
  return h(
    "code",
    null,
    command.split(" ").map((word, at) => [at > 0 && " ", h("span", null, word)]),
  );
}

function block(title: string, ...children: Child[]): HTMLElement {
  const id = newId("about");
  return h("section", { class: "ks-block", "aria-labelledby": id }, h("h3", { class: "ks-h", id }, title), ...children);
}

const fact = (name: Child, ...value: Child[]) => h("div", null, h("dt", null, name), h("dd", null, ...value));

/** The view, and its heading for the focus. */
export function aboutView(
  texts: OfflineTexts,
  { version, wasmSha256 }: Pins,
): { element: HTMLElement; heading: HTMLElement } {
  const lines = h(
    "dl",
    { class: "ks-cmds" },
    commands.map(([system, command]) => h("div", null, h("dt", null, system), h("dd", null, line(command)))),
  );
  const heading = h("h2", { class: "ks-title", tabindex: -1 }, text(texts, "about"));
  const element = h(
    "div",
    { class: "ks" },
    h("div", { class: "ks-head" }, heading, h("p", { class: "ks-lead" }, text(texts, "about.lead"))),
    block(
      text(texts, "about.published"),
      h("p", null, text(texts, "about.publishedWhy")),
      h(
        "ol",
        { class: "ks-next" },
        h("li", null, text(texts, "about.run"), lines),
        h("li", null, rich(texts, "about.compare", { file: fileName, version })),
        h("li", null, text(texts, "about.signature"), h("br"), line("minisign -Vm SHA256SUMS -p keyseal.pub")),
      ),
    ),
    block(
      text(texts, "about.inside"),
      h(
        "dl",
        { class: "ks-facts ks-facts--lines" },
        fact(text(texts, "about.version"), version),
        fact(
          [text(texts, "about.module"), " ", h("span", { class: "ks-muted" }, "(SHA-256)")],
          fingerprint(wasmSha256),
          h("p", { class: "ks-help" }, text(texts, "about.moduleHelp")),
        ),
        fact(text(texts, "about.network"), text(texts, "about.networkText")),
        fact(text(texts, "about.storage"), text(texts, "about.storageText")),
      ),
    ),
    block(
      text(texts, "about.auditor"),
      h(
        "ul",
        { class: "ks-bullets" },
        richItems(texts, "about.auditorItems").map((item) => h("li", null, item)),
      ),
    ),
  );
  return { element, heading };
}
