/** Errors of the command, and the exit status of every error. */

import { EnvironmentError, type ErrorCode, InputError, InternalError, KeysealError } from "../index-node.js";

/**
 * The exit status of an error. The class decides: what a user asks for that is judged unacceptable is 1, what this
 * machine cannot do is 3, and a fault of Keyseal is 4. Three codes are InputErrors that another command line puts
 * right, with the same names and the same passphrase, and so are 2.
 */
const exitStatusByClass: readonly [new (code: ErrorCode, field?: string) => KeysealError, number][] = [
  [EnvironmentError, 3],
  [InternalError, 4],
  [KeysealError, 1], // Input, Passphrase, Mismatch
];
const exitStatusByCode: Partial<Record<ErrorCode, number>> = {
  usage: 2, // another option
  "file-exists": 2, // --force, or another --out
  "file-unreadable": 2, // another --passphrase-file
};

export function exitStatusOf(error: KeysealError): number {
  const byClass = exitStatusByClass.find(([type]) => error instanceof type);
  return exitStatusByCode[error.code] ?? byClass?.[1] ?? 4;
}

/** Says more than the code's own text. The text never holds an argument: that might be a passphrase. */
export function withText<Kind extends KeysealError>(error: Kind, text: string): Kind {
  error.message = text;
  return error;
}

export function usageError(text: string, field?: string): InputError {
  return withText(new InputError("usage", field), text);
}

/** The errno of a failed system call, such as "ENOSPC". */
export function errnoOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** What could move a terminal's cursor, turn its line round or end it. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;

const hexOf = (number: number) => number.toString(16).padStart(4, "0");

/** `text` for a terminal: control and format characters as U+001B. */
export function printable(text: string): string {
  return text.replace(unprintable, (c) => `U+${hexOf(c.codePointAt(0) ?? 0).toUpperCase()}`);
}

/** `value` as a line of JSON that a terminal can show: such characters stand escaped, and programs read them back. */
export function jsonLine(value: unknown): string {
  const units = (c: string) => Array.from({ length: c.length }, (_, at) => `\\u${hexOf(c.charCodeAt(at))}`).join("");
  return `${JSON.stringify(value).replace(unprintable, units)}\n`;
}
