/** The report on one input: verdict, findings with their clauses, and what the input says. */

import { messageIn } from "../../base/translation.js";
import { findingTexts } from "../languages/finding-texts.js";
import { block, findingItem, findingList, toneOf } from "../shared/blocks.js";
import { type TextKey, text, type Values } from "../shared/catalogue.js";
import { h } from "../shared/dom.js";
import { firstItems } from "../shared/long-list.js";
import { shownText } from "../shared/shown-text.js";
import { type Checked, isNotEvaluated, type Severity, severities, tallyOf, verdictOf } from "./checked-input.js";
import { decodedBlock } from "./checker-decoded.js";
import { CheckerHead, link, nameOfInput, verdictText } from "./checker-head.js";
import type { CheckerFrame } from "./checker-input.js";
import { issuedBlock } from "./checker-issued.js";
import { dateText, rulesText } from "./checker-options.js";

/** Of one severity; more are counted, and in what is copied or saved. */
const mostFindings = 200;
/** Longer than every message of the core. */
const mostCharacters = 1000;

export interface ReportCallbacks {
  onAgain(): void;
  /** Back to the others that were checked with it, if there are any. */
  readonly onAll?: (() => void) | undefined;
}

export class CheckerReport extends CheckerHead {
  constructor(frame: CheckerFrame, input: Checked, { onAgain, onAll }: ReportCallbacks) {
    const { catalogue, headingLevel, choices } = frame;
    const say = (key: TextKey, values: Values = {}) => text(catalogue, key, values);
    const tally = tallyOf(input);
    const verdict = verdictOf(input);
    const profile = say(`profileShort.${choices.profile}`);
    const words = [
      say(`check.text.${input.acceptable ? (tally.warning > 0 ? "warnings" : "good") : "bad"}`, { profile }),
    ];
    if (input.acceptable && tally.notEvaluated > 0) words.push(say("check.partlyText", { count: tally.notEvaluated }));
    const kind = input.kind === "csr" ? say("done.csr") : say(`check.kind.${input.kind}`);
    const facts = [
      kind,
      nameOfInput(catalogue, input),
      rulesText(catalogue, choices),
      say("check.rulesAsOf", { date: dateText(catalogue, choices.date) }),
      choices.strict && say("check.strictly"),
    ];
    super(
      frame,
      [input],
      { verdict, title: verdictText(catalogue, input), words },
      h(
        "p",
        { class: "ks-meta" },
        facts.map((part) => part && h("span", null, part)),
      ),
      ...(onAll ? [link(say("check.all"), onAll)] : []),
      link(say("check.again"), onAgain),
    );

    const notEvaluated = say("check.notEvaluated");
    const texts = findingTexts(catalogue.language);
    /** The core's own words, which are English, in the language of the page where it has them. */
    const inLanguage = (english: string): readonly [words: string, lang: "en" | undefined] => {
      const words = texts && messageIn(texts, english);
      return words === undefined ? [english, "en"] : [words, undefined];
    };
    const findings = (severity: Severity) => {
      const found = input.findings.filter((finding) => finding.severity === severity);
      const items = firstItems(
        catalogue,
        found,
        (finding) => {
          const { message, remedy = "", consequence, crlReason } = finding;
          const [words, lang] = inLanguage(message);
          const [advice, adviceLang] = inLanguage(remedy);
          const unsaid = isNotEvaluated(finding) && !words.startsWith(notEvaluated);
          const isAdvised = severity !== "notice";
          const revoked = consequence && say(`check.revoked.${consequence}`);
          return findingItem(finding, h("span", { lang }, shownText(words, mostCharacters)), {
            advice: [
              isAdvised && remedy && h("p", { class: "ks-f__advice", lang: adviceLang }, advice),
              revoked &&
                h("p", { class: "ks-f__advice" }, revoked, crlReason && [" (", h("code", null, crlReason), ")"]),
            ],
            tag: unsaid && h("span", { class: "ks-tag" }, notEvaluated),
          });
        },
        mostFindings,
      );
      const count = h("span", { class: "ks-count", "data-tone": toneOf(severity) }, found.length);
      return block(headingLevel, [say(`check.severity.${severity}`), " ", count], findingList(items));
    };
    for (const severity of severities) if (tally[severity] > 0) this.element.append(findings(severity));
    this.element.append(decodedBlock(frame, input));
    const issued = issuedBlock(frame, input);
    if (issued) this.element.append(issued);
  }
}
