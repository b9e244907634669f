import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { errorOf, keyseal, packageFolder, workFolder } from "./cli-tool.mjs";

const names = (count) => Array.from({ length: count }, (_, i) => ["--dns", `n${i}.example.com`]).flat();
const long = (length) => `${"a".repeat(length)}.example.com`;

/** Options after `generate`, the code, the field and the exit status that must come. */
const refused = [
  // 1: what is asked for is not acceptable
  [[], "no-names", "names", 1],
  [names(1001), "too-many-names", "names", 1],
  [names(10_000), "too-many-names", "names", 1],
  [["--dns", ""], "name-not-valid", "dns[0]", 1],
  [["--dns", "www.example.com", "--dns", "a..example.com"], "name-not-valid", "dns[1]", 1],
  [["--dns", long(64)], "name-too-long", "dns[0]", 1],
  [["--dns", "www.exam\nple.com"], "name-not-valid", "dns[0]", 1],
  [["--dns", "localhost"], "name-internal", "dns[0]", 1],
  [["--dns", "*.co.uk"], "name-public-suffix", "dns[0]", 1],
  [["--dns", "www.*.example.com"], "wildcard-misplaced", "dns[0]", 1],
  [["--dns", "xn--zzzzzz.example.com"], "idn-not-valid", "dns[0]", 1],
  [["--ip", "10.0.0.1"], "ip-reserved", "ip[0]", 1],
  [["--ip", "1.2.3"], "ip-not-valid", "ip[0]", 1],
  [["--profile", "smime", "--email", "nobody"], "email-not-valid", "email[0]", 1],
  [["--profile", "spiffe", "--uri", "spiffe:"], "uri-not-valid", "uri[0]", 1],
  [["--dns", "www.example.com", "--uri", "https://example.com"], "name-kind-not-allowed", "uri[0]", 1],
  [["--profile", "stir-shaken", "--tn", "12:x"], "tn-not-valid", "tnAuthList[0]", 1],
  [["--profile", "stir-shaken", "--spc", "1234", "--tn", "telephone"], "tn-not-valid", "tnAuthList[1]", 1],
  [["--dns", "www.example.com", "--subject", "C=UK"], "country-not-valid", "subject[0]", 1],
  [["--dns", "www.example.com", "--subject", "C=DE,shoe=44"], "subject-type-unknown", "subject[1]", 1],
  [["--dns", "www.example.com", "--subject", "C=DE,O="], "subject-not-valid", "subject[1]", 1],
  [["--dns", "www.example.com", "--subject", "C=DE,+"], "subject-not-valid", "subject[1]", 1],
  [["--dns", "www.example.com", "--subject", "CN=example.org"], "common-name-not-in-san", "subject", 1],
  [["--dns", "www.example.com", "--key", "rsa-1024"], "key-type-unknown", "key", 1],
  [["--dns", "www.example.com", "--key", "toString"], "key-type-unknown", "key", 1],
  [["--dns", "www.example.com", "--key", "ecdsa-p224"], "key-type-unknown", "key", 1],
  [["--dns", "www.example.com", "--key", "ed25519"], "key-type-not-allowed", "key", 1],
  [["--dns", "www.example.com", "--profile", "tls"], "profile-unknown", "profile", 1],
  [["--uri", "spiffe://example.org/x", "--profile", "spiffe", "--must-staple"], "option-not-allowed", "mustStaple", 1],
  [["--dns", "www.example.com", "--iterations", "599999"], "kdf-below-floor", "sealing", 1],
  [["--dns", "www.example.com", "--iterations", "4294967295"], "kdf-too-costly", "sealing", 1],
  // 2: usage
  [["--dns"], "usage", "--dns", 2],
  [["--dns", "--ip", "192.0.2.1"], "usage", "--dns", 2],
  [["--dn", "www.example.com"], "usage", "argument 2", 2],
  [["-d", "www.example.com"], "usage", "argument 2", 2],
  [["--dns", "www.example.com", "--force=yes"], "usage", "--force", 2],
  [["--dns", "www.example.com", "--no-force"], "usage", "argument 4", 2],
  [["--dns", "www.example.com", "--json", "--json"], "usage", "--json", 2],
  [["--dns", "www.example.com", "--key", "ed25519", "--key", "ed25519"], "usage", "--key", 2],
  [["--dns", "www.example.com", "--out="], "usage", "--out", 2],
  [["--dns", "www.example.com", "--workers", "0"], "usage", "--workers", 2],
  [["--dns", "www.example.com", "--workers", "17"], "usage", "--workers", 2],
  [["--dns", "www.example.com", "--workers", "1.5"], "usage", "--workers", 2],
  [["--dns", "www.example.com", "--iterations", "0x100000"], "usage", "--iterations", 2],
  [["--dns", "www.example.com", "--iterations", "4294967296"], "usage", "--iterations", 2],
  [["--dns", "www.example.com", "--kdf", "bcrypt"], "usage", "--kdf", 2],
  [["--dns", "www.example.com", "--kdf", "scrypt", "--iterations", "600000"], "usage", "--iterations", 2],
  [["--dns", "www.example.com", "--", "--force"], "usage", "argument 5", 2],
];

