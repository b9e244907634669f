// The commands for a key that exists: what they write, where, and what they answer.
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { errorOf, keyseal, openssl, workFolder } from "./cli-tool.mjs";
import { root } from "./support.mjs";

const vector = (name) => `${root}tests/vectors/packs/${name}`;

/** A folder with the passphrase of the vectors in a file. */
function folderOf(t) {
  const folder = workFolder(t);
  writeFileSync(folder.passphraseFile, "correct horse battery staple\n", { mode: 0o600 });
  return folder;
}

const packageLine = ({ out, passphraseFile }, ...more) => [
  ...["package", "--key", vector("key.pem"), "--chain", vector("chain.p7b"), "--passphrase-file", passphraseFile],
  ...["--out", join(out, "www.zip"), ...more],
];

test("package writes one zip that only its owner reads, tells what it noticed, and replaces nothing", async (t) => {
  const folder = folderOf(t);
  const run = await keyseal(packageLine(folder, "--for", "nginx,iis"));
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(folder.files(), ["www.zip"]);
  assert.equal(statSync(join(folder.out, "www.zip")).mode & 0o777, 0o600);
  assert.match(run.stdout, /^Names: +www\.example\.com$/m);
  assert.match(run.stdout, /^In it: +nginx\/fullchain\.pem$/m);
  assert.match(run.stderr, /^keyseal: notice: The root certificate was left out/m);
  const before = readFileSync(join(folder.out, "www.zip"));
  const again = await keyseal(packageLine(folder));
  assert.deepEqual([again.status, errorOf(again).code], [2, "file-exists"]);
  assert.deepEqual(readFileSync(join(folder.out, "www.zip")), before);
  assert.equal((await keyseal(packageLine(folder, "--force"))).status, 0);
});

test("package --json tells the same to programs, and where there is no package", async (t) => {
  const folder = folderOf(t);
  const good = JSON.parse((await keyseal(packageLine(folder, "--json"))).stdout);
  assert.equal(good.file, join(folder.out, "www.zip"));
  assert.deepEqual(good.files, ["pem/fullchain.pem", "pem/key.pem", "pem/README.txt"]);
  const line = packageLine(folder, "--json", "--force").map((word) =>
    word === vector("chain.p7b") ? vector("leaf.pem") : word,
  );
  const bad = await keyseal([...line, "--chain", vector("forged.pem")]);
  assert.equal(bad.status, 1);
  assert.deepEqual([JSON.parse(bad.stdout).file, JSON.parse(bad.stdout).acceptable], [null, false]);
});

test("an error of package names the file that it is about", async (t) => {
  const folder = folderOf(t);
  const clear = packageLine(folder).map((word) => (word === vector("key.pem") ? vector("key-clear.pem") : word));
  const run = await keyseal(clear);
  assert.deepEqual([run.status, errorOf(run)], [1, { code: "key-not-encrypted", field: vector("key-clear.pem") }]);
  const cut = join(folder.base, "cut.pem");
  writeFileSync(cut, readFileSync(vector("key.pem")).subarray(0, 300));
  const incomplete = await keyseal(packageLine(folder).map((word) => (word === vector("key.pem") ? cut : word)));
  assert.deepEqual([incomplete.status, errorOf(incomplete)], [1, { code: "pem-incomplete", field: cut }]);
  const given = await keyseal([...packageLine(folder), "--chain", vector("key.pem")]);
  assert.deepEqual([given.status, errorOf(given)], [1, { code: "private-key-given", field: vector("key.pem") }]);
  const missing = await keyseal([...packageLine(folder), "--chain", "/nowhere"]);
  assert.deepEqual([missing.status, errorOf(missing).code], [2, "file-unreadable"]);
  writeFileSync(folder.passphraseFile, "another\n");
  const wrong = await keyseal(packageLine(folder));
  assert.deepEqual([wrong.status, errorOf(wrong)], [1, { code: "wrong-passphrase", field: "passphrase" }]);
  assert.deepEqual(folder.files(), []);
});

test("what is missing on the command line is told before any work", async (t) => {
  const folder = folderOf(t);
  const without = (option) => {
    const line = packageLine(folder);
    line.splice(line.indexOf(option), 2);
    return line;
  };
  for (const option of ["--key", "--chain", "--out"]) {
    const run = await keyseal(without(option));
    assert.deepEqual([run.status, errorOf(run)], [2, { code: "usage", field: option }]);
  }
  const noTerminal = await keyseal(without("--passphrase-file"));
  assert.deepEqual([noTerminal.status, errorOf(noTerminal).code], [2, "usage"]);
  for (const [option, value] of [
    ["--for", "caddy"],
    ["--for", "pem,pem"],
    ["--pfx", "old"],
  ]) {
    const run = await keyseal(packageLine(folder, option, value));
    assert.deepEqual([run.status, errorOf(run)], [2, { code: "usage", field: option }]);
  }
});

test("request writes a new request of the key", async (t) => {
  const { out, passphraseFile, files } = folderOf(t);
  const line = ["request", "--key", vector("key-old.pem"), "--passphrase-file", passphraseFile, "--out", out];
  const run = await keyseal([...line, "--dns", "new.example.com"]);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(files(), ["new.example.com.csr.pem"]);
  const csr = join(out, "new.example.com.csr.pem");
  assert.equal(
    openssl("req", "-in", csr, "-noout", "-pubkey"),
    openssl("x509", "-in", vector("leaf.pem"), "-noout", "-pubkey"),
  );
  assert.match(run.stderr, /A new key is better/);
  const refused = await keyseal([...line, "--dns", "localhost"]);
  assert.deepEqual([refused.status, errorOf(refused).code], [1, "name-internal"]);
});

test("reseal writes the key under the new passphrase", async (t) => {
  const { base, out, passphraseFile, files } = folderOf(t);
  const newFile = join(base, "new.txt");
  writeFileSync(newFile, "garden ribbon anchor velvet mosaic\n", { mode: 0o600 });
  const line = ["reseal", "--key", vector("key-old.pem"), "--passphrase-file", passphraseFile, "--out", out];
  const run = await keyseal([...line, "--new-passphrase-file", newFile, "--json"]);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(files(), ["key-old.key.pem"]);
  const sealed = join(out, "key-old.key.pem");
  assert.equal(statSync(sealed).mode & 0o777, 0o600);
  assert.equal(JSON.parse(run.stdout).file, sealed);
  assert.equal(
    openssl("pkey", "-in", sealed, "-passin", `file:${newFile}`, "-pubout"),
    openssl("x509", "-in", vector("leaf.pem"), "-noout", "-pubkey"),
  );
  const both = await keyseal([
    "reseal",
    "--key",
    vector("key-old.pem"),
    "--passphrase-file",
    "-",
    "--new-passphrase-file",
    "-",
    "--out",
    out,
  ]);
  assert.deepEqual([both.status, errorOf(both)], [2, { code: "usage", field: "--new-passphrase-file" }]);
});

test("prove-compromise writes a request that says what it is", async (t) => {
  const { out, passphraseFile, files } = folderOf(t);
  const run = await keyseal([
    "prove-compromise",
    "--key",
    vector("key.pem"),
    "--passphrase-file",
    passphraseFile,
    "--out",
    out,
  ]);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(files(), ["key.compromised.csr.pem"]);
  const csr = join(out, "key.compromised.csr.pem");
  assert.match(openssl("req", "-in", csr, "-noout", "-subject"), /CN = Proof of Key Compromise/);
  const checked = await keyseal(["check", csr]);
  assert.equal(checked.status, 1);
  assert.match(checked.stdout, /K-04/);
});
