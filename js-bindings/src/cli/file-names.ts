/** What the files of a request are called: NAME.key.pem and NAME.csr.pem. */

import { join } from "node:path";
import { fileStem } from "../base/file-stem.js";
import type { GenerateRequest } from "../index-node.js";

export interface FilePaths {
  key: string;
  csr: string;
}

function pathsOf(folder: string, stem: string): FilePaths {
  return { key: join(folder, `${stem}.key.pem`), csr: join(folder, `${stem}.csr.pem`) };
}

/** The files for a request that asks for `names`: called after the first, else after the common name. */
export function filePaths(
  folder: string,
  names: readonly string[],
  request: Pick<GenerateRequest, "subject">,
): FilePaths {
  return pathsOf(folder, fileStem(names, request.subject));
}

/** The same before the key is made, where the first name is one that the core will only turn to lower case. */
export function foreseeablePaths(folder: string, request: Pick<GenerateRequest, "dns">): FilePaths | undefined {
  const first = request.dns?.[0];
  return first !== undefined && /^[A-Za-z0-9*.-]+$/.test(first)
    ? pathsOf(folder, fileStem([first.toLowerCase()]))
    : undefined;
}
