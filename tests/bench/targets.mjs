// Where is measured. A target is { name, version, run(step, argument), close() }; Node is one, each browser another.
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { build } from "esbuild";
import { engines } from "../browser/engines.mjs";
import { startServer } from "../browser/server.mjs";
import { packageDir } from "../node/support.mjs";
import { makeSteps } from "./steps.mjs";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;

async function startNode() {
  const { open } = await import(`${packageDir}/keyseal-node.mjs`);
  const steps = makeSteps(open);
  return {
    name: "Node",
    version: process.versions.node,
    run: async (step, argument) => steps[step](argument),
    close: async () => {},
  };
}

/** The page with its peers in one file, and the package's own beside it. */
async function bundlePage() {
  const folder = await mkdtemp(`${tmpdir()}/keyseal-bench-`);
  await copyFile(`${here}/page.html`, `${folder}/bench.html`);
  await build({
    entryPoints: [`${here}/page.mjs`],
    outfile: `${folder}/bench.mjs`,
    bundle: true,
    format: "esm",
    platform: "browser",
    external: ["./keyseal.mjs"],
    logLevel: "error",
  });
  return folder;
}

async function startBrowser(name) {
  const folder = await bundlePage();
  const server = await startServer(folder);
  let browser;
  const close = async () => {
    await browser?.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    browser = await engines[name]();
    const page = await browser.openPage(`http://localhost:${server.port}/bench.html`);
    return {
      name,
      version: browser.version,
      async run(step, argument) {
        const { value, error } = await page.runStep(step, argument);
        const problem = error?.text ?? (await page.errors())[0] ?? server.violations[0];
        if (problem !== undefined) throw new Error(problem);
        return value;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export const targetNames = ["Node", ...Object.keys(engines)];

export const startTarget = (name) => (name === "Node" ? startNode() : startBrowser(name));
