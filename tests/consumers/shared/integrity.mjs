// What the two examples without a bundler share: files beside each other, and their hashes for the page.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

/** Copies these files of the package that is installed in this folder to dist/keyseal. */
export function copyKeyseal(...names) {
  const source = dirname(createRequire(`${process.cwd()}/`).resolve("keyseal/package.json"));
  mkdirSync("dist/keyseal", { recursive: true });
  for (const name of names) copyFileSync(`${source}/${name}`, `dist/keyseal/${name}`);
}

/** The integrity of a file in dist. */
export function integrity(file) {
  const hash = createHash("sha384").update(readFileSync(`dist/${file}`));
  return `sha384-${hash.digest("base64")}`;
}
