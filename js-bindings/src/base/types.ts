/** The public shapes. What a user can name stands here; what it means stands beside it. */

import type { ErrorCode } from "./error-codes.js";

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

/** As every request and every option: fields of the object itself count, and what it inherits does not. */
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
  /** Who is asked: what it refuses by its own policy is an error among the findings, and of others nothing is told. */
  authority?: "lets-encrypt" | "mozilla";
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
  /**
   * What the input says there, of at most 100 characters and three dots. Control characters, marks of direction and
   * U+FFFD are written out as \u{202e}, and a backslash is doubled: it can be shown anywhere as text.
   */
  value?: string;
  /** In English, as is the remedy: components and commands have them in other languages. */
  message: string;
  /** What to do about it. */
  remedy?: string;
  /** Of an error in a certificate: within which time it is revoked (BR, SBR and CSBR 4.9.1.1). */
  consequence?: "24-hours" | "5-days";
  /** And the reason that the revocation list gives, where the text names one (BR 4.9.1.1). */
  crlReason?: "keyCompromise" | "superseded";
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
  /** Warnings, since an error is thrown; but where `authority` refuses what was asked for, that is an error here. */
  findings: Finding[];
  receipt: Receipt;
}

/** A GenerateRequest; without a passphrase the passphrase is not judged. */
export type PreviewRequest = Omit<GenerateRequest, "passphrase"> & { passphrase?: string | Uint8Array };

/** A name of a request, as the certificate would have it. */
export interface PreviewedName {
  /** Where the name stands in the request: "dns[0]", "ip[2]", "email[0]", "uri[0]", "tnAuthList[0]". */
  field: string;
  /** As the certificate spells it: A-labels, RFC 5952 addresses. Absent when the name itself is not valid. */
  text?: string;
  wildcard?: true;
  /** The field of the earlier name that this one repeats, once both are normalised. A repeat is dropped, not refused. */
  repeats?: string;
}

/** One reason why a request would be refused: {code: "name-internal", field: "dns[3]"}, {code: "no-names", field: "names"}. */
export interface Problem {
  code: ErrorCode;
  field?: string;
}

export interface Preview {
  /** Every name of the request, in the order dns, ip, email, uri, tnAuthList. */
  names: PreviewedName[];
  /** Empty if and only if `generate` would accept the request. */
  problems: Problem[];
}

/** "code-signing" is for checking only: a key that was made in a browser can never comply with it. */
export type CheckProfile = Profile | "code-signing";

/** A list of keys to refuse; docs/blocklists.md describes the formats. What is left out is recognised. */
export interface Blocklist {
  bytes: Uint8Array;
  kind?: "spki" | "numbers" | "badkeys" | "openssl";
  /** The sizes that it has all of Debian's weak keys of: "rsa-2048+ec-p256". Goes with a kind. */
  covers?: string;
  /** Of the file, which findings name and by which known lists are told. */
  name?: string;
}

/** A list of primes that others know; docs/primes.md describes the forms. */
export interface PrimeList {
  bytes: Uint8Array;
  /** Of the file, which findings name. */
  name?: string;
}

export interface CheckOptions {
  /** Default "tls-server". */
  profile?: CheckProfile;
  /**
   * What kind of validation is meant: the first four of "tls-server", the others of "smime", and none of any other
   * profile. A certificate's own policies go before it.
   */
  level?: "dv" | "iv" | "ov" | "ev" | "mailbox" | "organization" | "sponsor" | "individual";
  /** How strictly certificates of "smime" are made; as `level`. */
  generation?: "strict" | "multipurpose" | "legacy";
  /** The day that rules are asked about, YYYY-MM-DD. Default today, in UTC. */
  date?: string;
  /**
   * The last day that rules are asked about, not before `date`. What begins to be wrong until then is found too, with
   * the day from which on it is. Default `date`.
   */
  until?: string;
  /** Who is asked: what it refuses by its own policy is an error then, and the policies of others are left out. */
  authority?: "lets-encrypt" | "mozilla";
  /** Whether what was not evaluated is an error. Default false. */
  strict?: boolean;
  /** Whether each report has what was judged, as PEM. Default false. */
  pem?: boolean;
  /** A request, certificate or public key whose key it must be. */
  match?: string | Uint8Array;
  /** Compromised keys, and weak ones of Debian. What no list covers is not evaluated. */
  blocklists?: Blocklist[];
  /** Primes that RSA keys must not have, beside the published ones. */
  primes?: PrimeList[];
  /**
   * Files with certificates whose paths you have validated. A request for a key that cannot sign, such as ML-KEM's, may
   * be signed by the key of such a certificate and name it (RFC 9883).
   */
  signers?: (string | Uint8Array)[];
}

