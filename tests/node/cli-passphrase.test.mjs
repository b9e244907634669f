import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { command, errorOf, keyseal, openssl, passphrase, startKeyseal, workFolder } from "./cli-tool.mjs";

const generate = ({ out }, ...more) => ["generate", "--dns", "www.example.com", "--out", out, ...more];

/** Asserts that OpenSSL opens the sealed key with these bytes. */
function assertOpens({ out, base }, bytes) {
  const file = join(base, "expected.txt");
  writeFileSync(file, Buffer.concat([Buffer.from(bytes), Buffer.from("\n")]));
  openssl("pkey", "-in", join(out, "www.example.com.key.pem"), "-passin", `file:${file}`, "-noout");
}

const fileContents = {
  "one line": [`${passphrase}\n`, passphrase],
  "no line end": [passphrase, passphrase],
  "a Windows line end": [`${passphrase}\r\n`, passphrase],
  "a byte order mark": [`\ufeff${passphrase}\r\n`, passphrase],
  "more lines": [`${passphrase}\nsecond line\n`, passphrase],
  "spaces at both ends": [`  ${passphrase} \n`, `  ${passphrase} `],
  "4096 bytes": [`${passphrase}\n${"x".repeat(4095 - passphrase.length)}`, passphrase],
};
for (const [what, [contents, expected]] of Object.entries(fileContents)) {
  test(`a passphrase file with ${what} opens the key by its first line, and so does standard input`, async (t) => {
    for (const source of ["file", "-"]) {
      const folder = workFolder(t);
      writeFileSync(folder.passphraseFile, contents);
      const path = source === "-" ? "-" : folder.passphraseFile;
      const run = await keyseal(generate(folder, "--passphrase-file", path), { input: contents });
      assert.deepEqual([run.status, run.stderr], [0, ""]);
      assertOpens(folder, expected);
    }
  });
}

const unreadable = {
  "4097 bytes": `${passphrase}\n${"x".repeat(4096 - passphrase.length)}`,
  "a NUL": `${passphrase}\0\n`,
  "UTF-16": Buffer.from(`\ufeff${passphrase}\n`, "utf16le"),
};
for (const [what, contents] of Object.entries(unreadable)) {
  test(`a passphrase file with ${what} is file-unreadable, and so is standard input`, async (t) => {
    for (const source of ["file", "-"]) {
      const folder = workFolder(t);
      writeFileSync(folder.passphraseFile, contents);
      const path = source === "-" ? "-" : folder.passphraseFile;
      const run = await keyseal(generate(folder, "--passphrase-file", path), { input: contents });
      assert.deepEqual([errorOf(run), run.status], [{ code: "file-unreadable", field: "--passphrase-file" }, 2]);
      assert.deepEqual(folder.files(), []);
    }
  });
}

test("a passphrase file that is missing, a folder or a device is file-unreadable", async (t) => {
  const folder = workFolder(t);
  mkdirSync(join(folder.base, "folder"));
  for (const path of [join(folder.base, "missing"), join(folder.base, "folder"), "/dev/zero", "/dev/null", ""]) {
    const run = await keyseal(generate(folder, "--passphrase-file", path));
    assert.deepEqual([errorOf(run), run.status], [{ code: "file-unreadable", field: "--passphrase-file" }, 2], path);
    assert.deepEqual(folder.files(), []);
  }
});

test("a passphrase that the gate refuses is status 1, and nothing is written", async (t) => {
  const refused = {
    "": "passphrase-empty",
    "blue herons ga": "passphrase-too-short",
    [`${"blue herons "}`.repeat(86)]: "passphrase-too-long",
  };
  for (const [contents, code] of Object.entries(refused)) {
    const folder = workFolder(t);
    const run = await keyseal(generate(folder, "--passphrase-file", "-"), { input: `${contents}\n` });
    assert.deepEqual([errorOf(run), run.status], [{ code, field: "passphrase" }, 1]);
    assert.deepEqual(folder.files(), []);
  }
});

test("a passphrase file that others can read gets a warning", async (t) => {
  for (const [mode, warned] of [
    [0o600, false],
    [0o640, true],
    [0o604, true],
  ]) {
    const folder = workFolder(t);
    chmodSync(folder.passphraseFile, mode);
    const run = await keyseal(generate(folder, "--passphrase-file", folder.passphraseFile));
    assert.equal(run.status, 0);
    assert.equal(/^keyseal: warning: .*chmod 600/m.test(run.stderr), warned, mode.toString(8));
  }
});

