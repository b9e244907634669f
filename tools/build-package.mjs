// Assembles the npm package in build/package from build/wasm and js-bindings: worker first, then the hashes of worker
// and module, then the page API that pins them.
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;
const wasm = process.env.KEYSEAL_WASM_DIR ?? `${root}build/wasm/wasm/binding`;
const out = process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`;
const source = `${root}js-bindings/src`;
const manifest = JSON.parse(readFileSync(`${root}js-bindings/package.json`, "utf8"));

const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const common = { bundle: true, charset: "utf8", legalComments: "none", logLevel: "warning", target: "es2022", absWorkingDir: root };

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
copyFileSync(`${wasm}/keyseal.wasm`, `${out}/keyseal.wasm`);
chmodSync(`${out}/keyseal.wasm`, 0o644);
writeFileSync(`${out}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);

await build({
  ...common,
  entryPoints: [`${source}/worker/worker.ts`],
  outfile: `${out}/keyseal-worker.js`,
  format: "iife",
  alias: { "keyseal-module": `${wasm}/keyseal.mjs` },
  // Emscripten's glue can load its own wasm, unverified. Ours comes in through instantiateWasm, so the glue's loaders
  // are cut off at the name: whatever would reach them fails instead.
  define: { fetch: "undefined", XMLHttpRequest: "undefined", "self.location.href": '""', "import.meta.url": '""' },
});

const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(`${out}/keyseal.wasm`)));
const define = {
  __KEYSEAL_VERSION__: JSON.stringify(manifest.version),
  __KEYSEAL_WASM_SHA256__: JSON.stringify(sha256(`${out}/keyseal.wasm`)),
  __KEYSEAL_WORKER_SHA256__: JSON.stringify(sha256(`${out}/keyseal-worker.js`)),
  __KEYSEAL_WASM_IMPORTS__: JSON.stringify(imports.map((entry) => `${entry.module}.${entry.name}`)),
};

const page = { ...common, format: "esm", define, external: ["./keyseal-rating.js"] };
// The dictionaries stay a file of their own, loaded on demand.
const ratingBeside = {
  name: "rating-beside",
  setup: (setup) => setup.onResolve({ filter: /\/keyseal-rating\.js$/ }, () => ({ path: "./keyseal-rating.mjs", external: true })),
};
await build({ ...common, format: "esm", minify: true, entryPoints: [`${source}/keyseal-rating.ts`], outfile: `${out}/keyseal-rating.mjs` });
await build({ ...page, plugins: [ratingBeside], entryPoints: [`${source}/index-browser.ts`], outfile: `${out}/keyseal.mjs`, platform: "browser" });
await build({ ...page, plugins: [ratingBeside], entryPoints: [`${source}/index-node.ts`], outfile: `${out}/keyseal-node.mjs`, platform: "node" });

// The command imports the Node API from beside it, so both share one set of error classes.
const apiBeside = {
  name: "api-beside",
  setup: (setup) => setup.onResolve({ filter: /\/index-node\.js$/ }, () => ({ path: "./keyseal-node.mjs", external: true })),
};
await build({
  ...page,
  plugins: [apiBeside],
  entryPoints: [`${source}/cli/main.ts`],
  outfile: `${out}/keyseal-cli.mjs`,
  platform: "node",
  banner: { js: "#!/usr/bin/env node" },
});
chmodSync(`${out}/keyseal-cli.mjs`, 0o755);
mkdirSync(`${out}/man`);
copyFileSync(`${root}js-bindings/man/keyseal.1`, `${out}/man/keyseal.1`);
chmodSync(`${out}/man/keyseal.1`, 0o644);
