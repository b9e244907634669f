// The toolchain's root: made of the very packages that third_party/toolchain.lock names, or, where that is allowed, of
// what a mirror has under Debian's signature, and of nothing else.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const root = new URL("../..", import.meta.url).pathname;
const lockFile = join(root, "third_party/toolchain.lock");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function workFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-toolchain-"));
  chmodSync(folder, 0o755); // apt fetches as a user of its own
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function run(script, args, env = {}) {
  return new Promise((done) => {
    const options = { env: { ...process.env, KEYSEAL_TOOLCHAIN: "", no_proxy: "127.0.0.1", ...env } };
    execFile(join(root, "tools", script), args, options, (error, stdout, stderr) =>
      done({ status: error ? error.code : 0, stdout, stderr }),
    );
  });
}

/** A package of nothing but its name. */
function debianPackage(folder, name) {
  mkdirSync(join(folder, name, "DEBIAN"), { recursive: true });
  const control = `Package: ${name}\nVersion: 1:2.0~rc1-3+b1\nArchitecture: all\nMaintainer: x <x@example.com>\nDescription: x\n`;
  writeFileSync(join(folder, name, "DEBIAN/control"), control);
  execFileSync("dpkg-deb", ["--build", "--root-owner-group", join(folder, name), join(folder, `${name}.deb`)]);
  return readFileSync(join(folder, `${name}.deb`));
}

