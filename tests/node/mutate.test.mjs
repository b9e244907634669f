// The mutation run: its lists fit the sources, and it tells what it must of a protection that nobody holds.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test, { after } from "node:test";
import { readMutations } from "../../tools/mutation/mutations.mjs";
import { root } from "./support.mjs";

const filesOfTests = ["check", "node", "element", "bundle", "browser", "portal", "tool"];

test("every mutation changes a text that stands once, and names a test that exists", () => {
  const mutations = readMutations(root);
  assert.ok(mutations.length >= 120, `${mutations.length} mutations`);
  for (const { name, test: named = {} } of mutations) {
    for (const kind of filesOfTests) {
      if (kind in named) assert.ok(existsSync(join(root, named[kind])), `${name}: ${named[kind]}`);
    }
  }
});

const folder = mkdtempSync(join(tmpdir(), "keyseal-mutate-"));
after(() => rmSync(folder, { recursive: true }));

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Runs the mutations `entries` in a repository of two functions, of which one has a test. */
function mutate(entries) {
  rmSync(join(folder, "build"), { recursive: true, force: true });
  write(".gitignore", "build\n");
  write("gate.mjs", "export const opens = (word) => word.length > 14;\nexport const closes = (word) => word !== '';\n");
  write(
    "gate.test.mjs",
    "import assert from 'node:assert';\nimport test from 'node:test';\nimport { opens, closes } from './gate.mjs';\n" +
      "test('opens', () => assert.ok(!opens('short')));\ntest('closes', () => assert.ok(closes('x')));\n",
  );
  write("tests/mutations/gate.json", JSON.stringify(entries));
  const git = (...args) =>
    spawnSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], { cwd: folder });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message=a gate");
  const { status, stderr } = spawnSync(process.execPath, [join(root, "tools/mutate.mjs")], {
    cwd: folder,
    encoding: "utf8",
  });
  const table = join(folder, "build/mutants.json");
  const outcomes = existsSync(table) ? JSON.parse(readFileSync(table, "utf8")).map(({ outcome }) => outcome) : [];
  return { status, stderr, outcomes, left: readFileSync(join(folder, "gate.mjs"), "utf8") };
}

const entry = (changes) => ({
  name: "short-words-open",
  protects: "no short word opens",
  file: "gate.mjs",
  find: "word.length > 14",
  replace: "true",
  test: { tool: "gate.test.mjs" },
  ...changes,
});

test("a protection that a test holds is killed, and one that none holds is open", () => {
  const unheld = entry({ name: "empty-words-close", find: "word !== ''", replace: "true" });
  const before = mutate([entry()]);
  assert.deepEqual([before.status, before.outcomes], [0, ["killed"]]);
  const { status, outcomes, left } = mutate([entry(), unheld]);
  assert.deepEqual([status, outcomes], [1, ["killed", "survived"]]);
  assert.match(left, /word\.length > 14/); // the checkout itself is never touched
});

test("what nothing can observe needs a reason", () => {
  const { test: _, ...untested } = entry();
  assert.deepEqual(mutate([{ ...untested, survives: "closes is never called" }]).outcomes, ["justified"]);
  assert.match(mutate([untested]).stderr, /names no test/);
});

test("a test that fails by itself, or of which nothing runs, kills nothing", () => {
  assert.deepEqual(mutate([entry({ test: { tool: "none.test.mjs" } })]).outcomes, ["the test itself: failed"]);
  const empty = mutate([entry({ "name-pattern": "no such test" })]);
  assert.deepEqual([empty.status, empty.outcomes], [1, ["the test itself: empty"]]);
});

test("an entry that is stale, malformed or there twice is refused", () => {
  assert.match(mutate([entry({ find: "gone" })]).stderr, /finds its text 0 times/);
  assert.match(mutate([entry({ find: "word" })]).stderr, /finds its text \d times/);
  assert.match(mutate([entry({ replace: "word.length > 14" })]).stderr, /replaces nothing/);
  assert.match(mutate([entry(), entry()]).stderr, /stands twice/);
  assert.match(mutate([entry({ tests: {} })]).stderr, /unknown field/);
});
