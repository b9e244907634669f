/**
 * What crosses between a portal's page and the frame that makes the key: settings one way; progress, the request and, if
 * the portal asked for it, the sealed key the other way. Both sides check the form of everything that comes in, and the
 * frame checks what it sends: a message holds what it names, and nothing but public data and sealed keys can cross.
 */

import { isErrorCode } from "../base/errors.js";
import { keySpecs } from "../base/key-names.js";
import type { Profile, Progress, Receipt } from "../base/types.js";
import type { GeneratorPolicy } from "../element/generator/policy.js";
import { binaryOf } from "./der-forms.js";
import { standsIn } from "./names.js";

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

/** One PEM block of this label and form, and nothing else. */
const pem =
  (label: "CERTIFICATE REQUEST" | "ENCRYPTED PRIVATE KEY"): Check =>
  (value) =>
    binaryOf(value, label) !== undefined;

const sha256 = text(/^[\da-f]{64}$/);
const profiles = [
  "tls-server",
  "tls-client",
  "smime",
  "spiffe",
  "stir-shaken",
  "private-pki",
] as const satisfies Profile[];

const between =
  (least: number, most: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

/** The limits are the core's (wasm/core/sealing/pbes2.h). */
const sealing = either(
  record({
    kdf: oneOf("pbkdf2-hmac-sha256"),
    iterations: between(600_000, 10_000_000),
    cipher: oneOf("aes-256-cbc"),
  }),
  record({
    kdf: oneOf("scrypt"),
    n: between(2 ** 17, 2 ** 21),
    r: between(8, 1024),
    p: between(1, 16),
    cipher: oneOf("aes-256-cbc"),
  }),
);
const keys = Object.keys(keySpecs);

const receipt = record({
  version: text(/^\d{1,4}\.\d{1,4}\.\d{1,4}(-(alpha|beta|rc)\.\d{1,3})?(-fake|-fixture)?$/),
  wasmSha256: sha256,
  time: text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/),
  profile: oneOf(...profiles),
  key: oneOf(...keys),
  sealing,
  spkiSha256: sha256,
});

const madeFields = record({
  csrPem: pem("CERTIFICATE REQUEST"),
  "sealedKeyPem?": pem("ENCRYPTED PRIVATE KEY"),
  spkiSha256: sha256,
  names: list(text(/^[!-~]{1,2048}$/), 1000),
  receipt,
});

/** What was made: its names are those of the request, its receipt is that of the key. */
const made: Check = (value) => {
  if (!madeFields(value)) return false;
  const { csrPem, names, spkiSha256, receipt } = value as FrameGenerated;
  const request = binaryOf(csrPem, "CERTIFICATE REQUEST") ?? "";
  return receipt.spkiSha256 === spkiSha256 && names.every((name) => standsIn(request, name));
};

/** The fields of requests, policies and options, of which an error's place is made. */
const words =
  "profile key subject dns ip email uri tnAuthList mustStaple authority passphrase sealing names request options policy frame " +
  "type value curve modulusBits parameterSet kdf iterations n r p cipher spc tn start count " +
  "label required default locked hidden allowed requireSaved worker workers workerUrl wasmUrl";
const word = `(?:${words.replaceAll(" ", "|")})(?:\\[\\d{1,4}\\])?`;
/** "dns[3]", "policy.key.allowed[1]", or what stopped the module (worker/stopped.ts): "call: unreachable". */
const stop = "(?:start|call): (?:unreachable|out-of-bounds|stack-overflow|abort|other|[A-Z][a-z]{3,8}Error|Error)";
const place = text(new RegExp(`^(?:${word}(?:\\.${word}){0,3}|${stop})$`));
const code: Check = (value) => typeof value === "string" && isErrorCode(value);

const message = (type: string, fields: Readonly<Record<string, Check>>): Check =>
  record({ keyseal: oneOf(1), type: oneOf(type), ...fields });

const fromFrame = either(
  message("ready", {}),
  message("generated", { made }),
  message("saved", { what: oneOf("key", "csr") }),
  message("progress", {
    progress: record({
      phase: oneOf("loading", "key", "sealing", "signing"),
      "fraction?": number(0, 1),
      "expectedMs?": list(duration, 2, 2),
      elapsedMs: duration,
    }),
  }),
  message("error", { code, "field?": place }),
  message("state", { state: oneOf(...states), unsaved: flag }),
  message("resize", { height: between(0, 100_000) }),
  message("leave-answer", { id: between(0, Number.MAX_SAFE_INTEGER), leave: flag }),
);

const toFrame = either(
  message("configure", {
    "policy?": plainObject,
    "profile?": oneOf(...profiles),
    "key?": oneOf(...keys),
    "lang?": text(/^(?=.{2,35}$)[A-Za-z]{2,8}(-[\dA-Za-z]{1,8})*$/),
    "colorScheme?": oneOf("light", "dark"),
    sealedKey: flag,
  }),
  message("ask-leave", { id: between(0, Number.MAX_SAFE_INTEGER) }),
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
