/** A stop: why nothing was made or checked, and what a person can do about it. */

import type { Hashes } from "../../base/errors.js";
import type { Announcer } from "./announcer.js";
import { type Catalogue, rich, richItems, type TextKey, text } from "./catalogue.js";
import { copyText, offerToCopy } from "./clipboard.js";
import { type Child, h, heading, icon, newId } from "./dom.js";
import { hashText } from "./fingerprint.js";
import type { Component } from "./loading-view.js";
import { stopOf } from "./stop-kinds.js";

export interface StopModel {
  readonly catalogue: Catalogue;
  readonly headingLevel: number;
  readonly component: Component;
  /** The code of the error, also one that this version does not know. */
  readonly code: string;
  /** Where in the page's own settings: "policy.key". Never what a person typed. */
  readonly field?: string | undefined;
  /** The text of the error, where the page's settings led to it. */
  readonly problem?: string | undefined;
  readonly hashes?: Hashes | undefined;
  /** Keyseal's. */
  readonly version: string;
}

/** The memory that the module asks for when it starts, in megabytes (wasm/binding/CMakeLists.txt). */
export const neededMegabytes = 192;

const nothing = { generator: "stop.none", checker: "check.none" } as const;

const codeText = ({ code, field }: StopModel): string => (field === undefined ? code : `${code} (${field})`);

/** What can be sent to whoever looks after the page: no names, no passphrase. */
export function stopDetails(model: StopModel, browser: string): string {
  const { hashes, version } = model;
  const lines = [`Keyseal ${version}`, `Error: ${codeText(model)}`, `Browser: ${browser}`];
  if (hashes) lines.push(`Expected SHA-256: ${hashes.expected}`, `Received SHA-256: ${hashes.received}`);
  return `${lines.join("\n")}\n`;
}

export class StopView {
  readonly element: HTMLElement;
  readonly #model: StopModel;
  readonly #announcer: Announcer;
  readonly #title: HTMLElement;
  readonly #actions: HTMLElement;

  constructor(model: StopModel, announcer: Announcer, onTryAgain: () => void) {
    const { catalogue, headingLevel, component, code, problem, hashes, version } = model;
    this.#model = model;
    this.#announcer = announcer;
    const stop = stopOf(code);
    const titleId = newId("stop");
    this.#title = heading(
      headingLevel,
      0,
      { class: "ks-title", id: titleId, tabindex: -1, part: "title" },
      text(catalogue, stop.title),
    );
    this.#actions = h("div", { class: "ks-actions" }, this.#button(stop.action, onTryAgain), this.#copyButton());
    this.element = h(
      "section",
      { class: "ks", "aria-labelledby": titleId, part: `${component} stop` },
      h(
        "div",
        { class: "ks-stop" },
        icon(stop.icon),
        h(
          "div",
          null,
          this.#title,
          h("p", { class: "ks-stop__none" }, h("strong", null, text(catalogue, nothing[component]))),
          h(
            "div",
            null,
            h("p", null, rich(catalogue, stop.body, { memory: neededMegabytes })),
            problem !== undefined && h("p", null, problem),
            heading(headingLevel, 1, { class: "ks-sub" }, text(catalogue, "stop.whatToDo")),
            h(
              "ul",
              { class: "ks-bullets" },
              richItems(catalogue, stop.advice).map((item) => h("li", null, item)),
            ),
            hashes && this.#hashes(hashes),
          ),
          this.#actions,
          h("p", { class: "ks-code" }, rich(catalogue, "stop.code", { code: codeText(model), version })),
        ),
      ),
    );
  }

  /** Puts the focus on the title. */
  focus(): void {
    this.#title.focus();
  }

  /** Says at once what happened. */
  announce(): void {
    const { catalogue, code, component } = this.#model;
    const title = text(catalogue, stopOf(code).title);
    this.#announcer.alert(`${text(catalogue, "working.said", { what: title })} ${text(catalogue, nothing[component])}`);
  }

  #button(action: ReturnType<typeof stopOf>["action"], onTryAgain: () => void): Child {
    const { catalogue } = this.#model;
    const props = { class: "ks-btn ks-btn--primary", part: "button primary" };
    switch (action) {
      case "tryAgain":
        return h("button", { ...props, type: "button", on: { click: onTryAgain } }, text(catalogue, "stop.tryAgain"));
      case "reload":
        return h(
          "button",
          { ...props, type: "button", on: { click: () => location.reload() } },
          text(catalogue, "stop.reload"),
        );
      case "openHttps":
        if (location.protocol !== "http:") return null; // a page without encryption around a frame that has it
        return h("a", { ...props, href: location.href.replace(/^http:/, "https:") }, text(catalogue, "stop.openHttps"));
      case undefined:
        return null;
    }
  }

  #copyButton(): HTMLElement {
    return h(
      "button",
      { class: "ks-btn", type: "button", part: "button", on: { click: () => this.#copyDetails() } },
      icon("copy"),
      text(this.#model.catalogue, "stop.copyDetails"),
    );
  }

  async #copyDetails(): Promise<void> {
    const { catalogue } = this.#model;
    const details = stopDetails(this.#model, navigator.userAgent);
    if (await copyText(details)) this.#announcer.say(text(catalogue, "done.saidDetailsCopied"));
    else offerToCopy(catalogue, this.#actions, details, text(catalogue, "stop.details"));
  }

  #hashes({ expected, received }: Hashes): HTMLElement {
    const fact = (key: TextKey, hash: string) =>
      h("div", null, h("dt", null, text(this.#model.catalogue, key)), h("dd", null, hashText(hash)));
    return h("dl", { class: "ks-facts" }, fact("stop.expected", expected), fact("stop.received", received));
  }
}
