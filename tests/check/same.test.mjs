// keyseal check and keyseal-check are one checker: the same bytes on standard output and the same exit status, for every
// vector, whatever is asked.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const native = process.env.KEYSEAL_CHECK ?? join(root, "build/host-release/wasm/check/keyseal-check");
const packageDir = process.env.KEYSEAL_PACKAGE_DIR ?? join(root, "build/package");
const vectors = join(root, "tests/vectors/check");
const all = ["key", "csr", "certificate", "signature", "read"].flatMap((kind) =>
  readdirSync(join(vectors, kind))
    .sort()
    .map((name) => `${kind}/${name}`),
);
const date = ["--date", "2026-11-21"];

function outcomeOf(file, words, input) {
  const run = spawnSync(file, words, { cwd: vectors, input, maxBuffer: 2 ** 28 });
  if (run.error) throw run.error;
  return { status: run.status, stdout: run.stdout.toString(), complains: run.stderr.length > 0 };
}

/** Runs both; returns what they agree on. */
function agreed(words, input) {
  const ofModule = outcomeOf(process.execPath, [join(packageDir, "keyseal-cli.mjs"), "check", ...words], input);
  assert.deepEqual(ofModule, outcomeOf(native, words, input), words.join(" "));
  return ofModule;
}

for (const profile of ["tls-server", "smime", "tls-client", "spiffe", "stir-shaken", "private-pki", "code-signing"]) {
  for (const format of [[], ["--json"]]) {
    test(`of every vector, as ${profile}${format.join(" ")}`, () => {
      const { status, stdout } = agreed([...all, "--profile", profile, ...date, ...format]);
      assert.equal(status, 1);
      assert.ok(stdout.split("\n").length > all.length);
    });
  }
}

for (const options of [
  ["--strict"],
  ["--level", "ev"],
  ["--profile", "smime", "--level", "sponsor", "--generation", "strict"],
  ["--until", "2027-12-31"],
  ["--authority", "lets-encrypt"],
  ["--authority", "lets-encrypt", "--explain"],
  ["--profile", "smime", "--explain"],
  ["--profile", "smime", "--authority", "mozilla"],
  ["--match", "csr/good.pem"],
  ["--blocklist=spki=lists/compromised.txt", "--blocklist=numbers:rsa-1024+rsa-2048+ec-p256=lists/debian.csv"],
  ["--blocklist", "lists/blacklist.RSA-2048", "--strict"],
  ["--profile=private-pki", "--signer", "lists/signer-enciphers.pem", "--signer=lists/signer.pem"],
  ["--primes", "lists/primes.txt", "--primes=lists/primes.txt", "--strict"],
]) {
  test(`of every vector with ${options.join(" ")}`, () => {
    agreed([...all, ...date, ...options]);
    agreed([...all, ...date, "--json", ...options]);
  });
}

for (const language of ["de", "es", "fr", "ja", "zh-Hans"]) {
  // How details are taken apart is the same in all.
  const profiles = language === "de" ? ["tls-server", "smime", "spiffe", "stir-shaken", "code-signing"] : ["smime"];
  test(`of every vector in ${language}`, () => {
    for (const profile of profiles) {
      const options = ["--profile", profile, "--until", "2027-12-31", "--primes", "lists/primes.txt"];
      agreed([...all, ...date, ...options, "--language", language]);
      agreed([...all, ...date, "--profile", profile, "--explain", "--language", language]);
    }
    const json = ["-", "csr/good.pem", ...date, "--json"];
    const cut = "-----BEGIN CERTIFICATE-----\nMII";
    assert.equal(agreed([...json, "--language", language], cut).stdout, agreed(json, cut).stdout);
    agreed(["-", "none.pem", "--language", language, ...date], cut);
  });
}

