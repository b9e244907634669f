/** The options of `keyseal generate`, turned into a request. What names, subjects and numbers mean is the core's to judge. */

import { type KeyName, keySpecs } from "../base/key-names.js";
import { type GenerateRequest, InputError, type Profile, type Sealing, type TnAuthEntry } from "../index-node.js";
import { usageError } from "./errors.js";
import { type GivenOption, type OptionKind, readOptions } from "./options.js";
import { parseSubject } from "./subject-text.js";

/** What a request asks for, of whatever key. */
export const requestKinds = {
  dns: "repeated",
  ip: "repeated",
  email: "repeated",
  uri: "repeated",
  profile: "once",
  subject: "once",
  "must-staple": "flag",
  spc: "repeated",
  tn: "repeated",
} as const satisfies Record<string, OptionKind>;

const kinds = {
  ...requestKinds,
  key: "once",
  "passphrase-file": "once",
  kdf: "once",
  iterations: "once",
  workers: "once",
  out: "once",
  force: "flag",
  json: "flag",
  help: "flag",
} as const satisfies Record<string, OptionKind>;

type Name = keyof typeof kinds;

export interface GenerateArguments {
  request: Omit<GenerateRequest, "passphrase">;
  /** A path, or "-" for standard input. */
  passphraseFile: string | undefined;
  out: string;
  existing: "refuse" | "replace";
  report: "text" | "json";
  /** How many may race for an RSA key. */
  workers: number | undefined;
}

function wholeNumber(text: string, least: number, most: number, option: string): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw usageError(`This option takes a whole number from ${least} to ${most}.`, option);
  return number;
}

/** "+12025550100", or "+12025550100:100" for a range of a hundred. */
function tnEntry(text: string, index: number): TnAuthEntry {
  const colon = text.indexOf(":");
  if (colon < 0) return { tn: text };
  const count = text.slice(colon + 1);
  if (!/^\d{1,9}$/.test(count)) throw new InputError("tn-not-valid", `tnAuthList[${index}]`);
  return { start: text.slice(0, colon), count: Number(count) };
}

export function sealingOf(kdf: string | undefined, iterations: string | undefined): Sealing | undefined {
  if (kdf !== undefined && kdf !== "pbkdf2" && kdf !== "scrypt")
    throw usageError("This option takes pbkdf2 or scrypt.", "--kdf");
  if (kdf === "scrypt") {
    if (iterations !== undefined) throw usageError("This option goes with --kdf pbkdf2 only.", "--iterations");
    return { kdf: "scrypt" };
  }
  if (iterations === undefined) return undefined;
  return { kdf: "pbkdf2-hmac-sha256", iterations: wholeNumber(iterations, 1, 0xffffffff, "--iterations") };
}

function tnAuthListOf(given: readonly GivenOption<string>[]): TnAuthEntry[] {
  return given
    .filter(({ name }) => name === "spc" || name === "tn")
    .map(({ name, value }, index) => (name === "spc" ? { spc: value } : tnEntry(value, index)));
}

/** What is asked for, by the options of requestKinds among `given`. */
export function requestOf(
  given: readonly GivenOption<string>[],
): Omit<GenerateRequest, "passphrase" | "key" | "sealing"> {
  const all = (name: keyof typeof requestKinds) =>
    given.filter((option) => option.name === name).map(({ value }) => value);
  const [profile] = all("profile") as Profile[]; // the core knows which there are
  const [subject] = all("subject");
  const tnAuthList = tnAuthListOf(given);
  return {
    dns: all("dns"),
    ip: all("ip"),
    email: all("email"),
    uri: all("uri"),
    mustStaple: all("must-staple").length > 0,
    ...(profile !== undefined && { profile }),
    ...(subject !== undefined && { subject: parseSubject(subject) }),
    ...(tnAuthList.length > 0 && { tnAuthList }),
  };
}

/** Reads what follows `generate`. Returns "help" where that is asked for, whatever else stands there. */
export function readGenerateArguments(args: readonly string[]): GenerateArguments | "help" {
  const given = readOptions(args, kinds, 2);
  const has = (name: Name) => given.some((option) => option.name === name);
  const all = (name: Name) => given.filter((option) => option.name === name).map(({ value }) => value);
  const one = (name: Name): string | undefined => all(name)[0];

  if (has("help")) return "help";
  const key = one("key");
  if (key !== undefined && !Object.hasOwn(keySpecs, key)) throw new InputError("key-type-unknown", "key");
  const out = one("out") ?? ".";
  if (out === "") throw usageError("This option takes a folder.", "--out");
  const workers = one("workers");
  const sealing = sealingOf(one("kdf"), one("iterations"));
  return {
    request: {
      ...requestOf(given),
      ...(key !== undefined && { key: keySpecs[key as KeyName] }),
      ...(sealing && { sealing }),
    },
    passphraseFile: one("passphrase-file"),
    out,
    existing: has("force") ? "replace" : "refuse",
    report: has("json") ? "json" : "text",
    workers: workers === undefined ? undefined : wholeNumber(workers, 1, 16, "--workers"),
  };
}
