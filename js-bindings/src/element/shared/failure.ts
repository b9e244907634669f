/** What an error means to the element: whose it is to put right, and what of it may be shown. */

import { errorCodes } from "../../base/error-codes.js";
import { type EnvironmentError, isKeysealError } from "../../base/errors.js";

export interface Failure {
  readonly code: keyof typeof errorCodes;
  readonly field: string | undefined;
  /** What the person who typed can put right. */
  readonly ofPerson: boolean;
  /** What the page around asked for, in the error's own words. */
  readonly problem: string | undefined;
  readonly hashes: EnvironmentError["hashes"];
}

/** What is no KeysealError, or comes from another build of it with a code of its own, is a fault inside. */
export function failureOf(error: unknown): Failure {
  if (!isKeysealError(error)) {
    return { code: "internal", field: undefined, ofPerson: false, problem: undefined, hashes: undefined };
  }
  const { code, field, message } = error;
  const of = errorCodes[code].class;
  return {
    code,
    field,
    ofPerson: (of === "Input" || of === "Passphrase") && code !== "closed",
    problem: of === "Input" ? message : undefined,
    hashes: (error as Partial<EnvironmentError>).hashes,
  };
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";
