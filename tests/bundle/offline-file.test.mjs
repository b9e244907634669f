// keyseal-offline.html as a text: its policy, its one script and one style, and that it carries the bundle's own files.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { read, readBytes, version } from "./support.mjs";

const page = read("keyseal-offline.html");
const sha256 = (bytes, encoding) => createHash("sha256").update(bytes).digest(encoding);
const manifest = JSON.parse(read("MANIFEST.json")).files;

/** { attributes, text } of every element of this name; none of those that are looked for can be nested. */
const elements = (name) =>
  [...page.matchAll(new RegExp(`<${name}([^>]*)>([\\s\\S]*?)</${name}>`, "g"))].map(([, attributes, text]) => ({
    attributes: attributes.trim(),
    text,
  }));
const scripts = elements("script");
const [script] = scripts;

test("the security policy is the first element of the head, and the one that delivery asks for", () => {
  const policy =
    /^<!doctype html>\n<html lang="en">\n<head>\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n/;
  const [, found] = policy.exec(page);
  const [style] = elements("style");
  assert.equal(
    found,
    `default-src 'none'; script-src 'sha256-${sha256(script.text, "base64")}' 'wasm-unsafe-eval'; ` +
      `style-src 'sha256-${sha256(style.text, "base64")}'; img-src data:; worker-src blob:; connect-src 'none'; ` +
      "form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types keyseal#worker",
  );
});

test("the encoding is said where every browser looks for it", () => {
  const at = page.indexOf('<meta charset="utf-8">');
  assert.ok(at > 0 && at < 1024 - 30);
});

test("there is one script and one style, and nothing of either in attributes", () => {
  assert.deepEqual(
    scripts.map(({ attributes }) => attributes),
    ["", ...["worker", "wasm", "primes"].map((name) => `type="text/plain" id="keyseal-${name}"`)],
  );
  assert.equal(elements("style").length, 1);
  const markup = page.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, "");
  assert.doesNotMatch(markup, /\s(style|on\w+|src|srcset|action)=|javascript:|<(iframe|object|embed|base|form)/i);
  assert.deepEqual(
    [...markup.matchAll(/\shref="([^"]*)"/g)].map(([, address]) => address),
    ["data:,"],
  );
});

test("the data blocks are the bundle's worker, module and list of primes, byte for byte", () => {
  const [, worker, wasm, primes] = scripts;
  assert.ok(Buffer.from(worker.text).equals(readBytes("keyseal-worker.js")));
  assert.ok(Buffer.from(wasm.text, "base64").equals(readBytes("keyseal.wasm")));
  assert.ok(Buffer.from(primes.text, "base64").equals(readBytes("keyseal-primes.dat")));
  for (const { text } of [wasm, primes])
    assert.match(text, /^\n(?:[A-Za-z0-9+/]{120}\n)+[A-Za-z0-9+/]{1,120}={0,2}\n$/);
});

test("the script holds the hashes of all three as literals", () => {
  const literal = (name) => new RegExp(`${name}: "([0-9a-f]{64})"`).exec(script.text)[1];
  assert.equal(literal("wasmSha256"), manifest["keyseal.wasm"].sha256);
  assert.equal(literal("workerSha256"), manifest["keyseal-worker.js"].sha256);
  assert.equal(literal("primesSha256"), manifest["keyseal-primes.dat"].sha256);
});

test("the script can be read: lines of a human length, and the source files named", () => {
  for (const path of [
    "web-demo/offline/main.ts",
    "js-bindings/src/api/verify.ts",
    "js-bindings/src/platform/embedded.ts",
  ]) {
    assert.ok(script.text.includes(`\n  // ${path}\n`), path);
  }
  // Texts, style sheets and the lists of the passphrase rating are long lines; the code is not.
  const lengths = script.text.split("\n").map((line) => line.length);
  assert.ok(lengths.filter((length) => length > 160).length < lengths.length / 10);
});

test("a note to the auditor stands at the top of the source, a sentence for browsers without scripts in the body", () => {
  const [, note] = /<!--([\s\S]*?)-->/.exec(page);
  assert.ok(page.indexOf(note) < 700);
  assert.ok(note.startsWith(`\nKeyseal ${version}, offline file. To the auditor:\n`));
  assert.ok(page.includes("<noscript>This tool needs JavaScript and WebAssembly.</noscript>"));
});
