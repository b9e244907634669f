#!/usr/bin/env node
// make-tables.mjs PSL_FILE OUT_DIR compiles suffixes, countries, words, passwords and more into C++ tables in OUT_DIR. The
// same sources give the same bytes. A source of an unexpected shape stops the build: a gate must not lose its list.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import * as countries from "./countries.mjs";
import { encode, toCpp } from "./front-coding.mjs";
import * as passwords from "./passwords.mjs";
import * as publishedKeys from "./published-keys.mjs";
import * as specialPurpose from "./special-purpose.mjs";
import * as suffixes from "./suffixes.mjs";
import * as words from "./words.mjs";

const [pslFile, outDir] = process.argv.slice(2);
if (outDir === undefined) {
  console.error("usage: make-tables.mjs PSL_FILE OUT_DIR");
  process.exit(2);
}

mkdirSync(outDir, { recursive: true });
const BLOCK_SIZE = 128; // entries
const sizes = [];
for (const table of [countries, passwords, suffixes, words]) {
  try {
    const encoded = encode(table.read(pslFile), table.blockSize ?? BLOCK_SIZE);
    writeFileSync(path.join(outDir, table.file), toCpp(table.name, encoded, table.source));
    sizes.push(`${table.name} ${encoded.count} entries, ${encoded.data.length + 2 * encoded.offsets.length} bytes\n`);
  } catch (error) {
    console.error(`keyseal: table ${table.name}: ${error.message}`);
    process.exit(1);
  }
}
for (const table of [publishedKeys, specialPurpose]) {
  try {
    const { text, size } = table.write();
    writeFileSync(path.join(outDir, table.file), text);
    sizes.push(`${table.name} ${size}\n`);
  } catch (error) {
    console.error(`keyseal: table ${table.name}: ${error.message}`);
    process.exit(1);
  }
}
// Last: CMake takes it as the sign that all tables are there.
writeFileSync(path.join(outDir, "tables.stamp"), sizes.join(""));
