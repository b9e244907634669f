// What a check takes beside a bare verification of the same requests by BoringSSL, both in processor time of one core,
// in turns. A check is what one request more takes in a long run: start and the comparison of moduli, which a run makes
// once, stand for themselves.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../node/support.mjs";
import { summarize } from "./statistics.mjs";

const command = process.env.KEYSEAL_CHECK ?? `${root}build/host-release/wasm/check/keyseal-check`;
const bare = `${root}build/host-release/tests/bench/native/bare-verification`;

/** Processor time of a command in seconds. */
function processorTime(words) {
  const script = 'TIMEFORMAT="%3U %3S"; { time "$@" >/dev/null; } 2>&1 | tail -n 1';
  const text = execFileSync("bash", ["-c", script, "bash", ...words], { encoding: "utf8" });
  return text
    .trim()
    .split(" ")
    .reduce((sum, part) => sum + Number(part), 0);
}

/** Microseconds of both over `requests`, and the seconds that a run takes once. */
export function measureBare(requests, folder, rounds) {
  const file = join(folder, "all.pem");
  writeFileSync(file, requests.join(""));
  const passes = Math.floor(3000 / requests.length); // three times that is below kMaxHeldInputs
  const filesOf = (count) => Array.from({ length: count }, () => file);
  const [checks, bares, fixed] = [[], [], []];
  for (let round = 0; round <= rounds; round++) {
    const verification = Number(execFileSync(bare, [file], { encoding: "utf8" })) / 1000;
    const short = processorTime([command, ...filesOf(passes)]);
    const long = processorTime([command, ...filesOf(3 * passes)]);
    if (round === 0) continue; // caches
    bares.push(verification);
    checks.push(((long - short) / (2 * passes * requests.length)) * 1e6);
    fixed.push(short - (long - short) / 2);
  }
  const median = (samples) => summarize(samples).median;
  return { check: median(checks), verification: median(bares), once: median(fixed) };
}
