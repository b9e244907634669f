/** Where a person pastes, drops or chooses what is to be checked. A private key does not stay for a moment. */

import type { Announcer } from "../shared/announcer.js";
import { type Catalogue, rich, type TextKey, text } from "../shared/catalogue.js";
import { Described } from "../shared/described.js";
import { type Child, h, heading, icon, newId } from "../shared/dom.js";
import { componentTitle } from "../shared/loading-view.js";
import { shownText } from "../shared/shown-text.js";
import { holdsPrivateKey, pastedName, type Taken, takeFile, type Unread } from "./checked-input.js";
import { type CheckChoices, checkerOptions } from "./checker-options.js";

export interface CheckerFrame {
  readonly catalogue: Catalogue;
  readonly headingLevel: number;
  readonly announcer: Announcer;
  readonly choices: CheckChoices;
}

/** What was wrong with a private key where a request belongs, and what to do now. */
export function privateKeyBanner({ catalogue, headingLevel }: CheckerFrame): HTMLElement {
  const id = newId("banner");
  const title = { class: "ks-banner__title", id };
  return h(
    "div",
    { class: "ks-banner", "data-tone": "bad", role: "group", "aria-labelledby": id, tabindex: -1 },
    icon("warn"),
    h(
      "div",
      null,
      heading(headingLevel, 1, title, text(catalogue, "check.keyTitle")),
      h("p", null, text(catalogue, "check.keyText")),
      h("p", null, text(catalogue, "check.keyAdvice")),
      h("p", null, rich(catalogue, "check.keyInstead")),
    ),
  );
}

/** Why an input cannot be read, with its code and line. */
export function unreadText(catalogue: Catalogue, { error: { code, line } }: Unread): Child[] {
  const where = line === undefined ? null : [" ", text(catalogue, "check.line", { line })];
  return [rich(catalogue, `error.${code}` as TextKey), where, " ", h("span", { class: "ks-rule" }, code)];
}

export class CheckerInput {
  readonly element: HTMLElement;
  readonly #frame: CheckerFrame;
  readonly #onCheck: (taken: Taken[]) => void;
  readonly #banner: HTMLElement;
  readonly #field: HTMLTextAreaElement;
  readonly #drop: HTMLElement;
  readonly #described: Described;

  /** `onCheck` gets what was pasted or chosen, at least one. */
  constructor(frame: CheckerFrame, onCheck: (taken: Taken[]) => void) {
    this.#frame = frame;
    this.#onCheck = onCheck;
    const { catalogue, headingLevel, choices } = frame;
    const say = (key: TextKey) => text(catalogue, key);
    const title = componentTitle(catalogue, headingLevel, "checker");
    this.#banner = privateKeyBanner(frame);
    this.#banner.hidden = true;
    this.#field = h("textarea", {
      class: "ks-input ks-pem",
      id: newId("request"),
      rows: 9,
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      part: "input",
      placeholder: "-----BEGIN CERTIFICATE REQUEST-----",
      on: { input: () => this.#changed() },
    });
    const files = h("input", {
      class: "ks-vh ks-filein",
      type: "file",
      multiple: true,
      id: newId("files"),
      on: {
        change: () => {
          void this.#takeFiles(files.files);
          files.value = "";
        },
      },
    });
    this.#drop = h(
      "div",
      { class: "ks-dropfield", part: "drop" },
      this.#field,
      h(
        "div",
        { class: "ks-dropfield__foot" },
        files,
        h("label", { class: "ks-btn", for: files.id, part: "button" }, icon("open"), say("check.choose")),
        h("span", { class: "ks-help" }, say("check.drop")),
      ),
    );
    const help = h("p", { class: "ks-help" }, say("check.help"));
    this.#described = new Described(this.#field, help);
    // At the click, which Enter in a field makes too: a sandboxed frame without allow-forms has no submit event.
    const submit = (event: Event) => {
      event.preventDefault();
      this.#submit();
    };
    this.element = h(
      "section",
      {
        class: "ks",
        "aria-labelledby": title.id,
        part: "checker",
        on: {
          dragover: (event) => this.#over(event, true),
          dragleave: (event) => this.#over(event, false),
          drop: (event) => this.#dropped(event),
        },
      },
      h("header", { class: "ks-head", part: "header" }, title, h("p", { class: "ks-lead" }, say("check.lead"))),
      this.#banner,
      h(
        "form",
        { class: "ks-form ks-form--plain", novalidate: true, part: "form", on: { submit } },
        h(
          "div",
          { class: "ks-field" },
          h("label", { class: "ks-label", for: this.#field.id }, say("check.label")),
          this.#drop,
          this.#described.error,
          help,
        ),
        checkerOptions(catalogue, choices),
        h(
          "div",
          { class: "ks-submit", part: "actions" },
          h(
            "button",
            {
              class: "ks-btn ks-btn--primary ks-btn--lg",
              type: "submit",
              part: "button primary",
              on: { click: submit },
            },
            say("check.submit"),
          ),
        ),
      ),
    );
  }

  get text(): string {
    return this.#field.value;
  }

  set text(pasted: string) {
    this.#field.value = pasted;
  }

  /** Back for the next one: what is there is selected, so that pasting takes its place. */
  focusField(): void {
    this.#field.focus();
    this.#field.select();
  }

  /** Says what is wrong with the only input. */
  showUnread(unread: Unread): void {
    if (unread.error.code === "private-key-given") {
      this.#refuseKey();
      this.#banner.focus();
      return;
    }
    const { catalogue } = this.#frame;
    const file = unread.file !== pastedName && [h("bdi", null, shownText(unread.file)), ": "];
    this.#described.show(file, unreadText(catalogue, unread));
    this.#field.focus();
  }

  #changed(): void {
    if (holdsPrivateKey(this.text)) this.#refuseKey(); // which stays to be read until something else is checked
    this.#described.show();
  }

  /** The field is emptied at once, and nothing of it is repeated. */
  #refuseKey(): void {
    const { catalogue, announcer } = this.#frame;
    this.text = "";
    this.#banner.hidden = false;
    this.#banner.scrollIntoView({ block: "nearest" });
    const title = text(catalogue, "working.said", { what: text(catalogue, "check.keyTitle") });
    announcer.alert(`${title} ${text(catalogue, "check.keyText")} ${text(catalogue, "check.keyAdvice")}`);
  }

  #submit(): void {
    if (this.text.trim() !== "") {
      this.#onCheck([{ name: pastedName, bytes: this.text }]);
      return;
    }
    this.#described.show(text(this.#frame.catalogue, "check.empty"));
    this.#field.focus();
  }

  #over(event: DragEvent, over: boolean): void {
    if (!event.dataTransfer?.types.includes("Files")) return; // a text goes into the field by itself
    event.preventDefault();
    this.#drop.toggleAttribute("data-over", over);
  }

  #dropped(event: DragEvent): void {
    this.#over(event, false);
    void this.#takeFiles(event.dataTransfer?.files);
  }

  async #takeFiles(files: FileList | null | undefined): Promise<void> {
    const taken = await Promise.all([...(files ?? [])].map(takeFile));
    if (taken.length === 0) return;
    this.#described.show();
    this.#banner.hidden = true;
    this.#onCheck(taken);
  }
}
