// Both sides of a frame without a browser: whom each hears, and what leaves it whatever the component gives.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { load } from "../element/support.mjs";
import { packageDir } from "../node/support.mjs";

const { serveFrame } = await load("frame/guest");
const { connectFrame } = await load("frame/host");
const { fixtures } = await import(`${packageDir}/keyseal-testing.mjs`);

const portal = "https://portal.example";
const { csrPem, sealedKeyPem, spkiSha256, names, receipt } = fixtures["ecdsa-p256"];
const blockOf = (pem) => pem.slice(pem.indexOf("-----BEGIN"));
const detail = { csrPem, sealedKeyPem, spkiSha256, names, receipt };
const fault = { keyseal: 1, type: "error", code: "internal", field: "frame" };

/** What a window of a browser has, as far as the two sides need it. */
let listeners;
let posted;
const hear = (event) => Promise.all(listeners.message.map((listener) => listener(event)));
beforeEach(() => {
  listeners = {};
  posted = [];
  globalThis.addEventListener = (type, listener) => {
    listeners[type] = [...(listeners[type] ?? []), listener];
  };
  globalThis.parent = { postMessage: (message, origin) => posted.push([message, origin]) };
  globalThis.document = { body: { getBoundingClientRect: () => ({ height: 10 }) }, baseURI: `${portal}/` };
  globalThis.ResizeObserver = class {
    observe() {}
  };
});
afterEach(() => {
  for (const name of ["addEventListener", "parent", "document", "ResizeObserver"]) delete globalThis[name];
});

class Generator extends EventTarget {
  state = "form";
  saved = false;
  confirmLeave = async () => true;
}
const tell = (generator, type, value) => {
  const event = new Event(type);
  event.detail = value;
  generator.dispatchEvent(event);
};
const types = () => posted.map(([{ type }]) => type);

describe("the frame's side", () => {
  const configure = { keyseal: 1, type: "configure", sealedKey: false };
  let mounted;

  async function serve(settings = configure) {
    mounted = [];
    serveFrame(portal, (given) => {
      mounted.push(given);
      return new Generator();
    });
    posted.length = 0;
    if (settings) await hear({ source: globalThis.parent, origin: portal, data: settings });
  }
  async function serveWithGenerator(settings) {
    const generator = new Generator();
    serveFrame(portal, () => generator);
    await hear({ source: globalThis.parent, origin: portal, data: settings });
    posted.length = 0;
    return generator;
  }

  test("hears the page around it, at the one origin, and nobody else", async () => {
    await serve(null);
    for (const from of [
      { source: {}, origin: portal }, // another window of the portal's
      { source: null, origin: portal },
      { source: globalThis.parent, origin: "https://other.example" },
      { source: globalThis.parent, origin: "null" },
      { source: globalThis.parent, origin: `${portal}:8443` },
    ]) {
      await hear({ ...from, data: configure });
      await hear({ ...from, data: { keyseal: 1, type: "ask-leave", id: 1 } });
    }
    assert.deepEqual([mounted, posted], [[], []]);
    await hear({ source: globalThis.parent, origin: portal, data: configure });
    assert.deepEqual(mounted, [configure]);
  });

  test("hears nothing that has not the form of the protocol", async () => {
    await serve(null);
    for (const data of [{ ...configure, sealedKey: "yes" }, { ...configure, passphrase: "x" }, "configure", null]) {
      await hear({ source: globalThis.parent, origin: portal, data });
    }
    assert.deepEqual([mounted, posted], [[], []]);
  });

  test("is configured once: what the page says later changes nothing of what it gets", async () => {
    const generator = await serveWithGenerator(configure);
    await hear({ source: globalThis.parent, origin: portal, data: { ...configure, sealedKey: true } });
    tell(generator, "keyseal-generated", detail);
    const [[message, origin], ...others] = posted;
    assert.deepEqual(others, []);
    assert.equal(origin, portal);
    assert.deepEqual(message.made, { csrPem: blockOf(csrPem), spkiSha256, names, receipt });
  });

  test("gives the sealed key where it was asked for", async () => {
    const generator = await serveWithGenerator({ ...configure, sealedKey: true });
    tell(generator, "keyseal-generated", detail);
    assert.equal(posted[0][0].made.sealedKeyPem, blockOf(sealedKeyPem));
  });

  test("lets nothing out that has not the form of the protocol, whatever the component gives: a fault instead", async () => {
    const secret = "copper lantern orbit thistle";
    const unsealed = sealedKeyPem.replaceAll("ENCRYPTED ", "");
    for (const [type, value] of [
      ["keyseal-generated", { ...detail, csrPem: `${secret}\n${unsealed}` }],
      ["keyseal-generated", { ...detail, csrPem: unsealed }],
      ["keyseal-generated", { ...detail, sealedKeyPem: unsealed }],
      ["keyseal-generated", { ...detail, sealedKeyPem: csrPem }],
      ["keyseal-generated", { ...detail, names: [secret] }],
      ["keyseal-generated", { ...detail, receipt: { ...receipt, passphrase: secret } }],
      ["keyseal-saved", { what: secret }],
      ["keyseal-progress", { phase: secret, elapsedMs: 1 }],
      ["keyseal-error", { code: "internal", field: secret }],
      ["keyseal-error", { code: secret }],
    ]) {
      const generator = await serveWithGenerator({ ...configure, sealedKey: true });
      tell(generator, type, value);
      assert.deepEqual(posted[0], [fault, portal], `${type} ${JSON.stringify(value).slice(0, 60)}`);
      assert.ok(!JSON.stringify(posted).includes("copper") && !JSON.stringify(posted).includes(unsealed.slice(40, 99)));
      listeners = {};
    }
  });

  test("tells what the module stopped with", async () => {
    const generator = await serveWithGenerator(configure);
    tell(generator, "keyseal-error", { code: "internal", field: "call: unreachable" });
    assert.deepEqual(posted[0][0], { ...fault, field: "call: unreachable" });
    assert.deepEqual(types().slice(1), []);
  });
});

