/** The report on several inputs: a verdict on all, and a row for each, the worst first. */

import type { CheckedInput } from "../../base/types.js";
import { type TextKey, text, type Values } from "../shared/catalogue.js";
import { type Child, h, icon, newId } from "../shared/dom.js";
import { mostItems } from "../shared/long-list.js";
import { shownText } from "../shared/shown-text.js";
import { type Checked, isUnread, tallyOf, type Verdict, verdictOf, verdicts } from "./checked-input.js";
import { CheckerHead, link, nameOfInput, verdictText, verdictTone } from "./checker-head.js";
import { type CheckerFrame, privateKeyBanner, unreadText } from "./checker-input.js";

/** More than these are shown when they are asked for, up to `mostItems`. */
const mostRows = 50;
/** Of the rules of one input. */
const mostRules = 20;

export interface TableCallbacks {
  onAgain(): void;
  /** Shows the report on one of them. */
  onOpen(input: Checked): void;
}

export class CheckerTable extends CheckerHead {
  readonly #frame: CheckerFrame;
  readonly #onOpen: (input: Checked) => void;
  readonly #opened = new Map<CheckedInput, HTMLElement>();

  constructor(frame: CheckerFrame, inputs: readonly CheckedInput[], { onAgain, onOpen }: TableCallbacks) {
    const say = (key: TextKey, values: Values = {}) => text(frame.catalogue, key, values);
    const of = (...wanted: Verdict[]) => inputs.filter((input) => wanted.includes(verdictOf(input))).length;
    const bad = of("bad", "unread");
    const all = inputs.length;
    const counted: [TextKey, number][] = [
      ["check.manyUnread", of("unread")],
      ["check.manyWarned", of("warnings")],
      ["check.manyPartly", inputs.filter((input) => !isUnread(input) && tallyOf(input).notEvaluated > 0).length],
    ];
    const said = counted.filter(([, count]) => count > 0).map(([key, count]) => say(key, { count }));
    const hasKey = inputs.some((input) => isUnread(input) && input.error.code === "private-key-given");
    super(
      frame,
      inputs,
      {
        verdict: bad > 0 ? "bad" : of("warnings") > 0 ? "warnings" : "good",
        title: bad > 0 ? say("check.manyBad", { count: bad, all }) : say("check.manyGood", { count: all }),
        words: said.length > 0 ? [said.join(" ")] : [],
      },
      hasKey && privateKeyBanner(frame),
      link(say("check.again"), onAgain),
    );
    this.#frame = frame;
    this.#onOpen = onOpen;

    const rank = (input: CheckedInput) => verdicts.indexOf(verdictOf(input));
    const sorted = [...inputs].sort((one, other) => rank(one) - rank(other));
    const column = (key: TextKey) => h("th", { scope: "col" }, say(key));
    const caption = newId("table");
    const body = h(
      "tbody",
      null,
      sorted.slice(0, mostRows).map((input) => this.#row(input)),
    );
    this.element.append(
      h(
        "div",
        { class: "ks-tablewrap", role: "region", "aria-labelledby": caption, tabindex: 0 },
        h(
          "table",
          { class: "ks-table" },
          h("caption", { id: caption }, say("check.table")),
          h("thead", null, h("tr", null, column("check.what"), column("check.verdict"), column("check.rules"))),
          body,
        ),
      ),
    );
    if (all <= mostRows) return;
    const shown = Math.min(all, mostItems);
    const showAll = link(say("check.showAll", { count: shown }), () => {
      const rows = sorted.slice(mostRows, shown).map((input) => this.#row(input));
      body.append(...rows);
      showAll.replaceWith(all > shown ? h("p", { class: "ks-muted" }, say("check.more", { count: all - shown })) : "");
      const first = rows[0]?.querySelector("button");
      if (first) first.focus();
      else this.focus();
    });
    this.element.append(showAll);
  }

  /** Puts the focus where `input` was opened. */
  focusOn(input: CheckedInput): void {
    const row = this.#opened.get(input);
    if (row) row.focus();
    else this.focus();
  }

  #row(input: CheckedInput): HTMLElement {
    const { catalogue } = this.#frame;
    const name = nameOfInput(catalogue, input);
    const tone = verdictTone(verdictOf(input));
    const row = (first: Child, last: Child) =>
      h(
        "tr",
        null,
        h("th", { scope: "row" }, first),
        h("td", null, h("span", { class: "ks-inline", "data-tone": tone }, icon(tone), verdictText(catalogue, input))),
        h("td", null, last),
      );
    if (isUnread(input)) return row(name, unreadText(catalogue, input));
    const worst = input.findings.filter(({ severity }) => severity === (input.acceptable ? "warning" : "error"));
    const rules = [...new Set(worst.map(({ rule }) => rule))].slice(0, mostRules);
    const open = link(h("span", null, name), () => this.#onOpen(input));
    this.#opened.set(input, open);
    return row(
      open,
      rules.map((rule) => [h("span", { class: "ks-rule" }, shownText(rule)), " "]),
    );
  }
}
