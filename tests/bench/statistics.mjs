// From samples to rows.
import { cases } from "./cases.mjs";

export function summarize(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const n = sorted.length;
  const middle = n >> 1;
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / n,
    median: n % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
    min: sorted[0],
    max: sorted[n - 1],
    n,
  };
}

const webCryptoStep = "webCrypto";

/** The rows of one key type: the click, its phases, the peers; each with its ratio of means to WebCrypto's. */
function rowsOf({ name: key, peers }, samplesOf) {
  const clicks = samplesOf(key, "generate");
  const rows = [{ what: "Keyseal, whole click", samples: clicks.map(({ ms }) => ms) }];
  for (const phase of Object.keys(clicks[0].phases)) {
    rows.push({ what: `phase ${phase}`, phase, samples: clicks.map(({ phases }) => phases[phase]) });
  }
  for (const { step, name } of peers) {
    const samples = samplesOf(key, step);
    rows.push({ what: name, step, samples: samples.filter(({ unavailable }) => !unavailable).map(({ ms }) => ms) });
  }
  for (const row of rows) if (row.samples.length > 0) Object.assign(row, summarize(row.samples));
  const unit = rows.find(({ step }) => step === webCryptoStep)?.mean;
  for (const row of rows) {
    if (row.phase) row.shareOfClick = row.mean / rows[0].mean;
    const compared = row.phase === undefined || row.phase === "key"; // WebCrypto neither seals nor signs
    if (unit !== undefined && row.mean !== undefined && compared) row.ratioToWebCrypto = row.mean / unit;
  }
  return { key, rows };
}

/** What a target gave: { name, version, open, first, keys }, from `samplesOf(key name or "open", step)`. */
export function summarizeTarget({ name, version }, samplesOf) {
  const opened = samplesOf("open", "open");
  const open = { samples: opened.map(({ ms }) => ms) };
  Object.assign(open, summarize(open.samples));
  const first = { open: opened[0].ms, click: samplesOf(cases[0].name, "generate")[0].ms };
  return { name, version, open, first, keys: cases.map((each) => rowsOf(each, samplesOf)) };
}
