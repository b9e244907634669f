// The size budget: what a portal's page loads, in brotli as a server would send it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

export const budget = 440_000; // bytes
/** A page with <keyseal-generator>: the component, which brings the page API, and what that loads and pins. */
const portalPage = ["keyseal-element.mjs", "keyseal-worker.js", "keyseal.wasm"];
/** A page with an interface of its own. */
const apiPage = ["keyseal.mjs", "keyseal-worker.js", "keyseal.wasm"];

export function brotliSize(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

/** Lines of a table, and the size of what a portal's page loads. */
export function sizeTable(folder) {
  const number = (value) => value.toLocaleString("en-GB").padStart(10);
  const sizeOf = (path) => {
    const bytes = readFileSync(join(folder, path));
    return [bytes.length, brotliSize(bytes)];
  };
  const jsonIn = (path) =>
    readdirSync(join(folder, path))
      .filter((name) => name.endsWith(".json"))
      .map((name) => `${path}/${name}`);
  const languages = jsonIn("languages");
  const findings = jsonIn("languages/findings");
  const sizes = new Map(
    [...new Set([...portalPage, ...apiPage]), ...languages, ...findings].map((path) => [path, sizeOf(path)]),
  );
  const brotli = (path) => sizes.get(path)[1];
  const largestLanguage = languages.reduce((one, other) => (brotli(other) > brotli(one) ? other : one));
  const total = (paths) => paths.reduce((sum, path) => sum + brotli(path), 0);
  const largestFindings = Math.max(...findings.map(brotli));
  const portal = total([...portalPage, largestLanguage]);
  const rows = [...sizes].map(([path, [plain, sent]]) => `${path.padEnd(36)}${number(plain)}${number(sent)}`);
  return {
    lines: [
      `${"".padEnd(36)}     bytes    brotli`,
      ...rows,
      `${"a page with the component, at most".padEnd(46)}${number(portal)}  of ${budget.toLocaleString("en-GB")}`,
      `${"with the words of a report, at most".padEnd(46)}${number(portal + largestFindings)}`,
      `${"a page with an interface of its own".padEnd(46)}${number(total(apiPage))}`,
    ],
    portal,
  };
}
