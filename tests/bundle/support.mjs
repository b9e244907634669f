// What the tests of the bundle share: where it is, what is in it, and how it is judged.
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { filesUnder } from "../../tools/bundle/manifest.mjs";

export const root = new URL("../..", import.meta.url).pathname;
export const { version } = JSON.parse(readFileSync(`${root}js-bindings/package.json`, "utf8"));
export const bundle = resolve(process.env.KEYSEAL_BUNDLE_DIR ?? `${root}dist/keyseal-${version}`);
if (!existsSync(bundle)) throw new Error(`${bundle} is missing: run make dist`);

export const paths = filesUnder(bundle);
export const read = (path) => readFileSync(join(bundle, path), "utf8");
export const readBytes = (path) => readFileSync(join(bundle, path));

const packageFolder = resolve(process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`);
export const command = join(packageFolder, "keyseal-cli.mjs");

/** Runs a program; resolves to { status, stdout, stderr } however it ends. */
export function run(file, args, options = {}) {
  return new Promise((done) => {
    execFile(file, args, { maxBuffer: 64 << 20, ...options }, (error, stdout, stderr) =>
      done({ status: error ? error.code : 0, stdout, stderr }),
    );
  });
}
