// The release bundle and faulty copies of it, held in memory and served as a strict portal would serve them.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { filesUnder } from "../../tools/bundle/manifest.mjs";
import { startHttp } from "./http.mjs";
import { pagePolicy, workerPolicy } from "./policies.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}js-bindings/package.json`, "utf8"));
export const bundleFolder = resolve(process.env.KEYSEAL_BUNDLE_DIR ?? `${root}dist/keyseal-${version}`);
if (!existsSync(bundleFolder)) throw new Error(`${bundleFolder} is missing: run make dist`);

const pageFolder = fileURLToPath(new URL("page", import.meta.url));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** All files of the bundle by path. */
export const bundle = new Map(filesUnder(bundleFolder).map((path) => [path, readFileSync(`${bundleFolder}/${path}`)]));
export const wasmSha256 = sha256(bundle.get("keyseal.wasm"));
export const workerSha256 = sha256(bundle.get("keyseal-worker.js"));

/** A copy in which a file's text is changed. */
export function withText(name, change) {
  const before = bundle.get(name).toString();
  const after = change(before);
  if (after === before) throw new Error(`${name} is not changed`);
  return new Map(bundle).set(name, Buffer.from(after));
}

/** A copy in which a file has other bytes, or none, while the scripts pin the right ones. */
export function withBytes(name, change) {
  return new Map(bundle).set(name, change(Buffer.from(bundle.get(name))));
}

/** A copy in which a file has other bytes, which every script pins as if they were right. */
export function repinned(name, bytes) {
  const [before, after] = [bundle.get(name), Buffer.from(bytes)].map(sha256);
  const copy = new Map(bundle).set(name, Buffer.from(bytes));
  let pins = 0;
  for (const [path, content] of bundle) {
    if (path === name || !/\.m?js$/.test(path) || !content.includes(before)) continue;
    copy.set(path, Buffer.from(content.toString().replaceAll(before, after)));
    pins += 1;
  }
  if (pins === 0) throw new Error(`nothing pins ${name}`);
  return copy;
}

/** A copy whose worker begins with `prelude`: the shipped code with a fault in its surroundings. */
export const withPrelude = (prelude) => repinned("keyseal-worker.js", `${prelude}\n${bundle.get("keyseal-worker.js")}`);

/**
 * Serves variants of the bundle, each in a folder of its name, beside the pages of tests/browser/page. A variant may
 * have `files`, changed `policy` directives of its pages, another `workerPolicy` (null for none) or more `workerHeaders`, and a file
 * of which the server says that it is elsewhere (`redirected`).
 */
export async function serveBundle(variants = {}) {
  const all = { whole: {}, ...variants };
  const served = await startHttp(async (pathname) => {
    const [, name, path] = pathname.match(/^\/([^/]+)\/(.+)$/) ?? [];
    if (!Object.hasOwn(all, name)) return undefined;
    const { files = bundle, policy, workerPolicy: own = workerPolicy, workerHeaders, redirected } = all[name];
    if (path === redirected) return { location: `/whole/${path}` };
    const bytes = files.has(path) ? files.get(path) : await readFile(`${pageFolder}/${path}`);
    if (bytes === undefined) return undefined; // taken out of this variant
    if (path === "keyseal-worker.js") return { bytes, headers: workerHeaders, ...(own && { policy: own }) };
    return { bytes, policy: pagePolicy(policy) };
  });
  const urlOf = (variant, page = "bundle.html", host = "localhost") =>
    `http://${host}:${served.port}/${variant}/${page}`;
  return { ...served, urlOf };
}
