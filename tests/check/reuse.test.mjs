// --reuse: keys that came before under another subject, or were reported as compromised, and the file that keeps them.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { readRules } from "../../tools/make-rules-doc.mjs";
import { ask, command, derOf, fresh, linesOf, run, runAfter, start, vectors } from "./kept.mjs";

const date = "--date=2026-11-21";
const listless = ["kCompromiseNotEvaluated", "kDebianNotEvaluated", "kKnownPrimesNotEvaluated"];
const rules = readRules();
/** The rows of rules.def that an input's findings came from. */
const symbolsOf = ({ findings }) =>
  findings.map(({ rule, message }) => rules.find(({ id, text }) => id === rule && message.startsWith(text)).symbol);
const toldBy = ({ stdout }) => [...stdout.matchAll(/^ {2}(?:error|warning) (\S+) /gm)].map(([, id]) => id);

const rows = linesOf(readFileSync(join(vectors, "expected.txt"), "utf8"))
  .map((line) => line.split("|").map((column) => column.trim()))
  .filter(([, options]) => options.includes("reuse="));
assert.ok(rows.length > 5);
for (const [file, options, finds, accepts] of rows) {
  test(`${file} after ${options}`, () => {
    const words = options.split(" ");
    const before = words.find((word) => word.startsWith("reuse=")).slice("reuse=".length);
    const kept = ["--reuse", fresh("db"), "--json", "--profile", words[0], date];
    run(...kept, before);
    const found = symbolsOf(run(...kept, file).objects()[0]).filter((symbol) => !listless.includes(symbol));
    assert.deepEqual(found, finds.split(" ").filter(Boolean));
    for (const symbol of accepts.split(" ")) assert.ok(!found.includes(symbol));
  });
}

test("the same key under the same subject is nothing, in a request, its certificate and its renewal", () => {
  const file = fresh("db");
  const again = ["csr/good.pem", "certificate/dv.pem", "csr/reused.pem", "csr/good.pem", "key/ec-p256.pem"];
  assert.deepEqual(toldBy(run("--reuse", file, ...again)), []);
  assert.deepEqual(toldBy(run("--reuse", file, ...again)), []);
  assert.deepEqual(ask(file, "SELECT count(*) FROM subjects"), [[1]]);
});

test("another subject is told with its names and the day, in this run and in later ones, until then on both sides", () => {
  const file = fresh("db");
  assert.deepEqual(toldBy(run("--reuse", file, "csr/good.pem", "csr/reused-other.pem")), ["M-04"]);
  for (const [name, other] of [
    ["csr/good.pem", "www.example.org"],
    ["csr/reused-other.pem", "www.example.com"],
  ]) {
    const [{ acceptable, findings }] = run("--reuse", file, "--json", name).objects();
    const [{ rule, severity, field, value, message }] = findings;
    assert.deepEqual([acceptable, rule, severity, field, value], [true, "M-04", "warning", "key", other]);
    const today = new Date().toISOString().slice(0, 10);
    assert.equal(message, `The key came before under another subject. (${other}, ${today})`);
  }
});

test("two organizations with one name are two subjects, and one that is not named is either", () => {
  const file = fresh("db");
  const told = (name) => toldBy(run("--reuse", file, name, "--profile=private-pki")).includes("M-04");
  assert.equal(told("csr/good.pem"), false);
  assert.equal(told("csr/ov.pem"), false);
  assert.equal(told("csr/good.pem"), false);
  assert.equal(told("csr/proof-none.pem"), true);
});

test("what the other subject says is told escaped and cut", () => {
  const file = fresh("db");
  run("--reuse", file, "csr/text-direction.pem");
  const [{ findings }] = run("--reuse", file, "--json", "csr/proof-none.pem").objects();
  assert.match(findings[0].value, /^O=[^\u202e]*\\u\{202e\}.*, www\.example\.com$/);
});

