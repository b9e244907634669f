// Pages, servers and browsers that are not as they must be: an error of its own for each, and nothing is made.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleFolder } from "./bundle.mjs";
import { insecureHost } from "./hosts.mjs";
import { inEveryEngine, request } from "./in-engines.mjs";
import { workerPolicy } from "./policies.mjs";

const mayEval = workerPolicy.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'");
const variants = {
  "no-wasm": { policy: { "script-src": "'self'" } },
  "no-worker": { policy: { "worker-src": "'none'" } },
  "url-only": { policy: { "worker-src": "'self'" } },
  "blob-only": { policy: { "worker-src": "blob:" } },
  "no-policy-of-ours": { policy: { "trusted-types": "'none'" } },
  "worker-without-policy": { workerPolicy: null },
  "worker-may-eval": { workerPolicy: mayEval },
  "worker-may-call-home": { workerPolicy: `${workerPolicy}; connect-src 'self'` },
  "worker-may-report": { workerPolicy: `${workerPolicy}; report-uri /report` },
  "worker-may-report-elsewhere": { workerPolicy: `${workerPolicy}, default-src 'none'; report-to group` },
  "worker-reports-only": {
    workerHeaders: { "Content-Security-Policy-Report-Only": "connect-src 'none'; report-uri /report" },
  },
  "worker-elsewhere": { redirected: "keyseal-worker.js" },
};

/** The plain script on a page from disk, where no other file can be fetched. */
function pageOnDisk(t) {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-file-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ["keyseal.iife.js", "keyseal-worker.js", "keyseal.wasm"]) {
    cpSync(`${bundleFolder}/${name}`, `${folder}/${name}`);
  }
  for (const name of ["plain.html", "plain.js"]) {
    cpSync(fileURLToPath(new URL(`page/${name}`, import.meta.url)), `${folder}/${name}`);
  }
  return pathToFileURL(`${folder}/plain.html`).href;
}

inEveryEngine(variants, (context) => {
  const { engine, open, failure, step } = context;
  const made = ["make", [{}, request]];

  test("no `wasm-unsafe-eval`: wasm-blocked, where the engine obeys it", async () => {
    await open("no-wasm");
    // WebKitGTK compiles in spite of the policy.
    if (engine === "WebKit") assert.equal((await step(...made)).names.length, 1);
    else assert.equal(await failure(...made), "wasm-blocked");
  });

  test("no Trusted Types policy: trusted-types-missing", async () => {
    await open("no-policy-of-ours");
    assert.equal(await failure(...made), "trusted-types-missing");
  });

  for (const variant of Object.keys(variants).filter((name) => /^worker-(without|may|reports)-/.test(name))) {
    test(`worker without a CSP header that confines it (${variant}): worker-csp-missing`, async () => {
      await open(variant);
      assert.equal(await failure(...made), "worker-csp-missing");
      assert.equal(await step("runningWorkers"), 0);
    });
  }

  test("worker that the server says is elsewhere: bundle-unreadable", async () => {
    await open("worker-elsewhere");
    assert.equal(await failure(...made), "bundle-unreadable");
  });

  test("a page that forbids workers, or this kind of worker: worker-blocked, and no other kind instead", async () => {
    for (const [variant, options] of [
      ["no-worker", {}],
      ["blob-only", { worker: "url" }],
      ["url-only", { worker: "blob" }],
    ]) {
      await open(variant);
      assert.equal(await failure("make", [options, request]), "worker-blocked", variant);
    }
  });

  test("insecure http origin: insecure-context", async () => {
    await open("whole", "bundle.html", insecureHost);
    assert.equal(await failure(...made), "insecure-context");
  });

  test("a browser that lacks something: a code for each", async () => {
    for (const [name, code] of [
      ["Worker", "no-worker"],
      ["WebAssembly", "no-webassembly"],
    ]) {
      await open("whole");
      assert.equal(await failure("openWithout", name), code);
    }
  });

  test("file://: bundle-unreadable, as no browser lets a page from disk read another file", async (t) => {
    await context.page.goto(pageOnDisk(t));
    assert.equal(await failure("generate", request), "bundle-unreadable");
  });
});
