// How RSA keys fare against everything else that makes them in a browser, in one run: node tests/bench/rsa.mjs after
// make package. BENCH_RSA_RUNS=N (100) shortens it, BENCH_RSA_ENGINES="Chromium Firefox WebKit" and
// BENCH_RSA_SIZES="2048 3072 4096" choose, and it ends after BENCH_RSA_MINUTES=N (55) at the latest. After every round
// all that was measured stands in build/bench-rsa.json, and as tables in build/bench-rsa.md. A run that is interrupted
// prints what it has.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import { engines } from "../browser/engines.mjs";
import { root } from "../node/support.mjs";
import { untilIdle } from "./idle.mjs";
import { besides, contestants, estimate, samplesIn, sizes, turnsIn, workerCounts } from "./rsa-plan.mjs";
import { rsaReport } from "./rsa-report.mjs";
import { preparePages, startRsaTarget } from "./rsa-targets.mjs";
import { hasTurn } from "./turns.mjs";

const say = (text) => process.stderr.write(`keyseal: ${text}\n`);
const minutes = (ms) => `${(ms / 60_000).toFixed(1)} minutes`;
const tooManyFailures = 20;
const giveUpMs = 20_000;
const pause = (ms) => new Promise((passed) => setTimeout(passed, ms));
const mostWaitMs = 3000;
const formMs = 2000; // a person fills in a form before the click; the engine clears away the page before meanwhile
const clicked = { "ecdsa-p256": { type: "ecdsa", curve: "P-256" }, "rsa-3072": { type: "rsa", modulusBits: 3072 } };

/** The words of an environment variable, each one of `known`. */
function chosen(variable, known) {
  const words = (process.env[variable] ?? known.join(" ")).split(/[\s,]+/).filter(Boolean);
  const isKnown = (word) => known.map(String).includes(word);
  if (words.length === 0 || !words.every(isKnown)) throw new Error(`${variable}: any of ${known.join(" ")}`);
  return known.filter((one) => words.includes(String(one)));
}

function settings() {
  const rounds = Number(process.env.BENCH_RSA_RUNS ?? 100);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("BENCH_RSA_RUNS is a number of rounds, 1 or more");
  const most = Number(process.env.BENCH_RSA_MINUTES ?? 55);
  if (!(most > 0)) throw new Error("BENCH_RSA_MINUTES is a number of minutes");
  const names = chosen("BENCH_RSA_ENGINES", Object.keys(engines));
  return { rounds, mostMs: most * 60_000, engines: names, sizes: chosen("BENCH_RSA_SIZES", sizes) };
}

const versionOf = (name) => JSON.parse(readFileSync(`${root}/node_modules/${name}/package.json`, "utf8")).version;

function aboutThis(run) {
  const git = ["-C", root, "describe", "--always", "--dirty", "--exclude=*"];
  return {
    date: new Date().toISOString(),
    cpu: os.cpus()[0].model.trim(),
    cores: os.cpus().length,
    commit: execFileSync("git", git, { encoding: "utf8" }).trim(),
    peers: { "node-forge": versionOf("node-forge"), jsrsasign: versionOf("jsrsasign") },
    ...run,
  };
}

/** The first key of each `open` on a page, which engines make before they have compiled the search to the end. */
function* firstKeys({ sizes: [bits] }) {
  for (const workers of workerCounts) yield { place: `first ${workers}`, step: "key", argument: { workers, bits } };
}

/**
 * What has its turn in this round: { place: where the samples go, step, argument, isFresh: on a page just loaded, inJudge:
 * samples there }.
 */
function* turnsOf(round, run) {
  const has = (turns) => turnsIn(run.rounds, turns) > 0 && hasTurn(round, run.rounds, turnsIn(run.rounds, turns));
  for (const bits of run.sizes) {
    for (const { id, step, argument, turns, inJudge } of contestants) {
      if (has(turns[bits])) yield { place: `${id} ${bits}`, step, argument: { ...argument, bits }, inJudge };
    }
    if (has(besides.parts.turns)) yield { place: `parts ${bits}`, step: "parts", argument: { bits } };
  }
  if (has(besides.startUp.turns)) {
    yield { place: "startUp", step: "startUp" };
    yield { place: "pbkdf2", step: "pbkdf2" };
  }
  if (!has(besides.clicks.turns)) return;
  for (const [name, key] of Object.entries(clicked)) {
    yield { place: `click ${name}`, step: "click", argument: { key }, isFresh: true };
  }
  yield* firstKeys(run);
}

let isCut = false; // by the clock, or by a signal, which a terminal sends to the browsers too

/** One sample in one engine. A failure is kept, and the engine started anew: it must not end a long run. */
async function take(target, { place, step, argument, isFresh }, results) {
  const at = `${target.name} ${place}`;
  try {
    if (isFresh) {
      await target.reload();
      await pause(formMs);
    }
    if (!(await untilIdle(mostWaitMs))) results.busyStarts += 1;
    const sample = await target.run(step, argument ?? {});
    if (sample.unavailable) return;
    results.samples[at] ??= [];
    results.samples[at].push(sample);
  } catch (error) {
    if (isCut) return;
    const failure = `${at}: ${error.message.slice(0, 200)}`;
    say(failure);
    results.failures.push(failure);
    if (results.failures.length > tooManyFailures) throw new Error("too much fails");
    await target.restart();
  }
}

function save(results) {
  mkdirSync(`${root}/build`, { recursive: true });
  writeFileSync(`${root}/build/bench-rsa.json`, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(`${root}/build/bench-rsa.md`, rsaReport(results));
}

async function main() {
  const run = settings();
  say(`${run.rounds} rounds in ${run.engines.join(", ")}: about ${minutes(estimate(run))}`);
  const results = {
    about: aboutThis(run),
    engines: [],
    loadAverages: [os.loadavg()[0]],
    samples: {},
    failures: [],
    busyStarts: 0,
  };
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      isCut = true;
      setTimeout(() => {
        process.stdout.write(rsaReport(results));
        process.exit(4);
      }, giveUpMs).unref(); // a browser that ended too may never answer
    });
  }
  const pages = await preparePages();
  const targets = [];
  try {
    for (const name of run.engines) targets.push(await startRsaTarget(name, pages.folder));
    results.engines = targets.map(({ name, version }) => ({ name, version }));
    const started = performance.now();
    for (const turn of firstKeys(run)) for (const target of targets) await take(target, turn, results);
    for (let round = 0; round < run.rounds && !isCut; round += 1) {
      for (const turn of turnsOf(round, run)) {
        for (const target of targets) {
          const samples = samplesIn(target.name, turn.inJudge ?? 1);
          for (let n = 0; n < samples && !isCut; n += 1) await take(target, turn, results);
        }
      }
      results.loadAverages.push(os.loadavg()[0]);
      save(results);
      const spent = performance.now() - started;
      const left = (spent / (round + 1)) * (run.rounds - round - 1);
      isCut ||= spent > run.mostMs;
      if ((round + 1) % 5 === 0) say(`round ${round + 1} of ${run.rounds}, about ${minutes(left)} left`);
    }
  } finally {
    save(results);
    for (const target of targets) await target.close().catch((error) => isCut || say(error.message));
    await pages.remove();
  }
  process.stdout.write(rsaReport(results));
}

main().catch((error) => {
  say(`the RSA benchmark failed: ${error.message}`);
  process.exitCode = 4;
});
