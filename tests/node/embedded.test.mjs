// Base64 inside a page: read by the browser's own decoder or by atob, to the same bytes.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { loadPart } from "./page-parts.mjs";

const { bytesOfBase64, embeddedPage } = await loadPart("platform/embedded");

/** Runs `check` with Uint8Array.fromBase64 as the engine has it, and without, or with one that stands in for it. */
function withBothDecoders(t, check) {
  const original = Object.getOwnPropertyDescriptor(Uint8Array, "fromBase64");
  t.after(() => {
    delete Uint8Array.fromBase64;
    if (original) Object.defineProperty(Uint8Array, "fromBase64", original);
  });
  delete Uint8Array.fromBase64;
  check("atob");
  Uint8Array.fromBase64 = function (text) {
    assert.equal(this, Uint8Array);
    return new Uint8Array(Buffer.from(text, "base64"));
  };
  check("fromBase64");
}

test("base64 becomes its bytes, whichever decoder there is", (t) => {
  withBothDecoders(t, (decoder) => {
    for (const size of [0, 1, 2, 3, 4, 1000, 760_001]) {
      const bytes = randomBytes(size);
      const decoded = bytesOfBase64(bytes.toString("base64"));
      assert.ok(decoded instanceof Uint8Array);
      assert.equal(Buffer.compare(decoded, bytes), 0, `${decoder} ${size}`);
    }
    const lines = "AAEC\n  AwQF\r\n\tBg==\n";
    assert.deepEqual([...bytesOfBase64(lines)], [0, 1, 2, 3, 4, 5, 6], decoder);
  });
});

test("what is no base64 throws", (t) => {
  const original = Object.getOwnPropertyDescriptor(Uint8Array, "fromBase64");
  t.after(() => original && Object.defineProperty(Uint8Array, "fromBase64", original));
  delete Uint8Array.fromBase64;
  for (const text of ["A", "AA-_", "<html>"]) assert.throws(() => bytesOfBase64(text), text);
});

test("a page that has everything inside takes no address, and starts no worker from one", () => {
  const { check } = embeddedPage({ wasmBase64: "", workerSource: "" });
  for (const [option, value] of [
    ["workerUrl", "/keyseal-worker.js"],
    ["wasmUrl", "/keyseal.wasm"],
    ["worker", "url"],
  ]) {
    assert.throws(() => check({ [option]: value }), { name: "InputError", code: "option-not-allowed", field: option });
  }
  assert.throws(() => check({ worker: "blob" }), { code: "insecure-context" }); // which Node is not
});
