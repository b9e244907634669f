// The portal's pages under axe-core, at each step, light and dark. The component has tests of its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { startPortal } from "../../tools/portal/server.mjs";
import { engines } from "../browser/engines.mjs";
import { packageDir, root } from "../node/support.mjs";
import { bundleFolder } from "./support.mjs";

const { generatorOn, useFakeKeyseal } = await import(`${packageDir}/keyseal-testing.mjs`);
const axe = readFileSync(`${root}node_modules/axe-core/axe.min.js`, "utf8");

for (const colorScheme of ["light", "dark"]) {
  describe(colorScheme, () => {
    let portal;
    let browser;
    before(async () => {
      portal = await startPortal({ bundleFolder });
      browser = await engines.Chromium({ colorScheme });
    });
    after(async () => {
      await browser?.close();
      await portal?.close();
    });

    /** A page of the portal, with axe and the fake in it: both come before its policy. */
    async function open(path) {
      const { playwright: page, close } = await browser.openPage(`${portal.address}icon.svg`);
      await page.addInitScript({ content: axe });
      await useFakeKeyseal(page);
      await page.goto(`${portal.address}${path}`);
      return { page, close };
    }
    async function check(page, what) {
      const violations = await page.evaluate(async () => {
        const found = await window.axe.run(document, { resultTypes: ["violations"] });
        return found.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
        );
      });
      assert.deepEqual(violations, [], what);
    }

    test("the order form, from the product to what was received", async () => {
      const { page, close } = await open("");
      await check(page, "product");
      await page.fill("#domain", "no domain");
      await page.click("#to-2");
      await check(page, "no domain");
      await page.fill("#domain", "example.com");
      await page.click("#to-2");
      await page.check("[name=source][value=own]");
      await page.click("#to-3");
      await check(page, "own request missing");
      await page.locator("keyseal-checker textarea").fill("-----BEGIN PRIVATE KEY-----");
      await check(page, "private key pasted");
      await page.check("[name=source][value=here]");
      await page.check("[name=keeper][value=both]");
      const generator = generatorOn(page);
      await generator.waitForForm();
      await check(page, "request");
      await generator.takeSuggestion();
      await generator.acceptAgreement();
      await generator.make();
      await generator.waitForResult();
      await check(page, "made");
      await page.click("#to-3");
      await page.click("#send");
      await check(page, "order, box not ticked");
      await page.check("#have-key");
      await page.click("#send");
      await page.locator("#sent").waitFor();
      await check(page, "received");
      await close();
    });

    test("the form with a frame, and the agreement", async () => {
      for (const path of ["frame.html", "agreement.html"]) {
        const { page, close } = await open(path);
        await check(page, path);
        await close();
      }
    });
  });
}
