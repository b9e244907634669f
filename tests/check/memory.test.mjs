// The native commands without memory: the n-th allocation of the process fails, or every one from it on. They end with
// status 3 and out-of-memory, or as they would have; what was judged before is told, and no list is half-written.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";
import { TestAuthority } from "./test-authority.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const native = process.env.KEYSEAL_NATIVE ?? join(root, "build/host-release");
const checker = join(native, "wasm/check/keyseal-check");
const listMaker = join(native, "wasm/blocklist/keyseal-blocklist");
const preload = join(native, "tests/memory/libfailing_malloc.so");
const vectors = join(root, "tests/vectors/check");
const folder = mkdtempSync(join(tmpdir(), "keyseal-memory-"));
const out = join(folder, "list");
const ca = new TestAuthority("Example CA");
after(() => {
  ca.remove();
  rmSync(folder, { recursive: true });
});

/** Runs a command in which allocation `n` fails, or with `lasts` all from it on; 0 for none. */
function run(command, args, n = 0, lasts = false) {
  rmSync(out, { force: true });
  const { status, signal, output, error } = spawnSync(command, args, {
    cwd: vectors,
    encoding: "utf8",
    timeout: 60_000,
    env: {
      ...process.env,
      LD_PRELOAD: preload,
      KEYSEAL_FAILS_AT: String(n),
      ...(lasts && { KEYSEAL_FAILS_ON: "yes" }),
    },
    stdio: ["ignore", "pipe", "pipe", ...Array(6).fill("ignore"), "pipe"],
  });
  if (error) throw error;
  return { status, signal, stdout: output[1], stderr: output[2], wasRefused: output[9] !== "" };
}

/** Each of the first hundred allocations, then fewer and fewer of them, and the last ten that the command makes. */
function failEach(command, args, look) {
  const all = process.env.KEYSEAL_NIGHTLY !== undefined;
  const fail = (n) => {
    const once = run(command, args, n);
    if (!once.wasRefused) return false;
    look(once, `allocation ${n}`);
    look(run(command, args, n, true), `allocation ${n} and on`);
    return true;
  };
  let last = 0;
  let beyond = 1;
  while (fail(beyond)) {
    last = beyond;
    beyond += all || beyond < 100 ? 1 : Math.ceil(beyond / 8);
  }
  while (beyond - last > 1) {
    const middle = Math.floor((last + beyond) / 2);
    if (run(command, args, middle).wasRefused) last = middle;
    else beyond = middle;
  }
  assert.ok(last > 50, `${last} allocations`);
  for (let n = last; n > last - 10; n--) fail(n);
}

const linesOf = (text) => text.split("\n").filter((line) => line !== "");
const files = ["csr/good.pem", "key/rsa-2048.pem", "certificate/ov.pem", "csr/good-p384.pem", "key/rsa-roca.pem"];

// More files than threads may be ahead: where one thread is lost, the others wait, and must not do so for ever.
for (const [jobs, times] of [
  [1, 1],
  [3, 5],
]) {
  test(`keyseal-check -j ${jobs} judges rightly or says out-of-memory, and tells what it judged before`, () => {
    const given = Array.from({ length: times }, () => files).flat();
    const args = ["--json", "-j", String(jobs), "--blocklist=numbers:rsa-2048+ec-p256=lists/debian.csv", ...given];
    const right = run(checker, args);
    assert.deepEqual([right.status, right.stderr, linesOf(right.stdout).length], [1, "", given.length]);
    const rightLines = linesOf(right.stdout);
    let told = 0;
    failEach(checker, args, ({ status, signal, stdout, stderr }, which) => {
      assert.equal(signal, null, which);
      for (const [at, line] of linesOf(stdout).entries()) {
        const { file, error } = JSON.parse(line);
        assert.equal(file, given[at], which);
        if (error) assert.deepEqual([error.code, status], ["out-of-memory", 3], which);
        else assert.equal(line, rightLines[at], which);
      }
      if (status === 3) {
        assert.equal(stderr, "keyseal: out-of-memory: Not enough memory.\n", which);
        told += linesOf(stdout).length;
      } else {
        assert.deepEqual([status, stdout, stderr], [1, right.stdout, ""], which);
      }
    });
    assert.ok(told > 0, "of no input that was judged before was anything told");
  });
}

