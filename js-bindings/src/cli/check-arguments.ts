/** The options of `keyseal check`. What profiles, levels and dates mean is the core's to judge. */

import type { Blocklist, CheckOptions, InputError } from "../index-node.js";
import { usageError } from "./errors.js";
import { type OptionKind, readArguments } from "./options.js";

const kinds = {
  profile: "once",
  level: "once",
  generation: "once",
  date: "once",
  until: "once",
  authority: "once",
  match: "once",
  blocklist: "repeated",
  primes: "repeated",
  signer: "repeated",
  language: "once",
  explain: "flag",
  strict: "flag",
  json: "flag",
  help: "flag",
} as const satisfies Record<string, OptionKind>;

type Name = keyof typeof kinds;

export interface BlocklistArgument extends Omit<Blocklist, "bytes"> {
  /** The path. */
  name: string;
}

export interface CheckArguments {
  /** Paths; "-" is standard input. */
  files: string[];
  /** Also a path. */
  match: string | undefined;
  blocklists: BlocklistArgument[];
  /** Paths of lists. */
  primes: string[];
  /** Paths of certificates. */
  signers: string[];
  options: Omit<CheckOptions, "match" | "blocklists" | "primes" | "signers">;
  report: "text" | "json";
  /** Of a text: the tag of a language file, or English. */
  language: string | undefined;
  /** Whether text says what an authority makes of a request. */
  explain: boolean;
}

/** The languages of findings beside English (wasm/core/rules/languages). */
export const languages: readonly string[] = ["de", "es", "fr", "ja", "zh-Hans"];

/** "[KIND[:COVERS]=]FILE". What stands before "=" is a part of the path where it has a dot or a slash, as in the core. */
function blocklistOf(argument: string): BlocklistArgument {
  const equals = argument.indexOf("=");
  const words = argument.slice(0, Math.max(equals, 0));
  const hasWords = equals >= 0 && !/[./\\]/.test(words);
  const name = hasWords ? argument.slice(equals + 1) : argument;
  const [, kind, covers] = /^([^:]+)(?::(.+))?$/.exec(words) ?? [];
  if (name === "" || (hasWords && kind === undefined)) throw blocklistError();
  if (!hasWords) return { name };
  return { name, kind: kind as NonNullable<Blocklist["kind"]>, ...(covers !== undefined && { covers }) };
}

export function blocklistError(): InputError {
  return usageError("Written [KIND[:COVERS]=]FILE, as --help says.", "--blocklist");
}

/** Reads what follows `check`. Returns "help" where that is asked for, whatever else stands there. */
export function readCheckArguments(args: readonly string[]): CheckArguments | "help" {
  const { options, operands } = readArguments(args, kinds, 2, Number.POSITIVE_INFINITY);
  const has = (name: Name) => options.some((option) => option.name === name);
  const one = (name: Name) => options.find((option) => option.name === name)?.value;
  if (has("help")) return "help";
  if (operands.length === 0) throw usageError("A file is missing: keyseal check --help lists what can be given.");
  for (const name of ["profile", "level", "generation", "date", "until", "authority", "match", "language"] as const) {
    if (one(name) === "") throw usageError("This option needs a value.", `--${name}`);
  }
  const empty = options.find(({ name, value }) => (name === "primes" || name === "signer") && value === "");
  if (empty) throw usageError("A value is missing.", `--${empty.name}`);
  const language = one("language");
  if (language !== undefined && language !== "en" && !languages.includes(language)) {
    throw usageError("There is no language of this name.", "--language");
  }
  const given = {
    profile: one("profile"),
    level: one("level"),
    generation: one("generation"),
    date: one("date"),
    until: one("until"),
    authority: one("authority"),
  };
  return {
    files: operands,
    match: one("match"),
    blocklists: options.filter(({ name }) => name === "blocklist").map(({ value }) => blocklistOf(value)),
    primes: options.filter(({ name }) => name === "primes").map(({ value }) => value),
    signers: options.filter(({ name }) => name === "signer").map(({ value }) => value),
    options: {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      strict: has("strict"),
    } as CheckArguments["options"], // the core says which values there are
    report: has("json") ? "json" : "text",
    language: language === "en" ? undefined : language,
    explain: has("explain"),
  };
}