test("standard input is read to the end of the first line only: its other end may stay open", async (t) => {
  const folder = workFolder(t);
  const child = startKeyseal(generate(folder, "--passphrase-file", "-"), { stdio: ["pipe", "ignore", "inherit"] });
  child.stdin.write(`${passphrase}\n`);
  assert.equal(await new Promise((done) => child.on("close", done)), 0);
  assertOpens(folder, passphrase);
});

test("standard input can be a file, and the passphrase file a pipe", async (t) => {
  const folder = workFolder(t);
  const input = openSync(folder.passphraseFile);
  t.after(() => closeSync(input));
  const child = startKeyseal(generate(folder, "--passphrase-file", "-"), { stdio: [input, "ignore", "inherit"] });
  assert.equal(await new Promise((done) => child.on("close", done)), 0);
  assertOpens(folder, passphrase);

  const line = 'exec "$0" "$@" --force --passphrase-file <(sleep 0.5; echo "rivers bend slowly south")';
  execFileSync("bash", ["-c", line, command, ...generate(folder)]);
  assertOpens(folder, "rivers bend slowly south");
});

test("without terminal and file Keyseal makes a passphrase and shows it once, on standard error only", async (t) => {
  for (const more of [[], ["--json"]]) {
    const folder = workFolder(t);
    const run = await keyseal(generate(folder, ...more));
    assert.equal(run.status, 0, run.stderr);
    const made = /^Keyseal made this passphrase\. .*\n\n {4}(\S+)\n\n$/.exec(run.stderr)?.[1];
    assert.match(made, /^[a-z-]+$/);
    assert.ok(!run.stdout.includes(made));
    assertOpens(folder, made);
  }
});

/** Plays `steps` at a terminal; see terminal.py. */
function atTerminal(args, steps, env = {}) {
  const script = new URL("terminal.py", import.meta.url).pathname;
  const words = [script, JSON.stringify(steps), command, ...args];
  return new Promise((done, fail) => {
    execFile("python3", words, { env: { ...process.env, TERM: "xterm", ...env } }, (error, stdout) => {
      if (error) return fail(error);
      const { timedOut, ...run } = JSON.parse(stdout);
      if (timedOut !== null) return fail(new Error(`waited in vain for "${timedOut}" in: ${run.shown}`));
      done(run);
    });
  });
}

const ask = { expect: "Passphrase: " };
const askAgain = { expect: "The same again: " };
const typed = (text) => ({ type: `${text}\r` });

test("at a terminal the passphrase is asked for twice and not shown, and the terminal is as before", async (t) => {
  const folder = workFolder(t);
  const run = await atTerminal(generate(folder), [ask, typed(passphrase), askAgain, typed(passphrase)]);
  assert.deepEqual([run.status, run.hiddenWhileAsked, run.restored], [0, true, true], run.shown);
  assert.ok(!run.shown.includes("heron"));
  assert.match(run.shown, /A lost passphrase is a lost key/);
  assertOpens(folder, passphrase);
});

test("--passphrase-file - at a terminal asks too", async (t) => {
  const folder = workFolder(t);
  const args = generate(folder, "--passphrase-file", "-");
  const run = await atTerminal(args, [ask, typed(passphrase), askAgain, typed(passphrase)]);
  assert.deepEqual([run.status, run.hiddenWhileAsked], [0, true]);
  assert.ok(!run.shown.includes("heron"));
});

test("with standard error in a file the question is still on the terminal", async (t) => {
  const folder = workFolder(t);
  const log = join(folder.base, "log");
  const run = await atTerminal(generate(folder), [ask, typed(passphrase), askAgain, typed(passphrase)], {
    PTY_STDERR: log,
  });
  assert.equal(run.status, 0);
  assert.equal(readFileSync(log, "utf8"), "");
});

test("a pasted line and a second one typed ahead are both read", async (t) => {
  const folder = workFolder(t);
  const run = await atTerminal(generate(folder), [ask, { type: `${passphrase}\r${passphrase}\r` }]);
  assert.deepEqual([run.status, run.restored], [0, true], run.shown);
  assert.ok(!run.shown.includes("heron"));
  assertOpens(folder, passphrase);
});

test("the line can be edited: backspace takes whole characters, ^U everything, arrow keys and ^D nothing", async (t) => {
  const folder = workFolder(t);
  const first = {
    type: "wrong start\x15blüé密\x7f\x7f\x08ue heron\x1b[D\x1b[1;5C\x1bOAs\x04\x1bx gather\x07 at dusk\x7f\x7f\x7f\x7fnoon\r",
  };
  const run = await atTerminal(generate(folder), [ask, first, askAgain, typed(passphrase)]);
  assert.equal(run.status, 0, run.shown);
  assertOpens(folder, passphrase);
});