test("keyseal-check keeps and records what it tells, or says out-of-memory", () => {
  const [database, record] = [join(folder, "keys.db"), join(folder, "judged.jsonl")];
  const args = ["--reuse", database, "--record", record, "csr/good.pem", "csr/reused-other.pem", "csr/proof.pem"];
  const removeAll = () => {
    for (const file of [database, `${database}-journal`, record]) rmSync(file, { force: true });
  };
  const right = run(checker, args);
  assert.deepEqual([right.status, right.stderr], [1, ""]);
  removeAll();
  failEach(checker, args, ({ status, signal, stdout, stderr }, which) => {
    assert.equal(signal, null, which);
    const recorded = existsSync(record) ? linesOf(readFileSync(record, "utf8")) : [];
    for (const line of recorded) JSON.parse(line);
    if (status === 3) {
      assert.equal(stderr, "keyseal: out-of-memory: Not enough memory.\n", which);
      assert.ok(stdout === "" || recorded.length > 0, which);
    } else {
      assert.deepEqual([status, stdout, stderr, recorded.length], [1, right.stdout, "", 3], which);
    }
    assert.equal(existsSync(`${database}-journal`), false, which);
    removeAll();
  });
  removeAll();
});

test("keyseal-check compares with a key rightly, or says out-of-memory", () => {
  const args = ["--match", "key/ec-p256.pem", "certificate/match.pem"];
  const right = run(checker, args);
  failEach(checker, args, ({ status, stdout, stderr }, which) => {
    if (status === 3) return assert.match(stderr, /^keyseal: out-of-memory: Not enough memory\./, which);
    assert.deepEqual([status, stdout, stderr], [right.status, right.stdout, right.stderr], which);
  });
});

test("with a small address space keyseal-check says out-of-memory and what it judged before", () => {
  const args = ["--blocklist=lists/compromised.txt", ...files];
  let ended = 0;
  for (let kilobytes = 5000; ; kilobytes += 250) {
    const limited = ["-c", `ulimit -v ${kilobytes}; exec "$0" "$@"`, checker, ...args];
    const { status, stderr } = spawnSync("bash", limited, { cwd: vectors, encoding: "utf8" });
    if (status === 1) break; // enough
    if (!stderr.startsWith("keyseal: ")) continue; // too little for the loader: none of our code ran
    assert.deepEqual([status, stderr], [3, "keyseal: out-of-memory: Not enough memory.\n"], `${kilobytes} KiB`);
    ended++;
  }
  assert.ok(ended > 0, "no limit was between the loader's and the command's own");
});

test("keyseal-blocklist writes the whole list or none, and says out-of-memory", () => {
  ca.key("ec");
  ca.issue("ec", 0x1001);
  ca.revoke("1001", "keyCompromise");
  writeFileSync(join(ca.certificates, "ca.pem"), ca.certificate());
  const from = ["--crl", ca.crl(), "--certificates", ca.certificates, "--proof", "csr/proof.pem"];
  const args = ["--out", out, ...from, "numbers:rsa-2048=lists/debian.csv"];
  const right = run(listMaker, args);
  assert.equal(right.status, 0, right.stderr);
  const list = readFileSync(out);
  failEach(listMaker, args, ({ status, signal, stderr }, which) => {
    assert.equal(signal, null, which);
    if (status === 3) {
      const line = "keyseal-blocklist: out-of-memory: nothing was written\n";
      assert.deepEqual([stderr.endsWith(line), stderr.split(line).length], [true, 2], `${which}: ${stderr}`);
      assert.ok(!existsSync(out), which);
    } else {
      assert.equal(status, 0, which);
      assert.deepEqual(readFileSync(out), list, which);
    }
    assert.deepEqual(readdirSync(folder), existsSync(out) ? ["list"] : [], which);
  });
});
