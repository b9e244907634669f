/** What every report begins with: the verdict, whose title gets the focus, and what can be done with the report. */

import { reportText } from "../../base/report-text.js";
import type { CheckedInput } from "../../base/types.js";
import { findingTexts } from "../languages/finding-texts.js";
import { type Catalogue, type TextKey, text } from "../shared/catalogue.js";
import { copyText, offerToCopy } from "../shared/clipboard.js";
import { type Child, h, heading, icon, newId } from "../shared/dom.js";
import type { IconName } from "../shared/icons.js";
import { saveFile } from "../shared/save-file.js";
import { shownText } from "../shared/shown-text.js";
import { isUnread, pastedName, reportJson, tallyOf, type Verdict, verdictOf } from "./checked-input.js";
import type { CheckerFrame } from "./checker-input.js";

const tones = { unread: "bad", bad: "bad", warnings: "warn", partly: "ok", good: "ok" } as const;

/** The tone of a verdict, which is the name of its icon too. */
export const verdictTone = (verdict: Verdict): "bad" | "warn" | "ok" => tones[verdict];

/** "Not acceptable: 3 errors" */
export function verdictText(catalogue: Catalogue, input: CheckedInput): string {
  const verdict = verdictOf(input);
  if (isUnread(input)) return text(catalogue, "check.verdict.unread");
  const { error, warning, notEvaluated } = tallyOf(input);
  const count = verdict === "bad" ? error : verdict === "warnings" ? warning : notEvaluated;
  return text(catalogue, `check.verdict.${verdict}`, { count });
}

/** "intranet.csr.pem, block 2" */
export function nameOfInput(catalogue: Catalogue, { file, block }: { file: string; block?: number }): Child {
  const name = file === pastedName ? text(catalogue, "check.pasted") : h("bdi", { class: "ks-break" }, shownText(file));
  return block === undefined ? name : [name, ", ", text(catalogue, "check.block", { block })];
}

export function link(words: Child, click: () => void): HTMLButtonElement {
  return h("button", { class: "ks-link", type: "button", on: { click } }, words);
}

/** The frame of a report, without what it is about. */
export class CheckerHead {
  readonly element: HTMLElement;
  readonly #frame: CheckerFrame;
  readonly #inputs: readonly CheckedInput[];
  readonly #title: HTMLElement;
  readonly #words: readonly string[];
  readonly #actions: HTMLElement;

  /** `words` stand below the title; `behind` goes between them and the actions, which end with `links`. */
  constructor(
    frame: CheckerFrame,
    inputs: readonly CheckedInput[],
    { verdict, title, words }: { verdict: Verdict; title: string; words: readonly string[] },
    behind: Child,
    ...links: HTMLElement[]
  ) {
    this.#frame = frame;
    this.#inputs = inputs;
    this.#words = words;
    const { headingLevel, catalogue } = frame;
    const tone = verdictTone(verdict);
    const props = { class: "ks-title", id: newId("verdict"), tabindex: -1, part: "title" };
    this.#title = heading(headingLevel, 0, props, title);
    const button = (name: IconName, key: TextKey, click: () => void) =>
      h("button", { class: "ks-btn", type: "button", part: "button", on: { click } }, icon(name), text(catalogue, key));
    this.#actions = h(
      "div",
      { class: "ks-actions", part: "actions" },
      button("copy", "check.copy", () => void this.#copy()),
      button("save", "check.save", () => this.#save()),
      links,
    );
    this.element = h(
      "section",
      { class: "ks", "aria-labelledby": this.#title.id, part: "checker report" },
      h(
        "header",
        { class: "ks-verdict", "data-tone": tone, part: "header" },
        icon(tone),
        h(
          "div",
          null,
          this.#title,
          words.map((sentence) => h("p", null, sentence)),
        ),
      ),
      behind,
      this.#actions,
    );
  }

  focus(): void {
    this.#title.focus();
  }

  /** Says what the title, which gets the focus, does not. */
  announce(): void {
    this.#frame.announcer.say(this.#words.join(" "));
  }

  async #copy(): Promise<void> {
    const { catalogue, announcer } = this.#frame;
    const texts = findingTexts(catalogue.language);
    const report = this.#inputs.map((input) => reportText(input, texts)).join("");
    if (await copyText(report)) announcer.say(text(catalogue, "check.saidCopied"));
    else offerToCopy(catalogue, this.#actions, report, text(catalogue, "check.report"));
  }

  #save(): void {
    saveFile("keyseal-check.json", reportJson(this.#inputs), "application/json");
    this.#frame.announcer.say(text(this.#frame.catalogue, "check.saidSaved"));
  }
}
