// keyseal-offline.html from disk, in engines that have no network: the whole flow, OpenSSL's judgement, faults in the file.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { bundle, wasmSha256, workerSha256 } from "./bundle.mjs";
import { root } from "../node/support.mjs";
import { paste } from "./checker-page.mjs";
import { engines } from "./engines.mjs";
import { fillForm, partsOf, saveAndJudge, waitForState } from "./form.mjs";

const whole = bundle.get("keyseal-offline.html").toString();
const order = { names: ["www.example.com"], passphrase: "six herons crossed the frozen lake" };
const parts = partsOf();

/** The file with one thing changed, which must be there. */
function changed(from, to, file = whole) {
  const result = file.replace(from, to);
  assert.notEqual(result, file);
  return result;
}

const scriptOf = (file) => file.match(/<script>(.*?)<\/script>/s)[1];
const hashOf = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** The file with its script changed, and the policy put right for it: what the script does then is what is tested. */
function withScript(change, file = whole) {
  const script = scriptOf(file);
  const after = change(script);
  assert.notEqual(after, script);
  return file.replace(script, () => after).replace(hashOf(script), hashOf(after));
}

const workerMark = '<script type="text/plain" id="keyseal-worker">';
const wasmMark = '<script type="text/plain" id="keyseal-wasm">\n';

/** The file whose worker begins with `prelude`, with the pinned hash put right. */
function withPrelude(prelude) {
  const sha256 = createHash("sha256")
    .update(`${prelude}${bundle.get("keyseal-worker.js")}`)
    .digest("hex");
  return withScript(
    (script) => script.replaceAll(workerSha256, sha256),
    changed(workerMark, `${workerMark}${prelude}`),
  );
}

const zeros = 'Object.defineProperty(Crypto.prototype, "getRandomValues", { value: (array) => array.fill(0) });\n';
const button = ".ks-submit .ks-btn--primary";
const bit = (letter) => (letter === "A" ? "B" : "A");

const stops = [
  [
    "flipped wasm byte",
    changed(/(id="keyseal-wasm">\n.{60000})(\w)/s, (_, first, at) => first + bit(at)),
    "wasm-hash-mismatch",
  ],
  ["truncated wasm", changed(new RegExp(`(${wasmMark}).*\n`), "$1"), "wasm-hash-mismatch"],
  ["wasm that is no base64", changed(wasmMark, `${wasmMark}?`), "bundle-unreadable"],
  ["flipped worker byte", changed(`${workerMark}"use strict"`, `${workerMark}"use  trict"`), "worker-hash-mismatch"],
  ["malformed SRI literal", withScript((script) => script.replaceAll(wasmSha256, "sha384-")), "integrity-malformed"],
  ["no Trusted Types policy", changed("trusted-types keyseal#worker", "trusted-types 'none'"), "trusted-types-missing"],
];
const forbidden = changed(" 'wasm-unsafe-eval'", "");

for (const [name, start] of Object.entries(engines)) {
  describe(name, () => {
    let browser;
    let page;
    let folder;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "keyseal-offline-"));
      browser = await start({ network: false });
      page = await browser.openPage("about:blank");
    });
    after(async () => {
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    });

    async function open(file) {
      const path = join(folder, "keyseal-offline.html");
      await writeFile(path, file);
      await page.goto(pathToFileURL(path).href);
    }

    async function stopsWith(file, code) {
      await open(file);
      await waitForState(page, "stopped");
      const shown = await page.run(() => document.querySelector("keyseal-generator").shadowRoot.textContent);
      assert.match(shown, /No key was made\./);
      assert.ok(shown.includes(code), shown);
    }

    test("file://: the whole flow gives files that OpenSSL accepts, and leads to the next key", async () => {
      await open(whole);
      for (const names of [["www.example.com"], ["next.example.com"]]) {
        await fillForm(page, { ...order, names });
        await waitForState(page, "done");
        await saveAndJudge(browser, page, { ...order, names });
        await page.click(parts.text("Make another"));
      }
      assert.deepEqual(await page.errors(), []);
    });

    test("file://: a report is in the language that was chosen, whose words the file carries", async () => {
      await open(whole);
      await waitForState(page, "form");
      await page.run(() => {
        const choice = document.querySelector("footer select");
        choice.value = "ja";
        choice.dispatchEvent(new Event("change"));
      });
      const inChecker = (selector) =>
        page.waitFor((path) => document.querySelector("keyseal-checker").shadowRoot.querySelector(path), selector);
      await inChecker('section[lang="ja"] textarea');
      await page.run(paste, readFileSync(`${root}tests/vectors/check/key/rsa-1024.pem`, "utf8"));
      await page.run(
        (path) => document.querySelector("keyseal-checker").shadowRoot.querySelector(path).click(),
        button,
      );
      await inChecker('[part~="finding"]');
      const said = await page.run(() => {
        const span = document.querySelector("keyseal-checker").shadowRoot.querySelector('[part~="finding"] p > span');
        return [span.lang, span.textContent];
      });
      assert.deepEqual(said, ["", "RSAのモジュラスが2048ビット未満です。（1024ビット）"]);
    });

    for (const [fault, file, code] of stops) test(`${fault}: ${code}`, () => stopsWith(file, code));

    test("no `wasm-unsafe-eval`: wasm-blocked, where the engine obeys it", async () => {
      // WebKitGTK compiles in spite of the policy.
      if (name !== "WebKit") return stopsWith(forbidden, "wasm-blocked");
      await open(forbidden);
      return waitForState(page, "form");
    });

    test("random source zero: random-failed", async () => {
      await open(withPrelude(zeros));
      await fillForm(page, order);
      await waitForState(page, "stopped");
      const shown = await page.run(() => document.querySelector("keyseal-generator").shadowRoot.textContent);
      assert.match(shown, /No key was made\..*random-failed/s);
    });

    test("changed inline script: the policy keeps it from running at all", async () => {
      await open(changed("<script>", "<script> "));
      await page.waitFor(() => document.readyState === "complete");
      assert.equal(await page.run(() => customElements.get("keyseal-generator") === undefined), true);
      assert.equal(await page.run(() => document.querySelector("keyseal-generator") === null), true);
      // The same file without the change runs: it is the change that keeps it.
      await open(whole);
      await waitForState(page, "form");
    });

    test("offline (network off): no request at all in the log", async () => {
      const own = pathToFileURL(join(folder, "keyseal-offline.html")).href;
      const asked = (await page.requests()).map((url) => url.replace(/#.*/, ""));
      assert.deepEqual(
        asked.filter((url) => url !== own && url !== "about:blank" && !/^(blob|data):/.test(url)),
        [],
      );
    });
  });
}
