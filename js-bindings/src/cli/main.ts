/** The command line: `keyseal`. Standard output carries results only, standard error everything else. */

import { pins } from "../base/pins.js";
import { EnvironmentError, InternalError, KeysealError } from "../index-node.js";
import { readCheckArguments } from "./check-arguments.js";
import { checkCommand } from "./check-command.js";
import { errnoOf, exitStatusOf, usageError, withText } from "./errors.js";
import { readGenerateArguments } from "./generate-arguments.js";
import { generateCommand } from "./generate-command.js";
import { checkHelp, generateHelp, help, keyHelps, packageHelp, verifyBundleHelp } from "./help.js";
import { keyCommand, readKeyArguments } from "./key-commands.js";
import { packageCommand, readPackageArguments } from "./package-command.js";
import { readVerifyBundleArguments, verifyBundleCommand } from "./verify-bundle-command.js";

/** What belongs on standard output, and what was judged unacceptable. */
interface Outcome {
  stdout: string;
  errors?: readonly KeysealError[];
  /** Exit status where no error tells it. */
  status?: number;
}

async function run(args: readonly string[], signal: AbortSignal): Promise<Outcome> {
  const [command, ...rest] = args;
  switch (command) {
    case "generate": {
      const given = readGenerateArguments(rest);
      return { stdout: given === "help" ? generateHelp : await generateCommand(given, signal) };
    }
    case "check": {
      const given = readCheckArguments(rest);
      return given === "help" ? { stdout: checkHelp } : { stdout: "", status: await checkCommand(given, signal, say) };
    }
    case "package": {
      const given = readPackageArguments(rest);
      return given === "help" ? { stdout: packageHelp } : packageCommand(given, signal);
    }
    case "request":
    case "reseal":
    case "prove-compromise": {
      const given = readKeyArguments(command, rest);
      return { stdout: given === "help" ? keyHelps[command] : await keyCommand(given, signal) };
    }
    case "verify-bundle": {
      const given = readVerifyBundleArguments(rest);
      return given === "help" ? { stdout: verifyBundleHelp } : verifyBundleCommand(given);
    }
    case "--help":
    case "--version":
      if (rest.length > 0) throw usageError("Nothing can follow this option.", command);
      return {
        stdout: command === "--help" ? help : `keyseal ${pins.version}\nkeyseal.wasm SHA-256 ${pins.wasmSha256}\n`,
      };
    case undefined:
      throw usageError("A command is missing: keyseal --help lists them.");
    default:
      throw usageError("There is no such command: keyseal --help lists them.", "argument 1");
  }
}

/** Writes to standard output. A reader that has gone away is its own business: the files are written. */
function say(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error || errnoOf(error) === "EPIPE") return resolve();
      const cause = new EnvironmentError("file-not-written", `standard output: ${errnoOf(error) ?? "failed"}`);
      reject(withText(cause, "The report cannot be written. Files that were made are complete."));
    });
  });
}

/** `keyseal: CODE: text (field)`. What is not ours may hold anything, so only its kind is told. */
function tell(error: unknown): number {
  const known = error instanceof KeysealError ? error : new InternalError("internal");
  const field = known.field === undefined ? "" : ` (${known.field})`;
  process.stderr.write(`keyseal: ${known.code}: ${known.message}${field}\n`);
  return exitStatusOf(known);
}

const stopSignals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

async function main(): Promise<number> {
  const stop = new AbortController();
  let stoppedBy = 0;
  for (const [name, number] of Object.entries(stopSignals)) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(128 + number); // asked twice
      stoppedBy = number;
      stop.abort();
    });
  }
  // Each write hears of its own failure; without these the event would end the program.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  try {
    const { stdout, errors = [], status = 0 } = await run(process.argv.slice(2), stop.signal);
    await say(stdout);
    return errors.map(tell).reduce((worst, one) => Math.max(worst, one), status);
  } catch (error) {
    if (!stop.signal.aborted) return tell(error);
    process.stderr.write("keyseal: Stopped. No key was made.\n");
    return 128 + stoppedBy;
  }
}

process.on("uncaughtException", (error) => process.exit(tell(error)));
process.exitCode = 4; // for a run that ends without an answer
main().then((status) => {
  process.exitCode = status;
});
