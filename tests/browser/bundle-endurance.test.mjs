// Many generations in a row on one page: neither memory nor workers grow. KEYSEAL_GENERATIONS asks for more than 50.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { growthOf } from "../endurance/growth.mjs";
import { serveBundle } from "./bundle.mjs";
import { engines } from "./engines.mjs";
import { request } from "./in-engines.mjs";
import { usageOf } from "./processes.mjs";
import { waitUntil } from "./wait.mjs";

const generations = Number(process.env.KEYSEAL_GENERATIONS ?? 50);
const isLong = generations > 50;
const mostGrowthMb = isLong ? 25 : 40; // one worker that is kept holds several, and three fifths of them are compared

// Engines keep something of every worker while a driver watches them: Chromium 0.11 MB. So as many
// workers that are given no call are the measure where there are many generations.
const untyped = { untyped: { policy: { "require-trusted-types-for": [] } } };
const startWorkers = async (count) => {
  const Plain = Object.getPrototypeOf(window.Worker); // not the page's, which counts
  for (let started = 0; started < count; started += 1) {
    await new Promise((resolve, reject) => {
      const worker = new Plain("keyseal-worker.js");
      worker.onmessage = resolve; // it is ready
      worker.onerror = reject;
    }).then(({ target }) => target.terminate());
  }
};

async function endure(t, start) {
  const server = await serveBundle(untyped);
  const browser = await start();
  try {
    const page = await browser.openPage(server.urlOf("untyped"));
    const step = async (...call) => {
      const { value, error } = await page.runStep(...call);
      assert.equal(error, undefined, error?.text);
      return value;
    };
    await step("open", {});
    const before = usageOf(browser.home);
    const megabytes = [];
    const seen = new Set();
    for (let count = 0; count < generations; count += 1) {
      const generated = step("generate", request);
      // The count sees a worker while there is one.
      if (count === 0) await waitUntil(() => usageOf(browser.home).workers === before.workers + 1, "a worker");
      seen.add((await generated).spkiSha256);
      megabytes.push(usageOf(browser.home).megabytes);
    }
    assert.equal(seen.size, generations);
    assert.equal(await step("runningWorkers"), 0);
    await waitUntil(() => usageOf(browser.home).workers === before.workers, "the last worker to end");
    const growth = growthOf(megabytes);
    let ofWorkers = 0;
    if (isLong) {
      const beforeWorkers = usageOf(browser.home).megabytes;
      for (let fifth = 0; fifth < 3; fifth += 1) await page.run(startWorkers, generations / 5);
      ofWorkers = Math.max(0, usageOf(browser.home).megabytes - beforeWorkers);
    }
    const [first, last] = [megabytes[generations / 5], megabytes.at(-1)].map((each) => each.toFixed(0));
    t.diagnostic(
      `${generations} generations: grew by ${growth.toFixed(1)} MB, ${first} MB at first, ${last} in the end`,
    );
    if (isLong) t.diagnostic(`as many workers without Keyseal: grew by ${ofWorkers.toFixed(1)} MB`);
    assert.ok(growth - ofWorkers < mostGrowthMb, `grew by ${growth} MB: ${megabytes.map(Math.round)}`);
  } finally {
    await browser.close();
    await server.close();
  }
}

// At the same time, as most of it is one thread's work.
describe(`${generations} generations in a row do not grow`, { concurrency: true }, () => {
  for (const [name, start] of Object.entries(engines)) test(name, (t) => endure(t, start));
});
