// The pages of the bundle under axe-core, light and dark, wide and narrow, and the offline page in every language at 320
// pixels without sideways scrolling. The component has tests of its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { engines } from "../browser/engines.mjs";
import { bundle, root } from "./support.mjs";

const axe = readFileSync(`${root}node_modules/axe-core/axe.min.js`, "utf8");
const address = (name) => pathToFileURL(`${bundle}/${name}`).href;
const wide = { width: 1280, height: 900 };
const narrow = { width: 320, height: 700 };

const violations = async () => {
  const found = await window.axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
};
const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

for (const colorScheme of ["light", "dark"]) {
  describe(colorScheme, () => {
    let browser;
    let page;
    before(async () => {
      browser = await engines.Chromium({ colorScheme });
      page = await browser.openPage(address("EMBED.html"));
      await page.playwright.addInitScript({ content: axe }); // before the page's own policy
    });
    after(() => browser?.close());

    test("EMBED.html", async () => {
      await page.goto(address("EMBED.html"));
      for (const size of [wide, narrow]) {
        await page.setViewport(size);
        assert.deepEqual(await page.run(violations), []);
        assert.equal(await page.run(sideways), 0);
      }
    });

    test("the offline page, each task", async () => {
      await page.goto(address("keyseal-offline.html"));
      await page.waitFor(() => document.querySelector("keyseal-generator")?.state === "form");
      for (const task of ["make", "check", "about"]) {
        await page.click(`nav a[href='#${task}']`);
        await page.waitFor((name) => document.querySelector("nav [aria-current]").hash === `#${name}`, task);
        for (const size of [wide, narrow]) {
          await page.setViewport(size);
          assert.deepEqual(await page.run(violations), [], task);
          assert.equal(await page.run(sideways), 0, task);
        }
      }
    });

    test("the offline page in every language at 320 pixels", async () => {
      await page.setViewport(narrow);
      const languages = await page.run(() =>
        [...document.querySelectorAll("footer option")].map((option) => option.value),
      );
      assert.equal(languages.length, 6);
      for (const language of languages) {
        await page.run((chosen) => {
          const select = document.querySelector("footer select");
          select.value = chosen;
          select.dispatchEvent(new Event("change"));
        }, language);
        await page.waitFor((chosen) => document.documentElement.lang === chosen, language);
        for (const task of ["about", "check", "make"]) {
          await page.run((name) => {
            location.hash = name;
          }, task);
          await page.waitFor((name) => document.querySelector("nav [aria-current]").hash === `#${name}`, task);
          assert.equal(await page.run(sideways), 0, `${language} ${task}`);
          assert.deepEqual(await page.run(violations), [], `${language} ${task}`);
        }
      }
    });
  });
}
