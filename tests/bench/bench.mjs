// Measures everything in turns, so that what changes during the run meets all alike. Called by tools/bench.sh.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import { root } from "../node/support.mjs";
import { cases } from "./cases.mjs";
import { measureComponent } from "./component.mjs";
import { measureMemory } from "./memory.mjs";
import { reportText } from "./report.mjs";
import { measureSizes } from "./sizes.mjs";
import { summarizeTarget } from "./statistics.mjs";
import { startTarget, targetNames } from "./targets.mjs";
import { hasTurn } from "./turns.mjs";

const say = (text) => process.stderr.write(`keyseal: ${text}\n`);

function settings() {
  const runs = Number(process.env.BENCH_RUNS ?? 20);
  if (!Number.isInteger(runs) || runs < 1) throw new Error("BENCH_RUNS is a number of runs, 1 or more");
  const names = (process.env.BENCH_ENGINES ?? "Node Chromium").split(/[\s,]+/).filter(Boolean);
  const unknown = names.find((name) => !targetNames.includes(name));
  if (unknown !== undefined || names.length === 0) throw new Error(`BENCH_ENGINES: any of ${targetNames.join(" ")}`);
  return { runs, names: [...new Set(names)] };
}

function commit() {
  try {
    return execFileSync("git", ["-C", root, "describe", "--always", "--dirty", "--exclude=*"], {
      encoding: "utf8",
    }).trim();
  } catch {
    return "unknown";
  }
}

const versionOf = (name) => JSON.parse(readFileSync(`${root}/node_modules/${name}/package.json`, "utf8")).version;

async function measureTimes(targets, rounds) {
  const samples = new Map();
  const place = (target, key, step) => `${target.name} ${key} ${step}`;
  const sample = async (target, key, step, argument) => {
    const at = place(target, key, step);
    const result = await target.run(step, argument).catch((error) => {
      throw new Error(`${at}: ${error.message}`);
    });
    if (!samples.has(at)) samples.set(at, []);
    samples.get(at).push(result);
    return result;
  };
  let opened;
  for (let round = 0; round < rounds; round += 1) {
    say(`round ${round + 1} of ${rounds}`);
    for (const target of targets) opened = await sample(target, "open", "open");
    for (const { key, name, peers } of cases) {
      for (const target of targets) {
        await sample(target, name, "generate", { key });
        for (const peer of peers) {
          if (hasTurn(round, rounds, peer.runs)) await sample(target, name, peer.step, peer.argument);
        }
      }
    }
  }
  const keyseal = { version: opened.version, wasmSha256: opened.wasmSha256 };
  const results = targets.map((target) =>
    summarizeTarget(target, (key, step) => samples.get(place(target, key, step)) ?? []),
  );
  return { keyseal, results };
}

async function main() {
  const { runs, names } = settings();
  const about = {
    date: new Date().toISOString(),
    cpu: os.cpus()[0].model.trim(),
    cores: os.cpus().length,
    loadAverage: os.loadavg()[0],
    commit: commit(),
    peers: { "node-forge": versionOf("node-forge"), jsrsasign: versionOf("jsrsasign") },
    runs,
  };
  const targets = [];
  try {
    for (const name of names) targets.push(await startTarget(name));
    const { keyseal, results } = await measureTimes(targets, runs);
    say("the component in three engines");
    const component = await measureComponent(Math.min(runs, 10));
    say("memory and sizes");
    const memory = await measureMemory();
    const sizes = await measureSizes();
    const report = { about: { ...about, keyseal }, targets: results, component, memory, sizes };
    mkdirSync(`${root}/build`, { recursive: true });
    writeFileSync(`${root}/build/bench.json`, `${JSON.stringify(report, null, 1)}\n`);
    process.stdout.write(`${reportText(report)}\n`);
  } finally {
    for (const target of targets) await target.close();
  }
}

main().catch((error) => {
  say(`the benchmark failed: ${error.message}`);
  process.exitCode = 4;
});
