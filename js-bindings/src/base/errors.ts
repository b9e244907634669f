import { type ErrorCode, errorCodes } from "./error-codes.js";

/**
 * What went wrong (`code`, stable) and where (`field`, such as "dns[3]", or "call: unreachable" where the module stopped).
 * Neither field nor text ever holds input or key material.
 */
export class KeysealError extends Error {
  override readonly name: string = "KeysealError"; // no class's own name: bundlers change that
  readonly code: ErrorCode;
  readonly field: string | undefined;

  constructor(code: ErrorCode, field?: string) {
    super(errorCodes[code].text);
    this.code = code;
    this.field = field;
  }
}

export class InputError extends KeysealError {
  override readonly name = "InputError";
}
export class PassphraseError extends KeysealError {
  override readonly name = "PassphraseError";
}
export class MismatchError extends KeysealError {
  override readonly name = "MismatchError";
}
/** SHA-256 of a file that was changed, as pinned and as it came; lower-case hex. */
export interface Hashes {
  readonly expected: string;
  readonly received: string;
}

export class EnvironmentError extends KeysealError {
  override readonly name = "EnvironmentError";
  /** Of "wasm-hash-mismatch", "worker-hash-mismatch" and "primes-hash-mismatch". */
  readonly hashes: Hashes | undefined;

  constructor(code: ErrorCode, field?: string, hashes?: Hashes) {
    super(code, field);
    this.hashes = hashes;
  }
}
export class InternalError extends KeysealError {
  override readonly name = "InternalError";
}

const classes = {
  Input: InputError,
  Passphrase: PassphraseError,
  Mismatch: MismatchError,
  Environment: EnvironmentError,
  Internal: InternalError,
} as const;

/** The core's field and index as one place in a request: "dns[3]"; nothing for the whole. */
export function placeOf(field: string, index: number | null): string | undefined {
  if (field === "") return undefined;
  return index === null ? field : `${field}[${index}]`;
}

/** Makes the error of a code's own class. A code that is not in the table becomes an InternalError. */
export function errorOf(code: string, field?: string): KeysealError {
  if (!isErrorCode(code)) return new InternalError("internal", field);
  return new classes[errorCodes[code].class](code, field);
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

/** Whether `error` is a KeysealError, of this copy of the classes or of another: every entry point brings its own. */
export function isKeysealError(error: unknown): error is KeysealError {
  return error instanceof Error && "code" in error && typeof error.code === "string" && isErrorCode(error.code);
}
