// What the tests of the command share: running it, a folder of one's own, and OpenSSL as judge.
import { execFile, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
export const packageFolder = resolve(process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`);
export const command = join(packageFolder, "keyseal-cli.mjs");
export const passphrase = "blue herons gather at noon";

/**
 * Runs the command without a terminal; resolves to { status, stdout, stderr } however it ends. `through` are the words of a
 * command that runs it.
 */
export function keyseal(args, { input, env, umask, through = [], ...options } = {}) {
  const inShell = umask === undefined ? [] : ["sh", "-c", `umask ${umask}; exec "$@"`, "sh"];
  const [file, ...words] = [...through, ...inShell, command, ...args];
  return new Promise((done) => {
    const child = execFile(file, words, { ...options, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      done({ status: error ? error.code : 0, signal: error?.signal ?? null, stdout, stderr });
    });
    child.stdin.on("error", () => {}); // a command that fails early does not read
    child.stdin.end(input ?? "");
  });
}

/** Starts the command and leaves it running. */
export function startKeyseal(args, options) {
  return spawn(command, args, options);
}

/** A new folder with a passphrase file beside it, removed after the test. */
export function workFolder(test) {
  const base = mkdtempSync(join(tmpdir(), "keyseal-cli-"));
  test.after(() => rmSync(base, { recursive: true, force: true }));
  const passphraseFile = join(base, "pass.txt");
  writeFileSync(passphraseFile, `${passphrase}\n`, { mode: 0o600 });
  const out = join(base, "out");
  execFileSync("mkdir", [out]);
  return { base, out, passphraseFile, files: () => readdirSync(out).sort() };
}

/** The options of a plain run. */
export function plain({ out, passphraseFile }, ...more) {
  return ["generate", "--dns", "www.example.com", "--passphrase-file", passphraseFile, "--out", out, ...more];
}

export function openssl(...args) {
  return execFileSync("openssl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** The code of `keyseal: CODE: text (field)` and the field, from the last line of standard error. */
export function errorOf({ stderr }) {
  const match = /^keyseal: ([a-z0-9-]+): .*?(?: \(([^()]*)\))?$/.exec(stderr.trimEnd().split("\n").at(-1));
  return match ? { code: match[1], field: match[2] } : undefined;
}
