// Runs shell samples of the documentation as a reader would: in bash, stopping at the first line that fails.
import { spawn } from "node:child_process";

/** Runs `code`; resolves to { status, output }. `input` is what the reader types. */
export function runShell(code, { cwd, env = {}, input = "" }) {
  const clean = { ...process.env };
  for (const name of ["KEYSEAL_PACKAGE_DIR", "KEYSEAL_WASM_DIR", "KEYSEAL_DIST_DIR"]) delete clean[name];
  return new Promise((done) => {
    // A session of its own: programs that would ask on a terminal take what is typed from standard input.
    // Below a second level, bash takes a socket there for a login from afar and reads the machine's own bashrc.
    const ownEnv = { ...clean, SHLVL: "2", ...env };
    const options = { cwd, env: ownEnv, detached: true, stdio: ["pipe", "pipe", "pipe"] };
    const child = spawn("bash", ["-euo", "pipefail", "-c", code], options);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.on("close", (status) => done({ status, output }));
  });
}