export interface CheckRequest extends CheckOptions {
  /** One request, certificate or public key: PEM, with any text around it, or DER. At most 1 MiB. */
  input: string | Uint8Array;
}

export interface CheckFilesRequest extends CheckOptions {
  /** PEM, with any number of blocks and any text around them, or one DER; each at most 1 MiB. */
  files: { name: string; bytes: string | Uint8Array }[];
}

/**
 * What an authority makes of one part of a request, where nothing stands against the request. With `authority` it is
 * what that one's own software does, where it is known, and otherwise what the texts demand and authorities usually do.
 */
export interface IssuedPart {
  /**
   * The request's part, as a finding's `field` has it: "key", "signature", "version", "subject[0]", "san[0]", "keyUsage",
   * "extendedKeyUsage", "basicConstraints"; another extension by its `name` in `decoded.extensions`, or "extensions[0]";
   * "attributes[0]". What is added is "subject", "san", an extension, or a field of certificates such as "validity".
   */
  part: string;
  /** What the request says there, as a finding's `value`; an OID where the part has no name. */
  value?: string;
  fate: "kept" | "rewritten" | "added" | "dropped";
  /** What the certificate will say there, where that is known and not the same. */
  becomes?: string;
  /** In English. */
  reason: string;
  /** Where it is written, or whose software does it: "BR 7.1.2.7.11", "Boulder csr.go (policy)". */
  clause: string;
}

/** What the input says, for a person to look at; none of it is judged here. */
export interface Decoded {
  /** "RSA 2048", "ECDSA P-256", or a dotted OID. */
  key: string;
  /** The algorithm of its signature: "ecdsa-with-SHA256", or a dotted OID. */
  signature?: string;
  subject: SubjectAttribute[];
  /** The subject alternative names. What is no text is "#" and hex. */
  names: { kind: "dns" | "ip" | "email" | "uri" | "other"; text: string }[];
  extensions: { oid: string; name?: string; critical: boolean }[];
  /** Of requests: the attributes beside those that ask for extensions, where there are any. */
  attributes?: { oid: string; name?: string }[];
  /** Of requests: what an authority makes of each part. */
  issued?: IssuedPart[];
}

export interface CheckReport {
  /** Whether no finding is an error: a compliant certificate can follow from it. */
  acceptable: boolean;
  kind: "csr" | "certificate" | "public-key";
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex; empty where there is no key. */
  spkiSha256: string;
  names: string[];
  /** Errors first, then warnings, then notices. */
  findings: Finding[];
  decoded: Decoded;
  /** What was judged, where it was asked for: its own bytes, whatever stood around them. */
  pem?: string;
}

/** One input of several: a file, or one block of a file that has several, counted from 1. */
export type CheckedInput = { file: string; block?: number } & (
  | CheckReport
  | {
      /** Why there is no report; `line` is the file's, from 1, for broken PEM. */
      error: { code: ErrorCode; line?: number };
    }
);

