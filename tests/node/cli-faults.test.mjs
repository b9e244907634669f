import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { errorOf, keyseal, plain, workFolder } from "./cli-tool.mjs";

const names = ["www.example.com.csr.pem", "www.example.com.key.pem"];
const old = (folder) => folder.files().map((name) => [name, readFileSync(join(folder.out, name), "utf8")]);

function keysealWithFaults(folder, env, ...more) {
  const preload = `--import=${new URL("fail-at.mjs", import.meta.url)}`;
  return keyseal(plain(folder, ...more), { env: { NODE_OPTIONS: preload, FAIL_FOLDER: folder.out, ...env } });
}

for (const [links, env] of [
  ["with hard links", {}],
  ["without hard links", { FAIL_LINKS: "1" }],
]) {
  for (const [before, options] of [
    ["nothing", []],
    ["both files and --force", ["--force"]],
    ["the key and --force", ["--force"]],
  ]) {
    test(`${links} and with ${before} there, a failure at any step leaves the folder as it was`, async (t) => {
      const folder = workFolder(t);
      const present = before === "nothing" ? [] : before === "the key and --force" ? names.slice(1) : names;
      for (const name of present) writeFileSync(join(folder.out, name), "old");
      const was = old(folder);
      let run;
      let failed = 0;
      for (let at = 1; at < 40; at++) {
        run = await keysealWithFaults(folder, { ...env, FAIL_AT: String(at) }, ...options);
        if (run.status === 0) break; // the fault came when all was done
        failed++;
        assert.deepEqual([run.status, errorOf(run).code], [3, "file-not-written"], `step ${at}: ${run.stderr}`);
        assert.deepEqual(old(folder), was, `step ${at}`);
      }
      assert.equal(run.status, 0);
      assert.ok(failed >= 10, `two times open, write, fsync, close, and two names: ${failed}`);
      assert.deepEqual(folder.files(), names);
    });
  }
}

test("without hard links a file whose name was not foreseen is not overwritten either", async (t) => {
  const folder = workFolder(t);
  const taken = "2001_db8__7.key.pem";
  writeFileSync(join(folder.out, taken), "old");
  const preload = `--import=${new URL("fail-at.mjs", import.meta.url)}`;
  const options = ["--passphrase-file", folder.passphraseFile, "--out", folder.out, "--profile", "private-pki"];
  const run = await keyseal(["generate", "--ip", "2001:db8::7", ...options], {
    env: { NODE_OPTIONS: preload, FAIL_FOLDER: folder.out, FAIL_LINKS: "1" },
  });
  assert.deepEqual([run.status, errorOf(run).code], [2, "file-exists"]);
  assert.deepEqual(old(folder), [[taken, "old"]]);
});

test("without hard links a file is not overwritten either, and a folder in the way brings the old file back", async (t) => {
  const folder = workFolder(t);
  writeFileSync(join(folder.out, names[0]), "old");
  const refused = await keysealWithFaults(folder, { FAIL_LINKS: "1" });
  assert.deepEqual([refused.status, errorOf(refused).code], [2, "file-exists"]);
  assert.deepEqual(old(folder), [[names[0], "old"]]);

  const other = workFolder(t);
  writeFileSync(join(other.out, names[1]), "old");
  mkdirSync(join(other.out, names[0]));
  assert.equal((await keysealWithFaults(other, { FAIL_LINKS: "1" }, "--force")).status, 3);
  assert.deepEqual(other.files(), names);
  assert.equal(readFileSync(join(other.out, names[1]), "utf8"), "old");
});
