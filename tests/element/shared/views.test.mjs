// What the views say, as far as no page is needed for it: steps, times, file names, fingerprints, stops, receipts.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { load, root } from "../support.mjs";

const { calmRange, luckText, minutesAndSeconds, nowText, roughSeconds, shownAfterMs, spokenSeconds, stepOf, waitText } =
  await load("element/generator/working-steps");
const { fingerprintGroups, inPieces } = await load("element/shared/fingerprint");
const { fileStem } = await load("base/file-stem");
const { receiptJson } = await load("element/shared/receipt");
const { stopOf } = await load("element/shared/stop-kinds");
const { neededMegabytes, stopDetails } = await load("element/shared/stop-view");
const { sealingText } = await load("element/generator/result-facts");
const { en } = await load("element/languages/en");

test("each phase of a call is its step, and both primes found is the test", () => {
  const stepsOf = [
    { phase: "loading" },
    { phase: "key" },
    { phase: "key", fraction: 0.5 },
    { phase: "key", fraction: 1 },
    { phase: "sealing" },
    { phase: "signing" },
  ].map((progress) => stepOf({ ...progress, elapsedMs: 0 }));
  assert.deepEqual(stepsOf, ["random", "key", "key", "test", "sealing", "signing"]);
});

test("only RSA searches for primes and speaks of luck, and no longer than it searches", () => {
  const searching = { phase: "key", fraction: 0, elapsedMs: 1000 };
  assert.equal(nowText("key", "rsa-3072"), "working.now.primes");
  assert.equal(nowText("key", "ecdsa-p256"), "working.now.key");
  assert.equal(luckText(searching, "rsa-3072"), "working.luck");
  assert.equal(luckText({ ...searching, fraction: 1 }, "rsa-3072"), undefined);
  assert.equal(luckText({ ...searching, phase: "sealing" }, "rsa-3072"), undefined);
  assert.equal(luckText(searching, "ecdsa-p256"), undefined);
});

test("how long it takes is told as soon as it is known, and from nine of ten on that the search has bad luck", () => {
  const at = (fraction) => ({ phase: "key", fraction, expectedMs: [1000, 4000], elapsedMs: 1000 });
  assert.equal(luckText(at(0.1), "rsa-2048"), "working.range");
  assert.equal(luckText(at(0.89), "rsa-2048"), "working.range");
  assert.equal(luckText(at(0.9), "rsa-2048"), "working.unlucky");
});

test("a range on screen stays until an end of it moves by a fifth", () => {
  const shown = [1000, 4000];
  assert.equal(calmRange(undefined, shown), shown);
  assert.equal(calmRange(shown, [1240, 3400]), shown);
  assert.deepEqual(calmRange(shown, [1250, 4000]), [1250, 4000]);
  assert.deepEqual(calmRange(shown, [1000, 3300]), [1000, 3300]);
  assert.equal(calmRange(shown, undefined), undefined);
});

test("seconds are told to a tenth below ten, and never as none", () => {
  assert.deepEqual([3, 140, 1260, 9940, 10_400, 75_500].map(roughSeconds), [0.1, 0.1, 1.3, 9.9, 10, 76]);
});

test("after 30 seconds there is what a person can do, and ECDSA is named only where it can be chosen", () => {
  const at = (elapsedMs) => ({ phase: "key", elapsedMs });
  assert.equal(waitText(at(29_999), "rsa-4096", true), undefined);
  assert.equal(waitText(at(30_000), "rsa-4096", true), "working.slow");
  assert.equal(waitText(at(30_000), "rsa-4096", false), "working.slowOther");
  assert.equal(waitText(at(30_000), "ecdsa-p256", true), "working.slowOther");
});

test("elapsed time is spoken at 5 and 15 seconds, then every 30", () => {
  const spoken = [];
  for (let ms = 0; ms < 125_000; ms += 250) spoken.push(spokenSeconds(ms, ms + 250));
  assert.deepEqual(
    spoken.filter((seconds) => seconds !== undefined),
    [5, 15, 30, 60, 90, 120],
  );
});

test("a tab that slept says the time once when it wakes", () => {
  assert.equal(spokenSeconds(4000, 100_000), 90);
  assert.equal(spokenSeconds(100_000, 100_250), undefined);
});

test("the clock counts minutes and seconds", () => {
  assert.deepEqual([0, 4100, 59_999, 60_000, 754_000].map(minutesAndSeconds), [
    [0, 0],
    [0, 4],
    [0, 59],
    [1, 0],
    [12, 34],
  ]);
});

test("only what is over at once is shown late", () => {
  assert.equal(shownAfterMs("ecdsa-p256"), 300);
  assert.equal(shownAfterMs("rsa-2048"), 0);
});

