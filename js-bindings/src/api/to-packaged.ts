/** What the core sealed, as the files of a package. */

import { fileStem } from "../base/file-stem.js";
import type { Packaged, ServerTarget } from "../base/types.js";
import { packFiles, zipOf } from "../packs/pack.js";
import type { CorePackaged } from "../worker/messages.js";

const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** A name that can stand in configurations and on command lines: whoever made the certificate may have written anything. */
function hostOf(name: string | undefined, otherwise: string): string {
  const host = name?.replace(/^\*\./, "www.") ?? "";
  return /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(host) ? host : otherwise;
}

export function toPackaged(core: CorePackaged, targets: readonly ServerTarget[]): Packaged {
  const { files: sealed, names, spkiSha256, findings } = core;
  const stem = fileStem(names);
  const notAfter = isoTime(core.notAfter);
  const material = sealed && {
    stem,
    host: hostOf(names[0], stem),
    sealedKeyPem: sealed.sealedKeyPem,
    chainPem: sealed.chainPem,
    pfx: sealed.pfx[0] ?? new Uint8Array(),
  };
  const files = material ? packFiles(targets, material, { validUntil: notAfter.slice(0, 10), spkiSha256 }) : [];
  return {
    acceptable: sealed !== null,
    findings,
    spkiSha256,
    names,
    notBefore: isoTime(core.notBefore),
    notAfter,
    files,
    zip: material ? zipOf(files) : new Uint8Array(),
    fileName: `${stem}.zip`,
  };
}
