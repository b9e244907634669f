// The component in dist/, measured in every engine: navigation to ready, click to result, bytes over the wire.
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { bundle } from "../browser/bundle.mjs";
import { engines } from "../browser/engines.mjs";
import { startHttp } from "../browser/http.mjs";
import { pagePolicy, workerPolicy } from "../browser/policies.mjs";
import { summarize } from "./statistics.mjs";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const passphrase = "six herons crossed the frozen lake";
const keys = ["ecdsa-p256", "rsa-3072"];
const pages = {
  "/": `${here}/component.html`,
  "/component-page.mjs": `${here}/component-page.mjs`,
  "/run-step.mjs": `${here}/../browser/page/run-step.mjs`,
};

function serve() {
  return startHttp(async (pathname) => {
    if (Object.hasOwn(pages, pathname)) return { bytes: await readFile(pages[pathname]), policy: pagePolicy() };
    const bytes = bundle.get(pathname.slice(1));
    return bytes && { bytes, policy: pathname === "/keyseal-worker.js" ? workerPolicy : pagePolicy() };
  });
}

/** What a visitor loads until a key is made: { files, raw, brotli }, each file of the bundle once, as a cache has it. */
async function wireOf(requests) {
  const files = [...new Set(requests)].filter((path) => bundle.has(path.slice(1))).map((path) => path.slice(1));
  const sizes = files.map(async (name) => {
    const bytes = bundle.get(name);
    return [bytes.length, (await promisify(brotliCompress)(bytes)).length];
  });
  const [raw, brotli] = (await Promise.all(sizes)).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  return { files: files.sort(), raw, brotli };
}

/** Measures in turns, so that what changes during the run meets all engines alike. */
export async function measureComponent(runs) {
  const started = [];
  try {
    for (const [name, start] of Object.entries(engines)) {
      const server = await serve();
      started.push({ name, server, ready: [], clicks: Object.fromEntries(keys.map((key) => [key, []])) });
      started.at(-1).browser = await start();
    }
    for (let run = 0; run < runs; run += 1) {
      for (const engine of started) {
        engine.page ??= await engine.browser.openPage("about:blank");
        const step = async (...args) => {
          const { value, error } = await engine.page.runStep(...args);
          if (error !== undefined) throw new Error(`${engine.name}: ${error.text}`);
          return value;
        };
        await engine.page.goto(`http://localhost:${engine.server.port}/`);
        engine.ready.push(await step("ready"));
        for (const key of keys) engine.clicks[key].push(await step("click", { key, passphrase }));
      }
    }
    const engineRows = started.map(({ name, browser, ready, clicks }) => ({
      name,
      version: browser.version,
      ready: summarize(ready),
      clicks: keys.map((key) => ({ key, ...summarize(clicks[key]) })),
    }));
    return { engines: engineRows, wire: await wireOf(started[0].server.requests) };
  } finally {
    for (const { browser, server } of started) {
      await browser?.close();
      await server.close();
    }
  }
}
