// The checker's rules: one list, each row seen accepting and rejecting, and the page about them is up to date.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { readRules, readVectors, rulesPage } from "../../tools/make-rules-doc.mjs";
import { root } from "./support.mjs";

const symbols = readRules().map(({ symbol }) => symbol);

test("rules have names of their own", () => assert.equal(new Set(symbols).size, symbols.length));

test("every rule has an accepting and a rejecting vector", () => {
  const vectors = readVectors();
  for (const column of ["finds", "accepts"]) {
    const seen = new Set(vectors.flatMap((vector) => vector[column]));
    assert.deepEqual(
      symbols.filter((symbol) => !seen.has(symbol)),
      [],
      column,
    );
  }
});

test("vectors expect rules that there are", () => {
  for (const { file, finds, accepts } of readVectors()) {
    assert.deepEqual(
      [...finds, ...accepts].filter((symbol) => !symbols.includes(symbol)),
      [],
      file,
    );
  }
});

test("docs/rules.md is made from the list", () => {
  assert.equal(readFileSync(`${root}docs/rules.md`, "utf8"), rulesPage());
});
