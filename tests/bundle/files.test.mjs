// What is in the bundle, and what must not be in it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { forbiddenIn, isProgram } from "../../tools/release/forbidden.mjs";
import { bundle, paths, read, readBytes, root, run, version } from "./support.mjs";

test("the bundle holds exactly the files of the golden list", () => {
  const golden = readFileSync(`${root}tests/vectors/golden/bundle-files.txt`, "utf8");
  assert.equal(`${paths.join("\n")}\n`, golden);
});

test("every file can be read by everybody and run by nobody, every folder is open", () => {
  const mode = (path) => (statSync(join(bundle, path)).mode & 0o7777).toString(8);
  for (const path of paths) assert.equal(mode(path), "644", path);
  for (const path of [".", "headers"]) assert.equal(mode(path), "755", path);
});

test("nothing is left beside the bundle: it was made whole and then named", () => {
  assert.deepEqual(readdirSync(join(bundle, "..")), [`keyseal-${version}`]);
});

for (const path of paths.filter(isProgram)) {
  test(`${path} holds nothing that is forbidden`, () => assert.deepEqual(forbiddenIn(readBytes(path)), []));
}

test("what is forbidden is found where it is", () => {
  const found = (text) => forbiddenIn(Buffer.from(text)).map(({ what }) => what);
  assert.deepEqual(found("a = eval (b)"), ["eval"]);
  assert.deepEqual(found("retrieval(b); medieval (c)"), []);
  assert.deepEqual(found("new  Function('a')"), ["Function"]);
  assert.deepEqual(found("Function('a')"), ["Function"]);
  assert.deepEqual(found("isFunction('a')"), []);
  assert.deepEqual(found("Math.random()"), ["a guessable random number"]);
  assert.deepEqual(found("new XMLHttpRequest()"), ["XMLHttpRequest"]);
  assert.deepEqual(found("fetch('https://tulips.net/x')"), ["a remote URL"]);
  assert.deepEqual(found("//cdn.tulips.net/x.js in a string: '//cdn.tulips.net/x.js'"), ["a remote URL"]);
  assert.deepEqual(found("'http://www.w3.org/2000/svg' 'https://portal.example'"), []);
  assert.deepEqual(found("// /home/anna/keyseal/x"), ["a path of a machine"]);
  assert.deepEqual(found(`in ${root}js-bindings`), ["a path of a machine"]);
});

test("the manifest tells of every other file its size, its hashes and its SRI", () => {
  const { files } = JSON.parse(read("MANIFEST.json"));
  assert.deepEqual(
    Object.keys(files),
    paths.filter((path) => path !== "MANIFEST.json" && path !== "SHA256SUMS"),
  );
  for (const [path, facts] of Object.entries(files)) {
    const bytes = readBytes(path);
    const hash = (algorithm, encoding) => createHash(algorithm).update(bytes).digest(encoding);
    assert.deepEqual(facts, {
      bytes: bytes.length,
      sha256: hash("sha256", "hex"),
      sha256Base64Url: hash("sha256", "base64url"),
      integrity: `sha384-${hash("sha384", "base64")}`,
    });
  }
});

test("the manifest names versions of the toolchain and of what was built in", async () => {
  const { madeWith } = JSON.parse(read("MANIFEST.json"));
  const pins = readFileSync(`${root}third_party/pins.sh`, "utf8");
  assert.ok(pins.includes(`BORINGSSL_COMMIT=${madeWith.boringssl.commit}\n`));
  assert.ok(pins.includes(`BORINGSSL_TREE_SHA256=${madeWith.boringssl.treeSha256}\n`));
  assert.ok(pins.includes(`ADA_CRATE_VERSION=${madeWith.ada.version}\n`));
  assert.ok(pins.includes(`PSL_WHEEL_VERSION=${madeWith.publicSuffixList.version}\n`));
  assert.ok(pins.includes(`BADKEYS_WHEEL_VERSION=${madeWith.badkeys.version}\n`));
  assert.ok(madeWith.emscripten.startsWith(/TOOLCHAIN_EMSCRIPTEN_VERSION=(.*)/.exec(pins)[1]));
  const lock = readFileSync(`${root}third_party/toolchain.lock`);
  assert.ok([createHash("sha256").update(lock).digest("hex"), "none"].includes(madeWith.toolchainLockSha256));
  for (const name of ["clang", "lld", "binaryen", "esbuild", "typescript", "zxcvbn"]) {
    assert.match(madeWith[name], /^[0-9][0-9A-Za-z.:+~-]*$/, name);
  }
});

test("sha256sum accepts SHA256SUMS, which names every other file", async () => {
  const check = await run("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: bundle });
  assert.deepEqual([check.status, check.stderr], [0, ""]);
  const named = check.stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/: OK$/, ""));
  assert.deepEqual(
    named,
    paths.filter((path) => path !== "SHA256SUMS"),
  );
});

test("sed and sha256sum find the manifest's own hash", async () => {
  const script = `sed -E 's/^(  "manifestSha256": ")[0-9a-f]{64}/\\1${"0".repeat(64)}/' MANIFEST.json | sha256sum`;
  const { stdout } = await run("sh", ["-c", script], { cwd: bundle });
  assert.equal(stdout.slice(0, 64), JSON.parse(read("MANIFEST.json")).manifestSha256);
});
