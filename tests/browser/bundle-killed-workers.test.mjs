// Workers ended at any moment of any call, and pages left in the middle of one: every call ends, no worker is left, and the
// next call works. 8 rounds and one page in each engine; KEYSEAL_ROUNDS asks for more rounds, and a page for each fiftieth.
import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesFrom, roundsOf, seed } from "../node/random-choices.mjs";
import { inEveryEngine, passphrase, request } from "./in-engines.mjs";
import { judge } from "./judge.mjs";
import { usageOf } from "./processes.mjs";
import { waitUntil } from "./wait.mjs";

const rounds = roundsOf(8);
const milliseconds = { generate: 400, race: 1500, preview: 80, check: 80, suggest: 80 };
const ways = ["abort", "close", "terminate", "break"];
const errorsOf = (way) => ({ break: ["worker-lost", "worker-blocked"] })[way] ?? ["AbortError"];

inEveryEngine({}, (context) => {
  const { open, step } = context;
  // WebKit has the memory of workers back late, and after some hundred in one page not always in time (SECURITY.md).
  const perPage = context.engine === "WebKit" ? 100 : rounds;

  test("each call ends, and the next one works", async (t) => {
    const { below, pick } = choicesFrom(seed);
    let killed = 0;
    for (let round = 0; round < rounds; round += 1) {
      if (round % perPage === 0) {
        await open("whole");
        await step("open", { workers: 2 });
      }
      const call = pick(Object.keys(milliseconds));
      // The clock of a timer that has no time left kills before the worker begins.
      const plan = { call, way: pick(ways), afterMs: below(milliseconds[call]), passphrase };
      const { ended, next, running } = await step("endInTheMiddle", plan);
      const what = `round ${round} of seed ${seed}, ${JSON.stringify(plan)}: ${ended}`;
      assert.ok([...errorsOf(plan.way), "value"].includes(ended), what);
      assert.deepEqual([next, running], ["value", 0], what);
      if (ended !== "value") killed += 1;
    }
    t.diagnostic(`${killed} of ${rounds} calls did not live to their end`);
    assert.ok(killed > 0);
    await judge(await step("generate", request), passphrase);
  });

  test("a page that is closed in the middle takes its workers along, and works when it is opened again", async () => {
    const { browser, server, engine } = context;
    const { workers: before } = usageOf(browser.home); // Firefox has some of its own
    for (let left = 0; left < Math.ceil(rounds / 50); left += 1) {
      const page = await browser.openPage(server.urlOf("whole"));
      assert.equal((await page.runStep("open", {})).error, undefined);
      await page.runStep("begin", { ...request, key: { type: "rsa", modulusBits: 4096 } });
      await waitUntil(() => usageOf(browser.home).workers > before, "a worker");
      await page.close();
      // WebKit's driver has one window, which goes elsewhere: the page may wait to be shown again, its workers with it.
      if (engine !== "WebKit") await waitUntil(() => usageOf(browser.home).workers <= before, "the last worker to end");
      await open("whole");
      await step("open", {});
      await judge(await step("generate", request), passphrase);
    }
  });
});
