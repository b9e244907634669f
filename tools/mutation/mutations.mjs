/**
 * The list of mutations: protections that are taken out one by one, each with the test that must notice. An entry of
 * tests/mutations/AREA.json has `name`, `protects`, `file`, `find` (a text that stands exactly once in the file),
 * `replace`, and either `test` or, where nothing can observe it, `survives`: the reason.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a test is run by: each has one argument, a GoogleTest filter, a fuzzer's name or a test file. */
export const kinds = [
  "core",
  "asan",
  "memory",
  "fuzz",
  "check",
  "node",
  "element",
  "bundle",
  "browser",
  "portal",
  "tool",
];

const kebab = /^[a-z\d]+(-[a-z\d]+)*$/;

/** What is wrong with the form of an entry, or undefined. */
function faultOf(entry) {
  const { name, protects, file, find, replace, test, survives, "name-pattern": pattern, ...others } = entry;
  if (typeof name !== "string" || !kebab.test(name)) return "has no name in kebab-case";
  for (const [field, value] of Object.entries({ protects, file, find })) {
    if (typeof value !== "string" || value === "") return `has no ${field}`;
  }
  if (typeof replace !== "string" || replace === find) return "replaces nothing";
  if (Object.keys(others).length > 0) return `has an unknown field ${Object.keys(others)[0]}`;
  if (pattern !== undefined && typeof pattern !== "string") return "has a name-pattern that is no text";
  if (survives !== undefined) {
    return test === undefined && typeof survives === "string" && survives !== ""
      ? undefined
      : "survives without a reason";
  }
  const [kind, ...more] = Object.keys(test ?? {});
  if (!kinds.includes(kind) || more.length > 0 || typeof test[kind] !== "string") return "names no test";
}

/** All mutations below `root`, with their `area`. Throws where one is malformed, stale or stands twice. */
export function readMutations(root) {
  const folder = join(root, "tests/mutations");
  const all = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) =>
      JSON.parse(readFileSync(join(folder, name), "utf8")).map((entry) => ({ ...entry, area: name.slice(0, -5) })),
    );
  const names = new Set();
  for (const { area, ...entry } of all) {
    const fault = faultOf(entry) ?? (names.has(entry.name) ? "stands twice" : undefined);
    if (fault) throw new Error(`${area}: ${entry.name ?? "an entry"} ${fault}`);
    names.add(entry.name);
    const times = readFileSync(join(root, entry.file), "utf8").split(entry.find).length - 1;
    if (times !== 1) throw new Error(`${area}: ${entry.name} finds its text ${times} times in ${entry.file}`);
  }
  return all;
}
