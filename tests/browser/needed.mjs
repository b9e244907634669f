import { existsSync } from "node:fs";

export const missing = (what) => new Error(`${what} is missing: run tools/setup-tests.sh browsers`);

/** The path itself, if the program is there. */
export function needed(path) {
  if (!existsSync(path)) throw missing(path);
  return path;
}
