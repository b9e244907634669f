/** `keyseal generate`: a key and its request, in two files. */

import { type Generated, type GenerateRequest, type Keyseal, open, PassphraseError } from "../index-node.js";
import { filePaths, foreseeablePaths } from "./file-names.js";
import type { GenerateArguments } from "./generate-arguments.js";
import { jsonReport, textReport, warnings } from "./generate-report.js";
import { checkSeen, makePassphrase, showPassphrase } from "./made-passphrase.js";
import { checkBeforehand, writeTogether } from "./output-files.js";
import { readPassphraseFile, readPassphraseInput } from "./passphrase-file.js";
import { withAskedPassphrase } from "./passphrase-prompt.js";
import { startProgressLine } from "./progress-line.js";
import { Terminal } from "./terminal.js";

type Unsealed = Omit<GenerateRequest, "passphrase">;
type Seal = (passphrase: Uint8Array) => Promise<Generated>;

/** Fails as `generate` would for this request, so that nobody types a passphrase for nothing. Makes no key. */
async function judge(keyseal: Keyseal, request: Unsealed): Promise<void> {
  try {
    await keyseal.generate({ ...request, passphrase: new Uint8Array(0) });
  } catch (error) {
    if (!(error instanceof PassphraseError)) throw error; // the core looks at the passphrase last
  }
}

/** Takes the passphrase from where it is and hands it to `seal`, which wipes it. */
async function sealWithPassphrase(
  keyseal: Keyseal,
  { request, passphraseFile }: GenerateArguments,
  signal: AbortSignal,
  seal: Seal,
): Promise<Generated> {
  const terminal = passphraseFile === undefined || passphraseFile === "-" ? Terminal.find() : undefined;
  if (terminal) {
    try {
      await judge(keyseal, request);
      return await withAskedPassphrase(terminal, signal, seal);
    } finally {
      terminal.close();
    }
  }
  if (passphraseFile === "-") return seal(await readPassphraseInput(signal));
  if (passphraseFile !== undefined) {
    const { utf8, readableByOthers } = await readPassphraseFile(passphraseFile, signal);
    if (readableByOthers)
      process.stderr.write("keyseal: warning: Other users can read the passphrase file: chmod 600 it.\n");
    return seal(utf8);
  }
  checkSeen();
  const made = await makePassphrase(keyseal);
  const generated = await seal(new TextEncoder().encode(made));
  await showPassphrase(made); // before anything is written: a key must not outlive its passphrase
  return generated;
}

/** Makes what is asked for. Returns the report for standard output; until then nothing was written there. */
export async function generateCommand(given: GenerateArguments, signal: AbortSignal): Promise<string> {
  const { request, out, existing, workers } = given;
  const foreseen = foreseeablePaths(out, request);
  checkBeforehand(out, foreseen ? [foreseen.key, foreseen.csr] : [], existing);

  const keyseal = await open(workers === undefined ? {} : { workers });
  const close = () => keyseal.close();
  signal.addEventListener("abort", close);
  const progress = request.key?.type === "rsa" ? startProgressLine() : undefined;
  try {
    signal.throwIfAborted();
    const generated = await sealWithPassphrase(keyseal, given, signal, async (passphrase) => {
      try {
        return await keyseal.generate({ ...request, passphrase }, { signal, ...progress });
      } finally {
        passphrase.fill(0);
        progress?.end();
      }
    });
    signal.throwIfAborted();
    const files = filePaths(out, generated.names, request);
    writeTogether(
      [
        // The key first: a machine that stops between the two leaves a key that nobody asks for, not the reverse.
        { path: files.key, text: generated.sealedKeyPem, mode: 0o600 },
        { path: files.csr, text: generated.csrPem, mode: 0o644 },
      ],
      existing,
    );
    process.stderr.write(warnings(generated));
    return given.report === "json" ? jsonReport(generated, files) : textReport(generated, files);
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}
