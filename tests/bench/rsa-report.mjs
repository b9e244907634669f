// The RSA benchmark's results as tables in Markdown.
import { expectedCandidates, modelOf } from "./rsa-model.mjs";
import { contestants, judge, workerCounts } from "./rsa-plan.mjs";
import { summarize } from "./statistics.mjs";

const goals = { 1: 1.0, 2: 0.8 }; // of Chromium's WebCrypto, by the number of workers
const maxCompileMs = 60;
const maxTablesMs = 20;

const time = (ms) => (ms < 1 ? ms.toFixed(3) : ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0));
const timeOrNothing = (ms) => (ms === undefined ? "" : time(ms));
const ratioText = (value) => value.toFixed(value < 10 ? 2 : 1);

/** Rows of cells, the first row the head, as a Markdown table whose numbers stand to the right. */
function table([head, ...rows]) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** { mean, median, min, max, n, error }: `error` is half the 95% interval of the mean. */
function spreadOf(values) {
  const summary = summarize(values);
  const squares = values.reduce((sum, value) => sum + (value - summary.mean) ** 2, 0);
  const error = values.length > 1 ? 1.96 * Math.sqrt(squares / (values.length - 1) / values.length) : Number.NaN;
  return { ...summary, error };
}

/** The ratio of two means, with half its 95% interval. */
function ratioOf(one, unit) {
  const value = one.mean / unit.mean;
  return { value, error: value * Math.hypot(one.error / one.mean, unit.error / unit.mean) };
}

const plusMinus = (error, format) => (Number.isFinite(error) ? ` ± ${format(error)}` : "");
const ratioCell = (one, unit) => {
  if (one === undefined || unit === undefined) return "";
  const { value, error } = ratioOf(one, unit);
  return ratioText(value) + plusMinus(error, ratioText);
};

/** What the samples are asked for: all by engine, contestant or part, and bits. */
function readerOf({ samples, about }) {
  const at = (...words) => samples[words.join(" ")] ?? [];
  const spread = (list, field = "ms") => {
    const values = list.map((sample) => sample[field]).filter((value) => value !== undefined);
    return values.length > 0 ? spreadOf(values) : undefined;
  };
  const partsOf = (engine, bits) => {
    const list = at(engine, "parts", bits);
    if (list.length === 0) return undefined;
    const names = Object.keys(list[0]);
    return Object.fromEntries(names.map((name) => [name, spread(list, name).median]));
  };
  const keyOf = (engine, id, bits) => spread(at(engine, id, bits));
  const modelFor = (engine, workers, bits) => {
    const parts = partsOf(engine, bits);
    return parts && modelOf(bits, workers, parts, about.cores);
  };
  return { at, spread, partsOf, keyOf, modelFor };
}

/**
 * The mean time of keys had they needed as many candidates as expected: the line through their times by their candidates
 * tells it without the luck of the sample.
 */
function meanWithoutLuck(list, bits) {
  if (list.length < 5) return undefined;
  const mean = (field) => list.reduce((sum, sample) => sum + sample[field], 0) / list.length;
  const [ms, tested] = [mean("ms"), mean("tested")];
  const shared = list.reduce((sum, sample) => sum + (sample.tested - tested) * (sample.ms - ms), 0);
  const squares = list.reduce((sum, sample) => sum + (sample.tested - tested) ** 2, 0);
  return ms + (shared / squares) * (expectedCandidates(bits) - tested);
}

