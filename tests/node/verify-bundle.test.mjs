// keyseal verify-bundle, over a small bundle of its own; tests/bundle has it judge the real one.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sealBundle } from "../../tools/bundle/manifest.mjs";
import { errorOf, keyseal } from "./cli-tool.mjs";

/** A bundle of three files, whole. */
function bundle(t) {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-bundle-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "headers"));
  writeFileSync(join(folder, "keyseal.mjs"), "export {};\n");
  writeFileSync(join(folder, "headers/_headers"), "/x\n  A: b\n");
  writeFileSync(join(folder, "empty"), "");
  sealBundle(folder, "1.2.3-rc.1", { esbuild: "0.0.1" });
  return folder;
}

const verify = (folder, ...options) => keyseal(["verify-bundle", folder, ...options]);

/** Code and file of every line that it says. */
const problems = ({ stderr }) =>
  stderr
    .trimEnd()
    .split("\n")
    .map((line) => Object.values(errorOf({ stderr: line })).join(" "));

test("a whole bundle is accepted, and the hash of SHA256SUMS is told", async (t) => {
  const folder = bundle(t);
  const run = await verify(folder);
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  const sums = createHash("sha256")
    .update(readFileSync(join(folder, "SHA256SUMS")))
    .digest("hex");
  assert.match(run.stdout, /^Keyseal 1\.2\.3-rc\.1: all 5 files are as the manifest says\.\n/);
  assert.ok(run.stdout.includes(`SHA-256 of SHA256SUMS: ${sums}\n`));
  const json = await verify(folder, "--json");
  assert.deepEqual(JSON.parse(json.stdout), {
    acceptable: true,
    version: "1.2.3-rc.1",
    files: 5,
    sumsSha256: sums,
    problems: [],
  });
});

test("a signature beside SHA256SUMS is no foreign file", async (t) => {
  const folder = bundle(t);
  writeFileSync(join(folder, "SHA256SUMS.minisig"), "untrusted comment: x\n");
  assert.equal((await verify(folder)).status, 0);
});

test("every problem is named, on a line of its own and in the JSON, with status 1", async (t) => {
  const folder = bundle(t);
  rmSync(join(folder, "empty"));
  writeFileSync(join(folder, "keyseal.mjs"), "export {};\r");
  writeFileSync(join(folder, "headers/extra"), "");
  writeFileSync(join(folder, "a\u001b[2Jb"), "");
  mkdirSync(join(folder, "hollow"));
  const run = await verify(folder, "--json");
  assert.equal(run.status, 1);
  const expected = [
    "bundle-file-missing empty",
    "bundle-file-changed keyseal.mjs",
    "bundle-file-unexpected aU+001B[2Jb",
    "bundle-file-unexpected headers/extra",
    "bundle-file-unexpected hollow/",
  ];
  assert.deepEqual(problems(run), expected);
  const report = JSON.parse(run.stdout);
  assert.equal(report.acceptable, false);
  assert.deepEqual(
    report.problems.map(({ code, file }) => `${code} ${file}`),
    expected,
  );
  assert.equal((await verify(folder)).stdout, "");
});

test("a symbolic link is refused, even to the very same bytes", async (t) => {
  const folder = bundle(t);
  const elsewhere = bundle(t);
  for (const name of ["keyseal.mjs", "headers"]) {
    rmSync(join(folder, name), { recursive: true });
    symlinkSync(join(elsewhere, name), join(folder, name));
  }
  const run = await verify(folder);
  assert.equal(run.status, 1);
  assert.deepEqual(problems(run), [
    "bundle-file-missing headers/_headers",
    "bundle-file-missing keyseal.mjs",
    "bundle-file-unexpected headers",
    "bundle-file-unexpected keyseal.mjs",
  ]);
});

test("without its manifest or SHA256SUMS a bundle is not accepted", async (t) => {
  const folder = bundle(t);
  rmSync(join(folder, "SHA256SUMS"));
  assert.deepEqual(problems(await verify(folder)), ["bundle-file-missing SHA256SUMS"]);
  rmSync(join(folder, "MANIFEST.json"));
  const run = await verify(folder);
  assert.deepEqual([run.status, problems(run)], [1, ["bundle-file-missing MANIFEST.json"]]);
});

