// Writes js-bindings/src/base/error-codes.ts from wasm/core/base/error_codes.def, the only list. A test compares the two.
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("..", import.meta.url);

/** The rows of error_codes.def: { symbol, code, class, text }. */
export function readErrorCodes() {
  const text = readFileSync(new URL("wasm/core/base/error_codes.def", root), "utf8");
  const rows = [...text.matchAll(/^KEYSEAL_ERROR\((\w+), "([a-z0-9-]+)", (\w+), "((?:[^"\\]|\\.)*)"\)$/gm)];
  if (rows.length !== text.split("\n").filter((line) => line.startsWith("KEYSEAL_ERROR")).length) {
    throw new Error("error_codes.def has a line that is not understood");
  }
  return rows.map(([, symbol, code, className, message]) => ({
    symbol,
    code,
    class: className,
    text: message.replaceAll('\\"', '"'),
  }));
}

export function errorCodesModule() {
  const rows = readErrorCodes().map(
    ({ code, class: className, text }) =>
      `  ${JSON.stringify(code)}: { class: "${className}", text: ${JSON.stringify(text)} },`,
  );
  return `// Made by tools/make-error-codes.mjs from wasm/core/base/error_codes.def: change that.

export const errorCodes = {
${rows.join("\n")}
} as const;

/** A stable error code. */
export type ErrorCode = keyof typeof errorCodes;
`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL("js-bindings/src/base/error-codes.ts", root), errorCodesModule());
}
