/** The options of `keyseal check`. What profiles, levels and dates mean is the core's to judge. */

import type { CheckOptions } from "../index-node.js";
import { usageError } from "./errors.js";
import { type OptionKind, readArguments } from "./options.js";

const kinds = {
  profile: "once",
  level: "once",
  date: "once",
  match: "once",
  strict: "flag",
  json: "flag",
  help: "flag",
} as const satisfies Record<string, OptionKind>;

type Name = keyof typeof kinds;

export interface CheckArguments {
  /** Paths; "-" is standard input. */
  files: string[];
  /** Also a path. */
  match: string | undefined;
  options: Omit<CheckOptions, "match" | "blocklists">;
  report: "text" | "json";
}

/** Reads what follows `check`. Returns "help" where that is asked for, whatever else stands there. */
export function readCheckArguments(args: readonly string[]): CheckArguments | "help" {
  const { options, operands } = readArguments(args, kinds, 2, Number.POSITIVE_INFINITY);
  const has = (name: Name) => options.some((option) => option.name === name);
  const one = (name: Name) => options.find((option) => option.name === name)?.value;
  if (has("help")) return "help";
  if (operands.length === 0) throw usageError("A file is missing: keyseal check --help lists what can be given.");
  for (const name of ["profile", "level", "date", "match"] as const) {
    if (one(name) === "") throw usageError("This option needs a value.", `--${name}`);
  }
  const given = { profile: one("profile"), level: one("level"), date: one("date") };
  return {
    files: operands,
    match: one("match"),
    options: {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      strict: has("strict"),
    } as CheckArguments["options"], // the core says which values there are
    report: has("json") ? "json" : "text",
  };
}