/** A mirror with two packages, the lock that names them, and a folder to fetch into. `bytes` can be changed. */
async function mirrorOfTwo(t) {
  const folder = workFolder(t);
  const bytes = { one: debianPackage(folder, "one"), two: debianPackage(folder, "two") };
  const lines = Object.entries(bytes).map(
    ([name, content]) => `amd64 ${name} 1:2.0~rc1-3+b1 ${sha256(content)} pool/main/${name}_2.0~rc1-3%2bb1_all.deb`,
  );
  const lock = join(folder, "lock");
  writeFileSync(lock, `# a lock\n${lines.join("\n")}\n`);
  const server = createServer((request, response) => {
    const name = /^\/debian\/pool\/main\/(one|two)_2\.0~rc1-3(?:%2b|\+)b1_all\.deb$/.exec(request.url)?.[1];
    if (bytes[name]) response.end(bytes[name]);
    else response.writeHead(404).end();
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  t.after(() => server.close());
  const out = join(folder, "out");
  mkdirSync(out);
  const mirror = `http://127.0.0.1:${server.address().port}/debian`;
  const fetchLocked = (architecture = "amd64") => run("fetch-locked.sh", [lock, architecture, mirror, out]);
  return { bytes, lines, lock, mirror, out, fetchLocked };
}

test("packages with the bytes of the lock become a repository of these alone", async (t) => {
  const { bytes, out, fetchLocked } = await mirrorOfTwo(t);
  const { status, stderr } = await fetchLocked();
  assert.deepEqual([status, stderr], [0, ""]);
  const index = readFileSync(join(out, "Packages"), "utf8");
  for (const [name, content] of Object.entries(bytes)) {
    assert.ok(index.includes(`Package: ${name}\nVersion: 1:2.0~rc1-3+b1\n`));
    assert.ok(
      index.includes(`Filename: ./${sha256(content)}.deb\nSize: ${content.length}\nSHA256: ${sha256(content)}\n`),
    );
    assert.ok(readFileSync(join(out, `${sha256(content)}.deb`)).equals(content));
  }
  assert.equal(index.match(/^Package: /gm).length, 2);
});

for (const [what, change] of Object.entries({
  "with one byte changed": (content) => Buffer.concat([content.subarray(0, -1), Buffer.from([content.at(-1) ^ 1])]),
  "cut off": (content) => content.subarray(0, -1),
  "that is longer": (content) => Buffer.concat([content, Buffer.alloc(1)]),
  "that is gone": () => undefined,
})) {
  test(`a package ${what} gives no repository, and one line says which and what to do`, async (t) => {
    const { bytes, out, fetchLocked } = await mirrorOfTwo(t);
    bytes.two = change(bytes.two);
    const { status, stderr } = await fetchLocked();
    assert.equal(status, 3);
    assert.match(stderr, /^keyseal: .*1 of 2 packages.*\(two 1:2\.0~rc1-3\+b1\).*KEYSEAL_TOOLCHAIN=unlocked.*\n$/);
    assert.ok(!existsSync(join(out, "Packages")));
  });
}

test("what the helper let through is compared once more", async (t) => {
  const { bytes, out, fetchLocked } = await mirrorOfTwo(t);
  const other = Buffer.concat([bytes.two, Buffer.alloc(1)]);
  const name = join(out, `${sha256(bytes.two)}.deb`);
  writeFileSync(name, other); // as if it had been fetched
  bytes.two = undefined;
  const { status } = await fetchLocked();
  assert.equal(status, 3);
  assert.ok(!existsSync(join(out, "Packages")));
});

test("a lock that is damaged, or knows nothing of this architecture, gives no repository", async (t) => {
  const { lines, lock, fetchLocked } = await mirrorOfTwo(t);
  assert.equal((await fetchLocked("riscv64")).status, 3);
  const [first, second] = lines;
  for (const damaged of [
    first.replace(/ [0-9a-f]{64} /, " "),
    first.replace(/ [0-9a-f]{64} /, (hash) => hash.toUpperCase().replace(/[0-9]/g, "A")),
    first.replace("pool/main", "pool/../main"),
    first.replace("pool/main", "/pool/main"),
    `${first} more`,
    first.replace("one", "-one$(touch x)"),
  ]) {
    writeFileSync(lock, `${second}\n${damaged}\n`);
    const { status, stderr } = await fetchLocked();
    assert.deepEqual([status, stderr], [3, `keyseal: ${lock} is damaged\n`], damaged);
  }
});

test("a mirror without the packages of the lock stops the build, and nothing is left", async (t) => {
  const { mirror } = await mirrorOfTwo(t);
  const cache = join(workFolder(t), "cache");
  const env = { KEYSEAL_CACHE: cache, KEYSEAL_DEBIAN_MIRROR: mirror };
  const { status, stdout, stderr } = await run("toolchain.sh", [], env);
  assert.deepEqual([status, stdout], [3, ""]);
  assert.match(stderr.trimEnd().split("\n").at(-1), /KEYSEAL_TOOLCHAIN=unlocked/);
  assert.deepEqual(readdirSync(cache), ["toolchain.busy"]);
});

test("KEYSEAL_TOOLCHAIN is locked or unlocked, and KEYSEAL_DEBIAN_MIRROR an address", async (t) => {
  const cache = workFolder(t);
  for (const env of [
    { KEYSEAL_TOOLCHAIN: "no" },
    { KEYSEAL_DEBIAN_MIRROR: "/x" },
    { KEYSEAL_DEBIAN_MIRROR: "http://a b" },
  ]) {
    assert.equal((await run("toolchain.sh", [], { KEYSEAL_CACHE: cache, ...env })).status, 3);
  }
});

/** A mirror that a key of its own signs, with one package; a root cannot be made of it for want of the others. */
function signedMirror(t) {
  const folder = workFolder(t);
  const dist = join(folder, "mirror/dists/trixie");
  const architecture = execFileSync("dpkg", ["--print-architecture"], { encoding: "utf8" }).trim();
  const index = `main/binary-${architecture}/Packages`;
  mkdirSync(join(dist, "main", `binary-${architecture}`), { recursive: true });
  const packages = `Package: something\nVersion: 1\nArchitecture: all\nFilename: x.deb\nSize: 1\nSHA256: ${sha256("x")}\n`;
  writeFileSync(join(dist, index), packages);
  const release = `Origin: Debian\nSuite: stable\nCodename: trixie\nDate: ${new Date().toUTCString().replace("GMT", "UTC")}
Architectures: ${architecture}\nComponents: main\nSHA256:\n ${sha256(packages)} ${packages.length} ${index}\n`;
  const env = { ...process.env, GNUPGHOME: join(folder, "gpg") };
  mkdirSync(env.GNUPGHOME, { mode: 0o700 });
  const gpg = (...args) => execFileSync("gpg", ["--batch", "--quiet", ...args], { env, stdio: "pipe" });
  writeFileSync(join(folder, "release"), release);
  gpg("--passphrase", "", "--quick-gen-key", "mirror <m@example.com>", "ed25519", "sign", "never");
  t.after(() => execFileSync("gpgconf", ["--kill", "all"], { env }));
  const key = join(folder, "key.gpg");
  gpg("--output", key, "--export");
  const signed = gpg("--output", "-", "--clearsign", join(folder, "release")).toString();
  writeFileSync(join(dist, "InRelease"), signed);
  const target = join(folder, "root");
  const bootstrap = async (keyring = key) => {
    const source = `deb [signed-by=${keyring}] file://${folder}/mirror trixie main`;
    const { status, stderr } = await run("bootstrap-root.sh", [target, source]);
    return { status, said: stderr + readFileSync(`${target}.log`, "utf8"), left: existsSync(target) };
  };
  return { folder, dist, index, release, signed, bootstrap };
}

test("a mirror is read where its signature is right: the control of the next test", async (t) => {
  const { bootstrap } = signedMirror(t);
  const { status, said, left } = await bootstrap();
  assert.match(said, /E: Unable to locate package emscripten/);
  assert.deepEqual([status, left], [3, false]);
});

test("a mirror whose signature is broken, missing or not Debian's, or whose index is another, is refused", async (t) => {
  const { folder, dist, index, release, signed, bootstrap } = signedMirror(t);
  const debianKeys = "/usr/share/keyrings/debian-archive-keyring.gpg";
  const refused = async (reason, keyring) => {
    const { status, said, left } = await bootstrap(keyring);
    assert.match(said, reason);
    assert.doesNotMatch(said, /Unable to locate/);
    assert.deepEqual([status, left], [3, false]);
  };
  await refused(/NO_PUBKEY/, debianKeys);
  writeFileSync(join(dist, "InRelease"), signed.replace("Origin: Debian", "Origin: debian"));
  await refused(/BADSIG/);
  rmSync(join(dist, "InRelease"));
  writeFileSync(join(dist, "Release"), release);
  await refused(/is not signed/);
  rmSync(join(dist, "Release"));
  writeFileSync(join(dist, "InRelease"), signed);
  writeFileSync(join(dist, index), readFileSync(join(dist, index), "utf8").replace("something", "somethinG"));
  await refused(/Hash Sum mismatch|unexpected size/);

  // The same through the tool that builds: Debian's keys alone count, whatever else this machine trusts.
  const env = { KEYSEAL_CACHE: join(folder, "cache"), KEYSEAL_TOOLCHAIN: "unlocked" };
  const made = await run("toolchain.sh", [], { ...env, KEYSEAL_DEBIAN_MIRROR: `file://${folder}/mirror` });
  assert.deepEqual([made.status, made.stdout], [3, ""]);
  assert.match(made.stderr, /is not signed/);
});

test("the lock names every package that is asked for, for each architecture, each once and in order", () => {
  const pins = readFileSync(join(root, "third_party/pins.sh"), "utf8");
  const pin = (name) => new RegExp(`^${name}=(.*)$`, "m").exec(pins)[1];
  const lines = readFileSync(lockFile, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(" "));
  for (const wanted of ["amd64", "arm64"]) {
    const packages = lines.filter(([architecture]) => architecture === wanted);
    const names = packages.map(([, name]) => name);
    assert.deepEqual(names, [...new Set(names)].sort());
    for (const name of pin("TOOLCHAIN_PACKAGES").split(",")) assert.ok(names.includes(name), name);
    for (const name of ["apt", "libc6", "dpkg", "binaryen", "nodejs"]) assert.ok(names.includes(name), name);
    const version = packages.find(([, name]) => name === "emscripten")[2];
    assert.ok(version.startsWith(`${pin("TOOLCHAIN_EMSCRIPTEN_VERSION")}+`));
    for (const [, name, version, , path] of packages) {
      const file = decodeURIComponent(path.split("/").at(-1));
      assert.match(file, new RegExp(`_(${wanted}|all)\\.deb$`));
      assert.ok(file.startsWith(`${name}_${version.replace(/^\d+:/, "")}_`), file);
    }
  }
});
