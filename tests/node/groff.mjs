import { execFileSync } from "node:child_process";

/** What groff has against the manual page in `file`, all that it warns of; "" for nothing. */
export function groffWarnings(file) {
  return execFileSync("sh", ["-c", 'groff -ww -mdoc -Tutf8 "$0" 2>&1 >/dev/null', file], { encoding: "utf8" });
}
