// The example projects as their owners would use them: the packed package installed, built, and served strictly.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startHttp } from "../browser/http.mjs";
import { pagePolicy, workerPolicy } from "../browser/policies.mjs";
import { packageDir, root } from "../node/support.mjs";

const examples = fileURLToPath(new URL(".", import.meta.url));
// Below the checkout, so that the examples find the bundlers that the workspace pins.
const work = `${root}build/consumers`;
const run = promisify(execFile);

/** Packs build/package as it would be published, and returns the tarball. */
export async function pack() {
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await cp(`${examples}shared`, `${work}/shared`, { recursive: true });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", work], { cwd: packageDir });
  return join(work, JSON.parse(stdout)[0].filename);
}

/** A copy of an example with the tarball installed in it; nothing is fetched. */
export async function install(tarball, name) {
  const folder = `${work}/${name}`;
  await cp(`${examples}${name}`, folder, { recursive: true });
  // The bundlers are the workspace's. npm would ask the registry about them even where it omits them.
  const { devDependencies: _, ...project } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  await writeFile(`${folder}/package.json`, JSON.stringify(project));
  await run("npm", ["install", "--offline", "--no-save", "--no-package-lock", tarball], { cwd: folder });
  return folder;
}

/** Builds an example, and returns what it printed. */
export const build = async (folder) => (await run("npm", ["run", "build"], { cwd: folder })).stdout;

/** The hashes that a policy needs for the inline scripts of a page. */
function inlineHashes(html) {
  const inline = html.toString().matchAll(/<script(?![^>]* src=)[^>]*>(.*?)<\/script>/gs);
  return Array.from(inline, ([, text]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
}

/** Serves a built example with the policies that the documentation asks for; `change` may tamper with a file. */
export async function serve(folder, change = (_, bytes) => bytes) {
  const html = await readFile(`${folder}/dist/index.html`);
  const policy = pagePolicy({
    "script-src": ["'self'", ...inlineHashes(html), "'wasm-unsafe-eval'"].join(" "),
    "report-uri": "/report",
  });
  return startHttp(async (pathname) => {
    const file = normalize(pathname === "/" ? "/index.html" : pathname);
    const bytes = change(file, await readFile(`${folder}/dist${file}`));
    return { bytes, policy: /keyseal-worker[^/]*\.js$/.test(file) ? workerPolicy : policy };
  });
}
