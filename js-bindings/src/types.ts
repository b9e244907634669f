/** The public shapes. What a user can name stands here; what it means stands beside it. */

export type Profile = "tls-server" | "tls-client" | "smime" | "spiffe" | "stir-shaken" | "private-pki";

export type KeySpec =
  | { type: "ecdsa"; curve: "P-256" | "P-384" | "P-521" }
  | { type: "rsa"; modulusBits: 2048 | 3072 | 4096 }
  | { type: "ed25519" }
  | { type: "ml-dsa"; parameterSet: 44 | 65 | 87 };

/** How the key is encrypted. What is left out takes the default, which is the floor. */
export type Sealing =
  | { kdf: "pbkdf2-hmac-sha256"; iterations?: number; cipher?: "aes-256-cbc" }
  | { kdf: "scrypt"; n?: number; r?: number; p?: number; cipher?: "aes-256-cbc" };

/** `type` is a short name ("C", "O", "L", "CN", …) or a dotted OID. */
export interface SubjectAttribute {
  type: string;
  value: string;
}

/** One entry of a TNAuthList (RFC 8226 9). */
export type TnAuthEntry = { spc: string } | { tn: string } | { start: string; count: number };

export interface GenerateRequest {
  /** Default "tls-server". */
  profile?: Profile;
  /** Default ECDSA P-256. */
  key?: KeySpec;
  /** Default empty. The order is put right. */
  subject?: SubjectAttribute[];
  /** DNS names; U-labels are converted to A-labels (UTS #46, non-transitional). */
  dns?: string[];
  ip?: string[];
  email?: string[];
  uri?: string[];
  /** stir-shaken only. */
  tnAuthList?: TnAuthEntry[];
  /** TLS feature status_request (RFC 7633). */
  mustStaple?: boolean;
  /** Required. A Uint8Array holds UTF-8 and is wiped; a string cannot be. */
  passphrase: string | Uint8Array;
  sealing?: Sealing;
}

/** What a rule of the requirement matrix has to say. */
export interface Finding {
  rule: string;
  severity: "error" | "warning" | "notice";
  clause: string;
  field?: string;
  message: string;
}

/** Public facts about how a key was made; nothing in it is secret. */
export interface Receipt {
  version: string;
  wasmSha256: string;
  /** ISO 8601, UTC. */
  time: string;
  profile: Profile;
  key: string;
  sealing: Required<Sealing>;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. */
  spkiSha256: string;
}

export interface Generated {
  csrPem: string;
  csrDer: Uint8Array;
  /** "ENCRYPTED PRIVATE KEY" (RFC 5958, RFC 7468 11). */
  sealedKeyPem: string;
  sealedKeyDer: Uint8Array;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. */
  spkiSha256: string;
  /** What the request asks for, as A-labels. */
  names: string[];
  /** Warnings only: an error would have been thrown. */
  findings: Finding[];
  receipt: Receipt;
}

export interface Progress {
  phase: "loading" | "key" | "sealing" | "signing";
  /** RSA only: 0, 0.5 when the first prime was found, 1 with the second. How long each takes is a matter of luck. */
  fraction?: number;
  elapsedMs: number;
}

export interface CallOptions {
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
}

export interface OpenOptions {
  /** Where the worker lies; default beside this module. Its SHA-256 is pinned wherever it lies. */
  workerUrl?: string | URL;
  /** Where the module lies; default beside this module. Its SHA-256 is pinned wherever it lies. */
  wasmUrl?: string | URL;
  /** How many workers may search for one RSA key, 1 to 16. One searches now, whatever is said here. */
  workers?: number;
}

/** Guidance on zxcvbn's scale. What is accepted is decided by the gate in the core, not by this. */
export interface PassphraseRating {
  score: 0 | 1 | 2 | 3 | 4;
  /** log10 of the guesses needed. */
  guessesLog10: number;
  warning?: string;
  suggestions: string[];
}

export interface Keyseal {
  readonly version: string;
  /** SHA-256 of the WebAssembly module, lower-case hex. */
  readonly wasmSha256: string;
  /** Makes a key and its request. Rejects with a KeysealError, or an AbortError; nothing is left behind then. */
  generate(request: GenerateRequest, options?: CallOptions): Promise<Generated>;
  ratePassphrase(passphrase: string): Promise<PassphraseRating>;
  /** Words of a list of 7,776, from the module's own entropy. Default 6, at least 5, at most 20. */
  suggestPassphrase(words?: number): Promise<string>;
  /** Ends every call; they reject with an AbortError. */
  close(): void;
}
