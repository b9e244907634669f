#!/usr/bin/env node
// Every file of tests/vectors through keyseal-check: every-vector.mjs COMMAND. ctest runs it in each preset, so that the
// sanitizers watch the whole command. What is found is tests/core's; here nothing may stop it, whatever it is given.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [command] = process.argv.slice(2);
const vectors = fileURLToPath(new URL("../vectors", import.meta.url));
const files = readdirSync(vectors, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith(".py"))
  .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
  .sort();
assert.ok(files.length > 400, "the vectors are there");
const lists = ["compromised.txt", "debian.csv"].map((name) => `${vectors}/check/lists/${name}`);
const blocklists = [`--blocklist=spki=${lists[0]}`, `--blocklist=numbers:rsa-2048+ec-p256=${lists[1]}`];
const sanitizers = { ASAN_OPTIONS: "exitcode=99", UBSAN_OPTIONS: "exitcode=99:print_stacktrace=1" };

/** Judges every file with `options`; returns what is printed. */
function judge(...options) {
  const run = spawnSync(command, [...files, "--date", "2026-11-21", ...options], {
    encoding: "utf8",
    env: { ...process.env, ...sanitizers },
    maxBuffer: 2 ** 30,
  });
  assert.equal(run.error, undefined);
  assert.deepEqual([run.signal, run.stderr, run.status], [null, "", 1], options.join(" "));
  return run.stdout;
}

for (const profile of ["tls-server", "smime", "tls-client", "spiffe", "stir-shaken", "private-pki", "code-signing"]) {
  const json = judge("--json", "--profile", profile, "-j", "2");
  const inputs = json
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(new Set(inputs.map(({ file }) => file)), new Set(files), "every file has its report");
}
const text = judge("--strict", "--level", "ev", "--match", `${vectors}/check/csr/good.pem`, ...blocklists);
for (const file of files) assert.ok(text.includes(file), file);
process.stdout.write(`${files.length} files, under each profile\n`);