test("characters of several bytes arrive whole, also in pieces", async (t) => {
  const folder = workFolder(t);
  const text = "grüne Reiher über 密林";
  const bytes = Buffer.from(text);
  const pieces = [...bytes].map((byte) => ({ bytes: byte.toString(16).padStart(2, "0") }));
  const run = await atTerminal(generate(folder), [ask, ...pieces, { type: "\r" }, askAgain, typed(text)]);
  assert.equal(run.status, 0, run.shown);
  assertOpens(folder, text);
});

test("two that differ are asked for again, and the third time it is passphrase-differs", async (t) => {
  const folder = workFolder(t);
  const differ = [ask, typed(passphrase), askAgain, typed(`${passphrase}!`)];
  const text = { expect: "The two passphrases differ." };
  const good = await atTerminal(generate(folder), [
    ...differ,
    text,
    ask,
    typed(passphrase),
    askAgain,
    typed(passphrase),
  ]);
  assert.equal(good.status, 0, good.shown);
  const bad = await atTerminal(generate(folder, "--force"), [...differ, text, ...differ, text, ...differ]);
  assert.deepEqual([bad.status, bad.restored], [1, true]);
  assert.equal(errorOf({ stderr: bad.shown }).code, "passphrase-differs");
});

test("one that the gate refuses is asked for again", async (t) => {
  const folder = workFolder(t);
  const short = [ask, typed("short"), askAgain, typed("short"), { expect: "at least 15 characters." }];
  const run = await atTerminal(generate(folder), [...short, ask, typed(passphrase), askAgain, typed(passphrase)]);
  assert.equal(run.status, 0, run.shown);
  assertOpens(folder, passphrase);
});

test("an empty line is asked for again; ^D there ends with passphrase-empty", async (t) => {
  const folder = workFolder(t);
  const run = await atTerminal(generate(folder), [
    ask,
    typed(""),
    { expect: "Choose a passphrase." },
    ask,
    { type: "\x04" },
  ]);
  assert.deepEqual([run.status, run.restored], [1, true]);
  assert.equal(errorOf({ stderr: run.shown }).code, "passphrase-empty");
  assert.deepEqual(folder.files(), []);
});

test("a request that is refused is refused before anybody is asked", async (t) => {
  const folder = workFolder(t);
  const run = await atTerminal(["generate", "--dns", "localhost", "--out", folder.out], []);
  assert.equal(run.status, 1);
  assert.match(run.shown, /keyseal: name-internal: /);
  assert.ok(!run.shown.includes("Passphrase:"));
});

for (const [what, step, status] of [
  ["^C", { type: "\x03" }, 130],
  ["SIGTERM", { signal: 15 }, 143],
  ["SIGHUP", { signal: 1 }, 129],
]) {
  test(`${what} at the question ends with ${status}, and the terminal is as before`, async (t) => {
    for (const steps of [
      [ask, step],
      [ask, typed(passphrase), askAgain, { type: "blue" }, step],
    ]) {
      const folder = workFolder(t);
      const run = await atTerminal(generate(folder), steps);
      assert.deepEqual([run.status, run.restored, run.hiddenWhileAsked], [status, true, true], run.shown);
      assert.deepEqual(folder.files(), []);
    }
  });
}

test("at a terminal the search for an RSA key is told in one line, which is gone at the end; ^C stops it", async (t) => {
  const folder = workFolder(t);
  const args = generate(folder, "--key", "rsa-2048", "--passphrase-file", folder.passphraseFile);
  const run = await atTerminal(args, [{ expect: "Find the key" }]);
  assert.equal(run.status, 0, run.shown);
  const lines = run.shown.split("\r\x1b[K");
  assert.ok(lines.some((line) => /^Find the key, \d+\.\d s( \(.+\))?$/.test(line)));
  assert.match(lines.at(-1), /^Names:/);
  const dumb = await atTerminal([...args, "--force"], [], { TERM: "dumb" });
  assert.deepEqual([dumb.status, dumb.shown.includes("Find the key")], [0, false]);

  // After the question, so that a terminal whose mode was not put back would swallow the ^C.
  const other = workFolder(t);
  const question = [ask, typed(passphrase), askAgain, typed(passphrase)];
  const stop = [{ expect: "Find the key" }, { type: "\x03" }];
  const stopped = await atTerminal(generate(other, "--key", "rsa-4096"), [...question, ...stop]);
  assert.deepEqual([stopped.status, other.files()], [130, []]);
});
