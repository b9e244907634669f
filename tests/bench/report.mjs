// The results as a table to read.

const time = (ms) => (ms < 1 ? ms.toFixed(3) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0));
const ratio = (value) => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0));
const percent = (share) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;
const mebibytes = (bytes) => (bytes / 2 ** 20).toFixed(2);
const kibibytes = (bytes) => (bytes / 1024).toFixed(1);

/** Lines of cells: the first column to the left, the others to the right. */
function table(lines) {
  const widths = [];
  for (const line of lines) {
    for (const [column, cell] of line.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const align = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  return lines.map((line) => line.map(align).join("  ").trimEnd()).join("\n");
}

function timeCells({ what, mean, median, min, max, n, ratioToWebCrypto, shareOfClick }) {
  if (mean === undefined) return [what, "not there"];
  return [
    what,
    ...[mean, median, min, max].map(time),
    String(n),
    ratioToWebCrypto === undefined ? "" : ratio(ratioToWebCrypto),
    shareOfClick === undefined ? "" : percent(shareOfClick),
  ];
}

function targetText({ name, version, open, first, keys }) {
  const lines = [[`${name} ${version}, ms`, "mean", "median", "min", "max", "n", "x WebCrypto", "of click"]];
  lines.push(timeCells({ what: "open", ...open }));
  for (const { key, rows } of keys) {
    lines.push([key]);
    for (const row of rows) lines.push(timeCells({ ...row, what: `${row.phase ? "    " : "  "}${row.what}` }));
  }
  const firsts = `The first of all: open ${time(first.open)}, click on ${keys[0].key} ${time(first.click)}`;
  return `${table(lines)}\n${firsts}`;
}

function memoryText(rows) {
  const head = ["Memory, MiB", "reserved", "stack and data", "highest address used", "heap pages written"];
  const cells = rows.map((row) => [row.name, ...[row.reserved, row.heapBase, row.heapEnd, row.written].map(mebibytes)]);
  return table([head, ...cells]);
}

function sizesText(rows) {
  const cells = rows.map(({ name, raw, gzip, brotli }) => [name, ...[raw, gzip, brotli].map(kibibytes)]);
  return table([["Sizes, KiB", "raw", "gzip -9", "brotli 11"], ...cells]);
}

function componentText({ engines, wire }) {
  const lines = [["The component, ms", "mean", "median", "min", "max", "n", "x Chromium"]];
  const row = (what, values, unit) => [
    what,
    ...[values.mean, values.median, values.min, values.max].map(time),
    String(values.n),
    ratio(values.mean / unit.mean),
  ];
  const [first] = engines; // the unit of each ratio
  for (const { name, version, ready, clicks } of engines) {
    lines.push([`${name} ${version}`], row("  navigation to ready", ready, first.ready));
    for (const [at, click] of clicks.entries()) lines.push(row(`  click to ${click.key}`, click, first.clicks[at]));
  }
  const { files, raw, brotli } = wire;
  return `${table(lines)}\nOver the wire: ${kibibytes(raw)} KiB raw, ${kibibytes(brotli)} KiB brotli: ${files.join(", ")}`;
}

export function reportText({ about, targets, component, memory, sizes }) {
  const { date, cpu, cores, loadAverage, commit, keyseal, peers, runs } = about;
  const head = [
    `Keyseal ${keyseal.version}, commit ${commit}, wasm ${keyseal.wasmSha256.slice(0, 16)}`,
    `${date}, ${cpu}, ${cores} cores, load ${loadAverage.toFixed(1)} at the start, ${runs} runs`,
    `Peers: ${Object.entries(peers)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}, and each engine's own WebCrypto`,
    "All were measured in turns in one run. Ratios are of means; compare them, not milliseconds of different runs.",
    "A click makes the key, seals it (PBKDF2, 600,000 iterations) and signs the request; the peers make a bare key.",
    "A peer that needs less than 10 ms is repeated: its sample is the mean of those repeats.",
  ];
  return [
    head.join("\n"),
    ...targets.map(targetText),
    componentText(component),
    memoryText(memory),
    sizesText(sizes),
  ].join("\n\n");
}
