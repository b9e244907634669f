// One list of error codes: the native one. TypeScript has the same, and some test provokes every one.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { errorCodesModule, readErrorCodes } from "../../tools/make-error-codes.mjs";
import { root } from "./support.mjs";

const rows = readErrorCodes();

test("codes and symbols are unique and kebab-case", () => {
  assert.equal(new Set(rows.map((row) => row.code)).size, rows.length);
  assert.equal(new Set(rows.map((row) => row.symbol)).size, rows.length);
  for (const { code } of rows) assert.match(code, /^[a-z]+(-[a-z]+)*$/);
});

test("the TypeScript table is made from the native list", () => {
  assert.equal(readFileSync(`${root}js-bindings/src/base/error-codes.ts`, "utf8"), errorCodesModule());
});

test("every code is expected by a test", () => {
  const sources = ["tests/core", "tests/node", "tests/browser", "tests/check"].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true })
      .filter((name) => /\.test\.mjs$|_test\.cc$/.test(name) && !name.endsWith("error-codes.test.mjs"))
      .map((name) => readFileSync(`${root}${folder}/${name}`, "utf8")),
  );
  const isExpected = ({ symbol, code }) =>
    sources.some(
      (source) =>
        source.includes(`ErrorCode::${symbol}`) || source.includes(`"${code}"`) || source.includes(`"${code} `),
    );
  assert.deepEqual(
    rows.filter((row) => !isExpected(row)).map((row) => row.code),
    [],
  );
});
