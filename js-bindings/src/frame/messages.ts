/**
 * What crosses between a portal's page and the frame that makes the key: settings one way; progress, the request and, if
 * the portal asked for it, the sealed key the other way. Both sides check the form of everything that comes in, and the
 * frame checks what it sends, so that nothing but public data and sealed keys can cross.
 */

import type { GeneratorPolicy } from "../element/policy.js";
import type { Profile, Progress, Receipt } from "../types.js";

export interface Settings {
  type: "configure";
  /** The component in the frame judges it. */
  policy?: GeneratorPolicy;
  profile?: Profile;
  key?: string;
  lang?: string;
  /** For a page that is light only, or dark only. Default: as the person's system wants it. */
  colorScheme?: "light" | "dark";
  /** Whether the sealed key crosses too. The frame then takes only a passphrase that the module made. */
  sealedKey: boolean;
}

/** The page is about to be left: the frame asks the person if a key would be lost. */
export interface AskLeave {
  type: "ask-leave";
  id: number;
}

export type ToFrame = Settings | AskLeave;

const states = ["loading", "form", "working", "done", "stopped"] as const;
/** What the frame shows. Where it was "done" and is no longer, the request that it gave is void. */
export type FrameState = (typeof states)[number];

/** What was made, without any secret. */
export interface FrameGenerated {
  csrPem: string;
  /** Only with `sealedKey: true`. */
  sealedKeyPem?: string;
  spkiSha256: string;
  names: string[];
  receipt: Receipt;
}

export type FromFrame =
  | { type: "ready" }
  | { type: "generated"; made: FrameGenerated }
  | { type: "saved"; what: "key" | "csr" }
  | { type: "progress"; progress: Progress }
  | { type: "error"; code: string; field?: string }
  /** `unsaved`: whether leaving now would lose a key. */
  | { type: "state"; state: FrameState; unsaved: boolean }
  | { type: "resize"; height: number }
  | { type: "leave-answer"; id: number; leave: boolean };

type Check = (value: unknown) => boolean;

const text =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const number =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === "number" && value >= least && value <= most;
const duration = number(0, Number.MAX_VALUE);
const flag: Check = (value) => typeof value === "boolean";
const plainObject: Check = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const list =
  (item: Check, most: number, least = 0): Check =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(item);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

/** An object with these fields and no other; a field whose name ends in "?" may be missing. */
const record = (fields: Readonly<Record<string, Check>>): Check => {
  const checks = new Map(Object.entries(fields).map(([name, check]) => [name.replace("?", ""), check]));
  const needed = Object.keys(fields).filter((name) => !name.endsWith("?"));
  return (value) =>
    plainObject(value) &&
    needed.every((name) => Object.hasOwn(value as object, name)) &&
    Object.entries(value as object).every(([name, field]) => checks.get(name)?.(field) ?? false);
};

/** One PEM block with this label, after at most one line of explanation (RFC 7468 2). */
const pem = (label: string): Check =>
  text(
    new RegExp(`^([^\\n-]*\\n)?-----BEGIN ${label}-----\\n([A-Za-z\\d+/=]{1,76}\\n){1,2000}-----END ${label}-----\\n$`),
  );

const shortText = text(/^.{0,1000}$/su);
const sha256 = text(/^[\da-f]{64}$/);
const integer: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const profiles = [
  "tls-server",
  "tls-client",
  "smime",
  "spiffe",
  "stir-shaken",
  "private-pki",
] as const satisfies Profile[];

const receipt = record({
  version: text(/^[\w.+-]{1,64}$/),
  wasmSha256: sha256,
  time: text(/^[\d:.TZ-]{1,32}$/),
  profile: oneOf(...profiles),
  key: text(/^[\da-z-]{1,32}$/),
  sealing: either(
    record({ kdf: oneOf("pbkdf2-hmac-sha256"), iterations: integer, cipher: oneOf("aes-256-cbc") }),
    record({ kdf: oneOf("scrypt"), n: integer, r: integer, p: integer, cipher: oneOf("aes-256-cbc") }),
  ),
  spkiSha256: sha256,
});

const message = (type: string, fields: Readonly<Record<string, Check>>): Check =>
  record({ keyseal: oneOf(1), type: oneOf(type), ...fields });

const fromFrame = either(
  message("ready", {}),
  message("generated", {
    made: record({
      csrPem: pem("CERTIFICATE REQUEST"),
      "sealedKeyPem?": pem("ENCRYPTED PRIVATE KEY"),
      spkiSha256: sha256,
      names: list(shortText, 1000),
      receipt,
    }),
  }),
  message("saved", { what: oneOf("key", "csr") }),
  message("progress", {
    progress: record({
      phase: oneOf("loading", "key", "sealing", "signing"),
      "fraction?": number(0, 1),
      "expectedMs?": list(duration, 2, 2),
      elapsedMs: duration,
    }),
  }),
  message("error", { code: text(/^[a-z][a-z\d-]{0,63}$/), "field?": text(/^[\w.[\]-]{0,100}$/) }),
  message("state", { state: oneOf(...states), unsaved: flag }),
  message("resize", { height: number(0, 100_000) }),
  message("leave-answer", { id: integer, leave: flag }),
);

const toFrame = either(
  message("configure", {
    "policy?": plainObject,
    "profile?": oneOf(...profiles),
    "key?": text(/^[\da-z-]{1,32}$/),
    "lang?": text(/^[\dA-Za-z-]{1,35}$/),
    "colorScheme?": oneOf("light", "dark"),
    sealedKey: flag,
  }),
  message("ask-leave", { id: integer }),
);

/** The message in `data`, or undefined if it is none from a frame. */
export function readFromFrame(data: unknown): FromFrame | undefined {
  return fromFrame(data) ? (data as FromFrame) : undefined;
}

/** The message in `data`, or undefined if it is none for a frame. */
export function readToFrame(data: unknown): ToFrame | undefined {
  return toFrame(data) ? (data as ToFrame) : undefined;
}

/** The message as it is posted. */
export function posted(message: ToFrame | FromFrame): object {
  return { keyseal: 1, ...message };
}
