// make security runs what SECURITY.md names: each name there is a test that exists.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { testsNamed } from "../../tools/security/named.mjs";
import { root } from "./support.mjs";

const page = readFileSync(`${root}SECURITY.md`, "utf8");

test("every test that SECURITY.md names is there, and is one", () => {
  const { suites, ctests, files, commands } = testsNamed(root);
  assert.ok(suites.includes("EntropyTest") && suites.length >= 10, `${suites}`);
  assert.ok(files.includes("tests/node/heap-scan.test.mjs") && files.length >= 20, `${files}`);
  assert.ok(ctests.some(({ name }) => name === "ConstantTime"));
  assert.ok(commands.includes("release-check"));
});

test("each row of its table of promises names a test", () => {
  const [, table] = page.split("| promise | how | test |\n");
  const rows = table.split("\n\n")[0].split("\n").slice(1);
  assert.ok(rows.length >= 15);
  for (const row of rows) assert.match(row.split(" | ").at(-1), /`(tests\/|make )/, row.slice(0, 80));
});

test("a name that is no test is refused, a star takes what it fits", () => {
  assert.throws(() => testsNamed(root, "`tests/node/gone.test.mjs`"), /not there/);
  assert.throws(() => testsNamed(root, "`tests/node/support.mjs`"), /no test/);
  assert.ok(testsNamed(root, "`tests/node/cli*.test.mjs`").files.length > 4);
  assert.deepEqual(testsNamed(root, "`entropy_test.cc`").suites, ["EntropyTest"]);
});
