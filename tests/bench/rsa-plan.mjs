// What the RSA benchmark measures, how often, and what it is likely to cost.

/** Keys of each size in a full run of 100 rounds. */
const keys = { 2048: 100, 3072: 60, 4096: 40 };

export const sizes = Object.keys(keys).map(Number);
export const workerCounts = [1, 2, 4];

/** The engine whose WebCrypto is the unit of the goals. */
export const judge = "Chromium";

/**
 * The contestants: their step in the page with its argument, their turns in a full run (as many as there are keys where
 * nothing is said), and what one turn takes on a machine of 2026 in ms, all per size.
 */
export const contestants = [
  ...workerCounts.map((workers) => ({
    id: `keyseal-${workers}`,
    name: `Keyseal, ${workers} worker${workers > 1 ? "s" : ""}`,
    step: "key",
    argument: { workers },
    cost: workers === 1 ? { 2048: 230, 3072: 380, 4096: 680 } : { 2048: 850, 3072: 950, 4096: 1200 },
  })),
  {
    id: "webcrypto",
    name: "its WebCrypto",
    step: "webCrypto",
    inJudge: 5,
    cost: { 2048: 90, 3072: 300, 4096: 750 },
  },
  {
    id: "unchanged",
    name: "BoringSSL in wasm, unchanged",
    step: "unchanged",
    turns: { 2048: 12, 3072: 6, 4096: 4 },
    cost: { 2048: 280, 3072: 1150, 4096: 2600 },
  },
  {
    id: "forge",
    name: "node-forge",
    step: "forge",
    turns: { 2048: 6, 3072: 3, 4096: 2 },
    cost: { 2048: 1200, 3072: 4100, 4096: 7600 },
  },
  {
    id: "jsrsasign",
    name: "jsrsasign",
    step: "jsrsasign",
    turns: { 2048: 4, 3072: 1, 4096: 0 }, // minutes for a key
    cost: { 2048: 3000, 3072: 12000, 4096: 60000 },
  },
].map((contestant) => ({ turns: keys, argument: {}, inJudge: 1, ...contestant }));

/** How many samples a turn is in an engine. */
export const samplesIn = (engine, inJudge) => (engine === judge ? inJudge : 1);

/** What is measured besides, with its turns in a full run and the ms that one takes. */
export const besides = {
  parts: { turns: 6, cost: 2500 }, // for each size
  clicks: { turns: 8, cost: 8000 }, // with the first keys of the page that is loaded for them
  startUp: { turns: 20, cost: 250 },
};

const fullRounds = 100;

/** The turns of something in a run of `rounds`: in proportion, one at least where there are any. */
export const turnsIn = (rounds, turns) => (turns === 0 ? 0 : Math.max(1, Math.round((turns * rounds) / fullRounds)));

/** How long a run takes, in ms. */
export function estimate({ rounds, engines, sizes: chosen }) {
  const turns = (each) => turnsIn(rounds, each);
  const one = turns(besides.clicks.turns) * besides.clicks.cost + turns(besides.startUp.turns) * besides.startUp.cost;
  let ms = one * engines.length;
  for (const size of chosen) {
    ms += turns(besides.parts.turns) * besides.parts.cost * engines.length;
    for (const { turns: own, cost, inJudge } of contestants) {
      const samples = engines.reduce((sum, engine) => sum + samplesIn(engine, inJudge), 0);
      ms += turns(own[size]) * cost[size] * samples;
    }
  }
  return ms;
}
