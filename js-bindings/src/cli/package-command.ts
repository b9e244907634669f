/** `keyseal package`: from a sealed key and its certificate to what servers take, in one zip. */

import { dirname } from "node:path";
import { KeysealError, open, type Packaged, type PackageRequest, type ServerTarget } from "../index-node.js";
import { targets } from "../packs/targets/index.js";
import { jsonLine, printable, usageError } from "./errors.js";
import { findingsText } from "./findings-text.js";
import { readInputFile } from "./input-file.js";
import { readKeyPassphrase } from "./key-passphrase.js";
import { type OptionKind, readOptions } from "./options.js";
import { checkBeforehand, type Existing, writeTogether } from "./output-files.js";

const kinds = {
  key: "once",
  chain: "repeated",
  "passphrase-file": "once",
  for: "once",
  pfx: "once",
  out: "once",
  force: "flag",
  json: "flag",
  help: "flag",
} as const satisfies Record<string, OptionKind>;

export interface PackageArguments {
  keyFile: string;
  chainFiles: string[];
  passphraseFile: string | undefined;
  options: Pick<PackageRequest, "for" | "pfx">;
  out: string;
  existing: Existing;
  report: "text" | "json";
}

function targetsOf(text: string | undefined): ServerTarget[] {
  const chosen = (text ?? "pem").split(",");
  if (chosen.some((name) => !Object.hasOwn(targets, name)) || new Set(chosen).size < chosen.length) {
    throw usageError(`This option takes one or several of ${Object.keys(targets).join(",")}.`, "--for");
  }
  return chosen as ServerTarget[];
}

export function readPackageArguments(args: readonly string[]): PackageArguments | "help" {
  const given = readOptions(args, kinds, 2);
  const all = (name: keyof typeof kinds) => given.filter((option) => option.name === name).map(({ value }) => value);
  if (all("help").length > 0) return "help";
  const [keyFile] = all("key");
  if (!keyFile) throw usageError("The key file is missing.", "--key");
  const chainFiles = all("chain");
  if (chainFiles.length === 0) throw usageError("The certificate is missing.", "--chain");
  const [out] = all("out");
  if (!out) throw usageError("This option takes a file, such as www.example.com.zip.", "--out");
  const [pfx = "modern"] = all("pfx");
  if (pfx !== "modern" && pfx !== "legacy") throw usageError("This option takes modern or legacy.", "--pfx");
  return {
    keyFile,
    chainFiles,
    passphraseFile: all("passphrase-file")[0],
    options: { for: targetsOf(all("for")[0]), pfx },
    out,
    existing: all("force").length > 0 ? "replace" : "refuse",
    report: all("json").length > 0 ? "json" : "text",
  };
}

function reportOf({ files, zip: _, ...facts }: Packaged, { out, report }: PackageArguments): string {
  const paths = files.map(({ path }) => path);
  if (report === "json") return jsonLine({ file: facts.acceptable ? out : null, ...facts, files: paths });
  if (!facts.acceptable) return "";
  const lines: [string, string][] = [
    ["Names", (facts.names.length > 0 ? facts.names : ["(none)"]).map(printable).join("\n               ")],
    ["Valid until", facts.notAfter.slice(0, 10)],
    ["SPKI SHA-256", facts.spkiSha256],
    ["Package", printable(out)],
    ["In it", paths.join("\n               ")],
  ];
  return lines.map(([label, value]) => `${`${label}:`.padEnd(15)}${value}\n`).join("");
}

/** Says which file it is about, where the error speaks of one. */
function withFile(error: unknown, { keyFile, chainFiles }: PackageArguments): unknown {
  if (!(error instanceof KeysealError)) return error;
  const [, place] = /^chain\[(\d+)\]/.exec(error.field ?? "") ?? [];
  const file = /^key(\[\d+\])?$/.test(error.field ?? "") ? keyFile : place ? chainFiles[Number(place)] : undefined;
  return file === undefined
    ? error
    : new (error.constructor as new (code: string, field: string) => KeysealError)(error.code, printable(file));
}

/** Makes the package. Returns the report for standard output, and the exit status. */
export async function packageCommand(
  given: PackageArguments,
  signal: AbortSignal,
): Promise<{ stdout: string; status: number }> {
  const { keyFile, chainFiles, passphraseFile, options, out, existing } = given;
  checkBeforehand(dirname(out), [out], existing);
  const key = readInputFile(keyFile);
  const chain = chainFiles.map(readInputFile);
  const keyseal = await open();
  const close = () => keyseal.close();
  signal.addEventListener("abort", close);
  try {
    const passphrase = await readKeyPassphrase(passphraseFile, "Passphrase of the key file: ", signal);
    signal.throwIfAborted();
    const packaged = await keyseal.package({ key, chain, passphrase, ...options }, { signal });
    if (packaged.acceptable) writeTogether([{ path: out, text: packaged.zip, mode: 0o600 }], existing);
    process.stderr.write(findingsText(packaged.findings));
    return { stdout: reportOf(packaged, given), status: packaged.acceptable ? 0 : 1 };
  } catch (error) {
    throw withFile(error, given);
  } finally {
    key.fill(0);
    signal.removeEventListener("abort", close);
    close();
  }
}
