/** What else is done with a key that exists: `request`, `prove-compromise` and `reseal`. One file comes of each. */

import { basename, join } from "node:path";
import { fileStem } from "../base/file-stem.js";
import { type Keyseal, open, type Requested, type Resealed } from "../index-node.js";
import { jsonLine, printable, usageError } from "./errors.js";
import { findingsText } from "./findings-text.js";
import { requestKinds, requestOf, sealingOf } from "./generate-arguments.js";
import { readInputFile } from "./input-file.js";
import { readKeyPassphrase } from "./key-passphrase.js";
import { type GivenOption, type OptionKind, readOptions } from "./options.js";
import { checkBeforehand, type OutputFile, writeTogether } from "./output-files.js";

const commonKinds = {
  key: "once",
  "passphrase-file": "once",
  out: "once",
  force: "flag",
  json: "flag",
  help: "flag",
} as const satisfies Record<string, OptionKind>;

const kindsOf = {
  request: { ...commonKinds, ...requestKinds },
  "prove-compromise": commonKinds,
  reseal: { ...commonKinds, "new-passphrase-file": "once", kdf: "once", iterations: "once" },
} as const satisfies Record<string, Record<string, OptionKind>>;

export type KeyCommand = keyof typeof kindsOf;

export interface KeyArguments {
  command: KeyCommand;
  keyFile: string;
  out: string;
  given: readonly GivenOption<string>[];
}

const optionOf = (given: readonly GivenOption<string>[], option: string): string | undefined =>
  given.find(({ name }) => name === option)?.value;

export function readKeyArguments(command: KeyCommand, args: readonly string[]): KeyArguments | "help" {
  const given: GivenOption<string>[] = readOptions<string>(args, kindsOf[command], 2);
  if (optionOf(given, "help") !== undefined) return "help";
  const keyFile = optionOf(given, "key");
  if (!keyFile) throw usageError("The key file is missing.", "--key");
  const out = optionOf(given, "out") ?? ".";
  if (out === "") throw usageError("This option takes a folder.", "--out");
  if (command === "reseal") sealingOf(optionOf(given, "kdf"), optionOf(given, "iterations"));
  return { command, keyFile, out, given };
}

/** "www.example.com" of "/keys/www.example.com.key.pem". */
const stemOf = (keyFile: string): string => fileStem([basename(keyFile).replace(/(\.key)?(\.\w+)?$/, "")]);

/** What is made, as a file, and its report. */
interface Made {
  file: OutputFile;
  facts: Requested | Resealed;
}

type Make = (keyseal: Keyseal, key: Uint8Array, passphrase: Uint8Array, signal: AbortSignal) => Promise<Made>;

const makers: Record<KeyCommand, (args: KeyArguments) => Make> = {
  request:
    ({ given, out }) =>
    async (keyseal, keyFile, passphrase, signal) => {
      const request = requestOf(given);
      const facts = await keyseal.request({ ...request, keyFile, passphrase }, { signal });
      const path = join(out, `${fileStem(facts.names, request.subject)}.csr.pem`);
      return { file: { path, text: facts.csrPem, mode: 0o644 }, facts };
    },
  "prove-compromise":
    ({ keyFile: path, out }) =>
    async (keyseal, keyFile, passphrase, signal) => {
      const facts = await keyseal.request({ proveCompromise: true, keyFile, passphrase }, { signal });
      return {
        file: { path: join(out, `${stemOf(path)}.compromised.csr.pem`), text: facts.csrPem, mode: 0o644 },
        facts,
      };
    },
  reseal:
    ({ given, keyFile: path, out }) =>
    async (keyseal, key, passphrase, signal) => {
      const sealing = sealingOf(optionOf(given, "kdf"), optionOf(given, "iterations"));
      const newPassphrase = await readKeyPassphrase(optionOf(given, "new-passphrase-file"), "New passphrase: ", signal);
      const facts = await keyseal.reseal({ key, passphrase, newPassphrase, ...(sealing && { sealing }) }, { signal });
      return { file: { path: join(out, `${stemOf(path)}.key.pem`), text: facts.sealedKeyPem, mode: 0o600 }, facts };
    },
};

function reportOf({ file, facts }: Made, asJson: boolean): string {
  const names = "names" in facts ? facts.names : undefined;
  const { key, spkiSha256, findings } = facts;
  if (asJson) return jsonLine({ file: file.path, ...(names && { names }), key, spkiSha256, findings });
  const lines: [string, string][] = [
    ...(names && names.length > 0
      ? [["Names", names.map(printable).join("\n               ")] as [string, string]]
      : []),
    ["Key type", key],
    ["SPKI SHA-256", spkiSha256],
    [names ? "Request (CSR)" : "Sealed key", printable(file.path)],
  ];
  return lines.map(([label, value]) => `${`${label}:`.padEnd(15)}${value}\n`).join("");
}

/** Makes what is asked for. Returns the report for standard output. */
export async function keyCommand(args: KeyArguments, signal: AbortSignal): Promise<string> {
  const { command, keyFile, out, given } = args;
  const existing = optionOf(given, "force") === undefined ? "refuse" : "replace";
  const standing = ["passphrase-file", "new-passphrase-file"].filter((name) => optionOf(given, name) === "-");
  if (standing.length > 1)
    throw usageError("Standard input can be only one of the passphrases.", "--new-passphrase-file");
  checkBeforehand(out, [], existing);
  const key = readInputFile(keyFile);
  const keyseal = await open();
  const close = () => keyseal.close();
  signal.addEventListener("abort", close);
  try {
    const passphrase = await readKeyPassphrase(
      optionOf(given, "passphrase-file"),
      "Passphrase of the key file: ",
      signal,
    );
    signal.throwIfAborted();
    const made = await makers[command](args)(keyseal, key, passphrase, signal);
    signal.throwIfAborted();
    writeTogether([made.file], existing);
    process.stderr.write(findingsText(made.facts.findings));
    return reportOf(made, optionOf(given, "json") !== undefined);
  } finally {
    key.fill(0);
    signal.removeEventListener("abort", close);
    close();
  }
}
