// docs/embedding.md, sample by sample, as a reader would use them: with the bundle in dist/, under the policy that the page
// gives, in a browser. What stands for the reader's own origin and hashes is filled in, and nothing else.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { build as bundle, transform } from "esbuild";
import { build as viteBuild } from "vite";
import { integrityOf } from "../../tools/bundle/manifest.mjs";
import * as policies from "../../tools/bundle/policies.mjs";
import { engines } from "../browser/engines.mjs";
import { startHttp } from "../browser/http.mjs";
import { judge } from "../browser/judge.mjs";
import { packageDir, root } from "../node/support.mjs";
import { bundleFolder, passphrase } from "../portal/support.mjs";
import { samplesOf } from "./samples.mjs";

const { checkerOn, fixtures, generatorOn, useFakeKeyseal } = await import(`${packageDir}/keyseal-testing.mjs`);
const samples = samplesOf("docs/embedding.md");
const base = `/${bundleFolder.split("/").at(-1)}/`;
const inBundle = (path) => readFileSync(`${bundleFolder}/${path}`);
const run = promisify(execFile);

/** The samples that were used: at the end, all of them. */
const used = new Set();
function sample(name) {
  assert.ok(samples.has(name), `docs/embedding.md has no sample ${name}`);
  used.add(name);
  return samples.get(name);
}

// A reader's project, below the checkout so that it finds what the workspace pins.
const project = `${root}build/docs`;

let server;
let browser;
let origin;
let contents;
const elementHash = integrityOf(inBundle("keyseal-element.mjs"));
const fill = (code) => code.replaceAll("sha384-…", elementHash).replaceAll("https://portal.example", origin);

