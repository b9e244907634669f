// Running the judges: real programs, each with its output at hand. A judge that is missing fails the run.
import { execFile, execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where setup-tests.sh put the things of a part: { NAME: path }. It installs what is missing, or says why it cannot. */
export function setUpJudges(part = "interop") {
  const lines = execFileSync(`${root}tools/setup-tests.sh`, [part], { encoding: "utf8" }).trim().split("\n");
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

/** Runs a program to its end, whatever its status: { status, stdout, stderr }. Throws if it cannot be run at all. The
 * options are cwd, env (added to a bare one) and stdin (text). */
export function run(file, args, options = {}) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: "C.UTF-8", ...options.env };
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { maxBuffer: 1 << 26, cwd: options.cwd, env }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(new Error(`${file} cannot be run: ${error.message}`));
      else resolve({ status: error?.code ?? 0, stdout, stderr });
    });
    child.stdin?.on("error", () => {}); // a program that ended early: its status says why
    child.stdin?.end(options.stdin ?? "");
  });
}

/** Runs a program that must succeed, and returns its standard output. */
export async function runOk(file, args, options) {
  const { status, stdout, stderr } = await run(file, args, options);
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${status}:\n${stderr}${stdout}`);
  return stdout;
}

/** Reads a judge's answers, one JSON object a line, into a map by fixture. */
export function answersOf(stdout) {
  const answers = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return new Map(answers.map((answer) => [answer.fixture, answer]));
}
