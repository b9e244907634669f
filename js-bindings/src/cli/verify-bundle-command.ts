/** `keyseal verify-bundle`: every file of a bundle against its manifest. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, KeysealError, MismatchError } from "../index-node.js";
import { isTheFile, manifestName, parseManifest, sumsName, sumsOf } from "./bundle-manifest.js";
import { errnoOf, jsonLine, printable, usageError, withText } from "./errors.js";
import { readArguments } from "./options.js";

/** Signing a bundle puts this file into it, so no manifest can know it. */
const signatureName = `${sumsName}.minisig`;

export interface VerifyBundleArguments {
  folder: string;
  report: "text" | "json";
}

export interface Verified {
  stdout: string;
  errors: readonly KeysealError[];
}

/** Reads what follows `verify-bundle`. Returns "help" where that is asked for, whatever else stands there. */
export function readVerifyBundleArguments(args: readonly string[]): VerifyBundleArguments | "help" {
  const { options, operands } = readArguments(args, { json: "flag", help: "flag" }, 2, 1);
  const has = (name: string) => options.some((option) => option.name === name);
  if (has("help")) return "help";
  const [folder] = operands;
  if (folder === undefined || folder === "") throw usageError("Which bundle? Its folder is missing.", "DIR");
  return { folder, report: has("json") ? "json" : "text" };
}

function unreadable(path: string, cause: unknown): InputError {
  const error = new InputError("file-unreadable", printable(path));
  return withText(error, `This cannot be read: ${errnoOf(cause) ?? "failed"}.`);
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

interface Listing {
  /** Regular files. */
  files: Set<string>;
  /** Everything else but folders that hold something: links, which are never followed, empty folders, devices. */
  others: string[];
}

/** What is under `folder`, as paths from there. */
function list(folder: string, prefix = "", listing: Listing = { files: new Set(), others: [] }): Listing {
  const entries = entriesOf(join(folder, prefix));
  if (entries.length === 0 && prefix !== "") listing.others.push(prefix);
  for (const entry of entries) {
    const path = prefix + entry.name;
    if (entry.isFile()) listing.files.add(path);
    else if (entry.isDirectory()) list(folder, `${path}/`, listing);
    else listing.others.push(path);
  }
  return listing;
}

function read(folder: string, path: string): Uint8Array {
  try {
    return readFileSync(join(folder, path));
  } catch (error) {
    throw unreadable(join(folder, path), error);
  }
}

interface Judgement {
  version?: string;
  /** How many files the manifest and SHA256SUMS vouch for. */
  files?: number;
  sumsSha256?: string;
  errors: KeysealError[];
}

function judge(folder: string): Judgement {
  const { files: present, others } = list(folder);
  const missing = (path: string) => new MismatchError("bundle-file-missing", path);
  const changed = (path: string) => new MismatchError("bundle-file-changed", path);
  if (!present.has(manifestName)) return { errors: [missing(manifestName)] };

  const manifestBytes = read(folder, manifestName);
  let manifest: ReturnType<typeof parseManifest>;
  try {
    manifest = parseManifest(manifestBytes);
  } catch (error) {
    if (!(error instanceof KeysealError)) throw error;
    return { errors: [error] }; // what it says of the others is worth nothing
  }
  const errors: KeysealError[] = [];
  let sumsSha256: string | undefined;
  if (present.has(sumsName)) {
    const sums = read(folder, sumsName);
    sumsSha256 = createHash("sha256").update(sums).digest("hex");
    if (!Buffer.from(sumsOf(manifest, manifestBytes)).equals(sums)) errors.push(changed(sumsName));
  } else {
    errors.push(missing(sumsName));
  }
  for (const [path, file] of manifest.files) {
    if (!present.has(path)) errors.push(missing(path));
    else if (!isTheFile(read(folder, path), file)) errors.push(changed(path));
  }
  const known = new Set([...manifest.files.keys(), manifestName, sumsName, signatureName]);
  const extra = [...present].filter((path) => !known.has(path)).concat(others);
  for (const path of extra.sort()) errors.push(new MismatchError("bundle-file-unexpected", printable(path)));
  const counted = { version: manifest.version, files: manifest.files.size + 2 };
  return { ...counted, ...(sumsSha256 !== undefined && { sumsSha256 }), errors };
}

export function verifyBundleCommand({ folder, report }: VerifyBundleArguments): Verified {
  const { version, files, sumsSha256, errors } = judge(folder);
  if (report === "json") {
    const problems = errors.map(({ code, field }) => ({ code, file: field }));
    const line = { acceptable: errors.length === 0, version, files, sumsSha256, problems };
    return { stdout: jsonLine(line), errors };
  }
  if (errors.length > 0) return { stdout: "", errors };
  const stdout = `Keyseal ${version}: all ${files} files are as the manifest says.
SHA-256 of SHA256SUMS: ${sumsSha256}
This says that the bundle is whole. That it is the published one, only a source outside of it can say: the
signature of SHA256SUMS, or its SHA-256 from somewhere else.
`;
  return { stdout, errors };
}
