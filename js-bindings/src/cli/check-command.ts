/** `keyseal check`: the rules for requests, certificates and public keys. Prints what the core writes, byte for byte. */

import { constants } from "node:fs";
import { open as openFile, readFile } from "node:fs/promises";
import { maxFileBytes } from "../api/checker-request.js";
import type { PrintingKeyseal } from "../api/keyseal.js";
import { reportText } from "../base/report-text.js";
import type { Translation } from "../base/translation.js";
import type { CheckedInput } from "../base/types.js";
import { EnvironmentError, InputError, open } from "../index-node.js";
import { blocklistError, type CheckArguments } from "./check-arguments.js";
import { printable, usageError } from "./errors.js";

/** Standard input to its end, or to the byte at which it is too large. */
async function readInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= maxFileBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxFileBytes);
}

/** One for all files: each keeps no more than it needs. */
const buffer = Buffer.alloc(maxFileBytes);

async function readPath(path: string): Promise<Uint8Array> {
  const file = await openFile(path, constants.O_RDONLY);
  try {
    let size = 0;
    while (size < buffer.length) {
      const { bytesRead } = await file.read(buffer, size, buffer.length - size, null);
      if (bytesRead === 0) break;
      size += bytesRead;
    }
    return Uint8Array.from(buffer.subarray(0, size));
  } finally {
    await file.close();
  }
}

/** What is in the file, or null where it cannot be read. */
async function read(path: string): Promise<Uint8Array | null> {
  try {
    return await (path === "-" ? readInput() : readPath(path));
  } catch {
    return null;
  }
}

/** The whole of a list, however large it is. */
async function readList<List extends { name: string }>(argument: List): Promise<List & { bytes: Uint8Array }> {
  try {
    return { ...argument, bytes: await readFile(argument.name) };
  } catch {
    throw new InputError("file-unreadable", printable(argument.name));
  }
}

/** A wrong value of an option is a matter of usage, and what is wrong with the file of one is told by its name. */
function errorOfOption(error: unknown, { blocklists, primes, signers }: CheckArguments): unknown {
  if (!(error instanceof InputError)) return error;
  const [, index, place = ""] = /^blocklists\[(\d+)\](.*)$/.exec(error.field ?? "") ?? [];
  if (place === ".kind") return blocklistError();
  if (index) return new InputError(error.code, printable(blocklists[Number(index)]?.name ?? "") + place);
  const [, ofPrimes, line = ""] = /^primes\[(\d+)\](.*)$/.exec(error.field ?? "") ?? [];
  if (ofPrimes) return new InputError(error.code, printable(primes[Number(ofPrimes)] ?? "") + line);
  const [, ofSigners] = /^signers\[(\d+)\]$/.exec(error.field ?? "") ?? [];
  if (ofSigners) return new InputError(error.code, printable(signers[Number(ofSigners)] ?? ""));
  if (error.field === "match") return new InputError(error.code, "--match");
  if (error.field === "profile") return usageError("There is no profile of this name.", "--profile");
  if (error.field === "level") {
    const text =
      "A level is dv, iv, ov or ev for tls-server, and mailbox, organization, sponsor or individual for smime.";
    return usageError(text, "--level");
  }
  if (error.field === "generation") {
    return usageError("A generation is strict, multipurpose or legacy, and for smime.", "--generation");
  }
  if (error.field === "date") return usageError("A date is written YYYY-MM-DD.", "--date");
  if (error.field === "until") {
    return usageError("A date is written YYYY-MM-DD, and is not before the first.", "--until");
  }
  if (error.field === "authority") return usageError("There is no authority of this name.", "--authority");
  return error;
}

async function translationTo(language: string): Promise<Translation> {
  try {
    const file = await readFile(new URL(`./languages/findings/${language}.json`, import.meta.url), "utf8");
    return new Map(Object.entries(JSON.parse(file) as Record<string, string>));
  } catch {
    throw new EnvironmentError("bundle-unreadable", "--language");
  }
}

/** What the core writes as JSON, as text in another language. */
function inLanguage(lines: string, translation: Translation, explain: boolean): string {
  const inputs = lines.split("\n").filter((line) => line !== "");
  return inputs.map((line) => reportText(JSON.parse(line) as CheckedInput, translation, explain)).join("");
}

/** As kMaxComparedFileBytes in limits.h: keys in what follows are not compared, and so it can be judged in parts. */
const maxComparedFileBytes = 2 ** 26;

/** Hands each piece of the report to `say`. Returns the exit status: 1 unless everything is acceptable. */
export async function checkCommand(
  given: CheckArguments,
  signal: AbortSignal,
  say: (text: string) => Promise<void>,
): Promise<number> {
  const match = given.match === undefined ? undefined : await read(given.match);
  if (match === null) throw new InputError("file-unreadable", "--match");
  const blocklists = [];
  for (const argument of given.blocklists) blocklists.push(await readList(argument));
  const primes = [];
  for (const name of given.primes) primes.push(await readList({ name }));
  const signers = [];
  for (const name of given.signers) {
    const bytes = await read(name);
    if (bytes === null) throw new InputError("file-unreadable", printable(name));
    signers.push(bytes);
  }
  const isText = given.report === "text";
  const translation = isText && given.language ? await translationTo(given.language) : undefined;
  const keyseal = (await open()) as PrintingKeyseal;
  const names = given.files.values();
  let status = 0;
  for (let compare = true, isDone = false; !isDone; compare = false) {
    const files = [];
    for (let size = 0; size <= maxComparedFileBytes; ) {
      const { value: name, done } = names.next();
      isDone = done === true;
      if (name === undefined) break;
      signal.throwIfAborted();
      const bytes = await read(name);
      files.push({ name, bytes });
      size += bytes?.length ?? 0;
    }
    if (files.length === 0) break; // the part before was the last
    const request = { ...given.options, files, blocklists, primes, signers, ...(match && { match }) };
    const isJson = !isText || translation !== undefined;
    const printed = { json: isJson, compare, explain: given.explain };
    const { reports, acceptable } = await keyseal.checkAndPrint(request, printed, { signal }).catch((error) => {
      throw errorOfOption(error, given);
    });
    for (const report of reports) await say(translation ? inLanguage(report, translation, given.explain) : report);
    if (!acceptable) status = 1;
  }
  return status;
}
