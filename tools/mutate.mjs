// The mutation run: takes the protections of tests/mutations out one by one, in a checkout of its own, and demands that
// the test which each entry names fails. Prints a line for each and a table at the end; exits with 1 where one survives.
//
//   node tools/mutate.mjs [--area AREA] [--list] [NAME...]
//
// Each test is first seen to pass with nothing taken out. What is committed or staged is what is mutated.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readMutations } from "./mutation/mutations.mjs";
import { buildAndTest } from "./mutation/run-test.mjs";

const root = execFileSync("git", ["rev-parse", "--show-toplevel"], { encoding: "utf8" }).trim();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { area: { type: "string" }, list: { type: "boolean" } },
});
const all = readMutations(root);
const chosen = all.filter(
  ({ name, area }) =>
    (values.area === undefined || area === values.area) && (positionals.length === 0 || positionals.includes(name)),
);
if (chosen.length === 0) throw new Error("no mutation has that name");
if (values.list) {
  for (const { name, protects } of chosen) process.stdout.write(`${name}: ${protects}\n`);
  process.exit(0);
}

// As in make nightly: a test that tries each allocation, and not some of them, sees every protection.
process.env.KEYSEAL_NIGHTLY ??= "yes";

const tree = join(root, "build/mutants");

/** A checkout of what is here, with what was built here before, so that a mutation costs one file and one link. */
function prepare() {
  const git = (...args) =>
    execFileSync("git", ["-c", "user.name=mutations", "-c", "user.email=none", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  const commit = git("stash", "create") || git("rev-parse", "HEAD");
  mkdirSync(join(root, "build"), { recursive: true });
  if (!existsSync(join(tree, ".git"))) git("clone", "--quiet", "--shared", "--no-checkout", root, tree);
  execFileSync("git", ["fetch", "--quiet", root, commit], { cwd: tree });
  execFileSync("git", ["checkout", "--quiet", "--force", "--detach", commit], { cwd: tree });
  for (const made of ["node_modules", "build/wasm"]) {
    if (existsSync(join(root, made)) && !existsSync(join(tree, made))) {
      cpSync(join(root, made), join(tree, made), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    }
  }
}

const passing = new Map();
/** Whether the test passes while nothing is taken out; told once for each test. */
function passes(test, pattern) {
  const key = JSON.stringify([test, pattern]);
  if (!passing.has(key)) passing.set(key, buildAndTest(tree, test, pattern));
  return passing.get(key);
}

/** "killed", "survived", or what made the try worth nothing. */
function tryOne({ file, find, replace, test, "name-pattern": pattern }) {
  const before = passes(test, pattern);
  if (before.verdict !== "passed") return { outcome: `the test itself: ${before.verdict}`, output: before.output };
  const path = join(tree, file);
  const text = readFileSync(path, "utf8");
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  try {
    const { verdict, output } = buildAndTest(tree, test, pattern);
    const outcomes = { failed: "killed", passed: "survived", empty: "survived", unbuilt: "does not build" };
    return { outcome: outcomes[verdict], output };
  } finally {
    writeFileSync(path, text);
  }
}

prepare();
const table = [];
for (const mutation of chosen) {
  const begun = Date.now();
  const { outcome, output } = mutation.test ? tryOne(mutation) : { outcome: "justified" };
  const seconds = Math.round((Date.now() - begun) / 1000);
  table.push({ name: mutation.name, area: mutation.area, outcome, seconds });
  process.stdout.write(`${outcome.padEnd(10)} ${mutation.name} (${seconds} s)\n`);
  if (outcome !== "killed" && outcome !== "justified")
    process.stdout.write(`${output.split("\n").slice(-30).join("\n")}\n`);
}
writeFileSync(join(root, "build/mutants.json"), `${JSON.stringify(table, null, 2)}\n`);
const count = (outcome) => table.filter((row) => row.outcome === outcome).length;
const open = table.filter(({ outcome }) => outcome !== "killed" && outcome !== "justified");
process.stdout.write(
  `${table.length} mutations: ${count("killed")} killed, ${count("justified")} justified, ${open.length} open\n`,
);
for (const { name, outcome } of open) process.stdout.write(`open: ${name}: ${outcome}\n`);
process.exit(open.length === 0 ? 0 : 1);
