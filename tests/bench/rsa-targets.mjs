// The engines of the RSA benchmark. A target is { name, version, run(step, argument), reload(), restart(), close() }.
import { execFileSync } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { build } from "esbuild";
import { engines } from "../browser/engines.mjs";
import { startHttp } from "../browser/http.mjs";
import { pagePolicy, workerPolicy } from "../browser/policies.mjs";
import { packageDir, root } from "../node/support.mjs";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const moduleFolder = `${root}build/wasm/tests/bench/wasm`;

/** Builds the benchmark's own module beside the shipped one, and puts what the pages load into a folder. */
export async function preparePages() {
  const env = { ...process.env, KEYSEAL_WASM_TARGET: "keyseal_bench" };
  execFileSync(`${root}tools/build-wasm.sh`, { env, stdio: ["ignore", "inherit", "inherit"] });
  const folder = await mkdtemp(`${tmpdir()}/keyseal-bench-`);
  const glue = {
    name: "glue",
    setup: (setup) => setup.onResolve({ filter: /^bench-module$/ }, () => ({ path: `${moduleFolder}/bench.mjs` })),
  };
  const shared = { bundle: true, platform: "browser", logLevel: "error" };
  await Promise.all([
    copyFile(`${moduleFolder}/bench.wasm`, `${folder}/bench.wasm`),
    writeFile(
      `${folder}/bench.html`,
      '<!doctype html><meta charset="utf-8"><title>RSA</title><script type="module" src="bench.mjs"></script>',
    ),
    build({
      ...shared,
      entryPoints: [`${here}/rsa-page.mjs`],
      outfile: `${folder}/bench.mjs`,
      format: "esm",
      external: ["./keyseal.mjs"],
    }),
    build({
      ...shared,
      entryPoints: [`${here}/parts-worker.mjs`],
      outfile: `${folder}/parts-worker.js`,
      format: "iife",
      plugins: [glue],
      define: { "import.meta.url": '""' }, // the glue would look for the module there
    }),
  ]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The page starts a worker of its own beside Keyseal's. */
const benchPolicy = pagePolicy({ "trusted-types": "keyseal#worker bench" });

/** Serves the pages and the package. The package may be kept by the browser, as a portal's visitor has it. */
function serve(folder) {
  return startHttp(async (pathname) => {
    const [, name] = pathname.match(/^\/([a-z-]+(?:\.[a-z]+)+)$/) ?? [];
    if (name === undefined) return undefined;
    const isShipped = name.startsWith("keyseal");
    return {
      bytes: await readFile(`${isShipped ? packageDir : folder}/${name}`),
      policy: name === "keyseal-worker.js" ? workerPolicy : benchPolicy,
      cache: isShipped ? "max-age=3600" : undefined,
    };
  });
}

export async function startRsaTarget(name, folder) {
  const server = await serve(folder);
  const url = `http://localhost:${server.port}/bench.html`;
  let browser;
  let page;
  const target = {
    name,
    async restart() {
      await browser?.close();
      browser = await engines[name]({ keepsOnSignal: true });
      target.version = browser.version;
      page = await browser.openPage(url);
    },
    reload: () => page.goto(url),
    async run(step, argument) {
      const { value, error } = await page.runStep(step, argument);
      const problem = error?.text ?? (await page.errors())[0];
      if (problem !== undefined) throw new Error(problem);
      return value;
    },
    async close() {
      await browser?.close();
      await server.close();
    },
  };
  try {
    await target.restart();
    return target;
  } catch (error) {
    await target.close();
    throw error;
  }
}
