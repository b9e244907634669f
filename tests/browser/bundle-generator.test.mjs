// <keyseal-generator> from the bundle, used as a person does: mouse and keys, files among the downloads, OpenSSL's judgement.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { test } from "node:test";
import { moduleStops } from "../node/module-stops.mjs";
import { withBytes, withPrelude } from "./bundle.mjs";
import { fillForm, partsOf, saveAndJudge, waitForState } from "./form.mjs";
import { inEveryEngine, passphrase } from "./in-engines.mjs";
import { judge } from "./judge.mjs";
import { savedText } from "./wait.mjs";

const [, stop, stops] = moduleStops[0];
/** A worker whose search for an RSA key never ends, as far as the page hears. */
const endless = `let searching = false;
  const { postMessage } = self;
  self.postMessage = (message) => {
    searching ||= message.kind === "progress" && message.tested > 0;
    if (!searching || message.phase === "key") postMessage(message);
  };`;
const variants = {
  endless: { files: withPrelude(endless) },
  stopped: { files: withPrelude(stops) },
  "wasm-cut": { files: withBytes("keyseal.wasm", (bytes) => bytes.subarray(1)), policy: {} },
};
const order = { names: ["www.example.com", "*.example.com"], passphrase };
const parts = partsOf();

const shownText = ([host, selector]) => document.querySelector(host).shadowRoot.querySelector(selector)?.innerText;
const focused = () => {
  const { activeElement } = document.querySelector("keyseal-generator").shadowRoot;
  return activeElement && `${activeElement.localName} ${activeElement.className}`;
};

inEveryEngine(
  variants,
  (context) => {
    const { open } = context;
    const start = (page) => open("whole", page);

    /** Removes what was saved, so that the next file of this name is a new one. */
    async function forgetDownloads(names) {
      for (const name of names) await rm(`${context.browser.downloads}/${name}`, { force: true });
    }

    test("the whole flow with mouse and keyboard gives files that OpenSSL accepts", async () => {
      const { page, browser } = context;
      await fillForm(page, order);
      await waitForState(page, "done", parts.host);
      await saveAndJudge(browser, page, order);
      assert.equal(await page.run(() => document.querySelector("keyseal-generator").saved), true);
    });

    test("the whole flow with the keyboard alone", async () => {
      const { page, browser } = context;
      await start("generator.html");
      await forgetDownloads(["www.example.com.key.pem"]);
      await waitForState(page, "form", parts.host);
      const tabTo = async (what) => {
        for (let presses = 0; !(await page.run(focused))?.match(what); presses += 1) {
          assert.ok(presses < 25, `Tab does not lead to ${what}`);
          await page.press("Tab");
        }
      };
      await tabTo(/^textarea/);
      await page.type("www.example.com");
      await page.press("Enter");
      await tabTo(/^input ks-input$/);
      await page.type(passphrase);
      await page.press("Tab"); // past Show
      await page.press("Tab");
      await page.type(passphrase);
      await page.press("Enter");
      await waitForState(page, "done", parts.host);
      await tabTo(/^button ks-btn ks-btn--primary/);
      await page.press("Enter");
      const sealedKeyPem = await savedText(browser, "www.example.com.key.pem");
      const csrPem = await page.run(() => document.querySelector("keyseal-generator").value);
      await judge({ csrPem, sealedKeyPem }, passphrase);
    });

    test("two generators on one page make two keys at the same time", async () => {
      const { page, browser } = context;
      await start("generators.html");
      const orders = ["first", "second"].map((id) => ({
        names: [`${id}.example.com`],
        passphrase: `${passphrase} ${id}`,
      }));
      const both = ["#first", "#second"].map(partsOf);
      for (const [at, each] of both.entries()) await fillForm(page, orders[at], each);
      for (const { host } of both) await waitForState(page, "done", host);
      for (const [at, each] of both.entries()) await saveAndJudge(browser, page, orders[at], each);
    });

    test("the focus stays with a person who does something else on the page meanwhile", async () => {
      const { page } = context;
      await start("generators.html");
      await fillForm(page, order, partsOf("#first"));
      await page.run(() => document.getElementById("elsewhere").focus());
      await page.type("note");
      await waitForState(page, "done", "#first");
      await page.type("book");
      assert.equal(await page.run(() => document.getElementById("elsewhere").value), "notebook");
    });

    test("abort in mid-generation says that no key was made, and the next one is made", async () => {
      const { page, browser } = context;
      await open("endless", "generator.html");
      await forgetDownloads(["www.example.com.key.pem", "www.example.com.csr.pem"]);
      await page.run(() => document.querySelector("keyseal-generator").setAttribute("key", "rsa-4096"));
      await fillForm(page, order);
      await page.waitFor(
        ([host]) => document.querySelector(host).shadowRoot.querySelector(".ks-work .ks-btn") !== null,
        [parts.host],
      );
      await page.click(parts.text("Cancel"));
      await waitForState(page, "form", parts.host);
      assert.match(await page.run(shownText, [parts.host, ".ks-banner:not([hidden])"]), /No key was made/);
      await page.run(() => document.querySelector("keyseal-generator").setAttribute("key", "ecdsa-p256"));
      await fillForm(page, order);
      await waitForState(page, "done", parts.host);
      await saveAndJudge(browser, page, order);
    });

    test("broke no policy and put no error on the console", async () => {
      assert.deepEqual(context.server.violations, []);
      assert.deepEqual(await context.page.errors(), []);
    });

    test("a tampered module ends in a calm stop: no key was made", async () => {
      const { page } = context;
      await open("wasm-cut", "generator.html");
      await waitForState(page, "stopped", parts.host);
      const shown = await page.run(shownText, [parts.host, ".ks-stop"]);
      assert.match(shown, /No key was made/);
      assert.match(shown, /wasm-hash-mismatch/);
    });

    test("an engine that stops the module while it makes the key: no key, and what to report", async () => {
      const { page } = context;
      await open("stopped", "generator.html");
      await fillForm(page, order);
      await waitForState(page, "stopped", parts.host);
      const shown = await page.run(shownText, [parts.host, ".ks-stop"]);
      assert.match(shown, /No key was made/);
      assert.ok(shown.includes(`internal (${stop})`), shown);
    });
  },
  { firstPage: "generator.html" },
);
