// The version stands in several places: they must say the same.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { root } from "./support.mjs";

const read = (path) => readFileSync(`${root}${path}`, "utf8");
const { version } = JSON.parse(read("js-bindings/package.json"));

test("CMake, the package and the projects that use it have one version", () => {
  assert.equal(/^project\(keyseal VERSION (\S+) /m.exec(read("CMakeLists.txt"))[1], version);
  const projects = readdirSync(`${root}tests/consumers`).filter((name) =>
    existsSync(`${root}tests/consumers/${name}/package.json`),
  );
  assert.ok(projects.length >= 5);
  for (const name of projects) {
    assert.equal(JSON.parse(read(`tests/consumers/${name}/package.json`)).dependencies.keyseal, version, name);
  }
});

test("the pages name the folder of that version, and the changelog has it", () => {
  const pages = ["README.md", ...readdirSync(`${root}docs`).map((name) => `docs/${name}`)].filter((name) =>
    name.endsWith(".md"),
  );
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/\bkeyseal-(\d+\.\d+\.\d+)/g)].map(([, said]) => [page, said]),
  );
  assert.ok(named.length > 3);
  assert.deepEqual(
    named.filter(([, said]) => said !== version),
    [],
  );
  assert.ok(read("CHANGELOG.md").includes(version));
});
