// P-256 generations in one Node process, without growth: node tests/endurance/node.mjs [GENERATIONS]
//
// KEYSEAL_PACKAGE_DIR takes another package than build/package. What it measures goes to standard output, a line for each
// fiftieth of the way, so that a run that is cut short has said something too.
import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { growthOf, readGenerations } from "./growth.mjs";

const packageDir = process.env.KEYSEAL_PACKAGE_DIR ?? new URL("../../build/package", import.meta.url).pathname;
const { open } = await import(`${packageDir}/keyseal-node.mjs`);
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

const generations = readGenerations(10_000);
const samples = 50;
const mostGrowthMb = { rss: 24, heap: 2, buffers: 1 }; // one worker that is kept holds more than all of it
const passphrase = "copper lantern orbit thistle";

const count = (folder) => readdirSync(`/proc/self/${folder}`).length;
const threadsAndHandles = () => ({
  threads: count("task"),
  files: count("fd"),
  resources: process.getActiveResourcesInfo().length,
});

/** Waits for the thread of the last call to be gone: to end it was asked for, but not waited for. */
async function settled(before) {
  while (before && count("task") > before.threads) await sleep(5);
  await collectGarbage({ type: "major", execution: "async" });
}

function sample() {
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const [ofProcess, heap, buffers] = [rss, heapUsed, arrayBuffers].map((bytes) => bytes / 2 ** 20);
  return { rss: ofProcess, heap, buffers };
}

/** The sealed key opens and is the one that the request is for. */
function assertKey({ sealedKeyPem, spkiSha256 }) {
  const spki = createPublicKey(createPrivateKey({ key: sealedKeyPem, passphrase })).export({
    type: "spki",
    format: "der",
  });
  assert.equal(createHash("sha256").update(spki).digest("hex"), spkiSha256);
}

const keyseal = await open();
const seen = Buffer.alloc(32 * generations); // not strings, which would be growth of our own
const taken = [];
const every = Math.max(1, Math.floor(generations / samples));
let before;
for (let made = 0; made < generations; ) {
  const generated = await keyseal.generate({ dns: ["www.example.com"], passphrase });
  seen.write(generated.spkiSha256, 32 * made, "hex");
  made += 1;
  if (made % every !== 0) continue;
  assertKey(generated);
  await settled(before);
  before ??= threadsAndHandles();
  taken.push(sample());
  const shown = Object.entries(taken.at(-1)).map(([name, megabytes]) => `${name} ${megabytes.toFixed(1)} MB`);
  console.log(`${made} generations: ${shown.join(", ")}, ${JSON.stringify(threadsAndHandles())}`);
}
await settled(before);

const keys = new Set(Array.from({ length: generations }, (_, at) => seen.toString("hex", 32 * at, 32 * at + 32)));
assert.equal(keys.size, generations, "two keys are the same");
assert.deepEqual(threadsAndHandles(), before, "threads or handles are left");
for (const [name, most] of Object.entries(mostGrowthMb)) {
  const growth = growthOf(taken.map((each) => each[name]));
  console.log(`${name} grew by ${growth.toFixed(2)} MB`);
  assert.ok(growth < most, `${name} grew by ${growth} MB`);
}
console.log(`${generations} generations, ${keys.size} keys: no growth`);
