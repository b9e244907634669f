// Every state of the components under axe-core, light and dark; narrow, with large text, and without motion.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { root } from "../node/support.mjs";
import { serveBundle } from "./bundle.mjs";
import { checkerStates, showCheckerState } from "./checker-states.mjs";
import { engines } from "./engines.mjs";
import { showState, states } from "./states.mjs";

const axe = readFileSync(`${root}node_modules/axe-core/axe.min.js`, "utf8");

const all = [
  ...Object.keys(states).map((name) => ({ title: name, name, show: showState })),
  ...Object.keys(checkerStates).map((name) => ({ title: `checker, ${name}`, name, show: showCheckerState })),
];

async function violationsOn(page) {
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  });
}

/** What stands out sideways, or is cut off there. */
const overflowOn = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    return scrollWidth > clientWidth ? `${scrollWidth} of ${clientWidth}` : "";
  });

// Firefox's protocol cannot change the colours of a page that is open.
for (const [engine, schemes] of [
  ["Chromium", ["light", "dark"]],
  ["Firefox", ["light"]],
]) {
  describe(engine, () => {
    let server;
    let browser;
    before(async () => {
      server = await serveBundle();
      browser = await engines[engine]({ colorScheme: schemes[0], reducedMotion: "reduce" });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    for (const { title, name, show } of all) {
      test(`${title}: axe finds nothing, and nothing stands out at 320 pixels or in text of twice the size`, async () => {
        const opened = await browser.openPage("about:blank", { viewport: { width: 320, height: 900 } });
        const page = opened.playwright;
        await show(page, server.urlOf("whole", "generator.html"), name, [axe]);
        assert.equal(await overflowOn(page), "", "at 320 pixels");
        for (const width of [320, 1000]) {
          await page.setViewportSize({ width, height: 900 });
          for (const colorScheme of schemes) {
            if (schemes.length > 1) await page.emulateMedia({ colorScheme });
            assert.deepEqual(await violationsOn(page), [], `at ${width} pixels, ${colorScheme}`);
          }
        }
        await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
        await page.setViewportSize({ width: 640, height: 900 });
        assert.equal(await overflowOn(page), "", "in large text");
        await opened.close();
      });
    }

    test("with reduced motion nothing moves", async () => {
      const opened = await browser.openPage("about:blank");
      await showState(opened.playwright, server.urlOf("whole", "generator.html"), "working");
      const moving = await opened.playwright.evaluate(() => {
        const all = document.querySelector("keyseal-generator").shadowRoot.querySelectorAll("*");
        return [...all].filter((element) => {
          const { animationName, transitionDuration } = getComputedStyle(element);
          return animationName !== "none" || transitionDuration.split(", ").some((time) => Number.parseFloat(time) > 0);
        }).length;
      });
      assert.equal(moving, 0);
      await opened.close();
    });
  });
}
