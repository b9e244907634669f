// The drivers themselves: what the other tests conclude from a silent log or a real click rests on these.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { engines } from "./engines.mjs";
import { savedText, waitUntil } from "./wait.mjs";

const address = new URL("page/drivers.html", import.meta.url).href;
const media = () =>
  ["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"].map((query) => matchMedia(query).matches);

/** A server that answers nobody and remembers who asked. */
async function startWitness() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(204, { "Access-Control-Allow-Origin": "*" }).end();
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { asked, url: (path) => `http://127.0.0.1:${server.address().port}/${path}`, close };
}

for (const [name, start] of Object.entries(engines)) {
  describe(name, () => {
    let browser;
    let page;
    let witness;

    before(async () => {
      witness = await startWitness();
      browser = await start();
      page = await browser.openPage(address);
    });
    after(async () => {
      await browser?.close();
      await witness?.close();
    });

    const fieldText = (id) =>
      page.run((field) => document.querySelector("x-form").shadowRoot.getElementById(field).value, id);

    test("clicks, types and presses keys as a person does", async () => {
      await page.click("x-form >>> #text");
      await page.type("Zoë 密");
      await page.press("Tab");
      await page.type("a");
      await page.press("Enter");
      await page.type("b");
      await page.press("Shift+Tab");
      await page.type("!");
      assert.equal(await fieldText("lines"), "a\nb");
      assert.match(await fieldText("text"), /!/);
      await assert.rejects(page.click("x-form >>> #none"), /there is no/);
    });

    test("keeps what the page saves", async () => {
      await page.click("x-form >>> #save");
      assert.equal(await page.run(() => window.clickWasTrusted), true);
      assert.equal(await savedText(browser, "saved.pem"), "saved\n");
      await rm(`${browser.downloads}/saved.pem`);
      await page.press("Enter"); // the focus is still there
      assert.equal(await savedText(browser, "saved.pem"), "saved\n");
    });

    test("hears what the page complains of", async () => {
      await page.click("x-form >>> #complain");
      assert.deepEqual(await page.errors(), ["complaint"]);
    });

    test("sees the page", async () => {
      assert.equal((await page.screenshot()).subarray(1, 4).toString(), "PNG");
      await page.setViewport({ width: 500, height: 600 });
      await page.waitFor(() => innerWidth === 500);
      assert.deepEqual(await page.run(media), [false, false]);
    });

    test("hands on what went wrong in the page", async () => {
      await assert.rejects(
        page.run(() => Promise.reject(new Error("in the page"))),
        /in the page/,
      );
    });

    test("has a dark one with reduced motion", async () => {
      const dark = await start({ colorScheme: "dark", reducedMotion: "reduce" });
      try {
        assert.deepEqual(await (await dark.openPage(address)).run(media), [true, true]);
      } finally {
        await dark.close();
      }
    });

    test("without a network reaches nobody, and tells what page and worker asked for", async () => {
      const asked = ["page", "worker"].map(witness.url);
      await page.run((addresses) => window.askEverywhere(addresses), asked);
      await waitUntil(() => witness.asked.length === 2, "the requests");
      const alone = await start({ network: false });
      try {
        const lonely = await alone.openPage(address);
        const seen = async () => (await lonely.requests()).filter((url) => url.startsWith("http"));
        assert.deepEqual(await seen(), []);
        await lonely.run((addresses) => window.askEverywhere(addresses), asked);
        await waitUntil(async () => (await seen()).length === 2, "the log of the requests");
        assert.deepEqual((await seen()).sort(), asked);
        assert.equal(witness.asked.length, 2);
      } finally {
        await alone.close();
      }
    });
  });
}
