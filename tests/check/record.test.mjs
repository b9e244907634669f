// --record: a line for each judgement, whole or not at all.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { command, fresh, linesOf, options, run, runAfter, start, vectors } from "./kept.mjs";

const recorded = (file) => linesOf(readFileSync(file, "utf8")).map((line) => JSON.parse(line));
const sha256 = (name) =>
  createHash("sha256")
    .update(readFileSync(join(vectors, name)))
    .digest("hex");
const requests = readdirSync(join(vectors, "csr")).map((name) => `csr/${name}`);

test("a line says by what was judged, what, and how", () => {
  const file = fresh("jsonl");
  const lists = ["--blocklist=lists/compromised.txt", "--primes=lists/primes.txt"];
  const asked = ["--profile=private-pki", "--date", "2026-11-21", "--strict"];
  const { status, objects } = run("--record", file, "--json", ...lists, ...asked, "csr/compromised-key.pem");
  const [{ spkiSha256, findings }] = objects();
  const [line] = recorded(file);
  const { judged, tool, rulesSha256, ...rest } = line;
  assert.equal(status, 1);
  assert.match(judged, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(Math.abs(Date.parse(judged) - Date.now()) < 600_000);
  assert.equal(tool, run("--version").stdout.trim());
  assert.match(rulesSha256, /^[0-9a-f]{64}$/);
  const [own, builtIn] = [rest.lists[1], rest.lists[2]];
  assert.deepEqual(builtIn, { kind: "primes", name: "built in", sha256: builtIn.sha256 });
  assert.deepEqual(own, { kind: "primes", name: "lists/primes.txt", sha256: sha256("lists/primes.txt") });
  const of = (severity) => findings.filter((one) => one.severity === severity).map(({ rule }) => rule);
  assert.ok(of("error").includes("K-04"));
  assert.deepEqual(rest, {
    options: { profile: "private-pki", date: "2026-11-21", strict: "yes" },
    lists: [
      { kind: "blocklist", name: "lists/compromised.txt", sha256: sha256("lists/compromised.txt") },
      own,
      builtIn,
    ],
    file: "csr/compromised-key.pem",
    kind: "csr",
    spkiSha256,
    acceptable: false,
    errors: of("error"),
    warnings: of("warning"),
    notices: of("notice"),
  });
});

test("each judgement has a line, in the order of the report, whatever -j is and what cannot be read", () => {
  const names = [...requests, "none.pem", "lists/debian.csv", "key/with-999.pem"];
  const files = ["1", "7"].map((jobs) => {
    const file = fresh("jsonl");
    const { objects } = run("--record", file, "--json", "-j", jobs, ...names);
    const lines = recorded(file);
    assert.deepEqual(
      lines.map(({ file: name, block, acceptable, error }) => [name, block, acceptable, error]),
      objects().map(({ file: name, block, acceptable = false, error }) => [name, block, acceptable, error?.code]),
    );
    assert.equal(new Set(lines.map(({ rulesSha256 }) => rulesSha256)).size, 1);
    return lines.map(({ judged, ...rest }) => rest);
  });
  assert.ok(files[0].length > 1000);
  assert.deepEqual(files[1], files[0]);
});

test("a list that is searched in place is recorded by the hash of all of it", () => {
  const list = fresh("dat");
  const maker = join(command, "../../blocklist/keyseal-blocklist");
  assert.equal(spawnSync(maker, ["--out", list, "lists/compromised.txt"], options).status, 0);
  const file = fresh("jsonl");
  run("--record", file, "--blocklist", list, "csr/good.pem");
  const hash = createHash("sha256").update(readFileSync(list)).digest("hex");
  assert.deepEqual(recorded(file)[0].lists[0], { kind: "blocklist", name: list, sha256: hash });
});

test("runs are added, also those that run at once", async () => {
  const file = fresh("jsonl");
  const runs = [0, 1, 2, 3].map((at) => start("--record", file, ...requests.filter((_, i) => i % 4 === at)).ended);
  for (const { status, stderr } of await Promise.all(runs)) assert.deepEqual([status, stderr], [1, ""]);
  run("--record", file, "csr/good.pem");
  assert.deepEqual(
    recorded(file)
      .map((line) => line.file)
      .sort(),
    [...requests, "csr/good.pem"].sort(),
  );
});

test("the file is the owner's, and one that is there keeps its mode", () => {
  const file = fresh("jsonl");
  run("--record", file, "csr/good.pem");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const other = fresh("jsonl");
  writeFileSync(other, "", { mode: 0o640 });
  run("--record", other, "csr/good.pem");
  assert.deepEqual([statSync(other).mode & 0o777, recorded(other).length], [0o640, 1]);
});

test("half a line, which a killed process leaves, is taken away", () => {
  const file = fresh("jsonl");
  run("--record", file, "csr/good.pem");
  const whole = readFileSync(file, "utf8");
  for (const size of [1, 30, whole.length - 1]) {
    writeFileSync(file, whole + whole.slice(0, size));
    run("--record", file, "csr/ov.pem");
    assert.deepEqual(
      recorded(file).map((line) => line.file),
      ["csr/good.pem", "csr/ov.pem"],
    );
  }
});

test("a file of something else is refused and stays as it is", () => {
  for (const [name, end] of [
    ["csr/good.pem", ""],
    ["lists/compromised.txt", ""],
    ["csr/good.pem", "{"],
  ]) {
    const file = fresh("pem");
    copyFileSync(join(vectors, name), file);
    appendFileSync(file, end);
    const before = readFileSync(file);
    const { status, stdout, stderr } = run("--record", file, "csr/good.pem");
    assert.deepEqual([status, stdout], [2, ""]);
    assert.equal(/^keyseal: ([a-z-]+): /.exec(stderr)?.[1], "record-unknown");
    assert.ok(stderr.endsWith(` (${file})\n`), stderr);
    assert.deepEqual(readFileSync(file), before);
  }
});

test("a full disk is told, leaves no half line, and what was not recorded is not told", () => {
  const { status, stdout, stderr } = run("--record", "/dev/full", "csr/good.pem");
  assert.deepEqual([status, stdout], [3, ""]);
  assert.match(stderr, /^keyseal: file-not-written: .*\(\/dev\/full\)\n$/);
  const file = fresh("jsonl");
  const limited = runAfter("ulimit -f 4", "--record", file, ...requests);
  assert.equal(limited.status, 3);
  assert.match(limited.stderr, /^keyseal: file-not-written: /);
  const told = [...limited.stdout.matchAll(/^(\S+): (?:NOT )?acceptable/gm)].map(([, name]) => name);
  assert.ok(told.length > 2 && told.length < requests.length);
  assert.deepEqual(
    recorded(file).map((line) => line.file),
    told,
  );
  assert.ok(readFileSync(file, "utf8").endsWith("\n"));
});

test("a place where no file can be is told", () => {
  const directory = fresh("d");
  mkdirSync(directory);
  for (const file of [directory, "/proc/none", join(directory, "none/none")]) {
    const { status, stdout, stderr } = run("--record", file, "csr/good.pem");
    assert.deepEqual([status, stdout], [3, ""]);
    assert.match(stderr, /^keyseal: file-not-written: /);
  }
});

test("what --reuse tells is recorded", () => {
  const [record, reuse] = [fresh("jsonl"), fresh("db")];
  run("--reuse", reuse, "--record", record, "csr/good.pem", "csr/proof.pem", "csr/good.pem");
  assert.deepEqual(
    recorded(record).map(({ acceptable, errors }) => [acceptable, errors]),
    [
      [true, []],
      [false, ["K-04"]],
      [false, ["K-04"]],
    ],
  );
});

test("a name is recorded as JSON has it, whatever is in it", () => {
  const file = fresh("jsonl");
  const name = join(fresh("d"), "");
  mkdirSync(name);
  const odd = join(name, 'a"\n\u001b\u202e.pem');
  copyFileSync(join(vectors, "csr/good.pem"), odd);
  run("--record", file, odd);
  assert.equal(recorded(file)[0].file, odd);
});
