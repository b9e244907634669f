import { type ErrorCode, errorCodes } from "./error-codes.js";

/** What went wrong (`code`, stable) and where (`field`, such as "dns[3]"). The text never holds input or key material. */
export class KeysealError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;

  constructor(code: ErrorCode, field?: string) {
    super(errorCodes[code].text);
    this.name = new.target.name;
    this.code = code;
    this.field = field;
  }
}

export class InputError extends KeysealError {}
export class PassphraseError extends KeysealError {}
export class MismatchError extends KeysealError {}
export class EnvironmentError extends KeysealError {}
export class InternalError extends KeysealError {}

const classes = {
  Input: InputError,
  Passphrase: PassphraseError,
  Environment: EnvironmentError,
  Internal: InternalError,
} as const;

/** Makes the error of a code's own class. A code that is not in the table becomes an InternalError. */
export function errorOf(code: string, field?: string): KeysealError {
  if (!Object.hasOwn(errorCodes, code)) return new InternalError("internal", field);
  const known = code as ErrorCode;
  return new classes[errorCodes[known].class](known, field);
}
