// How a browser's worker is started: from its address or from its bytes, never from one in place of the other.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { loadPart } from "./page-parts.mjs";

const { browserAt } = await loadPart("platform/browser");

const policy = "default-src 'none'; script-src 'wasm-unsafe-eval'";
const bytes = new TextEncoder().encode("// the worker");
const page = "https://portal.example";
const platform = browserAt(`${page}/keyseal.mjs`);

/** A worker's file that came from `url` with this policy of its own. */
const workerFrom = (url, own = policy) => ({ bytes, url: new URL(url), policy: own });

let started;
let blobs;
beforeEach(() => {
  started = [];
  blobs = [];
  globalThis.origin = page;
  globalThis.Worker = class {
    constructor(url) {
      started.push(String(url));
    }
  };
  URL.createObjectURL = (blob) => {
    blobs.push(blob);
    return "blob:of-the-test";
  };
  globalThis.setTimeout = () => {}; // the blob's address is given back much later
});
const saved = { setTimeout: globalThis.setTimeout, createObjectURL: URL.createObjectURL };
afterEach(() => {
  delete globalThis.origin;
  delete globalThis.Worker;
  delete globalThis.trustedTypes;
  globalThis.setTimeout = saved.setTimeout;
  URL.createObjectURL = saved.createObjectURL;
});

describe("without a choice", () => {
  test("a worker of the page's own origin starts from its address", () => {
    platform.workerStarter(workerFrom(`${page}/keyseal-worker.js`), {})();
    assert.deepEqual(started, [`${page}/keyseal-worker.js`]);
  });

  for (const [what, origin, url] of [
    ["of another origin", page, "https://cdn.example/keyseal-worker.js"],
    ["of another port", page, "https://portal.example:8443/keyseal-worker.js"],
    ["of a file: page", "null", "file:///keyseal-worker.js"],
    ["of a sandboxed page", "null", `${page}/keyseal-worker.js`],
  ]) {
    test(`a worker ${what} starts from its verified bytes`, async () => {
      globalThis.origin = origin;
      platform.workerStarter(workerFrom(url, null), {})();
      assert.deepEqual(started, ["blob:of-the-test"]);
      assert.deepEqual(new Uint8Array(await blobs[0].arrayBuffer()), bytes);
    });
  }
});

describe("a choice", () => {
  test("of bytes holds for the page's own origin too, whatever the worker's policy", () => {
    platform.workerStarter(workerFrom(`${page}/keyseal-worker.js`, null), { worker: "blob" })();
    assert.deepEqual(started, ["blob:of-the-test"]);
  });

  test("of an address that is not of the page's origin gives option-not-allowed", () => {
    for (const url of ["https://cdn.example/keyseal-worker.js", "file:///keyseal-worker.js", "data:,"]) {
      assert.throws(() => platform.workerStarter(workerFrom(url), { worker: "url" }), {
        name: "InputError",
        code: "option-not-allowed",
        field: "worker",
      });
    }
  });
});

test("an address whose response does not confine the worker gives worker-csp-missing", () => {
  for (const own of [null, "default-src 'self'"]) {
    const worker = workerFrom(`${page}/keyseal-worker.js`, own);
    for (const options of [{}, { worker: "url" }]) {
      assert.throws(() => platform.workerStarter(worker, options), {
        name: "EnvironmentError",
        code: "worker-csp-missing",
      });
    }
  }
  assert.deepEqual(started, []);
});

test("the Trusted Types policy is made once, as keyseal#worker, and admits the worker's address alone", async () => {
  const own = (await loadPart("platform/browser")).browserAt(`${page}/keyseal.mjs`);
  const policies = [];
  globalThis.trustedTypes = {
    createPolicy(name, rules) {
      policies.push({ name, rules });
      return { createScriptURL: (url) => rules.createScriptURL(url) };
    },
  };
  const start = own.workerStarter(workerFrom(`${page}/keyseal-worker.js`), {});
  assert.deepEqual(
    policies.map(({ name }) => name),
    ["keyseal#worker"],
  );
  const [{ rules }] = policies;
  assert.throws(() => rules.createScriptURL(`${page}/keyseal-worker.js`), TypeError); // before anything starts
  start();
  start();
  assert.equal(policies.length, 1);
  assert.equal(started.length, 2);
  for (const url of ["https://evil.example/", `${page}/keyseal-worker.js?`, "", "blob:of-the-test"]) {
    assert.throws(() => rules.createScriptURL(url), TypeError);
  }
});

test("a page that forbids the Trusted Types policy gives trusted-types-missing at once", async () => {
  const own = (await loadPart("platform/browser")).browserAt(`${page}/keyseal.mjs`);
  globalThis.trustedTypes = {
    createPolicy() {
      throw new TypeError("not allowed");
    },
  };
  assert.throws(() => own.workerStarter(workerFrom(`${page}/keyseal-worker.js`), {}), {
    code: "trusted-types-missing",
  });
});