function keysTable(results, bits) {
  const read = readerOf(results);
  const rows = [
    [`${bits} bits`, "keys", "mean ms", "median", "without luck", "model", "x its WebCrypto", `x ${judge}'s`],
  ];
  const unit = read.keyOf(judge, "webcrypto", bits);
  for (const { name: engine } of results.engines) {
    const own = read.keyOf(engine, "webcrypto", bits);
    for (const { id, name, argument } of contestants) {
      const key = read.keyOf(engine, id, bits);
      if (key === undefined) continue;
      const model = argument.workers ? read.modelFor(engine, argument.workers, bits) : undefined;
      rows.push([
        `${engine}: ${name}`,
        String(key.n),
        time(key.mean) + plusMinus(key.error, time),
        time(key.median),
        timeOrNothing(argument.workers === 1 ? meanWithoutLuck(read.at(engine, id, bits), bits) : undefined),
        timeOrNothing(model?.ms),
        ratioCell(key, own),
        ratioCell(key, unit),
      ]);
    }
  }
  return table(rows);
}

function goalsTable(results) {
  const read = readerOf(results);
  const rows = [["Goal", "at most", "by the mean", "without luck", "by the model"]];
  for (const bits of results.about.sizes) {
    const unit = read.keyOf(judge, "webcrypto", bits);
    if (unit === undefined) continue;
    for (const { name: engine } of results.engines) {
      for (const workers of workerCounts.filter((count) => goals[count] !== undefined)) {
        const key = read.keyOf(engine, `keyseal-${workers}`, bits);
        const model = read.modelFor(engine, workers, bits);
        const what = `${bits} bits, ${engine}, ${workers} worker${workers > 1 ? "s" : ""}`;
        const lucky = workers === 1 ? meanWithoutLuck(read.at(engine, "keyseal-1", bits), bits) : undefined;
        const by = [lucky, model?.ms].map((ms) => (ms === undefined ? "" : ratioText(ms / unit.mean)));
        rows.push([what, goals[workers].toFixed(1), ratioCell(key, unit), ...by]);
      }
    }
  }
  return table(rows);
}

const partNames = {
  sieve: "draw and sieve, a survivor",
  filter: "filter, a candidate",
  accept: "acceptance in the search, a prime",
  acceptOfBssl: "BN_primality_test, a prime",
  tables: "sieve tables, a call",
  derive: "d and CRT values",
  check: "conditions, last rounds, RSA_check_key",
  checkAndSign: "the same, signature and verification",
};

function partsTable(results) {
  const read = readerOf(results);
  const { sizes } = results.about;
  const columns = results.engines.flatMap(({ name }) => sizes.map((bits) => [name, bits]));
  const rows = [["Parts, median ms", ...columns.map(([name, bits]) => `${name} ${bits}`)]];
  const row = (what, of) => rows.push([what, ...columns.map((column) => of(...column) ?? "")]);
  for (const [part, what] of Object.entries(partNames)) {
    row(what, (engine, bits) => {
      const parts = read.partsOf(engine, bits);
      return parts && time(parts[part]);
    });
  }
  row("candidates a key, expected", (_, bits) => expectedCandidates(bits).toFixed(1));
  row("fixed part of the model", (engine, bits) => {
    const model = read.modelFor(engine, 1, bits);
    return model && `${time(model.fixed)} of ${time(model.ms)}`;
  });
  row("candidates a key, seen", (engine, bits) => {
    const tested = read.spread(read.at(engine, "keyseal-1", bits), "tested");
    return tested?.mean.toFixed(1);
  });
  row("worker and instance before the key", (engine, bits) => {
    const loading = read.spread(read.at(engine, "keyseal-1", bits), "loading");
    return loading && time(loading.median);
  });
  return table(rows);
}

function firstKeysTable(results) {
  const read = readerOf(results);
  const columns = workerCounts.map((workers) => `${workers} worker${workers > 1 ? "s" : ""}`);
  const rows = [[`First key of a page, ${results.about.sizes[0]} bits, median ms`, "keys", ...columns]];
  for (const { name: engine } of results.engines) {
    const lists = workerCounts.map((workers) => read.at(engine, "first", workers));
    const cells = lists.map((list) => timeOrNothing(read.spread(list)?.median));
    rows.push([engine, String(lists[0].length), ...cells]);
  }
  return table(rows);
}

const clickPhases = ["opening", "loading", "key", "sealing", "signing"]; // WebDriver does not keep their order