for (const [options, code, field, status] of refused) {
  const shown = options.join(" ").slice(0, 60).replace("\n", "\\n");
  test(`generate ${shown} is ${code} (${field}), status ${status}, and writes nothing`, async (t) => {
    const folder = workFolder(t);
    // After the options, so that "argument N" counts them only; without --out where that is what is tested.
    const run = await keyseal(["generate", ...options], { cwd: folder.out, input: "" });
    assert.deepEqual(errorOf(run), { code, field }, run.stderr);
    assert.equal(run.status, status);
    assert.equal(run.stdout, "");
    assert.deepEqual(folder.files(), []);
  });
}

test("1000 names are accepted", async (t) => {
  const folder = workFolder(t);
  const options = ["--passphrase-file", folder.passphraseFile, "--out", folder.out, "--json"];
  const run = await keyseal(["generate", ...names(1000), ...options]);
  assert.equal(run.status, 0, run.stderr);
  assert.equal(JSON.parse(run.stdout).names.length, 1000);
});

test("an error has nothing on standard output with --json either", async (t) => {
  const run = await keyseal(["generate", "--json", "--dns", "localhost"], { cwd: workFolder(t).out });
  assert.equal(run.stdout, "");
  assert.match(run.stderr, /^keyseal: name-internal: [^\n]*\n$/);
});

test("without a command, or with one that there is not, the status is 2", async () => {
  for (const [args, field] of [
    [[], undefined],
    [["generat"], "argument 1"],
    [["--verbose"], "argument 1"],
  ]) {
    const run = await keyseal(args);
    assert.equal(run.status, 2);
    assert.deepEqual(errorOf(run), { code: "usage", field });
  }
  assert.equal((await keyseal(["--version", "x"])).status, 2);
});

test("a passphrase as an argument is refused, and not repeated", async (t) => {
  const secret = "tulips-under-water-7";
  const start = ["generate", "--dns", "www.example.com"];
  const lines = [
    [...start, "--passphrase", secret],
    [...start, `--passphrase=${secret}`],
    [...start, `--password=${secret}`],
    [...start, `--passphrase-file`, "-", secret],
    [...start, secret],
    [...start, `--${secret}`],
    [...start, `-p${secret}`],
    [...start, `--force=${secret}`],
    [...start, `--workers=${secret}`],
    [...start, `--iterations=${secret}`],
    [...start, `--passphrase-file=${secret}`],
    [secret],
  ];
  for (const args of lines) {
    const run = await keyseal(args, { cwd: workFolder(t).out });
    assert.equal(run.status, 2, args.join(" "));
    assert.ok(!(run.stdout + run.stderr).includes("tulips"), run.stderr);
  }
  for (const args of lines.slice(0, 5)) {
    const run = await keyseal(args);
    assert.equal(errorOf(run).code, "usage");
    assert.match(run.stderr, /never taken from an argument/);
  }
});

test("whoever gives a passphrase as an option is told where it belongs, by every command and however it is written", async (t) => {
  const secret = "tulips-under-water-7";
  const folder = workFolder(t);
  for (const start of [
    ["generate", "--dns", "www.example.com", "--out", folder.out],
    ["check", "x"],
    ["verify-bundle", "x"],
  ]) {
    for (const words of [
      ["--passphrase", secret],
      [`--passphrase=${secret}`],
      [`--password=${secret}`],
      ["--pass", secret],
      [`--PASSPHRASE=${secret}`],
    ]) {
      const run = await keyseal([...start, ...words]);
      assert.deepEqual([run.status, errorOf(run).code, run.stdout], [2, "usage", ""], words.join(" "));
      assert.match(
        run.stderr,
        /^keyseal: usage: A passphrase is never taken from an argument: use --passphrase-file, /,
      );
      assert.ok(!run.stderr.includes("tulips"), run.stderr);
    }
    const other = await keyseal([...start, "--other", secret]);
    assert.doesNotMatch(other.stderr, /passphrase/);
  }
  assert.deepEqual(folder.files(), []);
});

/** Runs a changed copy of the package. */
async function runChanged(t, change) {
  const { base, out, passphraseFile } = workFolder(t);
  const copy = join(base, "package");
  cpSync(packageFolder, copy, { recursive: true });
  change(copy);
  const args = ["generate", "--dns", "www.example.com", "--passphrase-file", passphraseFile, "--out", out];
  return new Promise((done) => {
    execFile(join(copy, "keyseal-cli.mjs"), args, (error, stdout, stderr) =>
      done({ status: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test("a module that was changed is an environment error: status 3", async (t) => {
  const run = await runChanged(t, (copy) => writeFileSync(join(copy, "keyseal.wasm"), "\0asm"));
  assert.deepEqual([errorOf(run).code, run.status], ["wasm-hash-mismatch", 3]);
});

test("a fault inside is status 4, and tells nothing of its own", async (t) => {
  const broken = `
    export class KeysealError extends Error { constructor(code) { super("inside"); this.code = code; } }
    export class InputError extends KeysealError {}
    export class PassphraseError extends KeysealError {}
    export class EnvironmentError extends KeysealError {}
    export class MismatchError extends KeysealError {}
    export class InternalError extends KeysealError {}
    export const open = () => { throw new TypeError("tulips"); };
  `;
  const run = await runChanged(t, (copy) => writeFileSync(join(copy, "keyseal-node.mjs"), broken));
  assert.equal(run.stderr, "keyseal: internal: inside\n");
  assert.equal(run.status, 4);
});
