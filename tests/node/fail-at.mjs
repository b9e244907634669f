// Preloaded into the command: lets the FAIL_AT-th step on files fail with EIO, and links too if FAIL_LINKS is set.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { FAIL_AT, FAIL_LINKS, FAIL_FOLDER } = process.env;
let step = 0;

/** Only what happens in the folder counts: Node uses these functions itself, and so does reading the passphrase. */
const concerns = (target) => (typeof target === "string" ? target.startsWith(FAIL_FOLDER) : ours.has(target));
const ours = new Set();

for (const name of ["openSync", "writeFileSync", "fsyncSync", "closeSync", "linkSync", "renameSync"]) {
  const real = fs[name];
  fs[name] = (target, ...rest) => {
    if (concerns(target)) {
      if (name === "linkSync" && FAIL_LINKS) throw Object.assign(new Error(), { code: "EPERM" });
      if (++step === Number(FAIL_AT)) throw Object.assign(new Error(), { code: "EIO" });
    }
    const result = real(target, ...rest);
    if (name === "openSync" && concerns(target)) ours.add(result);
    if (name === "closeSync") ours.delete(target);
    return result;
  };
}
syncBuiltinESMExports();
