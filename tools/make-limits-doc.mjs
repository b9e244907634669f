// Writes docs/limits.md from wasm/core/base/limits.h, the only list of the checker's budgets. A test compares the two.
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("..", import.meta.url);

/** The budgets: { name, value, what, of }. */
export function readLimits() {
  const source = readFileSync(new URL("wasm/core/base/limits.h", root), "utf8");
  const limits = [];
  let of = "";
  for (const line of source.split("\n")) {
    of = /^\/\/ (Of one .*)$/.exec(line)?.[1] ?? of;
    if (!line.startsWith("inline constexpr")) continue;
    const [, name, value, what] = /^inline constexpr \w+ (kMax\w+) = (.*); +\/\/ (.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`limits.h has a line that is not understood: ${line}`);
    limits.push({ name, value: readValue(value, limits), what, of });
  }
  return limits;
}

function readValue(text, known) {
  const numbers = text.replace(/u?int64_t\{(\d+)\}|size_t\{(\d+)\}/g, "$1$2").split(/ (<<|\*) /);
  const numberOf = (word) => known.find(({ name }) => name === word)?.value ?? Number(word);
  let value = numberOf(numbers[0]);
  for (let i = 1; i < numbers.length; i += 2) {
    value *= numbers[i] === "*" ? numberOf(numbers[i + 1]) : 2 ** numberOf(numbers[i + 1]);
  }
  if (!Number.isSafeInteger(value)) throw new Error(`limits.h has a value that is not understood: ${text}`);
  return value;
}

export function limitsPage() {
  const lines = [
    "# How much of an input is looked at",
    "",
    'Made from `wasm/core/base/limits.h` by `node tools/make-limits-doc.mjs`. What a stranger sends to the checker decides how much there is to do, but not how much is done: each of these budgets is counted, never timed, so that the native command and the module say the same on every machine. What is left out is told: by a finding that says so (M-02, M-03, and "not evaluated", which is an error under `--strict`), or by an error of the input.',
  ];
  let last = "";
  for (const { name, value, what, of } of readLimits()) {
    if (of !== last) lines.push("", `## ${of}`, "", "| at most | of what | in limits.h |", "|---|---|---|");
    last = of;
    lines.push(`| ${value.toLocaleString("en-US")} | ${what} | \`${name}\` |`);
  }
  return `${lines.join("\n")}\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL("docs/limits.md", root), limitsPage());
}
