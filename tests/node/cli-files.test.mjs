import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { errorOf, keyseal, plain, workFolder } from "./cli-tool.mjs";

const names = ["www.example.com.csr.pem", "www.example.com.key.pem"];
const mode = (path) => (statSync(path).mode & 0o777).toString(8);

for (const [umask, csr, key] of [
  ["000", "644", "600"],
  ["022", "644", "600"],
  ["077", "600", "600"],
]) {
  test(`under umask ${umask} the request has mode ${csr} and the key ${key}`, async (t) => {
    const folder = workFolder(t);
    assert.equal((await keyseal(plain(folder), { umask })).status, 0);
    assert.deepEqual(
      names.map((name) => mode(join(folder.out, name))),
      [csr, key],
    );
  });
}

test("without --out the files are in the current folder", async (t) => {
  const folder = workFolder(t);
  const run = await keyseal(["generate", "--dns=www.example.com", "--passphrase-file=../pass.txt"], {
    cwd: folder.out,
  });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(folder.files(), names);
  assert.match(run.stdout, / www\.example\.com\.key\.pem$/m);
});

for (const taken of names) {
  test(`${taken} that exists stays, and the other is not made`, async (t) => {
    const folder = workFolder(t);
    writeFileSync(join(folder.out, taken), "old");
    const run = await keyseal(plain(folder, "--json"));
    assert.deepEqual([errorOf(run), run.status], [{ code: "file-exists", field: join(folder.out, taken) }, 2]);
    assert.equal(run.stdout, "");
    assert.deepEqual(folder.files(), [taken]);
    assert.equal(readFileSync(join(folder.out, taken), "utf8"), "old");
  });

  test(`${taken} that appears during the work stays, and the other is not made`, async (t) => {
    const folder = workFolder(t);
    const address = taken.replace("www.example.com", "2001_db8__7"); // a name that is not foreseen
    writeFileSync(join(folder.out, address), "old");
    const options = ["--passphrase-file", folder.passphraseFile, "--out", folder.out, "--profile", "private-pki"];
    const run = await keyseal(["generate", "--ip", "2001:db8::7", ...options]);
    assert.deepEqual([errorOf(run), run.status], [{ code: "file-exists", field: join(folder.out, address) }, 2]);
    assert.deepEqual(folder.files(), [address]);
    assert.equal(readFileSync(join(folder.out, address), "utf8"), "old");
  });

  test(`--force replaces ${taken} by a new file with its own mode`, async (t) => {
    const folder = workFolder(t);
    writeFileSync(join(folder.out, taken), "old");
    chmodSync(join(folder.out, taken), 0o666);
    linkSync(join(folder.out, taken), join(folder.base, "kept")); // another name of the old file
    const run = await keyseal(plain(folder, "--force"), { umask: "022" });
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(folder.files(), names);
    assert.deepEqual(
      names.map((name) => mode(join(folder.out, name))),
      ["644", "600"],
    );
    assert.equal(readFileSync(join(folder.base, "kept"), "utf8"), "old");
  });

  test(`a folder that is called ${taken} is not replaced, and with --force the other old file is there again`, async (t) => {
    const folder = workFolder(t);
    const other = names.find((name) => name !== taken);
    mkdirSync(join(folder.out, taken));
    writeFileSync(join(folder.out, other), "old");
    const before = statSync(join(folder.out, other));
    const run = await keyseal(plain(folder, "--force"));
    assert.deepEqual(
      [errorOf(run), run.status],
      [{ code: "file-not-written", field: `${join(folder.out, taken)}: EISDIR` }, 3],
    );
    assert.deepEqual(folder.files(), names);
    assert.equal(readFileSync(join(folder.out, other), "utf8"), "old");
    assert.equal(statSync(join(folder.out, other)).ino, before.ino);
  });
}

test("a symbolic link in the way is never followed", async (t) => {
  const folder = workFolder(t);
  const target = join(folder.base, "target");
  symlinkSync(target, join(folder.out, names[1]));
  assert.equal(errorOf(await keyseal(plain(folder))).code, "file-exists");
  assert.ok(!existsSync(target));
  assert.equal((await keyseal(plain(folder, "--force"))).status, 0);
  assert.ok(!existsSync(target));
  assert.ok(lstatSync(join(folder.out, names[1])).isFile());
});

test("a folder that does not exist is an error, and is not made", async (t) => {
  const folder = workFolder(t);
  const missing = join(folder.out, "a");
  const run = await keyseal(plain({ ...folder, out: missing }));
  assert.deepEqual([errorOf(run), run.status], [{ code: "file-not-written", field: `${missing}: ENOENT` }, 3]);
  assert.deepEqual(folder.files(), []);
});

