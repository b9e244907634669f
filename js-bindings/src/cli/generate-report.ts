/** What `keyseal generate` tells when it is done. */

import type { Generated } from "../index-node.js";
import { jsonLine, printable } from "./errors.js";
import type { FilePaths } from "./file-names.js";

/** One line of JSON, for programs. */
export function jsonReport({ names, spkiSha256, findings, receipt }: Generated, files: FilePaths): string {
  const { key, profile } = receipt;
  return jsonLine({ files, names, key, profile, spkiSha256, findings, receipt });
}

/** A few lines for people. */
export function textReport({ names, spkiSha256, receipt }: Generated, files: FilePaths): string {
  const facts: [string, string][] = [
    ["Names", (names.length > 0 ? names : ["(none)"]).map(printable).join("\n               ")],
    ["Key type", receipt.key],
    ["SPKI SHA-256", spkiSha256],
    ["Request (CSR)", printable(files.csr)],
    ["Sealed key", printable(files.key)],
  ];
  return facts.map(([label, value]) => `${`${label}:`.padEnd(15)}${value}\n`).join("");
}

/** The findings, for standard error. */
export function warnings({ findings }: Generated): string {
  return findings
    .map(({ severity, message, rule, clause }) => `keyseal: ${severity}: ${message} (${rule}, ${clause})\n`)
    .join("");
}
