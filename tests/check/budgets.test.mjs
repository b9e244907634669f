// What a stranger sends costs no more than limits.h allows, and what happens to a file while it is read is told.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";
import { hostile, rsaKeys } from "./hostile.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const build = process.env.KEYSEAL_NATIVE_DIR ?? join(root, "build/host-release/wasm");
const check = process.env.KEYSEAL_CHECK ?? join(build, "check/keyseal-check");
const blocklist = process.env.KEYSEAL_BLOCKLIST ?? join(build, "blocklist/keyseal-blocklist");
const packageDir = process.env.KEYSEAL_PACKAGE_DIR ?? join(root, "build/package");
const vectors = join(root, "tests/vectors/check");
const folder = mkdtempSync(join(tmpdir(), "keyseal-budgets-"));
after(() => rmSync(folder, { recursive: true }));

const limits = Object.fromEntries(
  [...readFileSync(join(root, "wasm/core/base/limits.h"), "utf8").matchAll(/ (kMax\w+) = (\d+);/g)].map(
    ([, name, value]) => [name, Number(value)],
  ),
);

function run(file, words, { cwd = folder, input = "" } = {}) {
  const { status, stdout, stderr, error, signal } = spawnSync(file, words, { cwd, input, maxBuffer: 2 ** 28 });
  if (error) throw error;
  return { status, signal, stdout: stdout.toString(), stderr: stderr.toString() };
}
const runModule = (words, options) =>
  run(process.execPath, [join(packageDir, "keyseal-cli.mjs"), "check", ...words], options);
const linesOf = ({ stdout }) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("no mebibyte makes more findings or text than there may be, and none goes without an answer", () => {
  const names = Object.keys(hostile);
  for (const name of names) {
    const bytes = hostile[name]();
    assert.ok(bytes.length <= 2 ** 20, name);
    writeFileSync(join(folder, name), bytes);
  }
  const outcome = run(check, ["--json", "--profile", "private-pki", ...names]);
  assert.ok(outcome.status === 1 && outcome.stderr === "", outcome.stderr);
  const inputs = linesOf(outcome);
  assert.deepEqual([...new Set(inputs.map(({ file }) => file))], names);
  const findings = {};
  for (const { file, findings: found = [], names: shown = [], decoded } of inputs) {
    assert.ok(found.length <= limits.kMaxFindings + 50, `${file}: ${found.length}`); // and the first of each rule
    findings[file] = (findings[file] ?? 0) + found.length;
    const texts = [...shown, decoded?.key ?? "", ...(decoded?.subject ?? []).flatMap(Object.values)];
    for (const text of texts) assert.ok(Buffer.byteLength(text) <= limits.kMaxShownText + 3, file);
  }
  for (const [file, count] of Object.entries(findings))
    assert.ok(count <= 3 * limits.kMaxFileFindings, `${file}: ${count}`);
  const flood = inputs.find(({ file }) => file === "empty-attributes").findings.at(-1);
  assert.equal(flood.rule, "M-02");
  assert.match(flood.message, /\(and \d{6} more\)$/);
});

test("the module says the same of them", () => {
  for (const name of [
    "wiener-mebibyte",
    "empty-attributes",
    "small-requests",
    "begin-lines",
    "common-names",
    "long-value",
  ]) {
    writeFileSync(join(folder, name), hostile[name]());
    const words = ["--json", name];
    assert.deepEqual(runModule(words), run(check, words), name);
  }
});

test("a batch of any size is judged in the module's memory, and compared as far as natively", () => {
  const files = mkdtempSync(join(folder, "batch-"));
  const names = [];
  const add = (name, bytes) => {
    writeFileSync(join(files, name), bytes);
    names.push(name);
  };
  const [first, second, third] = rsaKeys;
  add("first", first);
  const mebibyte = Buffer.alloc(2 ** 20 - 32, "\n"); // 64 of them end before the last that is compared
  for (let i = 0; i < 64; i++) add(`filler ${i}`, mebibyte);
  add("second", second);
  add("last", mebibyte);
  add("third", third);
  for (const options of [["--json"], ["--strict"]]) {
    const words = [...options, ...names];
    const outcome = run(check, words, { cwd: files });
    assert.deepEqual(runModule(words, { cwd: files }), outcome);
    assert.equal(outcome.status, 1);
    if (options[0] !== "--json") continue;
    const rulesOf = (name) =>
      linesOf(outcome)
        .find(({ file }) => file === name)
        .findings.map(({ rule, severity }) => `${rule} ${severity}`);
    assert.ok(rulesOf("first").includes("K-02 error"));
    assert.ok(rulesOf("second").includes("K-02 error"));
    assert.ok(rulesOf("third").includes("K-02 notice"));
  }
});