test("a file in the place of the folder is an error", async (t) => {
  const folder = workFolder(t);
  const run = await keyseal(plain({ ...folder, out: folder.passphraseFile }));
  assert.deepEqual(
    [errorOf(run), run.status],
    [{ code: "file-not-written", field: `${folder.passphraseFile}: ENOTDIR` }, 3],
  );
});

// Root can write everywhere, as long as it has the capability.
const withoutPrivileges = process.getuid() === 0 ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : [];

test("a folder that cannot be written is an error", async (t) => {
  const folder = workFolder(t);
  chmodSync(folder.out, 0o555);
  const run = await keyseal(plain(folder), { through: withoutPrivileges });
  assert.deepEqual([errorOf(run), run.status], [{ code: "file-not-written", field: `${folder.out}: EACCES` }, 3]);
  assert.deepEqual(folder.files(), []);
});

/** A shell whose files can have at most `blocks` blocks of 512 bytes: beyond, writing fails. A pipe has no limit. */
const withLimit = (blocks) => ["sh", "-c", `ulimit -f ${blocks}; exec "$@"`, "sh"];

for (const existing of ["", "old"]) {
  test(`writing that fails in the middle leaves nothing${existing && " new, and with --force the old files"}`, async (t) => {
    const folder = workFolder(t);
    if (existing) for (const name of names) writeFileSync(join(folder.out, name), existing);
    // ECDSA's key fits into one block, and a request with this many names does not.
    const many = Array.from({ length: 40 }, (_, i) => ["--dns", `host${i}.example.com`]).flat();
    const args = plain(folder, ...many, ...(existing ? ["--force"] : []));
    const run = await keyseal(args, { through: withLimit(1) });
    assert.deepEqual(
      [errorOf(run), run.status],
      [{ code: "file-not-written", field: `${join(folder.out, names[0])}: EFBIG` }, 3],
    );
    assert.equal(run.stdout, "");
    assert.deepEqual(folder.files(), existing ? names : []);
    for (const name of folder.files()) assert.equal(readFileSync(join(folder.out, name), "utf8"), "old");
  });
}

test("a full disk leaves nothing", async (t) => {
  const folder = workFolder(t);
  // Needs root, as a full disk cannot be had otherwise; without it this test fails, and says that mount refused.
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "none", folder.out], { stdio: "pipe" });
  try {
    const filler = join(folder.out, "filler");
    assert.throws(() => writeFileSync(filler, Buffer.alloc(1 << 16)), { code: "ENOSPC" });
    const run = await keyseal(plain(folder));
    const field = `${join(folder.out, names[1])}: ENOSPC`;
    assert.deepEqual([errorOf(run), run.status], [{ code: "file-not-written", field }, 3]);
    assert.deepEqual(folder.files(), ["filler"]);
    rmSync(filler);
    assert.equal((await keyseal(plain(folder))).status, 0);
  } finally {
    execFileSync("umount", [folder.out]);
  }
});

const oddNames = {
  "a wildcard": [["--dns", "*.example.com"], "_wildcard.example.com"],
  "a U-label": [["--dns", "bücher.example.com"], "xn--bcher-kva.example.com"],
  "capital letters": [["--dns", "WWW.Example.COM"], "www.example.com"],
  "an IPv6 address": [["--ip", "2001:DB8::7"], "2001_db8__7"],
  "a URI": [["--uri", "https://example.com/../../x"], "https___example.com_.._.._x"],
  "a mailbox": [["--email", "first+last@example.com"], "first_last_example.com"],
  "no name but a common name": [["--subject", "CN=../../etc/passwd"], "_._.._etc_passwd"],
  "a common name like an option": [["--subject", "CN=--force Ö"], "_-force__"],
  "a hidden common name": [["--subject", "2.5.4.3=.profile"], "_profile"],
  "no name at all": [["--subject", "O=Example"], "request"],
  "a name of 253 characters": [
    ["--dns", `${`${"a".repeat(60)}.`.repeat(4)}x.example`.slice(0, 253)],
    `${"a".repeat(60)}.`.repeat(4).slice(0, 240),
  ],
};
for (const [what, [options, name]] of Object.entries(oddNames)) {
  test(`${what} gives the files a plain name`, async (t) => {
    const folder = workFolder(t);
    const fixed = ["--profile", "private-pki", "--passphrase-file", folder.passphraseFile, "--out", folder.out];
    const run = await keyseal(["generate", ...options, ...fixed]);
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(folder.files(), [`${name}.csr.pem`, `${name}.key.pem`]);
  });
}