test("files are called after the first name, in characters that every file system takes", () => {
  const named = (name) => fileStem([name, "second.example"]);
  assert.equal(named("www.example.com"), "www.example.com");
  assert.equal(named("*.example.com"), "_wildcard.example.com");
  assert.equal(named("2001:db8::1"), "2001_db8__1");
  assert.equal(named("anna@example.com"), "anna_example.com");
  assert.equal(named("spiffe://example.com/pay"), "spiffe___example.com_pay");
  assert.equal(named(".hidden"), "_hidden");
  assert.equal(named("-option"), "_option");
  assert.equal(named(`${"a".repeat(300)}.example`).length, 240);
});

test("without a name, files are called after the common name, or request", () => {
  assert.equal(
    fileStem(
      [],
      [
        { type: "O", value: "Example" },
        { type: "CN", value: "Anna Müller" },
      ],
    ),
    "Anna_M_ller",
  );
  assert.equal(fileStem([], [{ type: "2.5.4.3", value: "device 7" }]), "device_7");
  assert.equal(fileStem([]), "request");
});

test("fingerprints are grouped without losing a digit", () => {
  const hex = "33fe090ffddb066d9ca5b44e815016be096dc41e36df2a9b7433f9e60b942d80";
  const groups = fingerprintGroups(hex);
  assert.equal(groups.length, 4);
  assert.equal(groups[0], "33fe 090f fddb 066d");
  assert.equal(groups.join("").replaceAll(" ", ""), hex);
  assert.equal(inPieces(hex, 8).length, 8);
});

test("encryption is told with its parameters", () => {
  const cipher = "aes-256-cbc";
  const pbkdf2 = { kdf: "pbkdf2-hmac-sha256", iterations: 600_000, cipher };
  assert.equal(sealingText(en, pbkdf2), "AES-256, PBKDF2-HMAC-SHA256, 600,000 rounds");
  assert.equal(
    sealingText(en, { kdf: "scrypt", n: 2 ** 17, r: 8, p: 1, cipher }),
    "AES-256, scrypt, 128 MiB (N=131072, r=8, p=1)",
  );
});

test("a receipt holds the public facts and the names, and nothing else of the result", () => {
  const receipt = { version: "1.0.0", key: "ecdsa-p256" };
  const generated = { receipt, names: ["www.example.com"], sealedKeyPem: "sealed", csrPem: "request" };
  assert.deepEqual(JSON.parse(receiptJson(generated)), { ...receipt, names: ["www.example.com"] });
});

test("every code of the environment and of the inside has a stop of its own, with title, body and advice", () => {
  const rows = readFileSync(`${root}wasm/core/base/error_codes.def`, "utf8").matchAll(
    /"([a-z-]+)", (Environment|Internal)/g,
  );
  const ofCommands = ["file-not-written", "reuse-damaged", "reuse-busy"];
  const codes = [...rows].map(([, code]) => code).filter((code) => !ofCommands.includes(code));
  assert.ok(codes.length >= 17);
  for (const code of codes) {
    const { title, body, advice } = stopOf(code);
    for (const key of [title, body, advice]) assert.equal(typeof en[key], "string", `${code} ${key}`);
    assert.notEqual(body, "stop.setup.body", code);
  }
});

test("what the page around has set wrongly stops with its owner's stop", () => {
  assert.equal(stopOf("request-not-valid").title, "stop.setup.title");
  assert.equal(stopOf("code-of-a-later-version").body, "stop.setup.body");
});

test("a changed program offers to reload, and what cannot help is not offered", () => {
  assert.equal(stopOf("wasm-hash-mismatch").action, "reload");
  assert.equal(stopOf("insecure-context").action, "openHttps");
  assert.equal(stopOf("no-webassembly").action, undefined);
  assert.equal(stopOf("random-repeats").action, "tryAgain");
});

test("the memory that the stop names is the module's", () => {
  const [, megabytes] = /-sINITIAL_MEMORY=(\d+)MB/.exec(readFileSync(`${root}wasm/binding/CMakeLists.txt`, "utf8"));
  assert.equal(neededMegabytes, Number(megabytes));
});

test("details tell code, version, browser and hashes", () => {
  const model = { code: "wasm-hash-mismatch", version: "1.0.0", hashes: { expected: "aa", received: "bb" } };
  assert.equal(
    stopDetails(model, "Browser/1"),
    "Keyseal 1.0.0\nError: wasm-hash-mismatch\nBrowser: Browser/1\nExpected SHA-256: aa\nReceived SHA-256: bb\n",
  );
  assert.match(stopDetails({ code: "request-not-valid", field: "policy.kye", version: "1" }, ""), /\(policy\.kye\)/);
});