export interface Progress {
  phase: "loading" | "key" | "sealing" | "signing";
  /**
   * RSA only, while the key is searched for: how many of all such searches would have been over by now, from 0, and 1 when
   * both primes are found. It tells of luck and not of what is left: each candidate is a prime by the same chance, however
   * many were none. After n_i candidates in each of k workers it is 1 - Π (1 + n_i/(m-1)) (1 - 1/m)^n_i, with m =
   * modulusBits/57: so many numbers that no prime below 2^16 divides have one prime among them (Mertens).
   */
  fraction?: number;
  /**
   * RSA only, once the workers have told how fast they are: the milliseconds that the whole phase "key" takes, such that
   * one in ten ends before the first and one in ten after the second. From the same formula, with the candidates that each
   * worker tests in that time, less those whose time goes into the rest: accepting the primes, checking the key (50 to 65).
   */
  expectedMs?: [number, number];
  /** Since the call began. */
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
  /**
   * Where the list of published primes lies, which browsers load when an RSA key is checked; default beside this module.
   * Its SHA-256 is pinned wherever it lies. Where it cannot be loaded, a browser's check says so (K-02).
   */
  primesUrl?: string | URL;
  /**
   * How a browser starts the worker; Node refuses this option. "url" starts it from its address, whose response must
   * carry a Content-Security-Policy that confines it, and is the default where that address has the page's own origin
   * over http or https. "blob" starts it from the verified bytes; it then has the page's policy, which needs
   * `worker-src blob:`. This is the default elsewhere: file: pages, workers from another origin. Neither stands in for
   * the other.
   */
  worker?: "url" | "blob";
  /**
   * How many workers search for one RSA key, 1 to 16. Each runs the whole call, and the first that has a key goes on alone.
   * Default as many as the machine has threads (`navigator.hardwareConcurrency`), but at most 4, and in WebKit, which tells
   * four where there are two, one. WebKit also makes the first RSA key after `open` in one worker, whatever is said here: it
   * compiles meanwhile, and a race would leave it slow. Everything else needs one.
   */
  workers?: number;
}

/** What a package is for. */
export type ServerTarget =
  | "nginx"
  | "apache"
  | "haproxy"
  | "tomcat"
  | "iis"
  | "java"
  | "postfix"
  | "dovecot"
  | "node"
  | "panel"
  | "personal"
  | "pem";

export interface PackageRequest {
  /** The sealed key file: "ENCRYPTED PRIVATE KEY", PEM with any text around it, or DER. */
  key: string | Uint8Array;
  /**
   * The certificate and what came with it, in any order and form that `check` reads: PEM, DER, PKCS#7, one file or
   * several, each at most 1 MiB. A request among them is compared with the certificate.
   */
  chain: string | Uint8Array | (string | Uint8Array)[];
  /** Of the key file, and of everything in the package. A Uint8Array holds UTF-8 and is wiped. */
  passphrase: string | Uint8Array;
  /** Default ["pem"]. */
  for?: ServerTarget[];
  /** How PFX files are encrypted. Default "modern"; "legacy" is for Windows Server 2016, macOS 13 and what is older. */
  pfx?: "modern" | "legacy";
}

export interface PackedFile {
  /** "nginx/fullchain.pem" */
  path: string;
  bytes: Uint8Array;
  /** Of a file system that has modes: 0o600 for whatever has the key, sealed as it is. */
  mode: number;
}

export interface Packaged {
  /** Whether no finding is an error. Without that there are no files. */
  acceptable: boolean;
  /** What was noticed of key, certificate and chain: errors first, then warnings, then notices. */
  findings: Finding[];
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. */
  spkiSha256: string;
  /** The certificate's. */
  names: string[];
  /** ISO 8601, UTC. */
  notBefore: string;
  notAfter: string;
  files: PackedFile[];
  /** All of them, bit for bit the same for the same files; empty where there are none. */
  zip: Uint8Array;
  /** What to call it: "www.example.com.zip". */
  fileName: string;
}

/** A GenerateRequest, for the key of a sealed key file: its type is that file's, and nothing is sealed. */
export type RequestFromKey = Omit<GenerateRequest, "key" | "sealing"> & {
  /** As that of PackageRequest. */
  keyFile: string | Uint8Array;
};

/** A proof that the key is in other hands, for whoever revokes its certificates (BR 4.9.1.1(3)). */
export interface ProofOfCompromise {
  proveCompromise: true;
  keyFile: string | Uint8Array;
  passphrase: string | Uint8Array;
}

