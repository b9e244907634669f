// What the bundle is made of, as the build knows it: pins, locked npm packages, the toolchain, and where each part lies.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { digest } from "./manifest.mjs";

export const root = new URL("../..", import.meta.url).pathname;

/** KEY=VALUE lines; a value may stand in quotes. */
function keyValues(text) {
  return Object.fromEntries([...text.matchAll(/^([A-Z0-9_]+)="?(.*?)"?$/gm)].map(([, key, value]) => [key, value]));
}

const run = (script) => keyValues(execFileSync(join(root, "tools", script), { encoding: "utf8" }));

/**
 * The hash over a tree that third_party/pins.sh speaks of: its files' SHA-256 lines, in C order of their names. Throws
 * for a tree that holds anything but files and folders, of which the hash would say nothing.
 */
export function treeSha256(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  if (!entries.every((entry) => entry.isFile() || entry.isDirectory()))
    throw new Error("a tree with a link or a device");
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `./${join(entry.parentPath, entry.name).slice(folder.length + 1)}`)
    .map((path) => Buffer.from(path))
    .sort(Buffer.compare);
  const lines = files.map((path) => `${digest("sha256", readFileSync(join(folder, String(path))))}  ${path}\n`);
  return digest("sha256", lines.join(""));
}

export function readFacts() {
  const pins = keyValues(readFileSync(join(root, "third_party/pins.sh"), "utf8"));
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const toolchain = run("toolchain-facts.sh");
  const folders = run("fetch-parts.sh");
  const { version } = JSON.parse(readFileSync(join(root, "js-bindings/package.json"), "utf8"));
  /** { version, integrity } of a locked npm package, and the folder that it is installed in. */
  const npm = (name) => {
    const { version: installed, integrity } = lock[`node_modules/${name}`];
    return { version: installed, integrity, folder: join(root, "node_modules", name) };
  };
  return { version, pins, toolchain, folders, npm };
}

/** The versions that MANIFEST.json names, and the lock of the toolchain's packages, or "none": then bytes may differ. */
export function madeWith({ pins, toolchain, npm }) {
  return {
    toolchain: toolchain.ORIGIN,
    toolchainLockSha256: toolchain.LOCK,
    emscripten: toolchain.EMSCRIPTEN,
    clang: toolchain.CLANG,
    lld: toolchain.LLD,
    binaryen: toolchain.BINARYEN,
    esbuild: npm("esbuild").version,
    typescript: npm("typescript").version,
    boringssl: { commit: pins.BORINGSSL_COMMIT, treeSha256: pins.BORINGSSL_TREE_SHA256 },
    ada: { version: pins.ADA_CRATE_VERSION, treeSha256: pins.ADA_TREE_SHA256 },
    publicSuffixList: { version: pins.PSL_WHEEL_VERSION, wheelSha256: pins.PSL_WHEEL_SHA256 },
    badkeys: { version: pins.BADKEYS_WHEEL_VERSION, wheelSha256: pins.BADKEYS_WHEEL_SHA256 },
    zxcvbn: npm("@zxcvbn-ts/core").version,
  };
}
