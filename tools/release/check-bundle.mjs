// check-bundle.mjs FOLDER: policies, contents and sizes of a bundle. Part of make release-check.
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseHeadersFile } from "../bundle/headers-file.mjs";
import { filesUnder } from "../bundle/manifest.mjs";
import { forbiddenIn, isProgram } from "./forbidden.mjs";
import { lintPolicies } from "./lint-policies.mjs";
import { budget, sizeTable } from "./sizes.mjs";

const folder = resolve(process.argv[2]);
const faults = [];
const show = (title, lines) => process.stdout.write(`\n${title}\n${lines.map((line) => `  ${line}\n`).join("")}`);

const rules = parseHeadersFile(readFileSync(join(folder, "headers/_headers"), "utf8"));
const policies = Object.fromEntries(
  Object.entries(rules)
    .map(([address, headers]) => [address, headers["Content-Security-Policy"]])
    .filter(([, policy]) => policy !== undefined),
);
const { lines, unexpected } = lintPolicies(policies);
show("csp_evaluator", lines);
if (unexpected > 0) faults.push(`${unexpected} findings of csp_evaluator that nobody expects`);

const programs = filesUnder(folder).filter(isProgram);
const found = programs.flatMap((path) =>
  forbiddenIn(readFileSync(join(folder, path))).map(({ what, at }) => `${path}: ${what}: ${JSON.stringify(at)}`),
);
show("What must not be in it", found.length > 0 ? found : [`nothing of it in ${programs.length} files`]);
if (found.length > 0) faults.push("something that must not be in it");

const { lines: table, portal } = sizeTable(folder);
show("Sizes", table);
if (portal > budget) faults.push(`${portal - budget} bytes over the size budget`);

process.stdout.write(`\n${basename(folder)}: ${faults.length === 0 ? "good" : faults.join("; ")}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
