/** What was made: names, key, encryption, fingerprint, and the request as text. */

import type { Sealing } from "../types.js";
import { type Catalogue, hasText, rich, type TextKey, text } from "./catalogue.js";
import { type Child, h, heading, icon, newId } from "./dom.js";
import { fingerprint } from "./fingerprint.js";
import type { ResultModel } from "./result-model.js";
import { shownText } from "./shown-text.js";

/** More names than these scroll in a box of their own. */
const mostNamesShown = 12;

const mebibyte = 2 ** 20;

export function sealingText(catalogue: Catalogue, sealing: Required<Sealing>): string {
  if (sealing.kdf === "pbkdf2-hmac-sha256") return text(catalogue, "done.pbkdf2", { count: sealing.iterations });
  const { n, r, p } = sealing;
  return text(catalogue, "done.scrypt", { memory: (128 * n * r) / mebibyte, n: String(n), r, p });
}

function nameItem(name: string, typed: string | undefined): HTMLElement {
  const other = typed !== undefined && /[^\p{ASCII}]/u.test(typed) ? shownText(typed) : undefined;
  if (other === undefined) return h("li", null, h("bdi", { dir: "ltr" }, name));
  return h(
    "li",
    null,
    h("bdi", null, other),
    " ",
    h("span", { class: "ks-muted" }, "(", h("bdi", { dir: "ltr" }, name), ")"),
  );
}

export class ResultFacts {
  readonly element: HTMLElement;
  /** Where the fingerprint is copied from. */
  readonly copyFingerprint: HTMLButtonElement;
  readonly #shown: HTMLDetailsElement;
  readonly #pem: HTMLTextAreaElement;
  readonly #hint = h("p", { class: "ks-help", hidden: true });

  constructor({ catalogue, headingLevel, generated, typed, subject }: ResultModel, onCopyFingerprint: () => void) {
    const say = (key: TextKey) => text(catalogue, key);
    const titleId = newId("facts");
    const namesId = newId("names");
    const { names, receipt, spkiSha256, csrPem } = generated;
    const keyKey = `key.${receipt.key}`;
    this.copyFingerprint = h(
      "button",
      { class: "ks-link", type: "button", on: { click: onCopyFingerprint } },
      icon("copy"),
      say("done.copyFingerprint"),
    );
    const fact = (term: Child, ...description: Child[]) =>
      h("div", null, h("dt", null, term), h("dd", null, description));
    const long = names.length > mostNamesShown;
    const nameList = h(
      "ul",
      { class: "ks-plain", role: "list", "aria-labelledby": namesId, "data-long": long, tabindex: long ? 0 : null },
      names.map((name) => nameItem(name, typed.get(name))),
    );
    this.#pem = h("textarea", {
      class: "ks-input ks-pem",
      rows: csrPem.split("\n").length,
      readonly: true,
      "aria-label": say("done.csrAsText"),
      value: csrPem,
    });
    this.#shown = h(
      "details",
      { class: "ks-more" },
      h("summary", null, say("done.showText"), icon("down", undefined, "ks-chev")),
      h("div", { class: "ks-field" }, this.#pem, this.#hint),
    );
    this.element = h(
      "section",
      { class: "ks-block", "aria-labelledby": titleId },
      heading(headingLevel, 1, { class: "ks-h", id: titleId }, say("done.facts")),
      h(
        "dl",
        { class: "ks-facts" },
        names.length > 0 && fact(h("span", { id: namesId }, say("done.names")), nameList),
        subject.length > 0 &&
          fact(
            say("settings.details"),
            subject.map(({ type, value }, at) => [at > 0 && ", ", type, "=", h("bdi", null, shownText(value))]),
          ),
        fact(say("done.keyType"), hasText(keyKey) ? text(catalogue, keyKey) : receipt.key),
        fact(say("done.encrypted"), sealingText(catalogue, receipt.sealing)),
        fact(
          [say("done.fingerprint"), " ", h("span", { class: "ks-muted" }, "(SPKI SHA-256)")],
          fingerprint(spkiSha256),
          this.copyFingerprint,
        ),
      ),
      this.#shown,
    );
  }

  /** Shows the request selected, for the person's own keys. */
  selectRequest(hint: string): void {
    this.#shown.open = true;
    this.#hint.hidden = false;
    this.#hint.textContent = hint;
    this.#hint.id ||= newId("hint");
    this.#pem.setAttribute("aria-describedby", this.#hint.id);
    this.#pem.focus();
    this.#pem.select();
  }
}

/** What a warning of the core says to the person. */
export function findingText(catalogue: Catalogue, rule: string, message: string): Child {
  const key = `done.finding.${rule}`;
  return hasText(key) ? rich(catalogue, key) : message;
}