before(async () => {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(`${project}/node_modules`, { recursive: true });
  symlinkSync(packageDir, `${project}/node_modules/keyseal`);
  writeFileSync(`${project}/package.json`, '{"type":"module"}');
  contents = new Map();
  server = await startHttp(async (path) => {
    if (contents.has(path)) return contents.get(path);
    if (!path.startsWith(base)) return undefined;
    const policy = path.endsWith("keyseal-worker.js") ? policyIn(sample("worker-policy")) : undefined;
    return { bytes: inBundle(path.slice(base.length)), policy };
  });
  origin = `http://localhost:${server.port}`;
  browser = await engines.Chromium();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const policyIn = (header) => header.match(/^Content-Security-Policy: (.*)\n$/)[1];

/** The page's policy as the documentation gives it, with the hashes of the reader's own scripts. */
function pagePolicy(scripts) {
  const hashes = [elementHash, ...scripts.map(integrityOf)].map((hash) => `'${hash}'`);
  return fill(policyIn(sample("page-policy")).replace("'sha384-…'", hashes.join(" ")));
}

const component = (more = "") =>
  `<script type="module" src="${base}keyseal-element.mjs" integrity="${elementHash}"></script>${more}`;

/** Serves a page of these parts at /order and opens it. `prepare` may do something before it is loaded. */
async function open({ body, script, style, policy, prepare = async () => {} }) {
  const scripts = script === undefined ? [] : [Buffer.from(script)];
  const tags = scripts.map(
    (bytes) => `<script type="module" src="/own.mjs" integrity="${integrityOf(bytes)}"></script>`,
  );
  const head = `<meta charset="utf-8"><title>An order</title>${style ? '<link rel="stylesheet" href="/own.css">' : ""}`;
  const html = `<!doctype html><html lang="en"><head>${head}</head><body>${body}${tags.join("")}</body></html>`;
  contents.set("/order", { bytes: html, policy: policy ?? pagePolicy(scripts) });
  if (scripts[0]) contents.set("/own.mjs", { bytes: scripts[0] });
  if (style) contents.set("/own.css", { bytes: style });
  contents.set("/before", { bytes: "<!doctype html><title>Before</title>" });
  const tab = await browser.openPage(`${origin}/before`);
  const page = tab.playwright;
  await prepare(page);
  await page.goto(`${origin}/order`);
  return { tab, page, generator: generatorOn(page) };
}

async function close(tab) {
  assert.deepEqual(await tab.errors(), []);
  await tab.close();
}

async function make(generator, names) {
  await generator.waitForForm();
  if (names) await generator.fillNames(names);
  await generator.usePassphrase(passphrase);
  await generator.make();
  return generator.waitForResult();
}

test("the page speaks of the version that is released", () => {
  const text = readFileSync(`${root}docs/embedding.md`, "utf8");
  const versions = new Set(text.match(/keyseal-\d+\.\d+\.\d+\//g).map((each) => `/${each}`));
  assert.deepEqual([...versions], [base]);
});

test("page-policy: what the release sets, but that the form may be sent", () => {
  const shipped = policies.pagePolicy({
    scripts: ["'sha384-…'"],
    styles: ["'self'"],
    worker: `https://portal.example${base}keyseal-worker.js`,
  });
  assert.equal(policyIn(sample("page-policy")), policies.policyText({ ...shipped, "form-action": "'self'" }));
});

test("the page lists the parts that the component has", () => {
  const sources = readdirSync(`${root}js-bindings/src/element`, { recursive: true }).filter((name) =>
    name.endsWith(".ts"),
  );
  const text = sources.map((name) => readFileSync(`${root}js-bindings/src/element/${name}`, "utf8")).join("");
  const parts = new Set(
    [...text.matchAll(/\bpart: ["`](?:\$\{component\} )?([a-z ]+)["`]/g)].flatMap(([, names]) => names.split(" ")),
  );
  const [, listed] = readFileSync(`${root}docs/embedding.md`, "utf8").match(/^Parts: (.*?)\. /m);
  assert.deepEqual(listed.match(/\w+/g).toSorted(), [...parts].toSorted());
});

test("embed, page-policy, worker-policy: five lines send the request with the form, and not before there is one", async () => {
  const { tab, page, generator } = await open({ body: fill(sample("embed")) });
  assert.equal(sample("embed").trimEnd().split("\n").length, 5);
  const sent = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.postData()));
  const proceed = page.getByRole("button", { name: "Continue", exact: true });
  await generator.waitForForm();
  await proceed.click();
  assert.deepEqual(sent, []);
  const { csrPem } = await make(generator, ["www.example.com"]);
  const { name, text } = await generator.saveKey();
  assert.equal(name, "www.example.com.key.pem");
  await judge({ csrPem, sealedKeyPem: text }, passphrase);
  await Promise.all([page.waitForNavigation(), proceed.click()]);
  const fields = [...new URLSearchParams(sent[0])].map(([field, value]) => [field, value.replaceAll("\r\n", "\n")]);
  assert.deepEqual(fields, [["csr", csrPem]]);
  await close(tab);
});

test("policy: what the portal knows need not be typed", async () => {
  const body = component('<form><keyseal-generator name="csr"></keyseal-generator></form>');
  const { tab, page, generator } = await open({ body, script: sample("policy") });
  const { csrPem, names } = await make(generator);
  assert.deepEqual(names, ["www.example.com", "example.com"]);
  const valid = () => page.evaluate(() => document.querySelector("form").checkValidity());
  assert.equal(await valid(), false);
  const { text } = await generator.saveKey();
  assert.equal(await valid(), true);
  const read = await judge({ csrPem, sealedKeyPem: text }, passphrase, names);
  assert.match(read, /Subject: C = DE, L = Berlin, O = Example GmbH\n/);
  await close(tab);
});

test("agreement: the request waits for it", async () => {
  const { tab, generator } = await open({ body: component(sample("agreement")), prepare: useFakeKeyseal });
  await assert.rejects(make(generator, ["example.com"]), /agreement/);
  await generator.acceptAgreement();
  await generator.usePassphrase(passphrase);
  await generator.make();
  await generator.waitForResult();
  await close(tab);
});

test("events: the page hears of progress, result, saving and stops", async () => {
  const body = component('<keyseal-generator></keyseal-generator><pre id="log"></pre>');
  const { tab, page, generator } = await open({ body, script: sample("events"), prepare: useFakeKeyseal });
  const { spkiSha256 } = await make(generator, ["example.com"]);
  await generator.saveKey();
  const log = (await page.locator("#log").textContent()).trim().split("\n");
  assert.deepEqual(log.slice(0, 4), ["loading", "key", "sealing", "signing"]);
  assert.match(log[4], new RegExp(`^made ecdsa-p256 for example\\.com: ${spkiSha256}, \\d+ characters$`));
  assert.equal(log[5], "saved the key");
  await tab.close();

  const failing = (page) => useFakeKeyseal(page, { failWith: "out-of-memory" });
  const other = await open({ body, script: sample("events"), prepare: failing });
  await assert.rejects(make(other.generator, ["example.com"]), /out-of-memory/);
  assert.match(await other.page.locator("#log").textContent(), /\nstopped: out-of-memory \n$/);
  await other.tab.close();
});

test("leave: the element goes when nothing is lost, or when the person gives it up", async () => {
  const body = component('<keyseal-generator></keyseal-generator><button id="back">Back</button>');
  const { tab, page, generator } = await open({ body, script: sample("leave"), prepare: useFakeKeyseal });
  await make(generator, ["example.com"]);
  const count = () => page.locator("keyseal-generator").count();
  const dialog = page.locator('keyseal-generator [part~="dialog"]');
  await page.click("#back");
  await dialog.locator("button").nth(1).click();
  assert.equal(await count(), 1);
  await page.click("#back");
  await dialog.locator("button").nth(2).click();
  await page.locator("keyseal-generator").waitFor({ state: "detached" });
  await close(tab);
});

test("sealed-key: the form gets the sealed key under words that the module made", async () => {
  const { tab, page, generator } = await open({ body: component(`<form>${sample("sealed-key")}</form>`) });
  await generator.waitForForm();
  await generator.fillNames(["www.example.com"]);
  const words = await generator.takeSuggestion();
  assert.equal(words.split("-").length, 6);
  await generator.make();
  await generator.waitForResult();
  const fields = await page.evaluate(() => Object.fromEntries(new FormData(document.querySelector("form"))));
  assert.deepEqual(Object.keys(fields), ["csr", "sealed_key"]);
  await judge({ csrPem: fields.csr, sealedKeyPem: fields.sealed_key }, words);
  await close(tab);
});

test("checker, checker-script, checker-test: the form gets a request that can be accepted, and nothing else", async () => {
  const { checkARequest } = await import(await compile("checker-test"));
  const body = component(sample("checker"));
  const { tab, page } = await open({ body, script: sample("checker-script") });
  const field = () => page.locator("[name=csr]").inputValue();
  const { csrPem } = fixtures["ecdsa-p256"];
  const { reports, verdict, findings } = await checkARequest(page, csrPem);
  assert.deepEqual(
    reports.map(({ kind, acceptable }) => [kind, acceptable]),
    [["csr", true]],
  );
  assert.match(verdict, /^Acceptable/);
  assert.equal(findings.length, reports[0].findings.length);
  assert.equal((await field()).trim(), csrPem.slice(csrPem.indexOf("-----BEGIN")).trim());

  await checkerOn(page).again();
  const refused = readFileSync(`${root}tests/vectors/check/csr/dns-a.local.pem`, "utf8");
  assert.match((await checkARequest(page, refused)).verdict, /^Not acceptable/);
  assert.equal(await field(), "");
  await checkerOn(page).again();
  await assert.rejects(checkARequest(page, csrPem.slice(0, -40)), { message: "Nothing was checked: pem-incomplete" });
  assert.equal(await field(), "");
  await close(tab);
});

test("theme: properties go in from the root, and parts are styled from outside", async () => {
  const body = component("<keyseal-generator></keyseal-generator>");
  const { tab, page, generator } = await open({ body, style: sample("theme"), prepare: useFakeKeyseal });
  await generator.waitForForm();
  const styleOf = (part, property) =>
    page
      .locator(`keyseal-generator [part~="${part}"]`)
      .first()
      .evaluate((element, name) => getComputedStyle(element)[name], property);
  assert.equal(await styleOf("primary", "backgroundColor"), "rgb(90, 54, 150)");
  assert.equal(await styleOf("primary", "borderTopLeftRadius"), "10px");
  assert.equal(await styleOf("title", "fontWeight"), "400");
  assert.match(await styleOf("title", "fontFamily"), /^Georgia/);
  await close(tab);
});

test("frame, frame-script: the request comes out of the frame into the page's own field", async () => {
  const { outputFiles } = await bundle({
    stdin: { contents: sample("frame-script"), resolveDir: project },
    bundle: true,
    write: false,
    format: "esm",
  });
  const script = Buffer.from(outputFiles[0].contents);
  const policy = `${pagePolicy([script])}; frame-src ${origin}${base}keyseal-offline.html`;
  const { tab, page } = await open({ body: fill(sample("frame")), script, policy });
  const framed = page.frameLocator("#keyseal");
  const generator = generatorOn(page, framed.locator("keyseal-generator"));
  const { csrPem } = await make(generator);
  const field = () => page.locator("[name=csr]").inputValue();
  assert.equal((await field()).trim(), csrPem.trim());
  const { text } = await generator.saveKey();
  await judge({ csrPem, sealedKeyPem: text }, passphrase);
  await framed.locator(".ks-foot .ks-end").click();
  await generator.waitForForm();
  await page.waitForFunction(() => document.querySelector("[name=csr]").value === "");
  await close(tab);
});

test("bundler: built by Vite, the element finds worker and module where the bundler put them", async () => {
  writeFileSync(`${project}/main.js`, sample("bundler"));
  const tags = '<form></form><script type="module" src="/main.js"></script>';
  writeFileSync(`${project}/index.html`, `<!doctype html><html lang="en"><title>x</title><body>${tags}</body></html>`);
  await viteBuild({ root: project, configFile: false, logLevel: "warn", build: { assetsInlineLimit: 0 } });
  const built = await startHttp(async (path) => {
    const bytes = await readFile(`${project}/dist${path === "/" ? "/index.html" : path}`);
    const worker = /keyseal-worker[^/]*\.js$/.test(path);
    const page = policyIn(sample("page-policy"))
      .replace("'sha384-…'", "'self'")
      .replace(/worker-src [^;]+/, "worker-src 'self'");
    return { bytes, policy: worker ? policyIn(sample("worker-policy")) : page };
  });
  try {
    const tab = await browser.openPage(`http://localhost:${built.port}/`);
    await make(generatorOn(tab.playwright), ["www.example.com"]);
    await close(tab);
  } finally {
    await built.close();
  }
});

async function compile(name) {
  writeFileSync(`${project}/${name}.mts`, sample(name));
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2023,dom"];
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const types = ["--skipLibCheck", "--types", "node"];
  const { stdout } = await run(process.execPath, [tsc, ...options, ...types, `${name}.mts`], { cwd: project }).catch(
    (error) => error,
  );
  assert.equal(stdout, "");
  const { code } = await transform(sample(name), { loader: "ts", format: "esm" });
  writeFileSync(`${project}/${name}.mjs`, code);
  return `${project}/${name}.mjs`;
}

test("order-test: the helpers go through an order and see where no key can be made", async () => {
  const { orderACertificate, failToMake } = await import(await compile("order-test"));
  const { tab, page } = await open({ body: fill(sample("embed")) });
  const { names, name, text } = await orderACertificate(page, `${origin}/order`);
  assert.deepEqual(names, ["www.example.com", "example.com"]);
  assert.equal(name, "www.example.com.key.pem");
  assert.match(text, /^Keyseal fake: not a real key\.\n/);
  const other = await open({ body: fill(sample("embed")) });
  const failing = failToMake(other.page, `${origin}/order`);
  await assert.rejects(failing, { message: "No key was made: random-repeats" });
  await other.tab.close();
  await close(tab);
});

test("fake: it answers, and the fixtures are there", async () => {
  const { stdout } = await run(process.execPath, [await compile("fake")]);
  assert.match(stdout, /Keyseal fake: not a real key\.\n-----BEGIN CERTIFICATE REQUEST-----/);
  assert.match(stdout, /Keyseal test fixture: .*\n-----BEGIN ENCRYPTED PRIVATE KEY-----/);
});

test("every sample of the page was run", () => {
  assert.deepEqual(
    [...samples.keys()].filter((name) => !used.has(name)),
    [],
  );
});
