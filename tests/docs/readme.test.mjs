// The README's embedding, copied from it into a page, with the hash that EMBED.html gives for the tag.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { bundle } from "../browser/bundle.mjs";
import { engines } from "../browser/engines.mjs";
import { fillForm, partsOf, waitForState } from "../browser/form.mjs";
import { startHttp } from "../browser/http.mjs";
import { judge } from "../browser/judge.mjs";
import { pagePolicy, workerPolicy } from "../browser/policies.mjs";
import { savedText, waitUntil } from "../browser/wait.mjs";
import { root } from "../node/support.mjs";

const order = { names: ["www.example.com"], passphrase: "six herons crossed the frozen lake" };
const embedded = readFileSync(`${root}README.md`, "utf8").match(/```html\n(.*?)```/s)[1];
const [, sri] = bundle
  .get("EMBED.html")
  .toString()
  .match(/keyseal-element\.mjs&quot; integrity=&quot;(sha384-[^&]+)&quot;/);
const [, folder] = embedded.match(/src="(\/keyseal-[^/]+\/)/);

/** The page with `integrity` in the place of the README's ellipsis. */
function pageWith(integrity) {
  const tags = embedded.replace("sha384-…", integrity);
  assert.notEqual(tags, embedded, "the README leaves the hash to EMBED.html");
  return Buffer.from(`<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Order</title>\n${tags}`);
}

const pages = { "/": pageWith(sri), "/another-hash": pageWith(`sha384-${"A".repeat(64)}`) };

const serve = () =>
  startHttp(async (pathname) => {
    if (Object.hasOwn(pages, pathname)) return { bytes: pages[pathname], policy: pagePolicy() };
    const bytes = pathname.startsWith(folder) ? bundle.get(pathname.slice(folder.length)) : undefined;
    return bytes && { bytes, policy: pathname.endsWith("keyseal-worker.js") ? workerPolicy : pagePolicy() };
  });

test("the README's embedding is five lines", () => assert.equal(embedded.trimEnd().split("\n").length, 5));

for (const [name, start] of Object.entries(engines)) {
  describe(name, () => {
    let server;
    let browser;
    before(async () => {
      server = await serve();
      browser = await start();
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    const open = (path) => browser.openPage(`http://localhost:${server.port}${path}`);

    test("the README's five lines put a request into the portal's form, and the key into the downloads", async () => {
      const page = await open("/");
      assert.equal(await page.run(() => document.querySelector("form").checkValidity()), false, "required");
      await fillForm(page, order);
      await waitForState(page, "done");
      const entries = await page.run(() => [...new FormData(document.querySelector("form"))]);
      assert.deepEqual(
        entries.map(([field]) => field),
        ["csr"],
      );
      const parts = partsOf();
      await page.click(parts.saveKey);
      const sealedKeyPem = await savedText(browser, "www.example.com.key.pem");
      await judge({ csrPem: entries[0][1], sealedKeyPem }, order.passphrase, order.names);
      assert.deepEqual(await page.errors(), []);
      assert.deepEqual(server.violations, []);
      await page.close();
    });

    test("with another hash in the tag, the browser does not run the component", async () => {
      server.requests.length = 0;
      const page = await open("/another-hash");
      await waitUntil(() => server.requests.includes(`${folder}keyseal-element.mjs`), "the component to be loaded");
      await new Promise((later) => setTimeout(later, 500));
      assert.equal(await page.run(() => customElements.get("keyseal-generator") === undefined), true);
      await page.close();
    });
  });
}