test("of one that is acceptable, and of none that can be read", () => {
  const [good, ...blocks] = [...all].sort().map((name) => readFileSync(join(vectors, name), "utf8"));
  assert.equal(agreed(["csr/good.pem", ...date]).status, 0);
  agreed(["-", "--json", ...date], [good, "and\n", ...blocks].join(""));
  agreed(["-", "csr/good.pem", "-", ...date], good);
  for (const input of ["", "hello", "-----BEGIN PRIVATE KEY-----\n", "x".repeat(2 ** 20 + 1), Buffer.of(0x30, 0x80)]) {
    assert.equal(agreed(["-", ...date], input).status, 1);
    assert.equal(agreed(["-", "--json", ...date], input).status, 1);
  }
  assert.equal(agreed(["none.pem", ".", "expected.txt", "csr/good.pem", "--json"]).status, 1);
});

for (const [words, status] of [
  [[], 2],
  [["--wrong", "csr/good.pem"], 2],
  [["csr/good.pem", "--profile"], 2],
  [["csr/good.pem", "--profile", "none"], 2],
  [["csr/good.pem", "--profile="], 2],
  [["csr/good.pem", "--language", "DE"], 2],
  [["csr/good.pem", "--language="], 2],
  [["csr/good.pem", "--language", "en", ...date], 0],
  [["csr/good.pem", "--language=zh-Hans", ...date], 0],
  [["csr/good.pem", "--profile", "smime", "--profile", "smime"], 2],
  [["csr/good.pem", "--level", "xv"], 2],
  [["csr/good.pem", "--level", "mailbox"], 2],
  [["csr/good.pem", "--generation", "strict"], 2],
  [["csr/good.pem", "--until", "tomorrow"], 2],
  [["csr/good.pem", "--until", "2020-01-01"], 2],
  [["csr/good.pem", "--authority", "nobody"], 2],
  [["csr/good.pem", "--profile", "smime", "--generation", "lax"], 2],
  [["csr/good.pem", "--date", "2027-02-29"], 2],
  [["csr/good.pem", "--match="], 2],
  [["csr/good.pem", "--match", "--strict"], 2],
  [["csr/good.pem", "--strict=yes"], 2],
  [["csr/good.pem", "--explain=yes"], 2],
  [["csr/good.pem", "--explain", "--explain"], 2],
  [["csr/good.pem", "--strict", "--strict"], 2],
  [["csr/good.pem", "--match", "none.pem"], 2],
  [["csr/good.pem", "--match", "expected.txt"], 1],
  [["csr/good.pem", "--blocklist", "spkis=lists/compromised.txt"], 2],
  [["csr/good.pem", "--blocklist", "spki:rsa-2048=lists/compromised.txt"], 2],
  [["csr/good.pem", "--blocklist", "numbers="], 2],
  [["csr/good.pem", "--blocklist", "numbers:=lists/debian.csv"], 2],
  [["csr/good.pem", "--blocklist", "none.txt"], 2],
  [["csr/good.pem", "--blocklist", "csr/good.pem"], 1],
  [["csr/good.pem", "--primes"], 2],
  [["csr/good.pem", "--primes="], 2],
  [["csr/good.pem", "--primes", "none.txt"], 2],
  [["csr/good.pem", "--primes", "csr/good.pem"], 1],
  [["csr/good.pem", "--primes", "expected.txt"], 1],
  [["csr/good.pem", "--signer"], 2],
  [["csr/good.pem", "--signer="], 2],
  [["csr/good.pem", "--signer", "none.pem"], 2],
  [["csr/good.pem", "--signer", "lists/signer.pem", "--signer", "csr/good.pem"], 1],
  [["csr/good.pem", "--signer", "expected.txt"], 1],
  [["--", "csr/good.pem"], 0],
]) {
  test(`of the words ${words.join(" ")}`, () => {
    const outcome = agreed(words);
    assert.equal(outcome.status, status);
    assert.equal(outcome.complains, status !== 0);
    assert.equal(outcome.stdout === "", status !== 0);
  });
}
