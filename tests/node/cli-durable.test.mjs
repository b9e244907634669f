// How the command writes its files: under names that nobody can foresee, never through what lies there already, and on
// the disk before they get their own names.
import assert from "node:assert/strict";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { errorOf, keyseal, plain, workFolder } from "./cli-tool.mjs";

const names = ["www.example.com.key.pem", "www.example.com.csr.pem"];

/** Runs the command; resolves with the run and what it did to files, in its order. */
async function watched(folder, env = {}, ...more) {
  const log = join(folder.base, "log");
  writeFileSync(log, "");
  const preload = `--import=${new URL("watch-files.mjs", import.meta.url)}`;
  const run = await keyseal(plain(folder, ...more), {
    env: { NODE_OPTIONS: preload, WATCH_FOLDER: folder.out, WATCH_LOG: log, ...env },
  });
  const steps = readFileSync(log, "utf8").trimEnd().split("\n").filter(Boolean);
  return { run, steps: steps.map((line) => JSON.parse(line)) };
}

for (const [what, options] of [
  ["new files", []],
  ["files that replace others", ["--force"]],
]) {
  test(`${what} are on the disk before they get their names, and the names before the command ends`, async (t) => {
    const folder = workFolder(t);
    if (options.length > 0) for (const name of names) writeFileSync(join(folder.out, name), "old");
    const { run, steps } = await watched(folder, {}, ...options);
    assert.equal(run.status, 0, run.stderr);
    const staged = steps.filter(([step, path]) => step === "openSync" && path !== folder.out);
    assert.equal(staged.length, 2);
    const at = (...wanted) => steps.findIndex((step) => wanted.every((word, index) => step[index] === word));
    for (const [, path, flags] of staged) {
      assert.equal(flags, "wx"); // O_CREAT and O_EXCL
      const order = [at("openSync", path), at("writeFileSync", path), at("fsyncSync", path), at("closeSync", path)];
      const named = steps.findIndex(([step, from, to]) => /^(link|rename)Sync$/.test(step) && from === path && to);
      assert.ok(
        order.every((step) => step >= 0),
        JSON.stringify(steps),
      );
      assert.deepEqual(
        [...order, named],
        [...order, named].sort((a, b) => a - b),
      );
    }
    const last = steps.findLastIndex(([step]) => /^(link|rename)Sync$/.test(step));
    assert.ok(at("fsyncSync", folder.out) > last, "the folder is on the disk after its last new name");
  });
}

test("names of unfinished files are random: 64 bits, others each time", async (t) => {
  const seen = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const { steps } = await watched(workFolder(t));
    for (const [step, path, flags] of steps) {
      if (step === "openSync" && flags === "wx") seen.push(/\/\.keyseal-([0-9a-f]{16})\.tmp$/.exec(path)?.[1]);
    }
  }
  assert.equal(seen.length, 4);
  assert.equal(new Set(seen).size, 4);
  assert.ok(seen.every((name) => name !== undefined));
});

for (const [what, plant] of Object.entries({
  "a link to a file": (path, target) => {
    writeFileSync(target, "victim");
    symlinkSync(target, path);
  },
  "a link to nothing": (path, target) => symlinkSync(target, path),
  "a file of somebody else's": (path) => writeFileSync(path, "victim", { mode: 0o666 }),
})) {
  test(`${what} under the name of an unfinished file is never written through`, async (t) => {
    const folder = workFolder(t);
    const target = join(folder.base, "target");
    const planted = join(folder.out, ".keyseal-0011223344556677.tmp");
    plant(planted, target);
    for (const options of [[], ["--force"]]) {
      const { run } = await watched(folder, { WATCH_NAME: "0011223344556677" }, ...options);
      assert.notEqual(run.status, 0);
      assert.match(errorOf(run).code, /^file-(exists|not-written)$/);
      assert.deepEqual(folder.files(), [".keyseal-0011223344556677.tmp"]);
      if (what === "a link to nothing") assert.ok(!existsSync(target));
      else assert.equal(readFileSync(planted, "utf8"), "victim");
    }
  });
}
