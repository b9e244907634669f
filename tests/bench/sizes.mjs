// What the package weighs: every file as it is, and as a server would send it.
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { packageDir } from "../node/support.mjs";

/** What a page with the API loads. */
const pageFiles = ["keyseal.mjs", "keyseal-worker.js", "keyseal.wasm"];

async function sizeOf(name) {
  const bytes = await readFile(`${packageDir}/${name}`);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params }),
  ]);
  return { name, raw: bytes.length, gzip: zipped.length, brotli: brotli.length };
}

/** Resolves with [{ name, raw, gzip, brotli }] in bytes, the sum of what a page loads last. */
export async function measureSizes() {
  const entries = await readdir(packageDir, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(packageDir.length + 1))
    .sort();
  const rows = [];
  for (const name of names) rows.push(await sizeOf(name));
  const loaded = pageFiles.map((name) => rows.find((row) => row.name === name));
  const sum = (field) => loaded.reduce((total, row) => total + row[field], 0);
  return [...rows, { name: "(what a page loads)", raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") }];
}