test("a file that was changed together with the manifest is found by the manifest's own hash", async (t) => {
  const folder = bundle(t);
  const manifest = join(folder, "MANIFEST.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"0.0.1"', '"0.0.2"'));
  assert.deepEqual(problems(await verify(folder)), ["bundle-file-changed MANIFEST.json"]);
});

test("SHA256SUMS that says something else than the manifest is what was changed", async (t) => {
  const folder = bundle(t);
  const sums = join(folder, "SHA256SUMS");
  writeFileSync(sums, readFileSync(sums, "utf8").split("\n").reverse().join("\n"));
  assert.deepEqual(problems(await verify(folder)), ["bundle-file-changed SHA256SUMS"]);
});

const hash = "0".repeat(64);
const file = { bytes: 1, sha256: hash, sha256Base64Url: "A".repeat(43), integrity: `sha384-${"A".repeat(64)}` };
const manifest = {
  format: "keyseal-bundle-1",
  name: "keyseal",
  version: "1.2.3",
  manifestSha256: hash,
  files: { "a.mjs": file },
  madeWith: {},
};
for (const [what, value] of Object.entries({
  "no object": [],
  "another format": { ...manifest, format: "keyseal-bundle-2" },
  "another name": { ...manifest, name: "other" },
  "a version that is none": { ...manifest, version: "1" },
  "a field too many": { ...manifest, more: 1 },
  "a field too few": { ...manifest, madeWith: undefined },
  "no files": { ...manifest, files: {} },
  "files in a list": { ...manifest, files: [file] },
  "a path that leads out": { ...manifest, files: { "../a": file } },
  "a path from the root": { ...manifest, files: { "/a": file } },
  "a hidden path": { ...manifest, files: { "a/.b": file } },
  "an empty segment": { ...manifest, files: { "a//b": file } },
  "files out of order": { ...manifest, files: { b: file, a: file } },
  "itself among the files": { ...manifest, files: { "MANIFEST.json": file } },
  "SHA256SUMS among the files": { ...manifest, files: { SHA256SUMS: file } },
  "no number of bytes": { ...manifest, files: { a: { ...file, bytes: "1" } } },
  "a negative number of bytes": { ...manifest, files: { a: { ...file, bytes: -1 } } },
  "half a hash": { ...manifest, files: { a: { ...file, sha256: hash.slice(1) } } },
  "a hash in capitals": { ...manifest, files: { a: { ...file, sha256: "A".repeat(64) } } },
  "a malformed base64url": { ...manifest, files: { a: { ...file, sha256Base64Url: "+".repeat(43) } } },
  "another SRI algorithm": { ...manifest, files: { a: { ...file, integrity: `sha256-${"A".repeat(64)}` } } },
  "a file without SRI": { ...manifest, files: { a: { ...file, integrity: undefined } } },
  "no hash of its own": { ...manifest, manifestSha256: "" },
})) {
  test(`a manifest with ${what} is none`, async (t) => {
    const folder = bundle(t);
    writeFileSync(join(folder, "MANIFEST.json"), `${JSON.stringify(value, null, 2)}\n`);
    const run = await verify(folder);
    assert.deepEqual([run.status, problems(run)], [1, ["bundle-manifest-not-valid MANIFEST.json"]]);
  });
}

/** The manifest of a whole bundle, changed and sealed anew with SHA256SUMS: whoever changes it can do that. */
function forge(folder, change) {
  const path = join(folder, "MANIFEST.json");
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  const seal = /("manifestSha256": ")[0-9a-f]{64}/;
  const open = change(readFileSync(path, "utf8")).replace(seal, `$1${hash}`);
  const sealed = open.replace(seal, `$1${sha256(open)}`);
  writeFileSync(path, sealed);
  const sums = readFileSync(join(folder, "SHA256SUMS"), "utf8");
  writeFileSync(join(folder, "SHA256SUMS"), sums.replace(/[0-9a-f]{64}( {2}MANIFEST.json)/, `${sha256(sealed)}$1`));
}

const twice = (text, line) => {
  assert.ok(text.includes(line), line);
  return text.replace(line, line + line);
};
const other = `"keyseal.mjs": ${JSON.stringify(file)},\n    `;
for (const [what, change] of Object.entries({
  "a name twice": (text) => twice(text, '  "name": "keyseal",\n'),
  "its version twice, first another": (text) => text.replace('  "version"', '  "version": "9.9.9",\n  "version"'),
  "its own hash twice": (text) => text.replace('  "files"', `  "manifestSha256": "${hash}",\n  "files"`),
  "all files twice": (text) => text.replace('  "files"', `  "files": {"a": ${JSON.stringify(file)}},\n  "files"`),
  "a file twice, first another": (text) => text.replace('"keyseal.mjs"', `${other}"keyseal.mjs"`),
  "a file twice, once escaped": (text) =>
    text.replace('"keyseal.mjs"', `${other.replace("key", "k\\u0065y")}"keyseal.mjs"`),
  "a fact of a file twice": (text) => text.replace('      "bytes"', '      "bytes": 7,\n      "bytes"'),
  "a version of a part twice": (text) => text.replace('"esbuild"', '"esbuild": "0.0.2",\n    "esbuild"'),
  "__proto__ twice": (text) => text.replace('"esbuild"', '"__proto__": {},\n    "__proto__": {},\n    "esbuild"'),
  "another indentation": (text) => text.replace('  "name"', '   "name"'),
  "text behind it": (text) => `${text}\n`,
  "a byte order mark": (text) => `\ufeff${text}`,
  "a number written otherwise": (text) => text.replace('"bytes": 0', '"bytes": 0.0'),
})) {
  test(`a manifest with ${what} is none, though its hashes fit`, async (t) => {
    const folder = bundle(t);
    forge(folder, change);
    const run = await verify(folder);
    assert.deepEqual([run.status, problems(run)], [1, ["bundle-manifest-not-valid MANIFEST.json"]]);
  });
}

test("a manifest that was only sealed anew is whole: the control of these", async (t) => {
  const folder = bundle(t);
  forge(folder, (text) => text.replace('"0.0.1"', '"0.0.2"'));
  assert.deepEqual((await verify(folder)).status, 0);
});

for (const [what, bytes] of Object.entries({
  "is no JSON": Buffer.from("{"),
  "is no UTF-8": Buffer.from([0x22, 0xff, 0x22]),
  "is empty": Buffer.alloc(0),
})) {
  test(`a manifest that ${what} is none`, async (t) => {
    const folder = bundle(t);
    writeFileSync(join(folder, "MANIFEST.json"), bytes);
    assert.deepEqual(problems(await verify(folder)), ["bundle-manifest-not-valid MANIFEST.json"]);
  });
}

test("a manifest that is nested as deep as can be is none", async (t) => {
  const folder = bundle(t);
  const depth = 100_000;
  writeFileSync(join(folder, "MANIFEST.json"), `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);
  const run = await verify(folder);
  assert.deepEqual([run.status, problems(run)], [1, ["bundle-manifest-not-valid MANIFEST.json"]]);
});

test("as many foreign files are named as there are", async (t) => {
  const folder = bundle(t);
  const count = 20_000; // with a small stack, on which lie a function's arguments
  for (let i = 0; i < count; i++) writeFileSync(join(folder, `headers/${i}`), "");
  const through = [process.execPath, "--stack-size=100"];
  const run = await keyseal(["verify-bundle", folder], { through, maxBuffer: 2 ** 24 });
  assert.deepEqual([run.status, new Set(problems(run)).size], [1, count]);
});

test("a bundle that is not there, or no folder, is a matter of the command line: status 2", async (t) => {
  const folder = bundle(t);
  for (const path of [join(folder, "nowhere"), join(folder, "keyseal.mjs")]) {
    const run = await verify(path);
    assert.deepEqual([run.status, errorOf(run)], [2, { code: "file-unreadable", field: path }]);
  }
  for (const [args, field] of [
    [[], "DIR"],
    [[""], "DIR"],
    [[folder, folder], "argument 3"],
    [[folder, "--strict"], "argument 3"],
    [[folder, "--json=yes"], "--json"],
  ]) {
    const run = await keyseal(["verify-bundle", ...args]);
    assert.deepEqual([run.status, run.stdout, errorOf(run)], [2, "", { code: "usage", field }]);
  }
});

test("another name of the folder changes nothing; --help tells the options", async (t) => {
  const folder = bundle(t);
  renameSync(folder, `${folder} two`);
  t.after(() => rmSync(`${folder} two`, { recursive: true, force: true }));
  assert.equal((await verify(`${folder} two/`)).status, 0);
  const help = await keyseal(["verify-bundle", "--help"]);
  assert.deepEqual([help.status, help.stderr], [0, ""]);
  assert.match(help.stdout, /--json/);
});
