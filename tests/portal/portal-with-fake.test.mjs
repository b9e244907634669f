// An example for portals: the order form tested with the fake of keyseal/testing, in milliseconds and with every failure
// at will. The page is the one that is served, under its strict policy.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { packageDir } from "../node/support.mjs";
import { startPortalIn } from "./support.mjs";

const { generatorOn, useFakeKeyseal } = await import(`${packageDir}/keyseal-testing.mjs`);

let started;
let opened;
let page;

before(async () => {
  started = await startPortalIn("Chromium");
});
after(() => started?.close());
afterEach(() => opened.close());

/** The order form at its second step, with a fake that behaves as `options` say. */
async function atRequest(options) {
  opened = await started.visit("agreement.html"); // any page: the fake comes with the next one
  page = opened.playwright;
  await useFakeKeyseal(page, options);
  await page.goto(started.portal.address);
  await page.click("#to-2");
  return generatorOn(page);
}

async function fillIn(generator) {
  await generator.waitForForm();
  await generator.usePassphrase("a passphrase for a test");
  await generator.acceptAgreement();
  await generator.make();
}

test("an order goes through, and the server gets the request with the names of the order", async () => {
  const generator = await atRequest();
  await fillIn(generator);
  const { names } = await generator.waitForResult();
  assert.deepEqual(names, ["www.example.com", "example.com"]);
  const { name, text } = await generator.saveKey();
  assert.equal(name, "www.example.com.key.pem");
  assert.match(text, /^Keyseal fake: not a real key\.\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
  await page.click("#to-3");
  await page.check("#have-key");
  await page.click("#send");
  await page.locator("#sent").waitFor();
  const { csr } = started.portal.orders.at(-1);
  assert.ok(csr.startsWith("Keyseal fake: not a real key.\n-----BEGIN CERTIFICATE REQUEST-----\n"));
  const der = Buffer.from(csr.replaceAll(/.*-----.*|^Keyseal .*/gm, ""), "base64").toString("latin1");
  for (const name of names) assert.ok(der.includes(name));
});

test("the key type that a customer chooses is the one that is asked for", async () => {
  const generator = await atRequest();
  await generator.waitForForm();
  await generator.chooseKey("rsa-3072");
  await fillIn(generator);
  await generator.waitForResult();
  await generator.saveKey();
  await page.click("#to-3");
  assert.match(await page.locator("#facts").textContent(), /RSA 3072/);
});

test("while a key is made there is progress, and a cancel leads back to the form", async () => {
  const generator = await atRequest({ delayMs: 60_000, progress: [{ phase: "key", elapsedMs: 31_000 }] });
  await fillIn(generator);
  await page.locator('keyseal-generator [part~="progress"]').waitFor();
  assert.equal(await generator.state(), "working");
  await generator.cancel();
  assert.equal(await generator.state(), "form");
  assert.deepEqual(await generator.names(), ["www.example.com", "example.com"]);
});

test("where making fails, no order can be placed, and the customer is told why", async () => {
  const generator = await atRequest({ failWith: "random-repeats" });
  await fillIn(generator);
  await assert.rejects(generator.waitForResult(), { message: "No key was made: random-repeats" });
  assert.equal(await generator.state(), "stopped");
  assert.equal(await page.locator("#to-3").isVisible(), false);
});

test("where the program was changed on its way, the form does not even begin", async () => {
  const generator = await atRequest({ failAt: "open", failWith: "wasm-hash-mismatch" });
  await assert.rejects(generator.waitForResult(), { message: "No key was made: wasm-hash-mismatch" });
  assert.match(await page.locator('keyseal-generator [part~="stop"]').textContent(), /No key was made\./);
});

test("what the form finds wrong stands in its summary", async () => {
  const generator = await atRequest();
  await generator.waitForForm();
  await generator.usePassphrase("short");
  await generator.make();
  await assert.rejects(generator.waitForResult(), { message: /too short; .*agreement/ });
  assert.equal((await generator.problems()).length, 2);
});
