/** What the files of a request are called: NAME.key.pem and NAME.csr.pem. */

import { join } from "node:path";
import type { GenerateRequest } from "../index-node.js";

/** 255 bytes are the most that file systems take, and ".key.pem" follows. */
const maxNameLength = 240;

/** `name` as the beginning of a file name: no separators, nothing hidden, nothing that looks like an option. */
function fileNameOf(name: string): string {
  return name
    .replace(/^\*(?=\.|$)/, "_wildcard")
    .replace(/[^A-Za-z0-9._-]/g, "_")
    .replace(/^[.-]/, "_")
    .slice(0, maxNameLength);
}

export interface FilePaths {
  key: string;
  csr: string;
}

function pathsOf(folder: string, name: string): FilePaths {
  const stem = join(folder, fileNameOf(name));
  return { key: `${stem}.key.pem`, csr: `${stem}.csr.pem` };
}

/** The files for a request that asks for `names`: called after the first, else after the common name. */
export function filePaths(
  folder: string,
  names: readonly string[],
  request: Pick<GenerateRequest, "subject">,
): FilePaths {
  const commonName = request.subject?.find(({ type }) => /^(?:cn|commonname|2\.5\.4\.3)$/i.test(type))?.value;
  return pathsOf(folder, names[0] || commonName || "request");
}

/** The same before the key is made, where the first name is one that the core will only turn to lower case. */
export function foreseeablePaths(folder: string, request: Pick<GenerateRequest, "dns">): FilePaths | undefined {
  const first = request.dns?.[0];
  return first !== undefined && /^[A-Za-z0-9*.-]+$/.test(first) ? pathsOf(folder, first.toLowerCase()) : undefined;
}