function clicksTable(results) {
  const read = readerOf(results);
  const rows = [["Whole click, median ms", "clicks", "all", "mean", ...clickPhases]];
  for (const { name: engine } of results.engines) {
    for (const key of ["ecdsa-p256", "rsa-3072"]) {
      const clicks = read.at(engine, "click", key);
      if (clicks.length === 0) continue;
      const all = read.spread(clicks);
      const phases = clickPhases.map((phase) =>
        time(
          read.spread(
            clicks.map((c) => c.phases),
            phase,
          ).median,
        ),
      );
      rows.push([`${engine}: ${key}`, String(all.n), time(all.median), time(all.mean), ...phases]);
    }
  }
  return table(rows);
}

function startUpTable(results) {
  const read = readerOf(results);
  const fields = ["fetching", "hashing", "compiling", "instantiating", "ms", "opening"];
  const rows = [["Start-up, median ms", "fetch", "hash", "compile", "instantiate", "both", "open()"]];
  for (const { name: engine } of results.engines) {
    const list = read.at(engine, "startUp");
    if (list.length > 0) rows.push([engine, ...fields.map((field) => time(read.spread(list, field).median))]);
  }
  const tables = results.about.sizes.map((bits) => read.partsOf(judge, bits)?.tables).filter(Boolean);
  const said = [`Goals in ${judge}: compile and instantiate at most ${maxCompileMs} ms from a warm cache`];
  if (tables.length > 0) said.push(`sieve tables at most ${maxTablesMs} ms, seen at most ${time(Math.max(...tables))}`);
  return `${table(rows)}\n\n${said.join("; ")}.`;
}

function pbkdf2Table(results) {
  const read = readerOf(results);
  const rows = [["PBKDF2, 600,000 iterations, median ms", "ours", "PKCS5_PBKDF2_HMAC", "ratio"]];
  for (const { name: engine } of results.engines) {
    const list = read.at(engine, "pbkdf2");
    if (list.length === 0) continue;
    const [ours, bssl] = [read.spread(list), read.spread(list, "bssl")];
    rows.push([engine, time(ours.median), time(bssl.median), ratioText(ours.median / bssl.median)]);
  }
  return table(rows);
}

export function rsaReport(results) {
  const { about, engines, loadAverages, failures, busyStarts } = results;
  const head = [
    "# RSA keys",
    "",
    `${about.date.slice(0, 10)}, commit ${about.commit}, ${about.cpu}, ${about.cores} cores, load ` +
      `${loadAverages[0].toFixed(1)} at the start and at most ${Math.max(...loadAverages).toFixed(1)}, ` +
      `${loadAverages.length - 1} of ${about.rounds} rounds. ${engines.map((one) => `${one.name} ${one.version}`).join(", ")}; ` +
      `${Object.entries(about.peers)
        .map(([name, version]) => `${name} ${version}`)
        .join(", ")}.`,
    "",
    "All were measured in turns in one run: compare ratios, not milliseconds of different runs. ± is half the 95% interval " +
      "of a mean. A key's time is that of the key alone, without opening, sealing and signing. The model is the expected " +
      "number of candidates times the time of one, and the fixed parts, each measured by itself. Without luck: the mean, had " +
      "the keys needed as many candidates as expected, by the line through their times. The first keys of a page, slow " +
      "while the engine still compiles, stand in a table of their own, and in the whole clicks.",
  ];
  const tables = [
    ...about.sizes.map((bits) => keysTable(results, bits)),
    goalsTable(results),
    partsTable(results),
    firstKeysTable(results),
    clicksTable(results),
    startUpTable(results),
    pbkdf2Table(results),
  ];
  if (busyStarts > 0) tables.push(`Measured though the machine did not become idle before: ${busyStarts} samples.`);
  if (failures.length > 0) tables.push(`Failed, and not counted: ${failures.join("; ")}`);
  return `${[head.join("\n"), ...tables].join("\n\n")}\n`;
}
