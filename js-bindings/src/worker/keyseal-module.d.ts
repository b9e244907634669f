// TypeScript bindings for emscripten-generated code.  Automatically generated at compile time.
interface WasmModule {
}

type EmbindString = ArrayBuffer|Uint8Array|Uint8ClampedArray|Int8Array|string;
export type CheckOptions = {
  profile: EmbindString,
  level: EmbindString,
  generation: EmbindString,
  date: EmbindString,
  until: EmbindString,
  authority: EmbindString,
  strict: boolean,
  json: boolean,
  compare: boolean,
  pem: boolean,
  explain: boolean
};

export type GenerateRequest = {
  profile: EmbindString,
  key: EmbindString,
  subject: { type: string; value: string }[],
  dns: string[],
  ip: string[],
  email: string[],
  uri: string[],
  tnAuthList: { kind: "spc" | "tn" | "range"; text: string; count: number }[],
  mustStaple: boolean,
  kdf: { kdf: "pbkdf2-hmac-sha256"; iterations: number } | { kdf: "scrypt"; n: number; r: number; p: number },
  authority: EmbindString
};

interface EmbindModule {
  wordLists(): { ok: true; value: { words: string; passwords: string } } | { ok: false; code: string; field: string; index: number | null };
  reseal(_0: Uint8Array, _1: Uint8Array, _2: Uint8Array, _3: { kdf: "pbkdf2-hmac-sha256"; iterations: number } | { kdf: "scrypt"; n: number; r: number; p: number }): { ok: true; value: { key: string; spkiSha256: string; sealedKeyDer: Uint8Array; sealedKeyPem: string; findings: { rule: string; severity: "error" | "warning" | "notice"; clause: string; field?: string; value?: string; message: string; remedy?: string }[] } } | { ok: false; code: string; field: string; index: number | null };
  proveCompromise(_0: Uint8Array, _1: Uint8Array): { ok: true; value: { key: string; spkiSha256: string; names: string[]; csrDer: Uint8Array; csrPem: string; findings: { rule: string; severity: "error" | "warning" | "notice"; clause: string; field?: string; value?: string; message: string; remedy?: string }[] } } | { ok: false; code: string; field: string; index: number | null };
  suggestPassphrase(_0: number): { ok: true; value: Uint8Array } | { ok: false; code: string; field: string; index: number | null };
  package(_0: Uint8Array, _1: Uint8Array[], _2: ("modern" | "legacy")[], _3: number, _4: Uint8Array): { ok: true; value: { key: string; spkiSha256: string; names: string[]; notBefore: number; notAfter: number; findings: { rule: string; severity: "error" | "warning" | "notice"; clause: string; field?: string; value?: string; message: string; remedy?: string }[]; files: { sealedKeyPem: string; chainPem: string; pfx: Uint8Array[] } | null } } | { ok: false; code: string; field: string; index: number | null };
  entropyFailure(): string;
  check(_0: CheckOptions, _1: { name: string; bytes: Uint8Array | string | null }[], _2: Uint8Array | null, _3: { bytes: Uint8Array; kind: string; covers: string; name: string }[], _4: { bytes: Uint8Array; name: string }[], _5: Uint8Array[]): { ok: true; value: { reports: string[]; acceptable: boolean; lacksPrimes: boolean } } | { ok: false; code: string; field: string; index: number | null };
  generate(_0: GenerateRequest, _1: Uint8Array): { ok: true; value: { csrDer: Uint8Array; csrPem: string; sealedKeyDer: Uint8Array; sealedKeyPem: string; spkiSha256: string; names: string[]; findings: { rule: string; severity: "error" | "warning" | "notice"; clause: string; field?: string; value?: string; message: string; remedy?: string }[] } } | { ok: false; code: string; field: string; index: number | null };
  preview(_0: GenerateRequest, _1: Uint8Array | null): { ok: true; value: { names: { field: string; index: number; text: string | null; wildcard: boolean; repeats: number | null }[]; problems: { code: string; field: string; index: number | null }[] } } | { ok: false; code: string; field: string; index: number | null };
  request(_0: Uint8Array, _1: GenerateRequest, _2: Uint8Array): { ok: true; value: { key: string; spkiSha256: string; names: string[]; csrDer: Uint8Array; csrPem: string; findings: { rule: string; severity: "error" | "warning" | "notice"; clause: string; field?: string; value?: string; message: string; remedy?: string }[] } } | { ok: false; code: string; field: string; index: number | null };
}

export type MainModule = WasmModule & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;
