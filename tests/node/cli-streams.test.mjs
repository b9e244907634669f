import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { test } from "node:test";
import { command, errorOf, plain, startKeyseal, workFolder } from "./cli-tool.mjs";

const names = ["www.example.com.csr.pem", "www.example.com.key.pem"];

function ended(child) {
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  return new Promise((done) => child.on("close", (status, signal) => done({ status, signal, stderr })));
}

for (const [signal, status] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
]) {
  test(`${signal} while an RSA key is made ends with ${status} and leaves nothing`, async (t) => {
    const folder = workFolder(t);
    const slowly = ["--iterations", "10000000"]; // seconds, however fast a key is found
    const args = plain(folder, "--key", "rsa-4096", "--workers", "3", ...slowly);
    const child = startKeyseal(args, { stdio: ["ignore", "pipe", "pipe"] });
    const end = ended(child);
    await new Promise((wake) => setTimeout(wake, 1500));
    assert.equal(child.exitCode, null);
    child.kill(signal);
    const run = await end;
    assert.deepEqual([run.status, run.signal], [status, null]);
    assert.equal(run.stderr, "keyseal: Stopped. No key was made.\n");
    assert.deepEqual(folder.files(), []);
  });
}

test("SIGINT while a passphrase is awaited from standard input ends with 130", async (t) => {
  const folder = workFolder(t);
  const args = ["generate", "--dns", "www.example.com", "--out", folder.out, "--passphrase-file", "-"];
  const child = startKeyseal(args, { stdio: ["pipe", "pipe", "pipe"] });
  const end = ended(child);
  await new Promise((wake) => setTimeout(wake, 1000));
  child.kill("SIGINT");
  assert.equal((await end).status, 130);
  assert.deepEqual(folder.files(), []);
});

test("a reader that goes away costs nothing: the files are there, the status is 0 and nothing is said", async (t) => {
  const folder = workFolder(t);
  const child = startKeyseal(plain(folder, "--json"), { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  const run = await ended(child);
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  assert.deepEqual(folder.files(), names);
});

test("a report that cannot be written is an error, and the files are there", async (t) => {
  const folder = workFolder(t);
  const full = openSync("/dev/full", "w");
  t.after(() => closeSync(full));
  const run = await ended(startKeyseal(plain(folder), { stdio: ["ignore", full, "pipe"] }));
  assert.deepEqual([errorOf(run), run.status], [{ code: "file-not-written", field: "standard output: ENOSPC" }, 3]);
  assert.deepEqual(folder.files(), names);
});

const withoutPassphrase = ({ out }) => ["generate", "--dns", "www.example.com", "--out", out];

test("a made passphrase that cannot be shown means no key", async (t) => {
  for (const device of ["/dev/full", "/dev/null"]) {
    const folder = workFolder(t);
    const stderr = openSync(device, "w");
    t.after(() => closeSync(stderr));
    const run = await ended(startKeyseal(withoutPassphrase(folder), { stdio: ["ignore", "ignore", stderr] }));
    assert.equal(run.status, device === "/dev/full" ? 3 : 2);
    assert.deepEqual(folder.files(), []);
  }
});

test("progress of RSA is not shown where standard error is no terminal", async (t) => {
  const folder = workFolder(t);
  const run = await new Promise((done) => {
    execFile(command, plain(folder, "--key", "rsa-2048"), (error, stdout, stderr) => done({ error, stdout, stderr }));
  });
  assert.deepEqual([run.error, run.stderr], [null, ""]);
});
