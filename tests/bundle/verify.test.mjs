// keyseal verify-bundle judges the bundle: whole, and with one bit of one byte of one file changed.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { bundle, command, paths, readBytes, run, version } from "./support.mjs";

const verify = (folder) => run(command, ["verify-bundle", folder]);

test("the bundle is accepted", async () => {
  const { status, stdout, stderr } = await verify(bundle);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.ok(stdout.startsWith(`Keyseal ${version}: all ${paths.length} files are as the manifest says.\n`));
});

describe("one changed bit", () => {
  let copy;
  before(() => {
    copy = mkdtempSync(join(tmpdir(), "keyseal-bundle-"));
    cpSync(bundle, copy, { recursive: true });
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  for (const path of paths) {
    test(`in the first, a middle or the last byte of ${path} is found, and the file named`, async () => {
      const whole = readBytes(path);
      for (const at of [0, Math.floor(whole.length / 2), whole.length - 1]) {
        const changed = Buffer.from(whole);
        changed[at] ^= 1;
        writeFileSync(join(copy, path), changed);
        const { status, stdout, stderr } = await verify(copy);
        assert.deepEqual([status, stdout], [1, ""]);
        assert.match(stderr, /^keyseal: bundle-(file-changed|manifest-not-valid): [^\n]* \(([^()]*)\)\n$/, "one line");
        assert.ok(stderr.endsWith(`(${path})\n`), `byte ${at}: ${stderr}`);
      }
      writeFileSync(join(copy, path), whole);
    });
  }

  test("taken back leaves a bundle that is accepted", async () => {
    assert.ok(readFileSync(join(copy, "MANIFEST.json")).equals(readBytes("MANIFEST.json")));
    assert.equal((await verify(copy)).status, 0);
  });
});