export interface Requested {
  csrPem: string;
  csrDer: Uint8Array;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. */
  spkiSha256: string;
  /** The key's type: "ecdsa-p256". */
  key: string;
  /** What the request asks for, as A-labels. */
  names: string[];
  /** Warnings and notices: an error would have been thrown. */
  findings: Finding[];
}

export interface ResealRequest {
  /** As that of PackageRequest. */
  key: string | Uint8Array;
  passphrase: string | Uint8Array;
  /** Has to pass the gate. A Uint8Array holds UTF-8 and is wiped. */
  newPassphrase: string | Uint8Array;
  sealing?: Sealing;
}

export interface Resealed {
  /** "ENCRYPTED PRIVATE KEY" (RFC 5958, RFC 7468 11). */
  sealedKeyPem: string;
  sealedKeyDer: Uint8Array;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. */
  spkiSha256: string;
  /** The key's type: "ecdsa-p256". */
  key: string;
  findings: Finding[];
}

/** Guidance on zxcvbn's scale. What is accepted is decided by the gate in the core, not by this. */
export interface PassphraseRating {
  score: 0 | 1 | 2 | 3 | 4;
  /** log10 of the guesses needed. */
  guessesLog10: number;
  /** zxcvbn-ts's name of the main weakness ("topTen", "wordByItself", …), for a text in the page's language. */
  warning?: string;
  /** zxcvbn-ts's names of what would help ("anotherWord", "useWords", …). */
  suggestions: string[];
}

export interface Keyseal {
  readonly version: string;
  /** SHA-256 of the WebAssembly module, lower-case hex. */
  readonly wasmSha256: string;
  /** Makes a key and its request. Rejects with a KeysealError, or an AbortError; nothing is left behind then. */
  generate(request: GenerateRequest, options?: CallOptions): Promise<Generated>;
  /**
   * Judges a request as `generate` would, all of it at once, and makes nothing. What a person typed never makes it throw:
   * every problem stands in `problems`. Rejects only for a request of a wrong shape, an unknown profile or key type, and
   * as every call does. A Uint8Array passphrase is wiped.
   */
  preview(request: PreviewRequest, options?: CallOptions): Promise<Preview>;
  /**
   * Judges one request, certificate or public key. A bad one never makes it throw: what is wrong is a finding. Rejects
   * with an InputError for what cannot be read at all ("not-checkable", "pem-bad" and "pem-incomplete" with the line as
   * the field, "input-too-large"), for a private key ("private-key-given"), and for more than one ("several-inputs").
   */
  check(request: CheckRequest, options?: CallOptions): Promise<CheckReport>;
  /** Judges every block of every file, and their keys against each other. What cannot be read is one of the answers. */
  checkFiles(request: CheckFilesRequest, options?: CallOptions): Promise<CheckedInput[]>;
  /**
   * Makes the files that servers take, from the sealed key and the issued certificate; the key in them is sealed still.
   * What is wrong with certificate and chain is a finding. Rejects for what cannot be read or opened: "wrong-passphrase",
   * "bad-sealed-key", "key-not-encrypted", "cipher-not-supported", "kdf-too-costly", "chain-missing", "chain-too-long",
   * "certificate-bad", "private-key-given", and "key-certificate-mismatch", a MismatchError.
   */
  package(request: PackageRequest, options?: CallOptions): Promise<Packaged>;
  /** Writes a new request of a sealed key, or the proof that it is compromised. Rejects as `generate` and `package`. */
  request(request: RequestFromKey | ProofOfCompromise, options?: CallOptions): Promise<Requested>;
  /** Encrypts a sealed key anew, under another passphrase or with another derivation. Rejects as `package`. */
  reseal(request: ResealRequest, options?: CallOptions): Promise<Resealed>;
  ratePassphrase(passphrase: string): Promise<PassphraseRating>;
  /** Words of a list of 7,776, from the module's own entropy. Default 6, at least 5, at most 20. */
  suggestPassphrase(words?: number): Promise<string>;
  /** Ends every call; they reject with an AbortError. */
  close(): void;
}
