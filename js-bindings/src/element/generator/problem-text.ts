/** Problems in words: beside the field, and as a line of the summary. */

import { type Catalogue, hasText, rich, type TextKey, text, type Values } from "../shared/catalogue.js";
import { type Child, h } from "../shared/dom.js";
import { subjectLimits } from "../shared/profiles.js";
import { ruleOf } from "../shared/rule-ids.js";
import { shownText } from "../shared/shown-text.js";
import { type Draft, type FormCode, mostNames, type NameRow, type PlacedProblem } from "./draft.js";

const leastRounds = 600_000;

/** "Domain", "Wildcard", "Local name": what the row says that it is. */
export function kindText(catalogue: Catalogue, { name, judged }: NameRow): string {
  if (judged && !judged.good && judged.code === "name-internal") return text(catalogue, "kind.local");
  const wildcard = judged?.good ? judged.wildcard : name.text.startsWith("*.");
  return text(catalogue, name.kind === "dns" && wildcard ? "kind.wildcard" : `kind.${name.kind}`);
}

/** What the page calls an attribute of the subject. */
export function attributeText(catalogue: Catalogue, draft: Draft, type: string): string {
  const key = `subject.${type}`;
  return draft.rules.subject.get(type)?.label ?? (hasText(key) ? text(catalogue, key) : type);
}

function valuesOf(catalogue: Catalogue, draft: Draft, { code, place, count }: PlacedProblem): Values {
  const values: Record<string, string | number> = {
    profile: text(catalogue, `profileShort.${draft.profile}`),
    key: text(catalogue, `key.${draft.key}`),
    rule: ruleOf(code) ?? "",
    count: count ?? (code === "kdf-below-floor" ? leastRounds : draft.rows.length),
    max: draft.profile === "spiffe" && place.at === "row" ? 1 : mostNames,
  };
  if (place.at === "row") {
    values.name = shownText(place.row.name.text);
    values.kind = kindText(catalogue, place.row);
  }
  if (place.at === "subject") values.count = subjectLimits[place.type] ?? 256;
  return values;
}

function errorKey(code: FormCode, name: string): TextKey {
  if (code === "name-public-suffix" && name.startsWith("*.")) return "error.wildcard-public-suffix";
  const key = `error.${code}`;
  return hasText(key) ? key : "error.request-not-valid";
}

/** The sentence beside the field, with the rule at its end. */
export function problemText(catalogue: Catalogue, draft: Draft, problem: PlacedProblem): Child[] {
  const { code, place } = problem;
  const name = place.at === "row" ? place.row.name.text : "";
  const sentence = rich(catalogue, errorKey(code, name), valuesOf(catalogue, draft, problem));
  const rule = code === "key-type-not-allowed" ? undefined : ruleOf(code, name); // that one's text has it inside
  return rule === undefined ? sentence : [sentence, " ", h("span", { class: "ks-rule" }, rule)];
}

/** The line of the summary. */
export function summaryText(catalogue: Catalogue, draft: Draft, problem: PlacedProblem): Child[] {
  const { code, place } = problem;
  const values = valuesOf(catalogue, draft, problem);
  const key = `summary.${code}`;
  if (hasText(key)) return rich(catalogue, key, values);
  const label =
    place.at === "subject" ? attributeText(catalogue, draft, place.type) : text(catalogue, settingLabel(place.at));
  return rich(catalogue, "summary.field", { label, problem: text(catalogue, errorKey(code, ""), values) });
}

function settingLabel(at: string): TextKey {
  switch (at) {
    case "profile":
      return "settings.profile";
    case "key":
      return "settings.keyType";
    case "sealing":
      return "kdf.title";
    case "mustStaple":
      return "staple.label";
    default:
      return "names.title";
  }
}
