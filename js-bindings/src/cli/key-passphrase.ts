/** The passphrase of a key that exists: from a file, from standard input, or typed once. */

import { usageError } from "./errors.js";
import { readPassphraseFile, readPassphraseInput } from "./passphrase-file.js";
import { Terminal } from "./terminal.js";

async function fromTerminal(question: string, signal: AbortSignal): Promise<Uint8Array> {
  const terminal = Terminal.find();
  if (!terminal) throw usageError("There is no terminal to ask for the passphrase on.", "--passphrase-file");
  try {
    const typed = await terminal.withoutEcho(() => terminal.askSecret(question, signal));
    return typed ? Uint8Array.from(typed) : new Uint8Array();
  } finally {
    terminal.close();
  }
}

/** The bytes, which the caller wipes. `file` is a path, "-" for standard input, or undefined for whoever sits there. */
export async function readKeyPassphrase(
  file: string | undefined,
  question: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (file === undefined) return fromTerminal(question, signal);
  if (file === "-") return readPassphraseInput(signal);
  const { utf8, readableByOthers } = await readPassphraseFile(file, signal);
  if (readableByOthers) {
    process.stderr.write("keyseal: warning: Other users can read the passphrase file: chmod 600 it.\n");
  }
  return utf8;
}
