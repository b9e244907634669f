// Public suffixes: the ICANN section of the Public Suffix List, which BR 3.2.2.6 speaks of. The private section lists
// names of customers of one owner, who may well have a wildcard certificate.
//
// Each rule becomes its A-labels in reverse order, so that neighbours share a beginning: "co.uk" is "uk.co", "*.ck" is
// "ck.*" and the exception "!www.ck" is "ck.!www". A top-level domain that has no rule of its own gets one: by the
// list's algorithm it is a suffix (rule "*"), and being in the table is what tells it from an internal name (N-09).

import { readFileSync } from "node:fs";
import { domainToASCII, domainToUnicode } from "node:url";

const RULES_MINIMUM = 6000;
const TOP_LEVEL_MINIMUM = 1300;

export const name = "PublicSuffixes";
export const file = "public_suffixes.inc";
export const blockSize = 16; // the checker looks for several in each name: 64 entries on the way took half of that
export const source = "the Public Suffix List's ICANN section (MPL 2.0)";

export function read(pslFile) {
  const text = readFileSync(pslFile, "utf8");
  const section = text.split("===BEGIN ICANN DOMAINS===")[1]?.split("===END ICANN DOMAINS===");
  if (section?.length !== 2) throw new Error("the list has no ICANN section");
  const rules = section[0]
    .split("\n")
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"))
    .map(toReversed);
  const table = new Set(rules);
  if (table.size !== rules.length || rules.length < RULES_MINIMUM) throw new Error(`${rules.length} rules`);

  const topLevels = new Set(rules.map((rule) => rule.split(".")[0]));
  if (topLevels.size < TOP_LEVEL_MINIMUM) throw new Error(`only ${topLevels.size} top-level domains`);
  for (const topLevel of topLevels) table.add(topLevel);

  for (const known of ["com", "uk.co", "ck", "ck.*", "ck.!www", "xn--p1ai", "arpa.in-addr"]) {
    if (!table.has(known)) throw new Error(`"${known}" is missing`);
  }
  for (const absent of ["io.github", "local", "internal", "example"]) {
    if (table.has(absent)) throw new Error(`"${absent}" is there`);
  }
  return [...table];
}

function toReversed(rule) {
  const [, mark, name] = /^(\*\.|!)?([^*!\s]+)$/u.exec(rule) ?? [];
  const ascii = domainToASCII(name ?? "");
  if (!/^[a-z0-9.-]+$/.test(ascii) || domainToUnicode(ascii) !== name)
    throw new Error("a rule has an unexpected shape");
  const labels = ascii.split(".");
  if (mark === "!") labels[0] = `!${labels[0]}`;
  if (mark === "*.") labels.unshift("*");
  return labels.reverse().join(".");
}
