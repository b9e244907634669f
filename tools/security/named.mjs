/** Which tests SECURITY.md names, and by what each is run. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Folders whose tests CTest has, by the beginning of their names there, and the builds that have them. */
const folders = {
  "tests/constant_time": [{ name: "ConstantTime", presets: ["host-release"] }],
  "tests/fuzz": [{ name: "Fuzz", presets: ["host-release", "host-asan"] }],
  "tests/memory": [{ name: "Memory", presets: ["host-release", "host-asan"] }],
};

/** Commands that are run too. What else is named, as `make nightly`, takes hours and is for its own time. */
const commands = ["release-check", "fuzz"];

/** The files that `path` names: itself, or those that fit the star in its last part. */
function filesOf(root, path) {
  if (!path.includes("*")) return existsSync(join(root, path)) ? [path] : [];
  const [before, behind] = basename(path).split("*");
  return readdirSync(join(root, dirname(path)))
    .filter((name) => name.startsWith(before) && name.endsWith(behind))
    .map((name) => `${dirname(path)}/${name}`);
}

/** A test of the core stands in the folder of its room; where the name is told alone, the room is looked for. */
function inCore(root, name) {
  const found = readdirSync(join(root, "tests/core"), { recursive: true }).filter((path) => basename(path) === name);
  return `tests/core/${found[0] ?? name}`;
}

const suitesOf = (root, path) =>
  [...readFileSync(join(root, path), "utf8").matchAll(/^TEST(?:_[FP])?\((\w+),/gm)].map(([, suite]) => suite);

/**
 * Returns GoogleTest's `suites`, the `ctests`, Node's `files` and make's `commands` that the page names. Throws where it
 * names what is no test.
 */
export function testsNamed(root, page = readFileSync(join(root, "SECURITY.md"), "utf8")) {
  const named = { suites: new Set(), ctests: new Set(), files: new Set(), commands: new Set() };
  for (const [, text] of page.matchAll(/`([^`\n]+)`/g)) {
    const make = text.match(/^make ([a-z-]+)/)?.[1];
    if (commands.includes(make)) named.commands.add(make);
    const path = /^[a-z_\d]+_test\.cc$/.test(text) ? inCore(root, text) : text;
    if (!path.startsWith("tests/")) continue;
    const files = filesOf(root, path);
    if (files.length === 0) throw new Error(`SECURITY.md names ${path}, which is not there`);
    for (const file of files) {
      if (file in folders) for (const entry of folders[file]) named.ctests.add(entry);
      else if (file.endsWith("_test.cc")) for (const suite of suitesOf(root, file)) named.suites.add(suite);
      else if (file.endsWith(".test.mjs")) named.files.add(file);
      else if (!/^tests\/(bench|vectors|mutations)\b|\.supp$/.test(file))
        throw new Error(`SECURITY.md names ${file}, which is no test`);
    }
  }
  return Object.fromEntries(Object.entries(named).map(([kind, found]) => [kind, [...found]]));
}
