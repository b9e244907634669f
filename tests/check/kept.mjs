// keyseal-check with the files that it keeps, for tests of them.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const command = process.env.KEYSEAL_CHECK ?? join(root, "build/host-release/wasm/check/keyseal-check");
export const vectors = join(root, "tests/vectors/check");
export const folder = mkdtempSync(join(tmpdir(), "keyseal-kept-"));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
/** A name in `folder` that nothing has yet. */
export const fresh = (end) => join(folder, `${++files}.${end}`);

const outcomeOf = ({ status, stdout, stderr, error }) => {
  if (error) throw error;
  return { status, stdout, stderr, objects: () => linesOf(stdout).map((line) => JSON.parse(line)) };
};
export const linesOf = (text) => text.split("\n").filter((line) => line !== "");
export const options = { cwd: vectors, encoding: "utf8", maxBuffer: 2 ** 28 };
export const run = (...words) => outcomeOf(spawnSync(command, words, options));
/** The same under bash, after `before`: limits, for one. */
export const runAfter = (before, ...words) =>
  outcomeOf(spawnSync("bash", ["-c", `${before}; exec "$0" "$@"`, command, ...words], options));

/** The same, beside others. */
export function start(...words) {
  const child = spawn(command, words, { cwd: vectors, stdio: ["ignore", "pipe", "pipe"] });
  const texts = ["", ""];
  [child.stdout, child.stderr].forEach((stream, i) => {
    stream.setEncoding("utf8").on("data", (text) => {
      texts[i] += text;
    });
  });
  const ended = new Promise((resolve) =>
    child.on("close", (status, signal) => resolve({ status, signal, stdout: texts[0], stderr: texts[1] })),
  );
  return { child, ended };
}

/** What a SQL statement finds in a file, asked by another SQLite than Keyseal's. */
export function ask(file, sql) {
  const script =
    "import sqlite3,json,sys; print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))";
  return JSON.parse(execFileSync("python3", ["-c", script, file, sql], { encoding: "utf8" }));
}

/** A vector in DER. */
export const derOf = (name) =>
  Buffer.from(readFileSync(join(vectors, name), "utf8").replace(/-----.*-----/g, ""), "base64");
