/** A report as text for people, as `keyseal check` prints it (wasm/core/check/report_printer.cc). */

import { errorCodes } from "./error-codes.js";
import { aside, partsOf, type Translation, translated } from "./translation.js";
import type { CheckedInput, Decoded, Finding, IssuedPart } from "./types.js";

export type Unread = Extract<CheckedInput, { error: object }>;

export const isUnread = (input: CheckedInput): input is Unread => "error" in input;

const unseen = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (text: string): string =>
  text
    .replaceAll(/["\\]/g, "\\$&")
    .replaceAll(unseen, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

const english: Translation = new Map();

/** Lines on what an authority makes of a request. */
function issuedText({ issued = [], subject }: Decoded, say: (sentence: string) => string): string {
  if (issued.length === 0) return "";
  const typeOf = (part: string) => {
    const [, index] = /^subject\[(\d+)\]$/.exec(part) ?? [];
    return index ? ` ${escaped(subject[Number(index)]?.type ?? "")}` : "";
  };
  const lineOf = ({ part, value, fate, becomes, reason, clause }: IssuedPart) => {
    const words = [value && `: ${value}`, becomes && `${value ? " -> " : ": "}${becomes}`];
    return `    ${say(fate)} ${part}${typeOf(part)}${words.filter(Boolean).join("")}. ${say(reason)} [${clause}]\n`;
  };
  return `  ${say("what an authority makes of it:")}\n${issued.map(lineOf).join("")}`;
}

/**
 * A line, and one for each finding with its advice: in English, or with the words of `translation`. With `explain`
 * others tell what an authority makes of a request.
 */
export function reportText(input: CheckedInput, translation = english, explain = false): string {
  const say = (sentence: string) => translation.get(sentence) ?? sentence;
  const inBrackets = (words: string) => aside(translation, words);

  const messageOf = ({ message }: Finding) => {
    const [sentence, detail] = partsOf(translation, message) ?? [message, ""];
    return sentence + (detail && inBrackets(escaped(detail)));
  };
  const adviceOf = ({ severity, field, value, remedy, consequence, crlReason }: Finding) => {
    if (severity === "notice") return "";
    const within = consequence === "5-days" ? "5 days" : "24 hours";
    return [
      value && field !== "key" && `${say("it says:")} ${value}`,
      remedy && say(remedy),
      consequence && say(`a certificate is revoked within ${within}`) + (crlReason ? inBrackets(crlReason) : ""),
    ]
      .filter(Boolean)
      .map((line) => `    ${line}\n`)
      .join("");
  };

  const { file, block } = input;
  const where = escaped(translated(translation, block === undefined ? file : `${file}, block ${block}`));
  if (isUnread(input)) {
    const { code, line } = input.error;
    const place = line === undefined ? "" : inBrackets(translated(translation, `line ${line}`));
    return `${where}: ${code}: ${say(errorCodes[code].text)}${place}\n`;
  }
  const { acceptable, kind, decoded, findings } = input;
  const lines = findings.map((finding) => {
    const { severity, rule, field, clause } = finding;
    return `  ${say(severity)} ${rule} ${field ? `${field}: ` : ""}${messageOf(finding)} [${clause}]\n${adviceOf(finding)}`;
  });
  const what = say(kind) + (decoded.key && `, ${decoded.key}`);
  return `${where}: ${say(acceptable ? "acceptable" : "NOT acceptable")}${inBrackets(what)}\n${lines.join("")}${explain ? issuedText(decoded, say) : ""}`;
}
