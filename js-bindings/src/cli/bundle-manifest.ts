/** MANIFEST.json of a release bundle: its form, and what SHA256SUMS has to say if it is right. */

import { createHash } from "node:crypto";
import { InputError, MismatchError } from "../index-node.js";

export const manifestName = "MANIFEST.json";
export const sumsName = "SHA256SUMS";

export interface ManifestFile {
  bytes: number;
  /** Lower-case hex. */
  sha256: string;
  sha256Base64Url: string;
  /** SRI: "sha384-" and base64. */
  integrity: string;
}

export interface Manifest {
  version: string;
  /** By path from the bundle's folder, in C order. */
  files: ReadonlyMap<string, ManifestFile>;
}

type Json = Record<string, unknown>;

const fields = ["format", "name", "version", "manifestSha256", "files", "madeWith"];
const fileFields = ["bytes", "sha256", "sha256Base64Url", "integrity"];
const segment = "[A-Za-z0-9_][A-Za-z0-9._-]*"; // so neither "..", nor hidden, nor what a shell or a terminal reads
const pathForm = new RegExp(`^${segment}(/${segment})*$`);
const sha256Form = /^[0-9a-f]{64}$/;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const hasExactly = (value: Json, names: readonly string[]) => Object.keys(value).join() === names.join();
const matches = (value: unknown, form: RegExp) => typeof value === "string" && form.test(value);

function isFile(value: unknown): value is ManifestFile {
  return (
    isObject(value) &&
    hasExactly(value, fileFields) &&
    Number.isSafeInteger(value.bytes) &&
    (value.bytes as number) >= 0 &&
    matches(value.sha256, sha256Form) &&
    matches(value.sha256Base64Url, /^[A-Za-z0-9_-]{43}$/) &&
    matches(value.integrity, /^sha384-[A-Za-z0-9+/]{64}$/)
  );
}

function isManifest(value: unknown): value is Json & { files: Record<string, ManifestFile>; manifestSha256: string } {
  if (!isObject(value) || !hasExactly(value, fields) || !isObject(value.files) || !isObject(value.madeWith))
    return false;
  const paths = Object.keys(value.files);
  return (
    value.format === "keyseal-bundle-1" &&
    value.name === "keyseal" &&
    matches(value.version, /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/) &&
    matches(value.manifestSha256, sha256Form) &&
    paths.length > 0 &&
    paths.every((path, at) => pathForm.test(path) && (at === 0 || (paths[at - 1] as string) < path)) &&
    !paths.includes(manifestName) &&
    !paths.includes(sumsName) &&
    Object.values(value.files).every(isFile)
  );
}

function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Reads MANIFEST.json. Its `manifestSha256` is the hash of the text with that value written as 64 zeros, so that a
 * changed manifest is told from changed files. Throws for anything but the exact text that the build writes.
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  let text: string;
  let value: unknown;
  let exact: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
    exact = `${JSON.stringify(value, null, 2)}\n`; // which throws where it is nested too deeply
  } catch {
    throw new InputError("bundle-manifest-not-valid", manifestName);
  }
  // As the build writes it: JSON.parse takes the last of two values of one name, and others the first.
  if (text !== exact || !isManifest(value)) throw new InputError("bundle-manifest-not-valid", manifestName);
  const { manifestSha256 } = value;
  const unsealed = text.replace(`"manifestSha256": "${manifestSha256}"`, `"manifestSha256": "${"0".repeat(64)}"`);
  if (sha256(unsealed) !== manifestSha256) throw new MismatchError("bundle-file-changed", manifestName);
  return { version: value.version as string, files: new Map(Object.entries(value.files)) };
}

/** SHA256SUMS as it has to stand: every file and the manifest, in C order, as sha256sum writes them. */
export function sumsOf(manifest: Manifest, manifestBytes: Uint8Array): string {
  const sums = [...manifest.files].map(([path, file]) => [path, file.sha256] as const);
  return [...sums, [manifestName, sha256(manifestBytes)] as const]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, hash]) => `${hash}  ${path}\n`)
    .join("");
}

/** Whether `content` is the file that the manifest means: each of its four facts is compared. */
export function isTheFile(content: Uint8Array, file: ManifestFile): boolean {
  const digest = createHash("sha256").update(content).digest();
  return (
    content.length === file.bytes &&
    digest.toString("hex") === file.sha256 &&
    digest.toString("base64url") === file.sha256Base64Url &&
    `sha384-${createHash("sha384").update(content).digest("base64")}` === file.integrity
  );
}
