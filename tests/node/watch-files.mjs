// Preloaded into the command: writes down what it does to files of WATCH_FOLDER, a line of JSON each in WATCH_LOG. With
// WATCH_NAME, random bytes are those alone, so that a test can be there before the command is.
import crypto from "node:crypto";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { WATCH_FOLDER, WATCH_LOG, WATCH_NAME } = process.env;
const append = fs.appendFileSync;
const paths = new Map(); // by descriptor

const note = (entry) => append(WATCH_LOG, `${JSON.stringify(entry)}\n`);
const within = (path) => typeof path === "string" && path.startsWith(WATCH_FOLDER);

for (const name of ["openSync", "writeFileSync", "fsyncSync", "closeSync", "linkSync", "renameSync"]) {
  const real = fs[name];
  fs[name] = (target, ...rest) => {
    const result = real(target, ...rest);
    if (name === "openSync" && within(target)) {
      paths.set(result, target);
      note([name, target, rest[0]]);
    } else if (paths.has(target)) {
      note([name, paths.get(target)]);
      if (name === "closeSync") paths.delete(target);
    } else if (within(target) && name !== "openSync") {
      note([name, target, ...(within(rest[0]) ? [rest[0]] : [])]);
    }
    return result;
  };
}
if (WATCH_NAME) crypto.randomBytes = () => Buffer.from(WATCH_NAME, "hex");
syncBuiltinESMExports();
