/** Reads options strictly: what is not known, given twice or without its value is a usage error. */

import { parseArgs } from "node:util";
import { usageError } from "./errors.js";

/** How often an option may stand, and whether it has a value. */
export type OptionKind = "flag" | "once" | "repeated";

export interface GivenOption<Name extends string> {
  name: Name;
  /** "" for a flag. */
  value: string;
}

const neverFromArgument = "A passphrase is never taken from an argument: use --passphrase-file, or type it when asked.";

export interface GivenArguments<Name extends string> {
  options: GivenOption<Name>[];
  /** What stands there without being an option or its value. */
  operands: string[];
}

/**
 * The options in `args`, in their order. Errors tell an argument by its number and never repeat it: a mistyped command
 * line may hold a passphrase. `firstArgument` is the number of args[0].
 */
export function readOptions<Name extends string>(
  args: readonly string[],
  kinds: Readonly<Record<Name, OptionKind>>,
  firstArgument: number,
): GivenOption<Name>[] {
  return readArguments(args, kinds, firstArgument, 0).options;
}

/** The same for a command that takes up to `mostOperands` operands. */
export function readArguments<Name extends string>(
  args: readonly string[],
  kinds: Readonly<Record<Name, OptionKind>>,
  firstArgument: number,
  mostOperands: number,
): GivenArguments<Name> {
  const types = Object.fromEntries(
    Object.entries<OptionKind>(kinds).map(([name, kind]) => [
      name,
      { type: kind === "flag" ? "boolean" : "string", multiple: true },
    ]),
  ) as Record<string, { type: "boolean" | "string"; multiple: true }>;
  const operands: string[] = [];
  const take = (operand: string, at: number) => {
    if (operands.length === mostOperands) {
      throw usageError(
        mostOperands === 0 ? `Only options can stand here. ${neverFromArgument}` : "One too many.",
        `argument ${at + firstArgument}`,
      );
    }
    operands.push(operand);
  };
  // What stands behind "--" is no matter of parseArgs', which could take only so much of it.
  const end = args.indexOf("--") < 0 ? args.length : args.indexOf("--");
  // Not strict: parseArgs' own messages repeat the argument. Each of its checks stands below, and one that it lacks.
  const { tokens } = parseArgs({
    args: args.slice(0, end),
    options: types,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: GivenOption<Name>[] = [];
  for (const token of tokens) {
    const place = `argument ${token.index + firstArgument}`;
    if (token.kind === "option-terminator") continue; // there is none
    if (token.kind === "positional") {
      take(token.value, token.index);
      continue;
    }
    if (!Object.hasOwn(kinds, token.name)) {
      throw usageError(/^pass/i.test(token.name) ? neverFromArgument : "There is no option of this name.", place);
    }
    const name = token.name as Name;
    const option = `--${name}`;
    if (kinds[name] === "flag") {
      if (token.value !== undefined) throw usageError("This option takes no value.", option);
    } else {
      if (token.value === undefined) throw usageError("This option needs a value.", option);
      if (!token.inlineValue && /^-./.test(token.value)) {
        throw usageError(`This option needs a value. One that begins with a dash is written ${option}=-…`, option);
      }
    }
    if (kinds[name] !== "repeated" && given.some((other) => other.name === name)) {
      throw usageError("This option can be given only once.", option);
    }
    given.push({ name, value: token.value ?? "" });
  }
  for (const [at, operand] of args.slice(end + 1).entries()) {
    take(operand === "-" ? "./-" : operand, end + 1 + at); // a file, as the help says
  }
  return { options: given, operands };
}
