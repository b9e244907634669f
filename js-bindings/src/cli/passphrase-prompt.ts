/** Asks a person for a passphrase, twice. */

import { PassphraseError } from "../index-node.js";
import type { Terminal } from "./terminal.js";

const tries = 3;

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Returns undefined at the end of the input. Fails with "passphrase-differs". */
async function askTwice(terminal: Terminal, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const first = await terminal.askSecret("Passphrase: ", signal);
  if (!first) return undefined;
  let second: Uint8Array | undefined;
  try {
    if (first.length === 0) throw new PassphraseError("passphrase-empty", "passphrase");
    second = await terminal.askSecret("The same again: ", signal);
    if (!second) return undefined;
    if (!same(first, second)) throw new PassphraseError("passphrase-differs", "passphrase");
    return Uint8Array.from(first);
  } finally {
    first.fill(0);
    second?.fill(0);
  }
}

/**
 * Asks for a passphrase and hands it to `use`. Where `use` refuses it with a PassphraseError, or the two differ, says
 * why and asks again, three times in all. The end of the input is "passphrase-empty".
 */
export async function withAskedPassphrase<Value>(
  terminal: Terminal,
  signal: AbortSignal,
  use: (passphrase: Uint8Array) => Promise<Value>,
): Promise<Value> {
  terminal.show("The passphrase encrypts the key file: at least 15 characters, which are not shown.\n");
  terminal.show("A lost passphrase is a lost key. Nobody can recover it.\n");
  for (let attempt = 1; ; attempt++) {
    let passphrase: Uint8Array | undefined;
    try {
      passphrase = await terminal.withoutEcho(() => askTwice(terminal, signal));
      if (!passphrase) break;
      return await use(passphrase);
    } catch (error) {
      if (!(error instanceof PassphraseError) || attempt === tries) throw error;
      terminal.show(`${error.message}\n`);
    } finally {
      passphrase?.fill(0);
    }
  }
  throw new PassphraseError("passphrase-empty", "passphrase");
}
