// The examples: each built from the packed package, opened under a strict policy, and judged by OpenSSL.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { engines } from "../browser/engines.mjs";
import { judge } from "../browser/judge.mjs";
import { build, install, pack, serve } from "./consumer.mjs";

const passphrase = "six herons crossed the frozen lake";
const browsers = {};
const folders = {};
let tarball;

before(async () => {
  tarball = await pack();
});
after(async () => {
  for (const browser of Object.values(browsers)) await browser.close();
});

async function opened(engine, url) {
  browsers[engine] ??= await engines[engine]();
  return browsers[engine].openPage(url);
}

const texts = () => ["csr", "sealed-key", "error"].map((id) => document.getElementById(id).textContent);

/** Fills the example's form as a person does, and returns what it shows. */
async function useForm(page) {
  await page.click("input[type=password]");
  await page.type(passphrase);
  await page.press("Enter");
  await page.waitFor(() => document.getElementById("csr").textContent || document.getElementById("error").textContent);
  const [csrPem, sealedKeyPem, error] = await page.run(texts);
  return { csrPem, sealedKeyPem, error };
}

async function makesAKey(folder, engine) {
  const server = await serve(folder);
  try {
    const page = await opened(engine, `http://localhost:${server.port}/`);
    const { error, ...made } = await useForm(page);
    assert.equal(error, "");
    await judge(made, passphrase);
    assert.deepEqual(server.violations, []);
    assert.deepEqual(await page.errors(), []);
    await page.close();
  } finally {
    await server.close();
  }
}

for (const [name, engineNames] of [
  ["vite", ["Chromium", "Firefox"]],
  ["webpack", ["Chromium"]],
  ["esm", ["Chromium", "Firefox"]],
  ["iife", ["Chromium"]],
]) {
  test(`${name}: installed from the packed package, built, and used in ${engineNames.join(" and ")}`, async () => {
    const folder = await install(tarball, name);
    assert.doesNotMatch(await build(folder), /warning/i);
    folders[name] = folder;
    for (const engine of engineNames) await makesAKey(folder, engine);
  });
}

/** Flips a bit in the middle of the files whose name matches. */
const flip = (pattern) => (file, bytes) => {
  if (pattern.test(file)) bytes[bytes.length >> 1] ^= 1;
  return bytes;
};

for (const [name, pattern] of [
  ["esm", /keyseal\.mjs$/],
  ["iife", /keyseal\.iife\.js$/],
]) {
  test(`${name}: the browser refuses the page's script when a byte of it was changed`, async () => {
    const server = await serve(folders[name], flip(pattern));
    try {
      const page = await opened("Chromium", `http://localhost:${server.port}/`);
      await page.waitFor(() => document.readyState === "complete");
      const errors = (await page.errors()).join();
      assert.match(errors, /integrity/);
      assert.ok(!server.requests.some((path) => path.endsWith(".wasm")));
      await page.close();
    } finally {
      await server.close();
    }
  });
}

for (const name of ["vite", "webpack"]) {
  for (const [pattern, code] of [
    [/\.wasm$/, "wasm-hash-mismatch"],
    [/keyseal-worker[^/]*\.js$/, "worker-hash-mismatch"],
  ]) {
    test(`${name}: ${code} when a byte of the copied file was changed`, async () => {
      const server = await serve(folders[name], flip(pattern));
      try {
        const page = await opened("Chromium", `http://localhost:${server.port}/`);
        const { csrPem, sealedKeyPem, error } = await useForm(page);
        assert.deepEqual([csrPem, sealedKeyPem], ["", ""]);
        assert.match(error, new RegExp(`^${code}:`));
        await page.close();
      } finally {
        await server.close();
      }
    });
  }
}
