/** The result: two files, what to keep, what comes next, what was made. */

import { fileStem } from "../../base/file-stem.js";
import type { Announcer } from "../shared/announcer.js";
import { block, findingItem, findingList } from "../shared/blocks.js";
import { rich, richItems, type TextKey, text, timeOfDay } from "../shared/catalogue.js";
import { copyHint, copyText } from "../shared/clipboard.js";
import { type Child, fill, h, heading, icon, newId } from "../shared/dom.js";
import type { IconName } from "../shared/icons.js";
import { receiptJson } from "../shared/receipt.js";
import { pemType, saveFile } from "../shared/save-file.js";
import { findingText, ResultFacts } from "./result-facts.js";
import type { ResultModel } from "./result-model.js";

export interface ResultCallbacks {
  /** A file was handed to the downloads, or the request copied. */
  onSaved(what: "key" | "csr"): void;
  onAgain(): void;
}

/** A tag beside a heading: its tone, its words. */
type Tag = { tone: "warn" | "ok"; words: string };

export class ResultView {
  readonly element: HTMLElement;
  readonly #model: ResultModel;
  readonly #announcer: Announcer;
  readonly #callbacks: ResultCallbacks;
  readonly #files: { readonly key: string; readonly csr: string; readonly receipt: string };
  readonly #facts: ResultFacts;
  readonly #title: HTMLElement;
  readonly #advice = h("p");
  readonly #keyTag = h("span", { class: "ks-tag" });
  readonly #csrTag = h("span", { class: "ks-tag" });
  readonly #saveKey: HTMLButtonElement;
  readonly #copyCsr: HTMLButtonElement;

