// The package in real browsers, on a page with a strict policy. What it makes there is judged by the OpenSSL command.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./engines.mjs";
import { insecureHost } from "./hosts.mjs";
import { judge } from "./judge.mjs";
import { startServer } from "./server.mjs";

const passphrase = "correct horse battery staple orbit lantern";
const request = { dns: ["www.example.com"], passphrase };

for (const [name, start] of Object.entries(engines)) {
  describe(name, () => {
    let server;
    let browser;
    let page;

    before(async () => {
      server = await startServer();
      browser = await start();
      page = await browser.openPage(`http://localhost:${server.port}/whole/smoke.html`);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    /** Runs a step that must succeed. */
    async function step(stepName, argument) {
      const { value, error } = await page.runStep(stepName, argument);
      assert.equal(error, undefined, error?.text);
      return value;
    }

    /** Opens a page of its own, runs these steps, and returns the code of the first error. */
    async function failureOf(host, variant, ...steps) {
      const other = await browser.openPage(`http://${host}:${server.port}/${variant}/smoke.html`);
      try {
        for (const [stepName, argument] of steps) {
          const { error } = await other.runStep(stepName, argument);
          if (error) return error.code;
        }
        return undefined;
      } finally {
        await other.close();
      }
    }

    test("opens under a strict policy", async () => {
      const { wasmSha256 } = await step("open");
      assert.match(wasmSha256, /^[0-9a-f]{64}$/);
    });

    test("makes a P-256 key and a request that OpenSSL accepts, in phases that it reports", async () => {
      const generated = await step("generate", request);
      assert.deepEqual(generated.names, ["www.example.com"]);
      assert.deepEqual(generated.phases, ["loading", "key", "sealing", "signing"]);
      await judge(generated, passphrase);
    });

    test("aborts while an RSA key is made, and makes the next key", async () => {
      const { value, error } = await page.runStep("generateAndAbort", {
        ...request,
        key: { type: "rsa", modulusBits: 4096 },
      });
      assert.equal(value, undefined);
      assert.equal(error.name, "AbortError");
      await judge(await step("generate", request), passphrase);
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

    test("broke no policy and put no error on the console", async () => {
      assert.deepEqual(server.violations, []);
      assert.deepEqual(await page.errors(), []);
    });

    test("makes a key in a worker from the verified bytes too, where the page asks for it", async () => {
      const blob = { worker: "blob" };
      for (const variant of ["whole", "worker-blob-only", "worker-unconfined"]) {
        assert.equal(await failureOf("localhost", variant, ["open", blob], ["generate", request]), undefined, variant);
      }
    });

    test("takes a relative address as the page does", async () => {
      const url = { workerUrl: "../whole/keyseal-worker.js" };
      assert.equal(await failureOf("localhost", "worker-elsewhere", ["open", url], ["generate", request]), undefined);
    });

    test("is the global keyseal in a plain script, with its files beside it", async () => {
      const plain = await browser.openPage(`http://localhost:${server.port}/whole/plain.html`);
      const { value, error } = await plain.runStep("generate", request);
      await plain.close();
      assert.equal(error, undefined, error?.text);
      await judge(value, passphrase);
    });

    test("refuses a wasm module of which one byte was changed", async () => {
      assert.equal(await failureOf("localhost", "wasm-flipped", ["open"]), "wasm-hash-mismatch");
    });

    test("refuses a worker of which one byte was changed", async () => {
      assert.equal(await failureOf("localhost", "worker-flipped", ["open"]), "worker-hash-mismatch");
    });

    test("refuses a worker from an address whose response does not confine it", async () => {
      assert.equal(await failureOf("localhost", "worker-unconfined", ["open"]), "worker-csp-missing");
      assert.equal(await failureOf("localhost", "worker-may-eval", ["open"]), "worker-csp-missing");
    });

    test("refuses a worker that the server says is elsewhere", async () => {
      assert.equal(await failureOf("localhost", "worker-elsewhere", ["open"]), "bundle-unreadable");
    });

    test("takes neither way of starting the worker in place of the other", async () => {
      const steps = [
        ["open", { worker: "url" }],
        ["generate", request],
      ];
      assert.equal(await failureOf("localhost", "worker-blob-only", ...steps), "worker-blocked");
    });

    test("refuses a page that did not come over a secure connection", async () => {
      assert.equal(await failureOf(insecureHost, "whole", ["open"]), "insecure-context");
    });

    test("says what a browser lacks", async () => {
      assert.equal(await failureOf("localhost", "whole", ["openWithout", "Worker"]), "no-worker");
      assert.equal(await failureOf("localhost", "whole", ["openWithout", "WebAssembly"]), "no-webassembly");
    });

    test("says that the page's policy forbids WebAssembly, where the engine obeys it", async () => {
      // WebKitGTK compiles in spite of the policy.
      const expected = name === "WebKit" ? undefined : "wasm-blocked";
      assert.equal(await failureOf("localhost", "wasm-forbidden", ["open"]), expected);
    });

    test("says that the page's policy forbids the worker", async () => {
      const steps = [["open"], ["generate", request]];
      assert.equal(await failureOf("localhost", "worker-forbidden", ...steps), "worker-blocked");
      assert.equal(await failureOf("localhost", "trusted-types-forbidden", ...steps), "trusted-types-missing");
    });
  });
}
