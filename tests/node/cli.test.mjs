import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { errorOf, keyseal, openssl, plain, workFolder } from "./cli-tool.mjs";

test("generate writes a request and a sealed key that OpenSSL reads, and says where they are", async (t) => {
  const folder = workFolder(t);
  const run = await keyseal(plain(folder));
  assert.equal(run.status, 0, run.stderr);
  const csr = join(folder.out, "www.example.com.csr.pem");
  const key = join(folder.out, "www.example.com.key.pem");
  assert.deepEqual(folder.files(), ["www.example.com.csr.pem", "www.example.com.key.pem"]);
  openssl("req", "-in", csr, "-verify", "-noout");
  const fromKey = openssl("pkey", "-in", key, "-passin", `file:${folder.passphraseFile}`, "-pubout");
  assert.equal(fromKey, openssl("req", "-in", csr, "-pubkey", "-noout"));
  for (const expected of ["www.example.com", "ecdsa-p256", csr, key])
    assert.ok(run.stdout.includes(expected), run.stdout);
  assert.equal(run.stderr, "");
  assert.match(readFileSync(key, "utf8"), /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
});

test("an existing file is never overwritten without --force", async (t) => {
  const folder = workFolder(t);
  assert.equal((await keyseal(plain(folder))).status, 0);
  const before = folder.files().map((name) => readFileSync(join(folder.out, name), "utf8"));
  const run = await keyseal(plain(folder));
  assert.equal(run.status, 2);
  assert.equal(errorOf(run).code, "file-exists");
  assert.deepEqual(
    folder.files().map((name) => readFileSync(join(folder.out, name), "utf8")),
    before,
  );
  assert.equal((await keyseal(plain(folder, "--force"))).status, 0);
  assert.notDeepEqual(
    folder.files().map((name) => readFileSync(join(folder.out, name), "utf8")),
    before,
  );
  assert.equal(folder.files().length, 2);
});