  constructor(model: ResultModel, announcer: Announcer, callbacks: ResultCallbacks) {
    this.#model = model;
    this.#announcer = announcer;
    this.#callbacks = callbacks;
    const { generated, subject, headingLevel, inOrder } = model;
    const stem = fileStem(generated.names, subject);
    this.#files = { key: `${stem}.key.pem`, csr: `${stem}.csr.pem`, receipt: `${stem}.receipt.json` };
    this.#facts = new ResultFacts(model, announcer);
    this.#saveKey = this.#button("save", "done.saveKey", () => this.saveKey());
    this.#copyCsr = this.#button("copy", "done.copyCsr", () => this.#copyRequest());

    const titleId = newId("done");
    this.#title = heading(
      headingLevel,
      0,
      { class: "ks-title", id: titleId, tabindex: -1, part: "title" },
      this.#text("done.title"),
    );
    this.element = h(
      "section",
      { class: "ks", "aria-labelledby": titleId, part: "generator result" },
      h(
        "header",
        { class: "ks-verdict", "data-tone": "ok", part: "header" },
        icon("ok"),
        h("div", null, this.#title, this.#advice),
      ),
      h("div", { class: "ks-cards" }, this.#keyCard(), this.#requestCard()),
      this.#keep(),
      this.#findings(),
      this.#next(),
      this.#facts.element,
      this.#foot(),
    );
    fill(this.#advice, this.#text(model.vendorKeeps ? "done.saveVendorKeeps" : "done.save"));
    show(this.#keyTag, { tone: "warn", words: this.#text("done.notSaved") });
    this.#csrTag.hidden = !inOrder;
    if (inOrder) show(this.#csrTag, { tone: "ok", words: this.#text("done.inOrder") });
    mark(this.#saveKey, true);
  }

  /** Puts the focus on the title. */
  focus(): void {
    this.#title.focus();
  }

  /** Says what is to be done now. */
  announce(): void {
    this.#announcer.say(this.#advice.textContent ?? "");
  }

  /** Hands the key file to the downloads. */
  saveKey(): void {
    const { catalogue, generated, inOrder } = this.#model;
    saveFile(this.#files.key, generated.sealedKeyPem, pemType);
    fill(this.#advice, this.#text("done.saved"));
    const words = text(catalogue, "done.download", { time: timeOfDay(catalogue, new Date()) });
    show(this.#keyTag, { tone: "ok", words });
    rename(this.#saveKey, "save", this.#text("done.saveKeyAgain"));
    mark(this.#saveKey, false);
    mark(this.#copyCsr, !inOrder); // in an order, the page's own Continue is the primary now
    this.#saved("key", "done.saidKeySaved");
  }

  #text(key: TextKey): string {
    return text(this.#model.catalogue, key);
  }

  #button(name: IconName, key: TextKey, onClick: () => void): HTMLButtonElement {
    return h(
      "button",
      { class: "ks-btn", type: "button", part: "button", on: { click: onClick } },
      icon(name),
      h("span", null, this.#text(key)),
    );
  }

  #card(name: IconName, title: TextKey, tag: HTMLElement, file: string, body: Child, ...buttons: Child[]): HTMLElement {
    const id = newId("card");
    return h(
      "article",
      { class: "ks-card", "aria-labelledby": id, part: "card" },
      h(
        "div",
        { class: "ks-card__head" },
        h(
          "div",
          { class: "ks-card__title" },
          icon(name),
          heading(this.#model.headingLevel, 1, { class: "ks-h", id }, this.#text(title)),
        ),
        tag,
      ),
      h("p", { class: "ks-file" }, file),
      h("p", null, body),
      h("div", { class: "ks-actions" }, buttons),
    );
  }

  #keyCard(): HTMLElement {
    const forServer = this.#model.generated.receipt.profile === "tls-server";
    const body = rich(this.#model.catalogue, forServer ? "done.keyText" : "done.keyTextOther");
    return this.#card("key", "done.key", this.#keyTag, this.#files.key, body, this.#saveKey);
  }

  #requestCard(): HTMLElement {
    const { catalogue, generated, inOrder } = this.#model;
    const toVendor = ["tls-server", "smime"].includes(generated.receipt.profile);
    const body = rich(catalogue, inOrder ? "done.inOrderText" : toVendor ? "done.csrText" : "done.csrTextOther");
    const save = this.#button("save", "done.saveCsr", () => this.#saveRequest());
    return this.#card("doc", "done.csr", this.#csrTag, this.#files.csr, body, this.#copyCsr, !inOrder && save);
  }

  #keep(): HTMLElement {
    const { catalogue } = this.#model;
    const file = h("span", { class: "ks-mono ks-break" }, this.#files.key);
    const tick = (...words: Child[]) =>
      h("label", { class: "ks-tick" }, h("input", { type: "checkbox" }), h("span", null, words));
    const id = newId("keep");
    return h(
      "div",
      { class: "ks-keep", role: "group", "aria-labelledby": id },
      heading(this.#model.headingLevel, 1, { class: "ks-h", id }, this.#text("done.keepTitle")),
      tick(rich(catalogue, "done.keepKey", { file })),
      tick(rich(catalogue, "done.keepPassphrase")),
      h("p", { class: "ks-aside", "data-tone": "warn" }, icon("warn"), h("span", null, rich(catalogue, "done.lost"))),
    );
  }

  #block(title: TextKey, ...body: Child[]): HTMLElement {
    return block(this.#model.headingLevel, this.#text(title), ...body);
  }

  #findings(): HTMLElement | null {
    const { catalogue, generated } = this.#model;
    if (generated.findings.length === 0) return null;
    const items = generated.findings.map((finding) =>
      findingItem({ ...finding, field: "" }, findingText(catalogue, finding.rule, finding.message)),
    );
    return this.#block("done.findings", findingList(items));
  }

  #next(): HTMLElement {
    const { catalogue, generated, inOrder } = this.#model;
    const { profile } = generated.receipt;
    const items = richItems(catalogue, `next.${profile}`, { keyFile: this.#files.key });
    if (inOrder) items.splice(0, 1, [this.#text("next.embedded")]);
    return this.#block(
      "done.next",
      h(
        "ol",
        { class: "ks-next" },
        items.map((item) => h("li", null, item)),
      ),
    );
  }

  #foot(): HTMLElement {
    const link = (name: IconName | null, key: TextKey, className: string, onClick: () => void) =>
      h(
        "button",
        { class: `ks-link ${className}`.trim(), type: "button", on: { click: onClick } },
        name && icon(name),
        this.#text(key),
      );
    return h(
      "div",
      { class: "ks-foot" },
      link("save", "done.saveReceipt", "", () => this.#saveReceipt()),
      h("span", { class: "ks-help" }, this.#text("done.receiptHelp")),
      link(null, "done.again", "ks-end", () => this.#callbacks.onAgain()),
    );
  }

  #saved(what: "key" | "csr", said: TextKey): void {
    this.#announcer.say(this.#text(said));
    this.#callbacks.onSaved(what);
  }

  #saveRequest(): void {
    const { catalogue, generated } = this.#model;
    saveFile(this.#files.csr, generated.csrPem, pemType);
    this.#csrTag.hidden = false;
    show(this.#csrTag, {
      tone: "ok",
      words: text(catalogue, "done.download", { time: timeOfDay(catalogue, new Date()) }),
    });
    this.#saved("csr", "done.saidCsrSaved");
  }

  async #copyRequest(): Promise<void> {
    const { catalogue, generated, inOrder } = this.#model;
    if (!(await copyText(generated.csrPem))) {
      this.#facts.selectRequest(copyHint(catalogue));
      return;
    }
    this.#csrTag.hidden = false;
    if (!inOrder) show(this.#csrTag, { tone: "ok", words: this.#text("done.copied") });
    rename(this.#copyCsr, "copy", this.#text("done.copyCsrAgain"));
    this.#saved("csr", "done.saidCsrCopied");
  }

  #saveReceipt(): void {
    saveFile(this.#files.receipt, receiptJson(this.#model.generated), "application/json");
    this.#announcer.say(this.#text("done.saidReceiptSaved"));
  }
}

function show(tag: HTMLElement, { tone, words }: Tag): void {
  tag.dataset.tone = tone;
  fill(tag, tone === "ok" && icon("check"), words);
}

/** The button stays the same one, so that the focus stays on it. */
function rename(button: HTMLElement, name: IconName, words: string): void {
  fill(button, icon(name), h("span", null, words));
}

function mark(button: HTMLElement, primary: boolean): void {
  button.classList.toggle("ks-btn--primary", primary);
  button.setAttribute("part", primary ? "button primary" : "button");
}
