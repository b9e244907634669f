// The SBOM and the notices: their form, and that they miss nothing.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { build } from "esbuild";
import { paths, read, readBytes, root, version } from "./support.mjs";

const sbomText = read("sbom.cdx.json");
const sbom = JSON.parse(sbomText);
const notices = read("THIRD_PARTY_NOTICES");
const files = sbom.metadata.component.components;
const refs = [...sbom.components, ...files, sbom.metadata.component].map((component) => component["bom-ref"]);

test("the SBOM is CycloneDX 1.6, by its strict schema", async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await validator.validate(sbomText), null);
  assert.notEqual(await validator.validate(sbomText.replace('"type": "file"', '"type": "tulip"')), null);
});

test("the SBOM has neither serial number nor time", () => {
  assert.equal(sbom.serialNumber, undefined);
  assert.equal(sbom.metadata.timestamp, undefined);
});

test("the SBOM has the hashes of every file that runs, and of the list of primes", () => {
  const programs = paths.filter((path) => /(?<!\.d)\.(mjs|js|wasm|dat)$|offline\.html$/.test(path));
  assert.deepEqual(
    files.map(({ name }) => name),
    programs,
  );
  for (const { name, hashes } of files) {
    const hash = (algorithm) => createHash(algorithm).update(readBytes(name)).digest("hex");
    assert.deepEqual(hashes, [
      { alg: "SHA-256", content: hash("sha256") },
      { alg: "SHA-384", content: hash("sha384") },
    ]);
  }
});

test("the dependency graph reaches every component from Keyseal, and names nothing that is not there", () => {
  assert.equal(sbom.metadata.component.version, version);
  assert.equal(new Set(refs).size, refs.length);
  const dependsOn = new Map(sbom.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const reached = new Set();
  const visit = (ref) => {
    assert.ok(refs.includes(ref), ref);
    if (reached.has(ref)) return;
    reached.add(ref);
    for (const next of dependsOn.get(ref) ?? []) visit(next);
  };
  visit("keyseal");
  assert.deepEqual(
    refs.filter((ref) => !reached.has(ref)),
    [],
  );
});

/** Packages that imports of these names come from. */
const packagesOf = (names) => [...new Set(names.map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)[0]))].sort();

async function packagesInScripts() {
  const { metafile } = await build({
    entryPoints: ["index-browser.ts", "element/index.ts", "frame/index.ts", "worker/worker.ts"].map(
      (path) => `${root}js-bindings/src/${path}`,
    ),
    bundle: true,
    metafile: true,
    write: false,
    format: "esm",
    outdir: "out",
    absWorkingDir: root,
    loader: { ".css": "text" },
    external: ["keyseal-module"],
  });
  return packagesOf(Object.keys(metafile.inputs).flatMap((path) => path.split("node_modules/").slice(1)));
}

/** The module's tables and the rating's data are made by these. */
function packagesInData() {
  const scripts = readdirSync(`${root}tools/tables`).filter((name) => name.endsWith(".mjs"));
  const tools = [...scripts.map((name) => `tables/${name}`), "rating-data.mjs"];
  const sources = tools.map((name) => readFileSync(`${root}tools/${name}`, "utf8"));
  const imports = sources.flatMap((source) => [...source.matchAll(/from "([^".][^"]*)"/g)].map(([, name]) => name));
  return packagesOf(imports.filter((name) => !name.startsWith("node:")));
}

test("SBOM and notices name every npm package that is built in, in its version", async () => {
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")).packages;
  const packages = packagesOf([...(await packagesInScripts()), ...packagesInData(), "esbuild"]);
  assert.ok(packages.includes("@zxcvbn-ts/core") && packages.includes("iso-3166"));
  const purls = packages.map((name) => `pkg:npm/${name.replace("@", "%40")}@${lock[`node_modules/${name}`].version}`);
  assert.deepEqual(
    sbom.components
      .map(({ purl }) => purl)
      .filter((purl) => purl.startsWith("pkg:npm/"))
      .sort(),
    purls,
  );
  for (const name of packages)
    assert.ok(notices.includes(`npm package ${name} ${lock[`node_modules/${name}`].version}`));
});

test("SBOM and notices name what is built into the module", () => {
  const pins = readFileSync(`${root}third_party/pins.sh`, "utf8");
  const pin = (name) => new RegExp(`^${name}=(.*)$`, "m").exec(pins)[1];
  const component = (ref) => sbom.components.find((one) => one["bom-ref"] === ref);
  assert.equal(component("boringssl").version, pin("BORINGSSL_COMMIT"));
  assert.equal(component("boringssl").properties[0].value, pin("BORINGSSL_TREE_SHA256"));
  assert.equal(component("ada").version, pin("ADA_CRATE_VERSION"));
  assert.ok(component("public-suffix-list").purl.endsWith(pin("PSL_WHEEL_VERSION")));
  assert.equal(component("public-suffix-list").hashes[0].content, pin("PSL_WHEEL_SHA256"));
  assert.ok(component("badkeys-primes").purl.endsWith(pin("BADKEYS_WHEEL_VERSION")));
  assert.equal(component("badkeys-primes").hashes[0].content, pin("BADKEYS_WHEEL_SHA256"));
  const { madeWith } = JSON.parse(read("MANIFEST.json"));
  assert.deepEqual(component("emscripten").properties, [
    { name: "keyseal:toolchain-lock-sha256", value: madeWith.toolchainLockSha256 },
  ]);
  for (const ref of ["fiat-crypto", "musl", "libcxx", "libcxxabi", "compiler-rt", "dlmalloc", "emscripten"]) {
    assert.match(component(ref).version, /^[0-9a-f]/, ref);
  }
  for (const { name, licenses } of sbom.components) {
    assert.ok(notices.includes(`\n${name}, `), name);
    assert.equal(licenses.length, 1);
  }
});

test("the notices hold the text of every licence that they name", () => {
  const numbers = [...notices.matchAll(/\(text ([\d, ]+)\)/g)].flatMap(([, list]) => list.split(", ").map(Number));
  const titles = [...notices.matchAll(/^Text (\d+): /gm)].map(([, number]) => Number(number));
  assert.deepEqual(
    titles,
    Array.from(titles, (_, at) => at + 1),
  );
  assert.deepEqual(
    [...new Set(numbers)].sort((a, b) => a - b),
    titles,
  );
  for (const words of [
    "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION", // Apache-2.0
    "LLVM Exceptions to the Apache 2.0 License",
    "Permission is hereby granted, free of charge", // MIT
    "Mozilla Public License Version 2.0",
    "CC0 1.0 Universal",
    "UNICODE LICENSE V3",
    "Attribution 3.0 United States",
    "musl as a whole is licensed under the following standard MIT license",
  ]) {
    assert.ok(notices.includes(words), words);
  }
  assert.doesNotMatch(notices, /<year>|<copyright holders>|\r|[ \t]\n/);
});
