#!/usr/bin/env node
// Keeps what tools/fuzz.sh found for a target: pack-corpus.mjs TARGET..., from build/fuzz/found into
// tests/vectors/fuzz/found/TARGET.txt. Only what reaches code that neither the seeds nor what is kept already reach, one
// input a line in base64, the shortest first and together no more than a limit.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const maxInput = 4096; // bytes
const maxPack = 100_000;

function filesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => join(folder, name));
}

function pack(target) {
  const work = mkdtempSync(join(tmpdir(), "keyseal-corpus-"));
  const [known, found] = [join(work, "known"), join(work, "found")];
  for (const folder of [known, found]) mkdirSync(folder);
  const seeds = [
    ...filesOf(join(root, "build/fuzz/corpus", target)),
    ...filesOf(join(root, "tests/vectors/fuzz", target)),
  ];
  for (const [at, file] of seeds.entries()) cpSync(file, join(known, `seed-${at}`));
  for (const file of filesOf(join(root, "build/fuzz/found", target))) {
    if (readFileSync(file).length <= maxInput) cpSync(file, join(found, file.replaceAll("/", "-")));
  }
  const program = join(root, "build/host-fuzz/tests/fuzz", `fuzz_${target}`);
  execFileSync(program, ["-merge=1", "-timeout=10", known, found], { stdio: ["ignore", "ignore", "pipe"] });
  const inputs = readdirSync(known)
    .filter((name) => !name.startsWith("seed-"))
    .map((name) => readFileSync(join(known, name)))
    .sort((a, b) => a.length - b.length || Buffer.compare(a, b));
  rmSync(work, { recursive: true });
  const file = join(root, "tests/vectors/fuzz/found", `${target}.txt`);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  let size = lines.reduce((sum, line) => sum + line.length + 1, 0);
  let left = 0;
  for (const line of inputs.map((input) => input.toString("base64"))) {
    if (size + line.length + 1 > maxPack) left++;
    else size += lines.push(line) && line.length + 1;
  }
  mkdirSync(join(root, "tests/vectors/fuzz/found"), { recursive: true });
  if (lines.length > 0) writeFileSync(file, `${lines.join("\n")}\n`);
  process.stdout.write(`${target}: ${lines.length} inputs in ${size} characters, ${left} left out\n`);
}

const targets = process.argv.slice(2);
if (targets.length === 0) {
  process.stderr.write("pack-corpus.mjs: say of which targets\n");
  process.exit(2);
}
execFileSync(process.execPath, [join(root, "tests/fuzz/make-corpus.mjs"), join(root, "build/fuzz/corpus")]);
for (const target of targets) pack(target);
