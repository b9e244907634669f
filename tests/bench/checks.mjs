// How many requests are checked in a second, each with a key of its own: beside a bare verification, natively on one core
// and on all, in Node, in browsers, and by others on the same files. node tests/bench/checks.mjs [rounds]. But for the
// first table times are a clock's, of the whole call or process, in turns; others have rules of their own, so the rate is
// no more than that: a rate. BENCH_KINDS="ECDSA P-256,RSA 2048" says of which keys; BENCH_BARE=yes stops after the first
// table.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../node/support.mjs";
import { measureBare } from "./bare.mjs";
import { requestsOf } from "./requests.mjs";
import { summarize } from "./statistics.mjs";
import { startTarget } from "./targets.mjs";

const command = process.env.KEYSEAL_CHECK ?? `${root}build/host-release/wasm/check/keyseal-check`;
const rounds = Number(process.argv[2] ?? 5);
const cores = os.cpus().length;
const many = 4000; // for whoever takes several files at once
const some = 1000;
const few = 100; // for whoever is started anew for each
// How many keys of a kind: long ones take openssl a while.
const kinds = { "ECDSA P-256": 500, "RSA 2048": 300, "RSA 3072": 60, "RSA 4096": 40 };
const chosen = (process.env.BENCH_KINDS ?? Object.keys(kinds).join(",")).split(",");
const onlyBare = process.env.BENCH_BARE === "yes";

execFileSync(`${root}tools/build-native.sh`, ["keyseal-check", "bare-verification"]);
const tools = onlyBare ? "" : execFileSync(`${root}tools/setup-tests.sh`, ["agreement"], { encoding: "utf8" });
const toolAt = (name) => tools.match(new RegExp(`^${name}=(.*)$`, "m"))[1];

const badkeysProgram = `
import sys
from pathlib import Path
from badkeys.checks import allchecks, detectandcheck
checks = [name for name in allchecks if name != "blocklist"]
for line in sys.stdin:
    detectandcheck(Path(line.rstrip("\\n")).read_text(), checks=checks)
`;

const folder = mkdtempSync(join(tmpdir(), "keyseal-bench-"));
const targets = [];

/** Milliseconds that a program takes. */
function timeOf(file, words, input) {
  const started = performance.now();
  execFileSync(file, words, { input, stdio: ["pipe", "ignore", "ignore"], maxBuffer: 2 ** 30 });
  return performance.now() - started;
}

/** Whoever is measured: a name, how many requests to a turn, and what a turn is. */
function rowsFor(files, pems) {
  const list = `${files.join("\n")}\n`;
  const lists = (count) => list.repeat(count / files.length);
  const xargs = (count, ...words) => timeOf("xargs", [...words], lists(count));
  const tasks = files.map((file, index) =>
    JSON.stringify({ file, day: "2026-11-21", policy: "dv", issued: join(folder, `issued-${index}.pem`) }),
  );
  return [
    ["Keyseal, native, one core", many, () => xargs(many, command)],
    [`Keyseal, native, -j ${cores}`, many, () => xargs(many, command, "-j", `${cores}`)],
    ...targets.map((target) => [
      `Keyseal, ${target.name}`,
      many,
      async () => (await target.run("check", { pems, count: many })).ms,
    ]),
    ["openssl req -verify", few, () => xargs(few, "-n", "1", "openssl", "req", "-verify", "-noout", "-in")],
    ["badkeys", some, () => timeOf(toolAt("AGREEMENT_PYTHON"), ["-c", badkeysProgram], lists(some))],
    [
      "zlint and goodkey, with a certificate made",
      some,
      () => timeOf(toolAt("AGREEMENT_JUDGES"), [], `${tasks.join("\n")}\n`.repeat(some / few)),
    ],
  ];
}

try {
  console.log(`Processor time of one check, microseconds, the median of ${rounds} turns\n`);
  for (const kind of chosen) {
    const { check, verification, once } = measureBare(await requestsOf(kind, kinds[kind]), folder, rounds);
    const ratio = (check / verification).toFixed(2);
    console.log(
      `${kind.padEnd(14)}${check.toFixed(1).padStart(8)}, bare verification ${verification.toFixed(1).padStart(6)}: ` +
        `${ratio}; a run of ${kinds[kind]} different keys takes ${once.toFixed(2)} s once`,
    );
  }
  const engines = onlyBare ? "" : (process.env.BENCH_ENGINES ?? "Node Chromium");
  for (const name of engines.split(/[\s,]+/).filter(Boolean)) {
    const target = await startTarget(name);
    targets.push(target);
    await target.run("open");
  }
  for (const key of onlyBare ? [] : chosen) {
    const pems = (await requestsOf(key, kinds[key])).slice(0, few);
    const files = Array.from({ length: few }, (_, index) => join(folder, `${key.replace(" ", "-")}-${index}.pem`));
    files.forEach((file, index) => {
      writeFileSync(file, pems[index % pems.length]);
    });
    const rows = rowsFor(files, pems).map(([name, count, turn]) => ({
      name,
      count,
      turn,
      ms: [],
    }));
    for (let round = 0; round <= rounds; round++) {
      for (const { turn, ms } of rows) {
        const took = await turn();
        if (round > 0) ms.push(took); // the first is not counted
      }
    }
    console.log(`\n${key}, checks a second, the median of ${rounds} turns`);
    const rates = rows.map(({ name, count, ms }) => ({ name, rate: (count * 1000) / summarize(ms).median }));
    for (const { name, rate } of rates) {
      const ratio = rates[0].rate / rate;
      console.log(`${name.padEnd(46)}${rate.toFixed(0).padStart(8)}${`1/${ratio.toFixed(1)}`.padStart(10)}`);
    }
  }
  if (!onlyBare) await million();
} finally {
  for (const target of targets) await target.close();
  rmSync(folder, { recursive: true, force: true });
}

/** A million requests in one run: 500 files of 2000. */
async function million() {
  const pems = await requestsOf("ECDSA P-256", kinds["ECDSA P-256"]);
  const file = join(folder, "2000.pem");
  writeFileSync(file, pems.join("").repeat(2000 / pems.length));
  const words = ["-f", "%e %M", command, ...Array.from({ length: 500 }, () => file)];
  const text = execFileSync("sh", ["-c", '/usr/bin/time "$@" 2>&1 >/dev/null', "sh", ...words], { encoding: "utf8" });
  const [seconds, memory] = text.trim().split(" ").map(Number);
  console.log(`\nA million requests in one run: ${seconds} s, ${(memory / 1024).toFixed(0)} MiB at the most`);
}
