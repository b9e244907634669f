/**
 * What crosses between page and worker. One worker serves one call: one Call comes in, progress and one Outcome go out. A
 * check may ask back once, for the list of published primes.
 */

import type { Finding, Requested, Resealed } from "../base/types.js";

/** A request in the core's terms: every default filled in, every value of the right type. */
export interface CoreRequest {
  profile: string;
  key: string;
  subject: { type: string; value: string }[];
  dns: string[];
  ip: string[];
  email: string[];
  uri: string[];
  tnAuthList: { kind: "spc" | "tn" | "range"; text: string; count: number }[];
  mustStaple: boolean;
  kdf: { kdf: "pbkdf2-hmac-sha256"; iterations: number } | { kdf: "scrypt"; n: number; r: number; p: number };
  /** "" for none. */
  authority: string;
}

/** What the checker is asked. */
export interface CoreCheck {
  /** `level`, `generation`, `until` and `authority` are "" for none. */
  options: {
    profile: string;
    level: string;
    generation: string;
    date: string;
    until: string;
    authority: string;
    strict: boolean;
    json: boolean;
    compare: boolean;
    pem: boolean;
    explain: boolean;
  };
  /** Bytes are null where a file could not be read, and a code where it stopped the module. */
  files: { name: string; bytes: Uint8Array | string | null; judged?: boolean }[];
  /** Null where any key will do. */
  match: Uint8Array | null;
  /** Words are "" where there are none. */
  blocklists: { bytes: Uint8Array; kind: string; covers: string; name: string }[];
  /** Lists of primes; a name is "" where the list has its own. */
  primes: { bytes: Uint8Array; name: string }[];
  /** Files with certificates. */
  signers: Uint8Array[];
  /** Whether the page has the published list, for a worker that finds an RSA key. */
  mayAsk: boolean;
}

/** What a package is to be made of. */
export interface CorePackage {
  keyFile: Uint8Array;
  chain: Uint8Array[];
  pfx: ("modern" | "legacy")[];
  /** Seconds since 1970. */
  now: number;
}

/** A call without the module, which every worker of the page shares. */
export type Unsent = Call extends infer Each ? (Each extends Call ? Omit<Each, "module"> : never) : never;

export type Call =
  | { call: "generate"; module: WebAssembly.Module; request: CoreRequest; passphrase: Uint8Array }
  | { call: "preview"; module: WebAssembly.Module; request: CoreRequest; passphrase: Uint8Array | null }
  | { call: "check"; module: WebAssembly.Module; check: CoreCheck }
  | { call: "package"; module: WebAssembly.Module; package: CorePackage; passphrase: Uint8Array }
  | {
      call: "reseal";
      module: WebAssembly.Module;
      keyFile: Uint8Array;
      passphrase: Uint8Array;
      newPassphrase: Uint8Array;
      kdf: CoreRequest["kdf"];
    }
  | { call: "request"; module: WebAssembly.Module; keyFile: Uint8Array; request: CoreRequest; passphrase: Uint8Array }
  | { call: "proveCompromise"; module: WebAssembly.Module; keyFile: Uint8Array; passphrase: Uint8Array }
  | { call: "suggestPassphrase"; module: WebAssembly.Module; words: number }
  | { call: "wordLists"; module: WebAssembly.Module };

/** The arrays of `call`, which go to its worker as they are. What is left of them anywhere is for wiping. */
export function arraysOf(call: Call | Unsent): Uint8Array[] {
  let arrays: (Uint8Array | string | null)[] = [];
  if (call.call === "package") arrays = [call.passphrase, call.package.keyFile, ...call.package.chain];
  if (call.call === "request" || call.call === "proveCompromise") arrays = [call.passphrase, call.keyFile];
  if (call.call === "reseal") arrays = [call.passphrase, call.newPassphrase, call.keyFile];
  if (call.call === "generate" || call.call === "preview") arrays = [call.passphrase];
  if (call.call === "check") {
    const { match, files, blocklists, primes, signers } = call.check;
    arrays = [match, ...signers, ...[...files, ...blocklists, ...primes].map(({ bytes }) => bytes)]; // of any number, which arguments are not
  }
  return arrays.filter((bytes) => bytes !== null && typeof bytes !== "string"); // of any realm
}

/**
 * Fills them with zeros. An array whose buffer went to a worker is empty, and filling it throws: that is no failure of the
 * call. Its length is not asked, which V8 has been seen to answer as it was before.
 */
export function wipe(arrays: readonly Uint8Array[]): void {
  for (const bytes of arrays) {
    try {
      bytes.fill(0);
    } catch {} // nothing is left in it
  }
}

export interface CoreGenerated {
  csrDer: Uint8Array;
  csrPem: string;
  sealedKeyDer: Uint8Array;
  sealedKeyPem: string;
  spkiSha256: string;
  names: string[];
  findings: Finding[];
}

export interface CorePackaged {
  key: string;
  spkiSha256: string;
  names: string[];
  /** Seconds since 1970. */
  notBefore: number;
  notAfter: number;
  findings: Finding[];
  /** Null where a finding is an error. */
  files: { sealedKeyPem: string; chainPem: string; pfx: Uint8Array[] } | null;
}

export interface CorePreview {
  names: { field: string; index: number; text: string | null; wildcard: boolean; repeats: number | null }[];
  problems: { code: string; field: string; index: number | null }[];
}

export interface CoreChecked {
  /** In pieces: JSON, one CheckedInput a line, or text for people. */
  reports: string[];
  acceptable: boolean;
  /** Whether there is an RSA key that no list of primes covers. */
  lacksPrimes: boolean;
}

/** Entries in byte order, joined by newlines. */
export interface CoreWordLists {
  /** Of which passphrases are suggested. */
  words: string;
  /** Which the gate refuses. */
  passwords: string;
}

export interface Failed {
  ok: false;
  code: string;
  field: string;
  index: number | null;
}

export type Outcome<Value> = { ok: true; value: Value } | Failed;

export type CoreValue =
  | CoreGenerated
  | CorePackaged
  | CorePreview
  | CoreChecked
  | CoreWordLists
  | Requested
  | Resealed
  | Uint8Array;

/** The answer to "wants-primes"; null where there is no list. */
export interface PrimesForWorker {
  kind: "primes";
  bytes: Uint8Array | null;
}

export type ToWorker = Call | PrimesForWorker;

export type FromWorker =
  | { kind: "ready" } // the script runs; without it the worker never started
  | {
      kind: "progress";
      phase: "key" | "sealing" | "signing";
      /** Of an RSA key. */
      primesFound: number;
      /** Candidates for primes that were tested so far, for both primes. */
      tested: number;
      /** When, in milliseconds since 1970: a page that is busy hears of several at once. */
      at: number;
    }
  | { kind: "wants-primes" } // a check has an RSA key, and waits for the published list
  | { kind: "outcome"; outcome: Outcome<CoreValue> };
