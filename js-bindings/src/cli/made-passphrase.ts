/** Where nobody can be asked, Keyseal makes the passphrase itself and shows it once, on standard error. */

import { fstatSync, statSync } from "node:fs";
import { EnvironmentError, type Keyseal } from "../index-node.js";
import { errnoOf, usageError, withText } from "./errors.js";

/** Fails where nobody could see the passphrase: the key would be lost with it. */
export function checkSeen(): void {
  let unseen = false;
  try {
    unseen = fstatSync(2).rdev !== 0 && fstatSync(2).rdev === statSync("/dev/null").rdev;
  } catch {} // no /dev/null here
  if (unseen) {
    throw usageError(
      "Keyseal would make a passphrase and show it on standard error, which is /dev/null.",
      "--passphrase-file",
    );
  }
}

export function makePassphrase(keyseal: Keyseal): Promise<string> {
  return keyseal.suggestPassphrase();
}

/** Shows the passphrase, and returns when it is written. */
export function showPassphrase(passphrase: string): Promise<void> {
  const text = `Keyseal made this passphrase. It is shown only now, and a lost passphrase is a lost key:\n\n    ${passphrase}\n\n`;
  return new Promise((resolve, reject) => {
    process.stderr.write(text, (error) => {
      if (!error) return resolve();
      const cause = new EnvironmentError("file-not-written", `standard error: ${errnoOf(error) ?? "failed"}`);
      reject(withText(cause, "The passphrase cannot be shown. Nothing was left behind."));
    });
  });
}
