// Assembles the npm package in build/package from build/wasm and js-bindings: worker first, then the hashes of worker
// and module, then the page API that pins them.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { readFacts } from "./bundle/facts.mjs";
import { noticesText } from "./bundle/notices.mjs";
import { partsOf } from "./bundle/parts.mjs";
import { common, root } from "./bundling.mjs";
import { joinDeclarations } from "./declarations.mjs";
import { findingFiles } from "./finding-texts.mjs";
import { languageFiles } from "./language-files.mjs";
import { pageConstants } from "./page-constants.mjs";
import { publishedPrimes } from "./tables/published-primes.mjs";

const wasm = process.env.KEYSEAL_WASM_DIR ?? `${root}build/wasm/wasm/binding`;
const out = process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`;
const source = `${root}js-bindings/src`;
const manifest = JSON.parse(readFileSync(`${root}js-bindings/package.json`, "utf8"));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
copyFileSync(`${wasm}/keyseal.wasm`, `${out}/keyseal.wasm`);
chmodSync(`${out}/keyseal.wasm`, 0o644);
const facts = readFacts();
writeFileSync(`${out}/keyseal-primes.dat`, publishedPrimes(facts.folders.BADKEYS));
writeFileSync(`${out}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);

/** Emscripten's glue, under a name that tells nothing of where it was built: esbuild writes names into the bundle. */
const glue = {
  name: "glue",
  setup: (setup) => {
    setup.onResolve({ filter: /^keyseal-module$/ }, ({ path }) => ({ path, namespace: "wasm" }));
    setup.onLoad({ filter: /./, namespace: "wasm" }, () => ({ contents: readFileSync(`${wasm}/keyseal.mjs`, "utf8") }));
  },
};

await build({
  ...common,
  entryPoints: [`${source}/worker/worker.ts`],
  outfile: `${out}/keyseal-worker.js`,
  format: "iife",
  minifySyntax: true, // drops what Emscripten's glue has for others; names and lines stay for those who read it
  plugins: [...common.plugins, glue],
  // Emscripten's glue can load its own wasm, unverified. Ours comes in through instantiateWasm, so the glue's loaders
  // are cut off at the name: whatever would reach them fails instead.
  define: { fetch: "undefined", XMLHttpRequest: "undefined", "self.location.href": '""', "import.meta.url": '""' },
});

mkdirSync(`${out}/languages/findings`, { recursive: true });
for (const [name, text] of await languageFiles()) writeFileSync(`${out}/languages/${name}`, text);
for (const [name, text] of findingFiles()) writeFileSync(`${out}/languages/findings/${name}`, text);

const define = pageConstants(out);

// What lies beside a file in the package and is not bundled into it: source path, name in the package.
const beside = {
  api: [/\/index-node\.js$/, "./keyseal-node.mjs"], // the command shares one set of error classes with the API
};
const keep = ([filter, path]) => ({
  name: path,
  setup: (setup) => setup.onResolve({ filter }, () => ({ path, external: true })),
});
const page = (entry, outfile, options) =>
  build({
    ...common,
    format: "esm",
    define,
    entryPoints: [`${source}/${entry}`],
    outfile: `${out}/${outfile}`,
    ...options,
  });

await page("index-browser.ts", "keyseal.mjs", { platform: "browser" });
await page("index-iife.ts", "keyseal.iife.js", {
  platform: "browser",
  format: "iife",
  globalName: "keyseal",
});
// Without spaces and long names it is 15 KB less to load, of which a page has few. The same code stands readable in the
// offline file.
await page("element/index.ts", "keyseal-element.mjs", {
  platform: "browser",
  minify: true,
});
await page("frame/index.ts", "keyseal-frame.mjs", { platform: "browser" });
const fake = await build({
  ...common,
  define,
  entryPoints: [`${source}/testing/fake-in-page.ts`],
  format: "iife",
  globalName: "keysealFake",
  write: false,
});
await page("testing/index.ts", "keyseal-testing.mjs", {
  platform: "neutral",
  define: { ...define, __KEYSEAL_FAKE_IN_PAGE__: JSON.stringify(fake.outputFiles[0].text) },
});
await page("index-node.ts", "keyseal-node.mjs", { platform: "node" });
await page("cli/main.ts", "keyseal-cli.mjs", {
  platform: "node",
  plugins: [...common.plugins, keep(beside.api)],
  banner: { js: "#!/usr/bin/env node" },
});
chmodSync(`${out}/keyseal-cli.mjs`, 0o755);

const types = ["-p", `${root}js-bindings/tsconfig.types.json`, "--outDir", `${out}/types`];
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, ...types], { stdio: "inherit" });
writeFileSync(`${out}/keyseal.d.mts`, joinDeclarations(`${out}/types/index-browser.d.ts`));

mkdirSync(`${out}/man`);
for (const [from, to] of [
  ["js-bindings/README.md", "README.md"],
  ["js-bindings/man/keyseal.1", "man/keyseal.1"],
  ["LICENSE", "LICENSE"],
]) {
  copyFileSync(`${root}${from}`, `${out}/${to}`);
  chmodSync(`${out}/${to}`, 0o644);
}
writeFileSync(`${out}/THIRD_PARTY_NOTICES`, noticesText(partsOf(facts), readdirSync(out)));
