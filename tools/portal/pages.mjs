// The pages of the demo as they are served: the portal's own scripts bundled, and every script pinned by its hash.
import { readdir, readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { build } from "esbuild";
import { baseOf } from "../bundle/headers.mjs";
import { integrityOf } from "../bundle/manifest.mjs";

const source = new URL("../../web-demo/portal/", import.meta.url).pathname;

const plainTypes = { ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml" };

/** A script of the portal with what it imports. It takes `keyseal/frame` from the bundle, as it would from the package. */
async function bundled(name, bundleFolder) {
  const { outputFiles } = await build({
    entryPoints: [`${source}${name}`],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    alias: { "keyseal/frame": resolve(bundleFolder, "keyseal-frame.mjs") },
  });
  return Buffer.from(outputFiles[0].contents);
}

/** A page with the parts that it names, each `<!-- name -->` on a line; `address` is where the page is. */
async function withParts(html, address) {
  let whole = html;
  for (const [line, name] of html.matchAll(/^<!-- (\w+) -->\n/gm)) {
    const part = await readFile(`${source}parts/${name}.html`, "utf8");
    whole = whole.replace(line, () => part.replace("{here}", address));
  }
  return whole.replace(`<a href="${address}">`, `<a href="${address}" aria-current="page">`);
}

/**
 * What is served beside the bundle. Maps an address to { body, type } and, for a page, `scripts`: the CSP sources of
 * what it loads, and `framed`, whether it holds the offline file. `/keyseal/` in a page stands for the folder of the bundle.
 */
export async function portalPages(bundleFolder, version) {
  const files = new Map();
  const base = baseOf(version);
  const load = async (address) => {
    if (address.startsWith(base)) return readFile(`${bundleFolder}/${address.slice(base.length)}`);
    const body = await bundled(address, bundleFolder);
    files.set(`/${address}`, { body, type: "text/javascript; charset=utf-8" });
    return body;
  };
  for (const name of await readdir(source)) {
    const type = plainTypes[extname(name)];
    if (type) files.set(`/${name}`, { body: await readFile(`${source}${name}`), type });
    if (!name.endsWith(".html")) continue;
    const address = name === "index.html" ? "/" : `/${name}`;
    let html = (await withParts(await readFile(`${source}${name}`, "utf8"), address)).replaceAll("/keyseal/", base);
    const scripts = [];
    for (const [tag, script] of html.matchAll(/<script type="module" src="([^"]+)">/g)) {
      const integrity = integrityOf(await load(script));
      scripts.push(`'${integrity}'`);
      html = html.replace(tag, tag.replace(">", ` integrity="${integrity}">`));
    }
    const framed = html.includes("<iframe ");
    files.set(address, { body: Buffer.from(html), type: "text/html; charset=utf-8", scripts, framed });
  }
  return files;
}
