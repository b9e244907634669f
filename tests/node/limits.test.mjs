// The budgets have one list, and what speaks of them says the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { limitsPage, readLimits } from "../../tools/make-limits-doc.mjs";
import { root } from "./support.mjs";

const limit = Object.fromEntries(readLimits().map(({ name, value }) => [name, value]));
const read = (path) => readFileSync(`${root}${path}`, "utf8");

test("docs/limits.md is made from the list", () => assert.equal(read("docs/limits.md"), limitsPage()));

test("the page and the command read no more of a file than the core looks at, and compare as much", () => {
  assert.match(read("js-bindings/src/api/checker-request.ts"), / maxFileBytes = 2 \*\* 20 \+ 1;/);
  assert.equal(limit.kMaxCheckedSize, 2 ** 20);
  assert.match(read("js-bindings/src/cli/check-command.ts"), / maxComparedFileBytes = 2 \*\* 26;/);
  assert.equal(limit.kMaxComparedFileBytes, 2 ** 26);
});

test("the manual pages name the limits as they are", () => {
  const n = (name) => limit[name].toLocaleString("en-US");
  assert.equal(limit.kMaxComparedModuli, 1000);
  for (const page of ["wasm/check/keyseal-check.1", "js-bindings/man/keyseal.1"]) {
    const text = read(page);
    const compared = `first thousand, as far as their moduli have ${n("kMaxComparedBits")} bits together, among at most ${n("kMaxHeldInputs")} inputs and ${limit.kMaxComparedFileBytes / 2 ** 20} MiB of files;`;
    assert.ok(text.includes(compared), page);
  }
  const blocks = `At most ${n("kMaxBlocks")} blocks of a file are judged, and ${n("kMaxFindings")} findings of an input are listed`;
  assert.ok(read("wasm/check/keyseal-check.1").includes(blocks));
  assert.ok(read("wasm/core/base/error_codes.def").includes(`more than ${limit.kMaxBlocks} PEM blocks`));
});