/** A list of `count` hashes, sorted, in badkeys' format. */
function listOf(count) {
  const records = Array.from({ length: count }, (_, i) =>
    Buffer.concat([createHash("sha256").update(`${i}`).digest().subarray(0, 15), Buffer.of(7)]),
  );
  return Buffer.concat(records.sort(Buffer.compare));
}

/** Runs a command that is to read a named pipe, and calls `change` once it does: its lists are read then. */
async function changeWhileItRuns(file, words, pipe, change, written) {
  rmSync(join(folder, pipe), { force: true });
  execFileSync("mkfifo", [join(folder, pipe)]);
  const child = spawn(file, words, { cwd: folder });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) child[stream].on("data", (data) => (output[stream] += data));
  const ended = new Promise((resolve) => child.on("close", (status, signal) => resolve({ status, signal })));
  const handle = await open(join(folder, pipe), "w"); // waits for its reader
  change();
  await handle.writeFile(written);
  await handle.close();
  return { ...(await ended), ...output };
}

for (const [what, change] of [
  ["cut", (list) => truncateSync(list, 16)],
  ["emptied", (list) => truncateSync(list, 0)],
  ["overwritten", (list) => writeFileSync(list, Buffer.alloc(16 * 5000, 9))],
]) {
  test(`a list that is ${what} while keyseal-check runs passes no later input, and ends nothing`, async () => {
    const list = join(folder, "list.dat");
    writeFileSync(list, listOf(5000));
    const good = readFileSync(join(vectors, "csr/good.pem"));
    writeFileSync(join(folder, "good.pem"), good);
    for (const jobs of [[], ["-j", "2"]]) {
      const words = ["--json", "--blocklist=list.dat", ...jobs, "pipe", "good.pem"];
      const { status, signal, stdout, stderr } = await changeWhileItRuns(
        check,
        words,
        "pipe",
        () => change(list),
        good,
      );
      assert.deepEqual([status, signal, stderr], [1, null, ""]);
      const [pipe] = linesOf({ stdout });
      assert.equal(pipe.error.code, "blocklist-incomplete");
      writeFileSync(list, listOf(5000));
    }
  });
}

test("a list that grows while keyseal-check runs is used as it was", async () => {
  const list = join(folder, "list.dat");
  writeFileSync(list, listOf(5000));
  const good = readFileSync(join(vectors, "csr/good.pem"));
  const words = ["--json", "--blocklist=list.dat", "pipe"];
  const grow = () => writeFileSync(list, Buffer.alloc(64, 0xff), { flag: "a" });
  const { status, stdout } = await changeWhileItRuns(check, words, "pipe", grow, good);
  assert.equal(status, 0);
  assert.ok(linesOf({ stdout })[0].acceptable);
});

test("a list that is cut while keyseal-blocklist merges it leads to no list", async () => {
  const list = join(folder, "merged.dat");
  writeFileSync(list, listOf(5000));
  const words = ["--out", "out.dat", "merged.dat", "--proof", "pipe"];
  const outcome = await changeWhileItRuns(blocklist, words, "pipe", () => truncateSync(list, 16), "no proof");
  assert.deepEqual([outcome.status, outcome.signal], [1, null]);
  assert.match(outcome.stderr, /a list was changed while it was read: nothing was written\n$/);
  assert.ok(!existsSync(join(folder, "out.dat")));
});

