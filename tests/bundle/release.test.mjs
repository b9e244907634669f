// What make release-check judges besides the rebuild: that the bundle passes, and that each fault would not.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { findingsOf } from "../../tools/release/lint-policies.mjs";
import { bundle, root, run, version } from "./support.mjs";

const check = (folder) => run(process.execPath, [`${root}tools/release/check-bundle.mjs`, folder]);

test("the bundle passes: policies, contents, sizes", async () => {
  const { status, stdout, stderr } = await check(bundle);
  assert.deepEqual([status, stderr], [0, ""], stdout);
  assert.ok(stdout.endsWith(`\nkeyseal-${version}: good\n`));
});

test("csp_evaluator finds what is weak, and nothing of it is expected", () => {
  const names = (policy) => findingsOf(policy).map(({ name, reason }) => [name, reason !== undefined]);
  assert.deepEqual(names("script-src 'unsafe-inline' 'unsafe-eval'; object-src 'none'; base-uri 'none'"), [
    ["SCRIPT_UNSAFE_INLINE", false],
    ["SCRIPT_UNSAFE_EVAL", false],
    ["REQUIRE_TRUSTED_TYPES_FOR_SCRIPTS", false],
  ]);
  assert.ok(names("default-src *").length > 0);
});

for (const [what, change, fault] of [
  [
    "a policy with 'unsafe-inline'",
    (path) => {
      const file = join(path, "headers/_headers");
      writeFileSync(file, readFileSync(file, "utf8").replaceAll("script-src ", "script-src 'unsafe-inline' "));
    },
    /finding.* of csp_evaluator that nobody expects/,
  ],
  [
    "a script with eval",
    (path) => appendFileSync(join(path, "keyseal.mjs"), "\neval('1');\n"),
    /something that must not be in it/,
  ],
  [
    "a component that is too large",
    (path) => appendFileSync(join(path, "keyseal-element.mjs"), `//${randomBytes(100_000).toString("hex")}`),
    /bytes over the size budget/,
  ],
]) {
  test(`a bundle with ${what} does not pass`, async (t) => {
    const copy = mkdtempSync(join(tmpdir(), "keyseal-release-"));
    t.after(() => rmSync(copy, { recursive: true, force: true }));
    cpSync(bundle, copy, { recursive: true });
    change(copy);
    const { status, stdout } = await check(copy);
    assert.equal(status, 1);
    assert.match(stdout.trimEnd().split("\n").at(-1), fault);
  });
}
