// The catalogues of what findings say, in wasm/core/rules/languages: English sentence to sentence. Of a sentence that a
// catalogue lacks the English is shown, so a build goes on; tests/element/languages/finding-texts.test.mjs does not.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = path.join(root, "wasm/core/rules/languages");
const read = (name) => readFileSync(path.join(root, name), "utf8");

const literal = '"((?:[^"\\\\]|\\\\.)*)"';
const unquoted = (text) => JSON.parse(`"${text}"`);
const all = (text, pattern) => [...text.matchAll(new RegExp(pattern, "gm"))].map(([, found]) => unquoted(found));

/** The phrases, in the order in which those that are patterns are tried. */
export const phrases = read("wasm/core/rules/languages/phrases.txt")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

/** With these codes an input can be refused (report_printer.cc). */
function inputErrors() {
  const codes = all(read("wasm/core/check/report_printer.cc"), "code == (?:ErrorCode::)(k\\w+)");
  const rows = [
    ...read("wasm/core/base/error_codes.def").matchAll(
      new RegExp(`^KEYSEAL_ERROR\\((k\\w+), .*?, \\w+, ${literal}\\)`, "gm"),
    ),
  ];
  return rows.filter(([, code]) => codes.includes(code)).map(([, , text]) => unquoted(text));
}

/** Where each English sentence stands: what a catalogue has to have, once each, in this order. */
export function englishSentences() {
  const places = new Map();
  const add = (place, texts) => {
    for (const text of texts) if (!places.has(text)) places.set(text, place);
  };
  add("rules.def", all(read("wasm/core/rules/rules.def"), `^KEYSEAL_RULE\\(.*, ${literal}\\)$`));
  add("remedies.def", all(read("wasm/core/rules/remedies.def"), `^KEYSEAL_REMEDY\\(${literal}`));
  add("issued_reasons.def", all(read("wasm/core/check/issued_reasons.def"), `^KEYSEAL_ISSUED\\(\\w+, ${literal}\\)$`));
  add("error_codes.def", inputErrors());
  add("languages/phrases.txt", phrases);
  return places;
}

/** Every catalogue by its language as it is written, English sentence to sentence. */
export function findingTexts() {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const textsIn = (name) => JSON.parse(readFileSync(path.join(folder, name), "utf8"));
  return new Map(names.sort().map((name) => [name.replace(".json", ""), textsIn(name)]));
}

/** Of each catalogue what the core says, in the core's order: patterns are tried in it. */
const ordered = () => {
  const english = [...englishSentences().keys()];
  const rows = (texts) => english.filter((sentence) => texts[sentence]).map((sentence) => [sentence, texts[sentence]]);
  return [...findingTexts()].map(([language, texts]) => [language, rows(texts)]);
};

/** The files for pages and for the command: name to text, one entry a line. */
export function findingFiles() {
  const packed = (rows) => rows.map((row) => row.map((text) => JSON.stringify(text)).join(":")).join(",\n");
  return new Map(ordered().map(([language, rows]) => [`${language}.json`, `{\n${packed(rows)}\n}\n`]));
}

/** All of it in one, for the offline page: the English sentences, and of each language those in their order. */
export function findingLists() {
  const all = [...findingTexts()];
  const english = [...englishSentences().keys()];
  const texts = all.map(([language, of]) => [language, english.map((sentence) => of[sentence] ?? sentence)]);
  return { english, texts: Object.fromEntries(texts) };
}

const cString = (text) => JSON.stringify(text); // of what stands in a catalogue: text on one line, without a backslash

/** For wasm/check: of each language the sentences in the order of their bytes, and the patterns in that of phrases.txt. */
function asTables() {
  const byBytes = ([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other));
  const array = (name, rows) => {
    const lines = rows.map(([english, text]) => `  {${cString(english)}, ${cString(text)}},\n`);
    return `constexpr Translated ${name}[] = {\n${lines.join("")}};\n`;
  };
  const tables = ordered().map(([language, rows]) => {
    const name = `k_${language.replace("-", "_")}`;
    const patterns = rows.filter(([english]) => /\{\w+\}/.test(english));
    return {
      row: `  {"${language}", ${name}, ${name}_patterns},\n`,
      arrays: array(name, [...rows].sort(byBytes)) + array(`${name}_patterns`, patterns),
    };
  });
  const all = tables.map(({ row }) => row).join("");
  return `${tables.map(({ arrays }) => arrays).join("")}constexpr Language kLanguages[] = {\n${all}};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file] = process.argv.slice(2);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, asTables());
}
