// The hash of a tree, by which fetched parts are accepted: every file counts, and what it could not see is refused.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { treeSha256 } from "../../tools/bundle/facts.mjs";

const common = new URL("../../tools/common.sh", import.meta.url).pathname;

/** What tree_sha256 of tools/common.sh says of a folder. */
function hashOf(folder) {
  const script = `. "$1"; hash=$(tree_sha256 "$2"); printf '%s' "$hash"`;
  const { status, stdout } = spawnSync("bash", ["-c", script, "bash", common, folder], { encoding: "utf8" });
  return { status, hash: stdout };
}

function tree(t) {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-tree-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "sub"));
  writeFileSync(join(folder, "sub/b.c"), "b\n");
  writeFileSync(join(folder, "a.h"), "a\n");
  return folder;
}

test("a tree has the hash that sha256sum gives, and both programs say the same", (t) => {
  const folder = tree(t);
  const lines = execFileSync("sha256sum", ["./a.h", "./sub/b.c"], { cwd: folder });
  const expected = execFileSync("sha256sum", { input: lines, encoding: "utf8" }).slice(0, 64);
  assert.deepEqual(hashOf(folder), { status: 0, hash: expected });
  assert.equal(treeSha256(folder), expected);
});

for (const [what, change] of Object.entries({
  "another byte": (folder) => writeFileSync(join(folder, "a.h"), "A\n"),
  "a file more": (folder) => writeFileSync(join(folder, "sub/.c"), ""),
  "a file less": (folder) => rmSync(join(folder, "a.h")),
  "a name in another folder": (folder) => {
    rmSync(join(folder, "a.h"));
    writeFileSync(join(folder, "sub/a.h"), "a\n");
  },
})) {
  test(`${what} gives another hash`, (t) => {
    const folder = tree(t);
    const before = hashOf(folder).hash;
    change(folder);
    const { status, hash } = hashOf(folder);
    assert.deepEqual([status, hash.length], [0, 64]);
    assert.notEqual(hash, before);
    assert.equal(treeSha256(folder), hash);
  });
}

for (const [what, make] of Object.entries({
  "a link to a file": (folder) => symlinkSync("a.h", join(folder, "c.h")),
  "a link to a folder": (folder) => symlinkSync("/etc", join(folder, "sub/etc")),
  "a link to nothing": (folder) => symlinkSync("nowhere", join(folder, "x\u001b[2J")),
  "a named pipe": (folder) => execFileSync("mkfifo", [join(folder, "pipe")]),
})) {
  test(`a tree with ${what} has no hash`, (t) => {
    const folder = tree(t);
    make(folder);
    assert.deepEqual(hashOf(folder), { status: 3, hash: "" });
    assert.throws(() => treeSha256(folder));
  });
}

test("a tree that is a link, that has an empty folder, or that is not there, has no hash", (t) => {
  const folder = tree(t);
  symlinkSync(folder, `${folder}-link`);
  t.after(() => rmSync(`${folder}-link`, { force: true }));
  assert.deepEqual(hashOf(`${folder}-link`), { status: 3, hash: "" });
  assert.deepEqual(hashOf(`${folder}-not-there`), { status: 3, hash: "" });
  mkdirSync(join(folder, "sub/empty"));
  assert.deepEqual(hashOf(folder), { status: 3, hash: "" });
});