test("what was reported is told in the language that is asked for", () => {
  const file = fresh("db");
  run("--reuse", file, "csr/proof.pem");
  const { stdout } = run("--reuse", file, "--language", "de", "csr/reported.pem");
  assert.match(stdout, /schon als kompromittiert gemeldet\. \([\d-]{10}, ein Nachweis der Kompromittierung\) \[/);
});

test("a request without a proof of possession adds nothing, since anybody can make it", () => {
  const file = fresh("db");
  const der = derOf("csr/reused-other.pem");
  der[der.length - 1] ^= 1;
  const forged = fresh("der");
  writeFileSync(forged, der);
  assert.deepEqual(toldBy(run("--reuse", file, forged, "csr/good.pem", "csr/good.pem")), ["C-04"]);
  assert.deepEqual(toldBy(run("--reuse", file, forged)), ["C-04", "M-04"]);
});

test("a key on a list is refused in later runs without the list, however it is encoded", () => {
  const file = fresh("db");
  const listed = "key/blocked-compromised.pem";
  assert.deepEqual(toldBy(run("--reuse", file, listed, "--blocklist=lists/compromised.txt")), ["K-04"]);
  const { status, stdout } = run("--reuse", file, listed, "csr/compromised-key.pem");
  assert.equal(status, 1);
  assert.equal(stdout.match(/error K-04 key: .* \(\d{4}-\d\d-\d\d, lists\/compromised\.txt\)/g).length, 2);
  const other = fresh("db");
  run("--reuse", other, "key/ec-p256.pem", "--blocklist", "csr/none.txt");
  assert.equal(existsSync(other), false);
});

test("-j changes nothing, neither what is told nor what is kept", () => {
  const names = ["key", "csr", "certificate"].flatMap((kind) =>
    readdirSync(join(vectors, kind)).map((name) => `${kind}/${name}`),
  );
  const all = "SELECT hex(key), kind, organization, shown FROM subjects ORDER BY id";
  const outcomes = ["1", "2", "7"].map((jobs) => {
    const file = fresh("db");
    const { status, stdout, stderr } = run("--reuse", file, "-j", jobs, "--json", date, ...names);
    assert.deepEqual([status, stderr], [1, ""]);
    const told = stdout.replace(/\d{4}-\d\d-\d\d\)/g, "");
    return { told, kept: ask(file, all), reports: ask(file, "SELECT hex(key), source FROM reports") };
  });
  assert.ok(outcomes[0].kept.length > 20 && outcomes[0].reports.length > 0);
  for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
});

test("processes that run at once keep everything", async () => {
  const file = fresh("db");
  const names = readdirSync(join(vectors, "csr")).map((name) => `csr/${name}`);
  const runs = [0, 1, 2, 3].map((at) => start("--reuse", file, ...names.filter((_, i) => i % 4 === at)).ended);
  for (const { status, stderr } of await Promise.all(runs)) assert.deepEqual([status, stderr], [1, ""]);
  const one = fresh("db");
  run("--reuse", one, ...names);
  const keys = "SELECT DISTINCT hex(key) FROM subjects ORDER BY 1";
  assert.deepEqual(ask(file, keys), ask(one, keys));
  assert.deepEqual(ask(file, "PRAGMA integrity_check"), [["ok"]]);
});

test("a process that is killed leaves all or nothing of what it was at", async () => {
  const file = fresh("db");
  const names = readdirSync(join(vectors, "csr")).map((name) => `csr/${name}`);
  for (const wait of [20, 60, 150]) {
    const { child, ended } = start("--reuse", file, ...names, ...names);
    setTimeout(() => child.kill("SIGKILL"), wait);
    await ended;
  }
  assert.equal(run("--reuse", file, "csr/good.pem").stderr, "");
  assert.deepEqual(ask(file, "PRAGMA integrity_check"), [["ok"]]);
});

test("the file is the owner's, names its form, and is readable by any SQLite", () => {
  const file = fresh("db");
  run("--reuse", file, "csr/good.pem");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(readFileSync(file).toString("latin1", 68, 72), "KSRU");
  assert.deepEqual(ask(file, "PRAGMA user_version"), [[1]]);
  const [[spki]] = ask(file, "SELECT lower(hex(spki)) FROM subjects");
  assert.equal(spki, run("--json", "csr/good.pem").objects()[0].spkiSha256);
});

