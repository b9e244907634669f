// What <keyseal-generator> shows and says while a search for an RSA key goes on, in real browsers: over a search that is
// never over, and that is as far as the test says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fillForm, waitForState } from "./form.mjs";
import { inEveryEngine, passphrase } from "./in-engines.mjs";

/** Has the generator of the page ask for an RSA key, in a body of this width; `window.report` says how far the search is. */
async function holdSearch(width) {
  document.body.style.width = width;
  const { open } = await import("./keyseal-element.mjs");
  const keyseal = await open();
  keyseal.generate = (_, { onProgress }) => {
    window.report = onProgress;
    return new Promise(() => {});
  };
  const generator = document.querySelector("keyseal-generator");
  generator.setAttribute("key", "rsa-3072");
  generator.keyseal = keyseal;
}

/** Whether the search has begun, and is shown. */
const searches = () =>
  window.report !== undefined &&
  document.querySelector("keyseal-generator").shadowRoot.querySelector(".ks-work") !== null;

/** Reports progress to the generator, and tells what it then shows and what it has said since. */
function report(progress) {
  const { shadowRoot } = document.querySelector("keyseal-generator");
  const speaker = shadowRoot.lastElementChild;
  speaker.firstElementChild.replaceChildren();
  window.report(progress);
  const [, below] = shadowRoot.querySelector(".ks-work__row p").querySelectorAll("strong, .ks-lines");
  return { shown: [...below.children].map((line) => line.textContent), said: speaker.textContent };
}

/** Where Cancel begins, in pixels from the top. */
const topOfCancel = () => {
  const { shadowRoot } = document.querySelector("keyseal-generator");
  return shadowRoot.querySelector(".ks-work > .ks-btn").getBoundingClientRect().top;
};

inEveryEngine(
  {},
  (context) => {
    const run = (...call) => context.page.run(...call);

    async function search(width = "auto") {
      await context.open("whole", "generator.html");
      await run(holdSearch, width);
      await fillForm(context.page, { names: ["www.example.com"], passphrase });
      await waitForState(context.page, "working");
      await context.page.waitFor(searches);
    }

    test("a search for an RSA key tells its luck, and a screen reader hears of it at its times only", async () => {
      await search();
      const reported = (fraction, elapsedMs, expectedMs) =>
        run(report, { phase: "key", fraction, elapsedMs, ...(expectedMs && { expectedMs }) });
      const luck = "How long it takes is a matter of luck.";
      const range = "How long it takes is a matter of luck: on this device mostly 0.8 to 5.4 seconds.";
      const unlucky = "This search has bad luck: 9 of 10 are over sooner.";
      const wait = "It is still searching; you can wait or cancel and choose ECDSA.";
      const searching = "Searching for two large prime numbers.";
      assert.deepEqual(await reported(0, 100), { shown: [luck], said: searching });
      assert.deepEqual(await reported(0.2, 400, [830, 5400]), { shown: [range], said: "" });
      assert.deepEqual(await reported(0.3, 700, [900, 5000]), { shown: [range], said: "" });
      assert.deepEqual(await reported(0.8, 5100, [900, 5000]), {
        shown: [range],
        said: `${searching} 5 seconds so far. ${range}`,
      });
      assert.deepEqual(await reported(0.92, 7000, [900, 5000]), { shown: [unlucky], said: "" });
      assert.deepEqual(await reported(0.93, 15_000, [900, 5000]), {
        shown: [unlucky],
        said: `${searching} 15 seconds so far. ${unlucky}`,
      });
      assert.deepEqual(await reported(0.94, 30_000, [900, 5000]), {
        shown: [unlucky, wait],
        said: `${searching} 30 seconds so far. ${unlucky} ${wait}`,
      });
      assert.deepEqual(await reported(0.95, 60_000, [900, 5000]), {
        shown: [unlucky, wait],
        said: `${searching} 60 seconds so far.`,
      });
      assert.deepEqual((await reported(1, 60_100, [900, 5000])).said, "Testing the key.");
    });

    for (const width of ["288px", "auto"]) {
      test(`Cancel stays under the pointer, whatever is said above it (width ${width})`, async () => {
        await search(width);
        const cancelAfter = async (progress) => {
          await run(report, progress);
          return run(topOfCancel);
        };
        const searching = (fraction, ...expectedMs) => ({
          phase: "key",
          fraction,
          ...(expectedMs[1] && { expectedMs }),
        });
        const found = [searching(1), { phase: "sealing" }, { phase: "signing" }];
        const top = await cancelAfter({ phase: "loading", elapsedMs: 0 });
        for (const progress of [searching(0), searching(0.2, 830, 5400), searching(0.92, 18_300, 154_000), ...found]) {
          assert.equal(await cancelAfter({ elapsedMs: 1000, ...progress }), top, JSON.stringify(progress));
        }
        const topOfSlow = await cancelAfter({ elapsedMs: 30_000, ...searching(0.5, 18_300, 154_000) });
        assert.ok(topOfSlow > top, "what a person can do has a line of its own");
        for (const progress of found) {
          assert.equal(await cancelAfter({ elapsedMs: 30_100, ...progress }), topOfSlow, JSON.stringify(progress));
        }
      });
    }

    test("broke no policy and put no error on the console", async () => {
      assert.deepEqual(context.server.violations, []);
      assert.deepEqual(await context.page.errors(), []);
    });
  },
  { firstPage: "generator.html" },
);
