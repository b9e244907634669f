/** What the input says: subject, names, key, extensions. A value that a finding is about repeats the finding's rule. */

import type { Finding } from "../../base/types.js";
import { block, fact, toneOf } from "../shared/blocks.js";
import { type TextKey, text } from "../shared/catalogue.js";
import { copyFingerprintButton } from "../shared/copy-fingerprint.js";
import { type Child, h, icon } from "../shared/dom.js";
import { fingerprint } from "../shared/fingerprint.js";
import { firstItems, longList } from "../shared/long-list.js";
import { shownText } from "../shared/shown-text.js";
import type { Checked } from "./checked-input.js";
import type { CheckerFrame } from "./checker-input.js";

/** Longer than every name that can be in a certificate (RFC 1035). */
const mostCharacters = 256;

/** More rules at one place are not repeated there. */
const mostRules = 20;

/** The rules of the errors and warnings at a place of the input. */
function rulesAt(findings: readonly Finding[], field: string): Child[] {
  const worst = findings.filter((finding) => finding.field === field && finding.severity !== "notice");
  return worst.slice(0, mostRules).map(({ rule, severity }) => {
    const tone = toneOf(severity);
    return [" ", h("span", { class: "ks-inline", "data-tone": tone }, icon(tone), " ", shownText(rule))];
  });
}

export function decodedBlock(frame: CheckerFrame, { decoded, spkiSha256, findings }: Checked): HTMLElement {
  const { catalogue, headingLevel, announcer } = frame;
  const say = (key: TextKey) => text(catalogue, key);
  const at = (field: string) => rulesAt(findings, field);
  const none = () => h("span", { class: "ks-muted" }, say("settings.none"));
  const said = (kind: string, content: string, field: string) => {
    const shown = h("bdi", { class: "ks-break" }, shownText(content, mostCharacters));
    return h("li", { class: "ks-said" }, h("span", { class: "ks-kind" }, kind), h("span", null, shown, at(field)));
  };
  const subject = firstItems(catalogue, decoded.subject, ({ type, value }, index) =>
    said(shownText(type), value, `subject[${index}]`),
  );
  const names = firstItems(catalogue, decoded.names, ({ kind, text: name }, index) =>
    said(say(`kind.${kind}`), name, `san[${index}]`),
  );
  const extensions = firstItems(catalogue, decoded.extensions, ({ oid, name, critical }) =>
    h(
      "li",
      null,
      h("span", { class: "ks-mono" }, shownText(name ?? oid)),
      critical && [" ", h("span", { class: "ks-muted" }, say("check.critical"))],
    ),
  );
  const attributes = firstItems(catalogue, decoded.attributes ?? [], ({ oid, name }) =>
    h("li", null, h("span", { class: "ks-mono" }, shownText(name ?? oid))),
  );
  const listOr = (items: HTMLElement[], label: string) => (items.length > 0 ? longList(items, label) : none());
  const lists: Child[] = [
    fact([say("check.subject"), at("subject")], listOr(subject, say("check.subject"))),
    fact([say("done.names"), at("san")], listOr(names, say("done.names"))),
  ];
  return h(
    "div",
    { part: "decoded" },
    block(
      headingLevel,
      say("check.decoded"),
      h(
        "dl",
        { class: "ks-facts ks-facts--lines" },
        lists,
        fact(say("done.keyType"), shownText(decoded.key) || none(), at("key")),
        spkiSha256 &&
          fact(
            [say("done.fingerprint"), " ", h("span", { class: "ks-muted" }, "(SPKI SHA-256)")],
            fingerprint(spkiSha256),
            copyFingerprintButton(catalogue, announcer, spkiSha256),
          ),
        extensions.length > 0 &&
          fact([say("check.extensions"), at("extensions")], longList(extensions, say("check.extensions"))),
        attributes.length > 0 &&
          fact([say("check.attributes"), at("attributes")], longList(attributes, say("check.attributes"))),
        decoded.signature !== undefined &&
          fact(say("check.signature"), h("code", null, shownText(decoded.signature)), at("signature")),
      ),
    ),
  );
}
