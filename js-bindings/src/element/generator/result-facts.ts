/** What was made: names, key, encryption, fingerprint, and the request as text. */

import type { Sealing } from "../../base/types.js";
import type { Announcer } from "../shared/announcer.js";
import { fact } from "../shared/blocks.js";
import { type Catalogue, hasText, rich, type TextKey, text } from "../shared/catalogue.js";
import { copyFingerprintButton } from "../shared/copy-fingerprint.js";
import { type Child, h, heading, icon, newId } from "../shared/dom.js";
import { fingerprint } from "../shared/fingerprint.js";
import { longList } from "../shared/long-list.js";
import { shownText } from "../shared/shown-text.js";
import type { ResultModel } from "./result-model.js";

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
  readonly #shown: HTMLDetailsElement;
  readonly #pem: HTMLTextAreaElement;
  readonly #hint = h("p", { class: "ks-help", hidden: true });

  constructor({ catalogue, headingLevel, generated, typed, subject }: ResultModel, announcer: Announcer) {
    const say = (key: TextKey) => text(catalogue, key);
    const titleId = newId("facts");
    const { names, receipt, spkiSha256, csrPem } = generated;
    const keyKey = `key.${receipt.key}`;
    const nameList = longList(
      names.map((name) => nameItem(name, typed.get(name))),
      say("done.names"),
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
        names.length > 0 && fact(say("done.names"), nameList),
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
          copyFingerprintButton(catalogue, announcer, spkiSha256),
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
  return hasText(key) ? rich(catalogue, key) : h("span", { lang: "en" }, message);
}
