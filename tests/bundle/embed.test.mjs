// The tags of EMBED.html, pasted into a page that real nginx serves with the bundle's own header file, in the engines.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { baseOf, samplePage } from "../../tools/bundle/headers.mjs";
import { engines } from "../browser/engines.mjs";
import { judge } from "../browser/judge.mjs";
import { startServer } from "./servers.mjs";
import { read, version } from "./support.mjs";

const embed = read("EMBED.html");
const passphrase = "copper lantern orbit thistle";

/** The sample of this name, as it is pasted. */
function sample(name) {
  const [, code] = new RegExp(`<pre id="${name}"[^>]*><code>([\\s\\S]*?)</code></pre>`).exec(embed);
  return code.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

const page = (...samples) =>
  `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>order</title>\n${samples.map(sample).join("\n")}`;

/** What EMBED.html says of the policy: the page's own scripts and an imported module in script-src, the file in frame-src. */
function withOwnParts(headers, html) {
  const inline = [...html.matchAll(/<script(?: type="[a-z]+")?>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
  const hashes = inline.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}' `);
  const imported = html.includes("importmap") ? `$scheme://$http_host${baseOf(version)}keyseal.mjs ` : "";
  const framed = html.includes("<iframe")
    ? `frame-src $scheme://$http_host${baseOf(version)}keyseal-offline.html; `
    : "";
  return headers.replace(
    /^(# {3}add_header .*)(script-src )/m,
    (_, start, directive) => start + framed + directive + hashes.join("") + imported,
  );
}

/** Opens the samples on one page, served by nginx. */
async function open(t, browser, ...samples) {
  const html = page(...samples);
  const server = await startServer("nginx", { page: html, editHeaders: (headers) => withOwnParts(headers, html) });
  t.after(server.close);
  const opened = await browser.openPage(server.origin + samplePage);
  t.after(() => opened.close());
  return opened;
}

for (const [name, start] of Object.entries(engines)) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await start();
    });
    after(() => browser?.close());

    test("the component makes a key and a request", async (t) => {
      const opened = await open(t, browser, "component");
      const inGenerator = (selector) => `keyseal-generator >>> ${selector}`;
      await opened.waitFor(() => document.querySelector("keyseal-generator").state === "form");
      await opened.click(inGenerator("textarea"));
      await opened.type("www.example.com");
      await opened.press("Enter");
      await opened.run(() => {
        const { shadowRoot } = document.querySelector("keyseal-generator");
        for (const [at, input] of shadowRoot.querySelectorAll("input[type=password]").entries())
          input.classList.add(`typed-${at}`);
        window.made = new Promise((resolve) =>
          document.addEventListener("keyseal-generated", ({ detail }) => resolve(detail), { once: true }),
        );
      });
      for (const at of [0, 1]) {
        await opened.click(inGenerator(`.typed-${at}`));
        await opened.type(passphrase);
      }
      await opened.click(inGenerator("button[type=submit]"));
      await judge(await opened.run(() => window.made), passphrase);
      assert.deepEqual(await opened.errors(), []);
    });

    test("the plain script makes a key and a request", async (t) => {
      const opened = await open(t, browser, "script");
      const made = await opened.run((request) => window.keyseal.open().then((keyseal) => keyseal.generate(request)), {
        dns: ["www.example.com"],
        passphrase,
      });
      await judge(made, passphrase);
      assert.deepEqual(await opened.errors(), []);
    });

    test("the offline file, in its sandbox, speaks with the page's origin", async (t) => {
      const opened = await open(t, browser, "frame");
      const heard = await opened.run(
        () =>
          new Promise((resolve) => {
            const frame = document.querySelector("iframe");
            const again = frame.cloneNode(); // the first may have spoken already, and may still speak
            addEventListener("message", ({ origin, source, data }) => {
              if (source === again.contentWindow) resolve({ origin, type: data.type });
            });
            frame.replaceWith(again);
          }),
      );
      assert.deepEqual(heard, { origin: "null", type: "ready" });
      assert.deepEqual(await opened.errors(), []);
    });

    test("the module, through the import map, opens", async (t) => {
      const opened = await open(t, browser, "import-map", "module");
      const wasm = JSON.parse(read("MANIFEST.json")).files["keyseal.wasm"].sha256;
      assert.ok(embed.includes(wasm));
      await opened.waitFor(() =>
        performance.getEntriesByType("resource").some(({ name }) => name.endsWith("keyseal.wasm")),
      );
      assert.deepEqual(await opened.errors(), []);
    });
  });
}
