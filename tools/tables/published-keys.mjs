// Keys whose private half is published (K-03), by the first eight bytes of their fingerprint: published-keys.txt says
// where they come from. A random key has one of these prefixes once in 2^57.

import { readFileSync } from "node:fs";

const MINIMUM = 100;

export const name = "PublishedKeys";
export const file = "published_keys.inc";

export function write() {
  const sources = [];
  const keys = [];
  for (const line of readFileSync(new URL("published-keys.txt", import.meta.url), "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const heading = /^\[([ -!#-[\]-~]+)\]$/.exec(line);
    if (heading) {
      sources.push(heading[1]);
      continue;
    }
    const [, prefix] = /^([0-9a-f]{16})[0-9a-f]{48}( |$)/.exec(line) ?? [];
    if (prefix === undefined || sources.length === 0) throw new Error("a line has an unexpected shape");
    keys.push({ prefix, source: sources.length - 1 });
  }
  if (keys.length < MINIMUM || sources.length > 255)
    throw new Error(`${keys.length} keys of ${sources.length} sources`);
  keys.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  if (keys.some(({ prefix }, i) => prefix === keys[i - 1]?.prefix)) throw new Error("a key stands twice");
  const lines = (values, each) =>
    Array.from(
      { length: Math.ceil(values.length / each) },
      (_, i) => `${values.slice(i * each, (i + 1) * each).join(",")},`,
    );
  const text = [
    "// Made by tools/tables/make-tables.mjs from tools/tables/published-keys.txt.",
    "constexpr uint64_t kPrefixes[] = {",
    ...lines(
      keys.map(({ prefix }) => `0x${prefix}`),
      5,
    ),
    "};",
    "constexpr uint8_t kSourceOfKey[] = {",
    ...lines(
      keys.map(({ source }) => source),
      30,
    ),
    "};",
    "constexpr std::string_view kSources[] = {",
    ...sources.map((source) => `"${source}",`),
    "};",
    "",
  ].join("\n");
  return { text, size: `${keys.length} entries, ${9 * keys.length} bytes` };
}
