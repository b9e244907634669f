// MANIFEST.json and SHA256SUMS. js-bindings/src/cli/bundle-manifest.ts reads them: what it demands is written here.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const manifestName = "MANIFEST.json";
export const sumsName = "SHA256SUMS";

/** Paths of all files under `folder`, from there, in C order. */
export function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export function digest(algorithm, bytes, encoding = "hex") {
  return createHash(algorithm).update(bytes).digest(encoding);
}

/** The `integrity` attribute of these bytes. */
export const integrityOf = (bytes) => `sha384-${digest("sha384", bytes, "base64")}`;

function factsOf(bytes) {
  return {
    bytes: bytes.length,
    sha256: digest("sha256", bytes),
    sha256Base64Url: digest("sha256", bytes, "base64url"),
    integrity: integrityOf(bytes),
  };
}

/**
 * The manifest of all files in `folder`. `manifestSha256` is the hash of the text with that value written as 64 zeros, so
 * that a changed manifest can be told from changed files.
 */
function manifestText(folder, version, madeWith) {
  const files = Object.fromEntries(filesUnder(folder).map((path) => [path, factsOf(readFileSync(join(folder, path)))]));
  const textWith = (manifestSha256) =>
    `${JSON.stringify({ format: "keyseal-bundle-1", name: "keyseal", version, manifestSha256, files, madeWith }, null, 2)}\n`;
  return textWith(digest("sha256", textWith("0".repeat(64))));
}

/** Writes both into `folder`, over everything that lies there. */
export function sealBundle(folder, version, madeWith) {
  writeFileSync(join(folder, manifestName), manifestText(folder, version, madeWith));
  const sums = filesUnder(folder).map((path) => `${digest("sha256", readFileSync(join(folder, path)))}  ${path}\n`);
  writeFileSync(join(folder, sumsName), sums.join(""));
}