/** What was wrong with the file: its code, the exit status, and that nothing was judged. */
function refused(outcome, status, code, file) {
  assert.deepEqual([outcome.status, outcome.stdout], [status, ""], outcome.stderr);
  assert.ok(outcome.stderr.startsWith(`keyseal: ${code}: `) && outcome.stderr.endsWith(` (${file})\n`), outcome.stderr);
}

test("a file of another program, or of a newer Keyseal, is refused and stays as it is", () => {
  const foreign = fresh("db");
  ask(foreign, "CREATE TABLE mine(a)");
  const newer = fresh("db");
  run("--reuse", newer, "csr/good.pem");
  ask(newer, "PRAGMA user_version = 2");
  const request = fresh("pem");
  copyFileSync(join(vectors, "csr/good.pem"), request);
  for (const file of [foreign, newer, request]) {
    const before = readFileSync(file);
    refused(run("--reuse", file, "csr/good.pem"), 2, "reuse-unknown", file);
    assert.deepEqual(readFileSync(file), before);
  }
});

test("a damaged file is told and not written to", () => {
  const whole = fresh("db");
  run("--reuse", whole, "csr/good.pem");
  const bytes = readFileSync(whole);
  for (const [what, damage] of [
    ["cut off", (copy) => copy.subarray(0, copy.length - 4096)],
    ["a page overwritten", (copy) => copy.fill(0x55, 4096, 8192)],
    ["the schema overwritten", (copy) => copy.fill(0x55, 200, 4096)],
  ]) {
    const file = fresh("db");
    const damaged = damage(Buffer.from(bytes));
    writeFileSync(file, damaged);
    refused(run("--reuse", file, "csr/good.pem"), 3, "reuse-damaged", file);
    assert.deepEqual(readFileSync(file), damaged, what);
  }
});

test("a full disk is told, and what was not kept is not told", () => {
  const file = fresh("db");
  refused(runAfter("ulimit -f 8", "--reuse", file, "csr/good.pem"), 3, "file-not-written", file);
  run("--reuse", file, "csr/good.pem");
  const size = statSync(file).size;
  const names = readdirSync(join(vectors, "csr")).map((name) => `csr/${name}`);
  refused(runAfter(`ulimit -f ${size / 1024}`, "--reuse", file, ...names), 3, "file-not-written", file);
  assert.deepEqual(ask(file, "SELECT count(*) FROM subjects"), [[1]]);
  assert.deepEqual(ask(file, "PRAGMA integrity_check"), [["ok"]]);
});

test("a place where no file can be is told", () => {
  const directory = fresh("d");
  mkdirSync(directory);
  for (const file of [directory, "/proc/none.db", join(directory, "none/none.db")]) {
    refused(run("--reuse", file, "csr/good.pem"), 3, "file-not-written", file);
  }
});

test("a name that SQLite would take for something else is a file", () => {
  const directory = fresh("d");
  mkdirSync(directory);
  for (const name of [":memory:", "file:x?mode=memory"]) {
    execFileSync(command, ["--reuse", name, join(vectors, "csr/good.pem")], { cwd: directory });
    assert.ok(existsSync(join(directory, name)), name);
  }
});

test("another program that keeps the file is waited for, but not for ever", async () => {
  const file = fresh("db");
  run("--reuse", file, "csr/good.pem");
  const holder = spawn("python3", [
    "-c",
    "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('BEGIN EXCLUSIVE'); print('held',flush=True); input()",
    file,
  ]);
  await new Promise((resolve) => holder.stdout.once("data", resolve));
  const patient = start("--reuse", file, "csr/good.pem");
  refused(await patient.ended, 3, "reuse-busy", file);
  const other = start("--reuse", file, "csr/good.pem");
  setTimeout(() => holder.stdin.end("\n"), 1000);
  assert.equal((await other.ended).status, 0);
});
