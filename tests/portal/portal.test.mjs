// The portal demo with the real module, as a customer goes through it. OpenSSL judges what the server received against
// what the customer saved.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { judge } from "../browser/judge.mjs";
import { savedText, waitUntil } from "../browser/wait.mjs";
import { packageDir, root } from "../node/support.mjs";
import { passphrase, startPortalIn } from "./support.mjs";

const { checkerOn, fixtures, generatorOn } = await import(`${packageDir}/keyseal-testing.mjs`);
const names = ["www.shop.example.com", "shop.example.com"];

for (const engine of ["Chromium", "Firefox"]) {
  describe(engine, () => {
    let started;
    let opened;
    let page;
    let generator;
    let checker;
    let sent;

    before(async () => {
      started = await startPortalIn(engine);
    });
    after(() => started?.close());
    beforeEach(async () => {
      opened = await started.visit();
      page = opened.playwright;
      generator = generatorOn(page);
      checker = checkerOn(page);
      sent = [];
      page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
    });
    afterEach(async () => {
      assert.deepEqual(await opened.errors(), [], "the page broke its policy, or a script failed");
      await opened.close();
    });

    const visible = (selector) => page.locator(selector).isVisible();
    const status = () => page.locator("#status-2").textContent();
    async function toRequest(domain = "shop.example.com") {
      await page.fill("#domain", domain);
      await page.click("#to-2");
    }
    async function makeKey() {
      await generator.waitForForm();
      await generator.usePassphrase(passphrase);
      await generator.acceptAgreement();
      await generator.make();
      return generator.waitForResult();
    }
    /** What is saved under a name that no other test saves: a browser would give the second another. */
    async function saveKey(name = "www.shop.example.com") {
      await page.locator('keyseal-generator [part~="card"] [part~="button"]').first().click();
      return savedText(started.browser, `${name}.key.pem`);
    }
    async function order() {
      await page.click("#to-3");
      if (await visible("#have-key")) await page.check("#have-key");
      await page.click("#send");
      await page.locator("#sent").waitFor();
      return started.portal.orders.at(-1);
    }

    test("a customer alone keeps the key: the portal gets the request and nothing else", async () => {
      await toRequest();
      const made = await makeKey();
      assert.deepEqual(made.names, names);
      const sealedKeyPem = await saveKey();
      const received = await order();
      assert.deepEqual(Object.keys(received), ["domain", "product", "csr"]);
      await judge({ csrPem: received.csr, sealedKeyPem }, passphrase, names);
      const shown = await page.locator("#received").textContent();
      assert.ok(shown.includes(received.csr));
      assert.match(await page.locator("#sent-what").textContent(), /the request, and no key/);
      for (const message of sent) {
        assert.ok(
          !message.includes("PRIVATE") && !decodeURIComponent(message).includes(passphrase),
          message.slice(0, 99),
        );
      }
    });

    test("a customer has the sealed key kept: it opens with words that were not sent, and with nothing typed", async () => {
      await toRequest();
      await page.check("[name=keeper][value=both]");
      await generator.waitForForm();
      const words = await generator.takeSuggestion();
      await generator.acceptAgreement();
      await generator.make();
      await generator.waitForResult();
      const received = await order();
      assert.deepEqual(Object.keys(received), ["domain", "product", "csr", "sealed_key"]);
      await judge({ csrPem: received.csr, sealedKeyPem: received.sealed_key }, words, names);
      assert.match(
        await page.locator("#sent-what").textContent(),
        /the encrypted key file\. The words .* not among it/,
      );
      const longest = words.split("-").toSorted((a, b) => b.length - a.length)[0];
      for (const message of sent) assert.ok(!message.includes(longest), message.slice(0, 99));
    });

    test("where the portal keeps the sealed key, no passphrase can be typed", async () => {
      await toRequest();
      await page.check("[name=keeper][value=both]");
      await generator.waitForForm();
      await generator.takeSuggestion();
      assert.equal(await page.locator('input[autocomplete="new-password"]').first().isEditable(), false);
    });

    test("the request waits for the agreement", async () => {
      await toRequest();
      await generator.waitForForm();
      await generator.usePassphrase(passphrase);
      await generator.make();
      await assert.rejects(generator.waitForResult(), { message: /agreement/ });
      assert.equal((await generator.problems()).length, 1);
      assert.equal(await visible("#to-3"), false);
    });

    test("the order waits until the key was saved", async () => {
      await toRequest("waits.example.com");
      await makeKey();
      await page.click("#to-3");
      assert.match(await status(), /^Save the key file first\./);
      assert.equal(await visible("#step-3"), false);
      await saveKey("www.waits.example.com");
      await page.click("#to-3");
      assert.equal(await visible("#step-3"), true);
    });

    test("another domain asks first while a key is unsaved, and keeps it unless it is discarded", async () => {
      await toRequest();
      const { csrPem } = await makeKey();
      const dialog = page.locator('keyseal-generator [part~="dialog"]');
      await page.click("#back-1");
      await toRequest("other.example.com");
      await dialog.locator("button").nth(1).click(); // stay
      // The dialog says later that it was closed, and only then is what was typed put back.
      await waitUntil(async () => (await page.inputValue("#domain")) === "shop.example.com", "the order's own domain");
      assert.equal(await visible("#step-2"), true);
      assert.equal(await page.evaluate(() => document.querySelector("keyseal-generator").value), csrPem);
      await page.click("#back-1");
      await toRequest("other.example.com");
      await dialog.locator("button").nth(2).click(); // discard
      await generator.waitForForm();
      assert.deepEqual(await generator.names(), ["www.other.example.com", "other.example.com"]);
      assert.equal(await visible("#to-3"), false);
    });

    test("an organisation's certificate has the organisation in the request, as the portal knows it", async () => {
      await page.check("[name=product][value=ov]");
      await toRequest("firm.example.com");
      const { names } = await makeKey();
      const sealedKeyPem = await saveKey("www.firm.example.com");
      const { csr, product } = await order();
      assert.equal(product, "ov");
      const text = await judge({ csrPem: csr, sealedKeyPem }, passphrase, names);
      assert.deepEqual(names, ["www.firm.example.com", "firm.example.com"]);
      assert.match(text, /Subject: C = DE, L = Berlin, O = Example GmbH\n/);
    });

    const vector = (name) => readFileSync(`${root}tests/vectors/check/csr/${name}.pem`, "utf8");
    async function toOwnRequest() {
      await toRequest();
      await page.check("[name=source][value=own]");
      await checker.waitForForm();
    }

    test("a request of one's own is judged in the page and then taken as it is, after the agreement", async () => {
      await toOwnRequest();
      await page.click("#to-3");
      assert.equal(await page.locator("#own-error").textContent(), "Paste your request and check it first.");
      const { csrPem } = fixtures["rsa-3072"];
      await checker.check(`mail text before\n${csrPem}\nmail text after`);
      const [{ names, spkiSha256 }] = await checker.waitForReports();
      assert.match(await checker.verdict(), /^Acceptable/);
      assert.equal(await visible("#own-error"), false);
      await page.click("#to-3");
      assert.equal(await visible("#own-accept-error"), true);
      assert.equal(await visible("#step-3"), false);
      await page.check("#own-accept");
      await page.click("#to-3");
      const facts = (await page.locator("#facts").textContent()).replaceAll(" ", "");
      for (const fact of [names.join(","), "RSA3072", spkiSha256]) assert.ok(facts.includes(fact), fact);
      await page.click("#back-2");
      const received = await order();
      assert.equal(received.csr.trim(), csrPem.slice(csrPem.indexOf("-----BEGIN")).trim());
      assert.deepEqual(Object.keys(received), ["domain", "product", "csr"]);
    });

    test("a request from which no certificate can follow is not taken, with the rule that says so", async () => {
      await toOwnRequest();
      await checker.check(vector("dns-a.local"));
      await checker.waitForReports();
      assert.match((await checker.findings()).join(), /N-09/);
      await page.check("#own-accept");
      await page.click("#to-3");
      assert.match(await page.locator("#own-error").textContent(), /^We cannot order with this request\./);
      assert.equal(await visible("#step-3"), false);

      await checker.again();
      await checker.check(`${vector("good")}${vector("good")}`);
      assert.equal((await checker.waitForReports()).length, 2);
      await page.click("#to-3");
      assert.match(await page.locator("#own-error").textContent(), /^One order is for one request\./);
      assert.deepEqual(
        started.portal.orders.filter(({ csr }) => csr === vector("dns-a.local")),
        [],
      );
    });

    test("a private key that is pasted for a request is taken off the page and not sent", async () => {
      await toOwnRequest();
      const field = page.locator("keyseal-checker textarea");
      await field.fill("-----BEGIN EC PRIVATE KEY-----\nMHcCAQ==\n-----END EC PRIVATE KEY-----");
      assert.doesNotMatch(await field.inputValue(), /BEGIN|MHcC/);
      await page.locator("keyseal-checker .ks-banner").waitFor();
      await page.check("#own-accept");
      await page.click("#to-3");
      assert.equal(await visible("#own-error"), true);
      assert.equal(await visible("#step-3"), false);
      assert.ok(!sent.some((request) => request.includes("MHcC")));
    });

    test("further names go into the request beside the domain and its www", async () => {
      await page.fill("#more", "*.more.example.com\nbücher.example.net, more.example.com");
      await toRequest("more.example.com");
      const { names } = await makeKey();
      assert.deepEqual(names, [
        "www.more.example.com",
        "more.example.com",
        "*.more.example.com",
        "xn--bcher-kva.example.net",
      ]);
      await saveKey("www.more.example.com");
      const { csr, domain } = await order();
      assert.equal(domain, "more.example.com");
      assert.ok(Buffer.from(csr.replaceAll(/.*-----.*/gm, ""), "base64").includes("*.more.example.com"));
    });

    test("a name that no certificate can have leads back to where it was typed, with the reason", async () => {
      await toRequest("shop.local");
      await page.locator("#domain-error").waitFor();
      assert.match(await page.locator("#domain-error").textContent(), /^A name of a local network\./);
      assert.equal(await visible("#step-1"), true);
      await page.fill("#domain", "shop.example.com");
      assert.equal(await visible("#domain-error"), false);
      await page.fill("#more", "*.com");
      await page.click("#to-2");
      await page.locator("#more-error").waitFor();
      assert.match(await page.locator("#more-error").textContent(), /^Covers names of other people\./);
      await page.fill("#more", "");
      await page.click("#to-2");
      await generator.waitForForm();
      assert.deepEqual(await generator.names(), names);

      await page.goto(`${started.portal.address}frame.html`);
      await page.fill("#domain", "shop.local");
      await page.check("#accept");
      await page.click("#ask [type=submit]");
      await page.locator("#domain-error").waitFor();
      assert.match(await page.locator("#domain-error").textContent(), /^A name of a local network\./);
    });

    test("what is no domain is said at once", async () => {
      for (const domain of ["", "nonsense", "two words.example", "a@example.com", "https://example.com", ".example"]) {
        await toRequest(domain);
        assert.equal(await visible("#domain-error"), true, domain);
        assert.equal(await visible("#step-2"), false, domain);
      }
    });
  });
}
