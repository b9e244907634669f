// The offline page around the component, opened from disk without a network, in the three engines.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { engines } from "../browser/engines.mjs";
import { root } from "../node/support.mjs";
import { bundle, read, version } from "./support.mjs";

const address = pathToFileURL(`${bundle}/keyseal-offline.html`).href;
const { sha256 } = JSON.parse(read("MANIFEST.json")).files["keyseal.wasm"];
const passphrase = "copper lantern orbit thistle";

const ready = () => document.querySelector("keyseal-generator")?.state === "form";
const shown = () => ({
  generator: document.querySelector("keyseal-generator").checkVisibility(),
  checker: document.querySelector("keyseal-checker").checkVisibility(),
  about: document.querySelector("main > .ks").checkVisibility(),
  current: document.querySelector("nav [aria-current=page]").textContent,
  address: location.hash,
});
const make = { generator: true, checker: false, about: false, current: "Make a request" };
const about = { generator: false, checker: false, about: true, current: "About this file" };
const check = { generator: false, checker: true, about: false, current: "Check a request" };
const inGenerator = (selector) => `keyseal-generator >>> ${selector}`;

for (const [name, start] of Object.entries(engines)) {
  describe(name, () => {
    let browser;
    let page;

    before(async () => {
      browser = await start({ network: false });
      page = await browser.openPage(address);
      await page.waitFor(ready);
    });
    after(() => browser?.close());

    test("shows the component, its name and version, and no task that does not exist", async () => {
      assert.deepEqual(await page.run(shown), { ...make, address: "" });
      const texts = await page.run(() => [
        document.querySelector("h1").textContent,
        [...document.querySelectorAll("nav a")].map((link) => link.textContent),
        document.title,
      ]);
      assert.deepEqual(texts, [
        `Keyseal ${version}`,
        ["Make a request", "Check a request", "About this file"],
        "Keyseal: make a key and a certificate request",
      ]);
    });

    test("keeps what was typed while another task is shown", async () => {
      await page.click(inGenerator("textarea"));
      await page.type("www.example.com");
      await page.press("Enter");
      await page.click("nav a[href='#about']");
      await page.waitFor(() => document.querySelector("main > .ks").checkVisibility());
      assert.deepEqual(await page.run(shown), { ...about, address: "#about" });
      assert.equal(await page.run(() => document.activeElement.textContent), "About this file");
      await page.run(() => history.back());
      await page.waitFor(() => document.querySelector("keyseal-generator").checkVisibility());
      assert.match(
        await page.run(() => document.querySelector("keyseal-generator").shadowRoot.textContent),
        /www\.example\.com/,
      );
    });

    test("tells the module's hash and how to check the file, without vouching for itself", async () => {
      const text = await page.run(() => document.querySelector("main > .ks").textContent);
      assert.ok(text.replaceAll(" ", "").includes(sha256));
      for (const command of [
        "sha256sum keyseal-offline.html",
        "shasum -a 256 keyseal-offline.html",
        "certutil -hashfile keyseal-offline.html SHA256",
        "minisign -Vm SHA256SUMS -p keyseal.pub",
      ]) {
        assert.ok(text.includes(command), command);
      }
      assert.doesNotMatch(text, /\bverified\b/i);
    });

    test("checks a file of DER that is dropped or chosen, and gives it as PEM of its bytes", async () => {
      await page.click("nav a[href='#check']");
      await page.waitFor(() => document.querySelector("keyseal-checker").state === "form");
      const base64 = readFileSync(`${root}tests/vectors/check/csr/good.pem`, "utf8").replaceAll(/-----.*-----|\n/g, "");
      for (const how of ["dropped", "chosen"]) {
        await page.run(
          ([der, means]) => {
            const { shadowRoot } = document.querySelector("keyseal-checker");
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([Uint8Array.from(der)], "good.der"));
            if (means === "dropped") {
              const event = new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true });
              shadowRoot.querySelector("form").dispatchEvent(event);
            } else {
              shadowRoot.querySelector(".ks-filein").files = dataTransfer.files;
              shadowRoot.querySelector(".ks-filein").dispatchEvent(new Event("change"));
            }
          },
          [[...Buffer.from(base64, "base64")], how],
        );
        await page.waitFor(() => document.querySelector("keyseal-checker").state === "done");
        const [value, verdict] = await page.run(() => {
          const { value, reports } = document.querySelector("keyseal-checker");
          return [value, reports[0].acceptable];
        });
        assert.equal(value.replaceAll(/-----.*-----|\n/g, ""), base64, how);
        assert.equal(verdict, true);
        await page.run(() => document.querySelector("keyseal-checker").reset());
        await page.waitFor(() => document.querySelector("keyseal-checker").state === "form");
      }
      await page.click("nav a[href='#make']");
      await page.waitFor(ready);
    });

    test("asks before a key that was not saved is left, and stays where the answer is to stay", async () => {
      await page.run(() => {
        const inputs = document.querySelector("keyseal-generator").shadowRoot.querySelectorAll("input[type=password]");
        for (const [at, input] of inputs.entries()) input.classList.add(`typed-${at}`);
      });
      for (const at of [0, 1]) {
        await page.click(inGenerator(`.typed-${at}`));
        await page.type(passphrase);
      }
      await page.click(inGenerator("button[type=submit]"));
      await page.waitFor(() => document.querySelector("keyseal-generator").state === "done");
      await page.click("nav a[href='#about']");
      const open = () => document.querySelector("keyseal-generator").shadowRoot.querySelector("dialog[open]") !== null;
      await page.waitFor(open);
      await page.press("Escape");
      await page.waitFor(() => location.hash === "#make");
      assert.deepEqual(await page.run(shown), { ...make, address: "#make" });

      await page.click("nav a[href='#about']");
      await page.waitFor(open);
      await page.click(inGenerator("dialog .ks-btn--danger"));
      await page.waitFor(() => document.querySelector("main > .ks").checkVisibility());
      assert.deepEqual(await page.run(shown), { ...about, address: "#about" });
      assert.notEqual(await page.run(() => document.querySelector("keyseal-generator").state), "done");
    });

    test("speaks another language when one is chosen, and keeps the names", async () => {
      const choose = (language) => {
        const select = document.querySelector("footer select");
        select.value = language;
        select.dispatchEvent(new Event("change"));
      };
      const inForm = () => document.querySelector("keyseal-generator").shadowRoot.textContent;
      await page.click("nav a[href='#make']");
      await page.waitFor(ready);
      await page.click(inGenerator("textarea"));
      await page.type("tulips.example.com");
      await page.press("Enter");
      await page.run(choose, "ja");
      await page.waitFor(
        () =>
          document.querySelector("keyseal-generator").shadowRoot.querySelector("h2")?.textContent ===
          "鍵と証明書要求の作成",
      );
      assert.equal(await page.run(() => document.documentElement.lang), "ja");
      assert.equal(await page.run(() => document.querySelector("nav a").textContent), "証明書要求を作成");
      assert.equal(await page.run(() => document.activeElement.selectedOptions[0].textContent), "日本語");
      assert.match(await page.run(inForm), /tulips\.example\.com/);
      await page.run(choose, "en-GB");
      await page.waitFor(() => document.documentElement.lang === "en-GB");
      await page.waitFor(ready);
      assert.match(await page.run(inForm), /tulips\.example\.com/);
    });

    test("checks a request and refuses a private key, and keeps the report while another task is shown", async () => {
      const paste = (text) => {
        const field = document.querySelector("keyseal-checker").shadowRoot.querySelector("textarea");
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      };
      const inChecker = () => document.querySelector("keyseal-checker").shadowRoot.textContent;
      await page.click("nav a[href='#check']");
      await page.waitFor(() => document.querySelector("keyseal-checker").checkVisibility());
      assert.deepEqual(await page.run(shown), { ...check, address: "#check" });
      assert.match(
        await page.run(() => document.activeElement.shadowRoot.activeElement.textContent),
        /^Check a certificate request/,
      );
      await page.run(paste, "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----");
      assert.match(await page.run(inChecker), /That was a private key/);
      await page.run(paste, readFileSync(`${root}tests/vectors/check/csr/dns-a.local.pem`, "utf8"));
      await page.click("keyseal-checker >>> .ks-submit .ks-btn--primary");
      await page.waitFor(() => document.querySelector("keyseal-checker").state === "done");
      assert.match(await page.run(inChecker), /Not acceptable: 1 error.*N-09/s);
      await page.click("nav a[href='#make']");
      await page.waitFor(() => document.querySelector("keyseal-generator").checkVisibility());
      await page.click("nav a[href='#check']");
      await page.waitFor(() => document.querySelector("keyseal-checker").checkVisibility());
      assert.match(await page.run(inChecker), /Not acceptable: 1 error/);
    });

    test("made no request and put no error on the console", async () => {
      assert.deepEqual(await page.errors(), []);
      assert.deepEqual(
        (await page.requests()).filter((url) => url !== address && !url.startsWith("blob:")),
        [],
      );
    });
  });
}
