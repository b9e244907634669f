// How long a blocklist of a million keys takes to load natively, in each format, beside reading the file at all.
// node tests/bench/blocklists.mjs [entries]; the first run of each is not counted.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../node/support.mjs";
import { summarize } from "./statistics.mjs";

const command = process.env.KEYSEAL_CHECK ?? `${root}build/host-release/wasm/check/keyseal-check`;
const key = `${root}tests/vectors/check/key/ec-p256.pem`;
const count = Number(process.argv[2] ?? 1_000_000);
const rounds = 7;

/** The lists, by their names: the kind, and in which order its entries are. */
function lists() {
  const hashes = Array.from({ length: count }, (_, i) => createHash("sha256").update(`${i}`).digest());
  const hex = hashes.map((hash) => hash.toString("hex"));
  const sorted = [...hex].sort();
  const records = Buffer.alloc(16 * count, 7);
  for (const [i, text] of sorted.entries()) records.write(text.slice(0, 30), 16 * i, "hex");
  const lines = (texts) => `${texts.join("\n")}\n`;
  return {
    spki: lines(hex),
    "spki, sorted": lines(sorted),
    numbers: lines(hex.map((text) => `${text},2048`)),
    openssl: lines(hex.map((text) => text.slice(0, 20))),
    badkeys: records,
  };
}

/** Milliseconds of processor time and MiB of memory that the command takes: other work on the machine counts for neither. */
function check(...options) {
  const time = ["-f", "%U %S %M", command, key, ...options];
  const text = execFileSync("sh", ["-c", '/usr/bin/time "$@" 2>&1 >/dev/null', "sh", ...time], { encoding: "utf8" });
  const [user, system, memory] = text.trim().split(" ").map(Number);
  return { ms: (user + system) * 1000, memory: memory / 1024 };
}

function read(file) {
  const start = process.cpuUsage();
  readFileSync(file);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const folder = mkdtempSync(join(tmpdir(), "keyseal-bench-"));
try {
  const files = Object.entries(lists()).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return { name, option: `${name.split(",")[0]}=${file}`, file, loads: [], reads: [] };
  });
  const alone = [];
  for (let round = 0; round <= rounds; round++) {
    const bare = check();
    if (round > 0) alone.push(bare.ms);
    for (const { option, file, loads, reads } of files) {
      const [load, ms] = [check("--blocklist", option), read(file)];
      if (round > 0) [loads.push(load), reads.push(ms)];
    }
  }
  const start = summarize(alone).median;
  console.log(`${count} keys; processor time, less the ${start.toFixed(0)} ms of the command without a list`);
  for (const { name, file, loads, reads } of files) {
    const [loading, reading] = [summarize(loads.map(({ ms }) => ms)).median - start, summarize(reads).median];
    const cells = [
      name.padEnd(13),
      `${(readFileSync(file).length / 1e6).toFixed(0).padStart(3)} MB`,
      `${loading.toFixed(0).padStart(5)} ms`,
      `${(loading / reading).toFixed(1).padStart(5)} x reading the file`,
      `${Math.max(...loads.map(({ memory }) => memory))
        .toFixed(0)
        .padStart(4)} MiB at the most, the mapped file included`,
    ];
    console.log(cells.join("  "));
  }
} finally {
  rmSync(folder, { recursive: true });
}
