/** What a checker is given and what it found, without any page: what to keep away from it, verdicts, the report as JSON. */

import { isUnread, type Unread } from "../../base/report-text.js";
import type { CheckedInput, CheckOptions, CheckProfile, CheckReport, Finding } from "../../base/types.js";
import { profileNames } from "../shared/profiles.js";

/** The most of one file that is read, in bytes (wasm/core/check/check.h). */
export const mostBytes = 2 ** 20;

/** What a pasted text is called in a report. */
export const pastedName = "pasted";

export const checkProfiles: readonly CheckProfile[] = [...profileNames, "code-signing"];
/** The levels of validation that a profile has. */
export const levels = {
  "tls-server": ["dv", "iv", "ov", "ev"],
  smime: ["mailbox", "organization", "sponsor", "individual"],
} as const satisfies Partial<Record<CheckProfile, readonly NonNullable<CheckOptions["level"]>[]>>;
export const generations = ["strict", "multipurpose", "legacy"] as const;

export type Checked = CheckedInput & CheckReport;
export type { Unread } from "../../base/report-text.js";

export { isUnread } from "../../base/report-text.js";

/** A file as it was taken: for the checker, or refused before it got there. */
export type Taken = { readonly name: string; readonly bytes: string | Uint8Array } | Unread;

/**
 * Whether a private key's label stands in `text`, whole or in part: seen before anything is parsed, whatever became of
 * its hyphens, and in UTF-16 that was read as UTF-8.
 */
export const holdsPrivateKey = (text: string): boolean =>
  /(?:[-\u2010-\u2015\u2212\ufffd]\s*(?:BEGIN|END) [^-\n]*PRIVATE\s+KEY)|PuTTY-User-Key-File/i.test(
    text.replaceAll("\0", ""),
  );

/** Reads a file that is not too large and holds no private key's label. Never rejects. */
export async function takeFile(file: File): Promise<Taken> {
  const { name, size } = file;
  if (size > mostBytes) return { file: name, error: { code: "input-too-large" } };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!holdsPrivateKey(new TextDecoder().decode(bytes))) return { name, bytes }; // all ASCII is kept
    bytes.fill(0);
    return { file: name, error: { code: "private-key-given" } };
  } catch {
    return { file: name, error: { code: "not-checkable" } }; // a folder, or gone since
  }
}

/** Where something was missing to evaluate a rule: the only notices that rules of keys, names and the signature have. */
export const isNotEvaluated = ({ rule, severity }: Finding): boolean =>
  severity === "notice" && /^(K-[01]|K-21|K-51|N-02|C-04|C-13)/.test(rule);

export const severities = ["error", "warning", "notice"] as const;
export type Severity = (typeof severities)[number];

export interface Tally extends Readonly<Record<Severity, number>> {
  readonly notEvaluated: number;
}

export function tallyOf({ findings }: Pick<CheckReport, "findings">): Tally {
  const count = (wanted: (finding: Finding) => boolean) => findings.filter(wanted).length;
  const of = (severity: Severity) => count((finding) => finding.severity === severity);
  return {
    error: of("error"),
    warning: of("warning"),
    notice: of("notice"),
    notEvaluated: count(isNotEvaluated),
  };
}

export type Verdict = "unread" | "bad" | "warnings" | "partly" | "good";
/** From the worst to the best: the order in which several inputs are listed. */
export const verdicts: readonly Verdict[] = ["bad", "unread", "warnings", "partly", "good"];

export function verdictOf(input: CheckedInput): Verdict {
  if (isUnread(input)) return "unread";
  if (!input.acceptable) return "bad";
  const { warning, notEvaluated } = tallyOf(input);
  if (warning > 0) return "warnings";
  return notEvaluated > 0 ? "partly" : "good";
}

/** One object a line, as `keyseal check --json` prints it. */
export const reportJson = (inputs: readonly CheckedInput[]): string =>
  inputs.map((input) => `${JSON.stringify(input)}\n`).join("");
