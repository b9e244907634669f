/** What the files of a request are called before ".key.pem" and ".csr.pem". */

import type { SubjectAttribute } from "./types.js";

/** 255 bytes are the most that file systems take, and ".receipt.json" follows. */
const maxStemLength = 240;

/** `name` as the beginning of a file name: no separators, nothing hidden, nothing that looks like an option. */
function safe(name: string): string {
  return name
    .replace(/^\*(?=\.|$)/, "_wildcard")
    .replace(/[^A-Za-z0-9._-]/g, "_")
    .replace(/^[.-]/, "_")
    .replace(/^(?=(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))/i, "_") // devices to Windows, whatever follows
    .slice(0, maxStemLength);
}

/** Called after the first of `names` (A-labels), else after the common name. */
export function fileStem(names: readonly string[], subject: readonly SubjectAttribute[] = []): string {
  const commonName = subject.find(({ type }) => /^(?:cn|commonname|2\.5\.4\.3)$/i.test(type))?.value;
  return safe(names[0] || commonName || "request");
}