test("a CRL with a long issuer and many entries takes no more memory than itself", () => {
  const tlv = (tag, contents) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(contents.length);
    return Buffer.concat([Buffer.of(tag, 0x84), size, contents]);
  };
  const der = (tag, ...parts) => {
    const contents = Buffer.concat(parts);
    const long = tlv(tag, contents);
    if (contents.length < 128) return Buffer.concat([Buffer.of(tag, contents.length), contents]);
    let zeros = 0;
    while (long[2 + zeros] === 0) zeros++;
    return Buffer.concat([Buffer.of(tag, 0x84 - zeros), long.subarray(2 + zeros)]);
  };
  const hex = (text) => Buffer.from(text, "hex");
  const name = der(0x30, der(0x31, der(0x30, hex("060355040a"), der(0x0c, Buffer.alloc(500000, "x")))));
  const algorithm = hex("300a06082a8648ce3d040302");
  const time = Buffer.concat([hex("170d"), Buffer.from("260101000000Z")]);
  const reason = hex("300c300a0603551d1504030a0101");
  const entries = Array.from({ length: 12000 }, (_, i) =>
    der(0x30, hex(`0203${(0x100000 + i).toString(16)}`), time, reason),
  );
  const list = der(0x30, hex("020101"), algorithm, name, time, der(0x30, ...entries));
  writeFileSync(join(folder, "long.crl"), der(0x30, list, algorithm, hex("03020000")));
  mkdirSync(join(folder, "certificates"), { recursive: true });
  const words = [
    "-c",
    `ulimit -v 400000; exec "$0" "$@"`,
    blocklist,
    "--out",
    "x.dat",
    "--crl",
    "long.crl",
    "--certificates",
    "certificates",
  ];
  const { status, signal, stderr } = run("bash", words);
  assert.deepEqual([status, signal], [1, null]);
  assert.equal(stderr.match(/no certificate was found/g).length, 12000);
});

test("what stands behind -- is a file, and a file is no option and no list", () => {
  const place = mkdtempSync(join(folder, "names-"));
  const good = readFileSync(join(vectors, "csr/good.pem"));
  const names = ["-", "-j", "--strict", "--blocklist=x.pem", "--help", "--", "x.pem"];
  for (const name of [...names, "=x.pem"]) writeFileSync(join(place, name), good);
  mkdirSync(join(place, "a folder"));
  const shown = ["./-", ...names.slice(1)];
  const both = (words) => {
    const outcome = run(check, words, { cwd: place });
    const ofModule = runModule(words, { cwd: place });
    assert.deepEqual([ofModule.status, ofModule.stdout], [outcome.status, outcome.stdout], words.join(" "));
    return outcome;
  };
  const all = both(["--json", "--", ...names]);
  assert.deepEqual([all.status, linesOf(all).map(({ file }) => file)], [0, shown]);
  const missing = both(["--json", "--", "", "a folder", "x.pem"]);
  assert.deepEqual(
    linesOf(missing).map(({ error }) => error?.code),
    ["file-unreadable", "file-unreadable", undefined],
  );
  assert.equal(both(["--"]).status, 2);
  // "*.pem" without it
  const taken = run(check, ["--blocklist=x.pem", "x.pem"], { cwd: place });
  assert.deepEqual([taken.status, taken.stdout], [1, ""]);
  for (const list of ["x.pem", "badkeys=x.pem", "numbers=x.pem", "spki=x.pem", "openssl=x.pem"]) {
    const { status, stdout, stderr } = both([`--blocklist=${list}`, "x.pem"]);
    assert.deepEqual([status, stdout], [1, ""], list + stderr);
    assert.match(run(check, [`--blocklist=${list}`, "x.pem"], { cwd: place }).stderr, /^keyseal: blocklist-unknown: /);
    const merged = run(blocklist, ["--out", "out", "--", list], { cwd: place });
    assert.deepEqual([merged.status, existsSync(join(place, "out"))], [1, false], list);
  }
  for (const words of [
    ["--out", "--force", "x.pem"],
    ["--out=a", "--out=b", "x.pem"],
    ["--force", "--out", "a", "--format=spki", "--format=spki"],
  ]) {
    assert.equal(run(blocklist, words, { cwd: place }).status, 2, words.join(" "));
  }
  writeFileSync(join(place, "--force"), `${"0".repeat(64)}\n`);
  assert.equal(run(blocklist, ["--out", "out", "--", "--force"], { cwd: place }).status, 0);
});
