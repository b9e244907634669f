// make install: the commands work from any folder, and each has a manual page that names its options.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { groffWarnings } from "../node/groff.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const prefix = mkdtempSync(join(tmpdir(), "keyseal-install-"));
after(() => rmSync(prefix, { recursive: true }));
before(() => execFileSync(join(root, "tools/install.sh"), { env: { ...process.env, PREFIX: prefix }, stdio: "pipe" }));

const run = (name, ...words) => execFileSync(join(prefix, "bin", name), words, { cwd: tmpdir(), encoding: "utf8" });
const request = join(root, "tests/vectors/check/csr/good.pem");
const optionsIn = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

test("the two commands judge alike", () => {
  const judged = run("keyseal-check", request, "--json");
  assert.equal(JSON.parse(judged).acceptable, true);
  assert.equal(run("keyseal", "check", request, "--json"), judged);
});

test("a second install replaces the first", () => {
  execFileSync(join(root, "tools/install.sh"), { env: { ...process.env, PREFIX: prefix }, stdio: "pipe" });
  assert.match(run("keyseal-check", "--version"), /^keyseal-check \d/);
});

for (const name of ["keyseal-check", "keyseal-blocklist"]) {
  const page = () => join(prefix, `share/man/man1/${name}.1`);

  test(`the manual page of ${name} has the options of its help`, () => {
    const inHelp = optionsIn(run(name, "--help"), /^ {2}(?:--version, )?-(-[a-z-]+|[a-z])/gm);
    const inManual = optionsIn(readFileSync(page(), "utf8"), /^\.It Fl (-[a-z-]+|[a-z])/gm);
    assert.ok(inHelp.length > 2);
    assert.deepEqual(
      inManual.filter((option) => option !== "-version"),
      inHelp,
    );
  });

  test(`groff sees no fault in the manual page of ${name}`, () => assert.equal(groffWarnings(page()), ""));
}
