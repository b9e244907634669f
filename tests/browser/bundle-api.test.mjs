// The API of the bundle on a page with a strict policy. What it makes there is judged by the OpenSSL command.
import assert from "node:assert/strict";
import { test } from "node:test";
import { wasmSha256 } from "./bundle.mjs";
import { inEveryEngine, passphrase, request } from "./in-engines.mjs";
import { judge } from "./judge.mjs";

const variants = {
  elsewhere: { redirected: "keyseal-worker.js" },
  unconfined: { workerPolicy: null },
};

inEveryEngine(variants, (context) => {
  const { open, step } = context;

  test("opens under a strict policy, with the module whose hash is published", async () => {
    assert.equal((await step("open", {})).wasmSha256, wasmSha256);
  });

  test("makes a P-256 key and a request that OpenSSL accepts, in phases that it reports", async () => {
    const generated = await step("generate", request);
    assert.deepEqual(generated.names, ["www.example.com"]);
    assert.deepEqual(generated.phases, ["loading", "key", "sealing", "signing"]);
    await judge(generated, passphrase);
  });

  test("makes an RSA key", async () => {
    const text = await judge(
      await step("generate", { ...request, key: { type: "rsa", modulusBits: 2048 } }),
      passphrase,
    );
    assert.match(text, /Public-Key: \(2048 bit\)/);
  });

  test("aborts while an RSA key is made, and makes the next key", async () => {
    const slow = { ...request, key: { type: "rsa", modulusBits: 4096 } };
    assert.equal(await context.failure("generateAndAbort", slow), "AbortError");
    assert.equal(await step("runningWorkers"), 0);
    await judge(await step("generate", request), passphrase);
  });

  test("makes two keys at the same time, each with its own passphrase", async () => {
    const requests = ["a", "b"].map((host) => ({ dns: [`${host}.example.com`], passphrase: `${passphrase} ${host}` }));
    const made = await step("generateTwice", requests);
    for (const [at, { dns, passphrase: own }] of requests.entries()) await judge(made[at], own, dns);
    assert.notEqual(made[0].spkiSha256, made[1].spkiSha256);
    assert.equal(await step("runningWorkers"), 0);
  });

  test("rates a guessable passphrase below an unguessable one", async () => {
    const weak = await step("ratePassphrase", "password12345678");
    const strong = await step("ratePassphrase", passphrase);
    assert.ok(weak.score < strong.score, `${weak.score} < ${strong.score}`);
  });

  test("suggests another passphrase each time, and it opens the key", async () => {
    const suggested = await step("suggestPassphrase");
    assert.match(suggested, /^[a-z]+(-[a-z]+){5,}$/);
    assert.notEqual(suggested, await step("suggestPassphrase"));
    await judge(await step("generate", { ...request, passphrase: suggested }), suggested);
  });

  test("makes a key in a worker from the verified bytes too, where the page asks for it", async () => {
    await open("unconfined");
    await judge(await step("make", [{ worker: "blob" }, request]), passphrase);
  });

  test("takes a relative address as the page does", async () => {
    await open("elsewhere");
    await judge(await step("make", [{ workerUrl: "../whole/keyseal-worker.js" }, request]), passphrase);
  });

  test("is the global keyseal in a plain script, with its files beside it", async () => {
    await open("whole", "plain.html");
    await judge(await step("generate", request), passphrase);
  });

  test("broke no policy and put no error on the console", async () => {
    assert.deepEqual(context.server.violations, []);
    assert.deepEqual(await context.page.errors(), []);
  });
});
