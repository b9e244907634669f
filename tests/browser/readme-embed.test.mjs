// The README's five lines, copied by this test as a reader would: into a page, with the bundle at the path that they name
// and the hash that EMBED.html gives, under the policy that ships.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import * as shipped from "../../tools/bundle/policies.mjs";
import { bundle } from "./bundle.mjs";
import { engines } from "./engines.mjs";
import { fillForm, partsOf, waitForState } from "./form.mjs";
import { startHttp, textOf } from "./http.mjs";
import { judge } from "./judge.mjs";
import { workerPolicy } from "./policies.mjs";
import { savedText } from "./wait.mjs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const [, lines] = readme.match(/^```html\n(.*?)^```/ms);
const { files, version } = JSON.parse(bundle.get("MANIFEST.json"));
const { integrity } = files["keyseal-element.mjs"];
const [, folder] = lines.match(/src="(\/keyseal-[^/]+\/)keyseal-element\.mjs"/);
const order = { names: ["www.example.com"], passphrase: "six herons crossed the frozen lake" };
const parts = partsOf();

const body = lines.replace("sha384-…", integrity);
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Order</title><body>${body}</body></html>`;

/** The policy of headers/, for a page that sends its own form. */
const policyAt = (origin) =>
  shipped.policyText({
    ...shipped.pagePolicy({
      scripts: [`'${integrity}'`],
      styles: "'none'",
      worker: `${origin}${folder}keyseal-worker.js`,
    }),
    "img-src": "'self'", // browsers ask for the favicon
    "form-action": "'self'",
    "report-uri": "/report",
  });

test("the embed is five lines, names the bundle's folder, and its hash is the one of EMBED.html", () => {
  assert.equal(lines.trim().split("\n").length, 5);
  assert.equal(folder, `/keyseal-${version}/`);
  assert.ok(bundle.get("EMBED.html").includes(integrity));
});

for (const [name, start] of Object.entries(engines)) {
  describe(name, () => {
    const orders = [];
    let server;
    let browser;
    before(async () => {
      server = await startHttp(async (path, request) => {
        if (path === "/") return { bytes: html, policy: policyAt(`http://localhost:${server.port}`) };
        if (path === "/order") {
          orders.push(new URLSearchParams(await textOf(request)));
          return { bytes: "<!doctype html><title>Thank you</title>" };
        }
        if (!path.startsWith(folder)) return undefined;
        const file = path.slice(folder.length);
        return { bytes: bundle.get(file), ...(file === "keyseal-worker.js" && { policy: workerPolicy }) };
      });
      browser = await start();
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    test("the embed copied from the README sends the request with the form, and keeps the key with the person", async () => {
      const page = await browser.openPage(`http://localhost:${server.port}/`);
      await page.waitFor(() => customElements.get("keyseal-generator") !== undefined);
      await fillForm(page, order);
      await waitForState(page, "done");
      await page.click(parts.saveKey);
      const sealedKeyPem = await savedText(browser, "www.example.com.key.pem");
      assert.deepEqual(await page.errors(), []);
      await page.click("text=Continue");
      await page.waitFor(() => document.title === "Thank you");
      assert.deepEqual(
        orders.map((fields) => [...fields.keys()]),
        [["csr"]],
      );
      const csrPem = orders[0].get("csr").replaceAll("\r\n", "\n"); // as forms are sent
      await judge({ csrPem, sealedKeyPem }, order.passphrase);
      assert.deepEqual(server.violations, []);
    });
  });
}