describe("the page's side", () => {
  const frame = {};
  const iframe = (src = "https://keyseal.example/keyseal-offline.html", sandbox = null) => ({
    src,
    contentWindow: frame,
    hasAttribute: () => sandbox !== null,
    sandbox: { contains: (token) => sandbox?.includes(token) },
  });
  const origin = "https://keyseal.example";
  const generated = (more) => ({
    keyseal: 1,
    type: "generated",
    made: { csrPem: blockOf(csrPem), spkiSha256, names, receipt, ...more },
  });
  const key = { sealedKeyPem: blockOf(sealedKeyPem) };

  test("takes a sealed key if and only if it asked for one", async () => {
    for (const [options, message, taken] of [
      [{}, generated(), 1],
      [{}, generated(key), 0],
      [{ sealedKey: false }, generated(key), 0],
      [{ sealedKey: true }, generated(key), 1],
      [{ sealedKey: true }, generated(), 0],
    ]) {
      listeners = {};
      const got = [];
      connectFrame(iframe(), { ...options, onGenerated: (made) => got.push(made) });
      await hear({ source: frame, origin, data: message });
      assert.equal(got.length, taken, JSON.stringify(options));
    }
  });

  test("hears its own frame alone, from the frame's origin", async () => {
    const got = [];
    connectFrame(iframe(), { onGenerated: (made) => got.push(made) });
    for (const from of [
      { source: {}, origin },
      { source: frame, origin: portal },
      { source: frame, origin: "null" },
    ]) {
      await hear({ ...from, data: generated() });
    }
    assert.deepEqual(got, []);
    await hear({ source: frame, origin, data: generated() });
    assert.equal(got.length, 1);
  });

  test("hears a sandboxed frame from an opaque origin, and none that has the page's rights", async () => {
    const got = [];
    connectFrame(iframe(undefined, ["allow-scripts"]), { onGenerated: (made) => got.push(made) });
    await hear({ source: frame, origin, data: generated() });
    assert.deepEqual(got, []);
    await hear({ source: frame, origin: "null", data: generated() });
    assert.equal(got.length, 1);
  });
});
