// Serves the package on 127.0.0.1 as a strict portal would, whole, with a byte of one file changed, or with a policy that forbids too much.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startHttp } from "./http.mjs";
import { pagePolicy, workerPolicy } from "./policies.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packageFolder = resolve(process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`);
const pageFolder = fileURLToPath(new URL("page", import.meta.url));

/**
 * The variants that are served, each in a folder of its name: a file whose last byte is changed, a page policy that
 * forbids what is needed, which then reports nothing, a worker policy that allows too much, or a file of which the
 * server says that it is elsewhere.
 */
const variants = {
  whole: {},
  "wasm-flipped": { changedFile: "keyseal.wasm" },
  "worker-flipped": { changedFile: "keyseal-worker.js" },
  "wasm-forbidden": { policy: { "script-src": "'self'" } },
  "worker-forbidden": { policy: { "worker-src": "'none'" } },
  "worker-blob-only": { policy: { "worker-src": "blob:" } },
  "worker-elsewhere": { redirectedFile: "keyseal-worker.js" },
  "worker-unconfined": { workerPolicy: undefined },
  "worker-may-eval": { workerPolicy: workerPolicy.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'") },
  "trusted-types-forbidden": { policy: { "trusted-types": "'none'" } },
};

async function contentOf(pathname, pages) {
  const [, folderName, name] = pathname.match(/^\/([a-z-]+)\/([a-z-]+(?:\.[a-z]+)+)$/) ?? [];
  if (!Object.hasOwn(variants, folderName)) return undefined;
  const variant = variants[folderName];
  if (name === variant.redirectedFile) return { location: `/whole/${name}` };
  const folder = name.startsWith("keyseal") ? packageFolder : pages;
  const bytes = await readFile(`${folder}/${name}`);
  if (name === variant.changedFile) bytes[bytes.length - 1] ^= 1;
  const policy = name === "keyseal-worker.js" ? { workerPolicy, ...variant }.workerPolicy : pagePolicy(variant.policy);
  return { bytes, policy };
}

/** Serves the files in the folder `pages` beside the package's, as startHttp does. */
export const startServer = (pages = pageFolder) => startHttp((pathname) => contentOf(pathname, pages));
