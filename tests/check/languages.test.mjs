// What findings say in other languages, of every vector under every profile: each sentence, detail and remedy has its
// words. tests/element/languages/finding-texts.test.mjs holds the sentences of the sources; details are put together.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { englishSentences } from "../../tools/finding-texts.mjs";
import { load, root } from "../element/support.mjs";

const native = process.env.KEYSEAL_CHECK ?? join(root, "build/host-release/wasm/check/keyseal-check");
const vectors = join(root, "tests/vectors/check");
const all = ["key", "csr", "certificate", "signature", "read"].flatMap((kind) =>
  readdirSync(join(vectors, kind)).map((name) => `${kind}/${name}`),
);
const { messageIn, translated } = await load("base/translation");

const profiles = ["tls-server", "smime", "tls-client", "spiffe", "stir-shaken", "private-pki", "code-signing"];
const asked = [
  ...profiles.map((profile) => ["--profile", profile, "--until", "2027-12-31"]),
  ...["mailbox", "organization", "sponsor", "individual"].map((level) => ["--profile", "smime", "--level", level]),
  ["--profile", "smime", "--generation", "legacy"],
  ["--level", "ev"],
  ["--primes", "lists/primes.txt", "--blocklist=spki=lists/compromised.txt"],
];

/** Every finding that any vector has, by its message. */
const findings = new Map();
for (const options of asked) {
  const words = [...all, "--json", "--date", "2026-11-21", ...options];
  const { stdout, status } = spawnSync(native, words, { cwd: vectors, encoding: "utf8", maxBuffer: 2 ** 28 });
  assert.equal(status, 1);
  for (const line of stdout.trim().split("\n")) {
    for (const finding of JSON.parse(line).findings ?? []) findings.set(finding.message, finding);
  }
}

/** Names, numbers and what mathematics writes: the same in every language. */
const nameless = [
  /^[\d-]+$/,
  /^d = (?:n - )?\d+$/,
  /^(?:RSA(?: \d+)?|RSASSA-PSS|(?:ECDSA|EC)(?: P-\d+)?|Ed\d+|X\d+|ML-(?:DSA|KEM)(?:-\d+)?|[\d.]+)$/, // keys
  /^(?:RFC \d+(?: [A-Z\d.]+)?)$/,
  /^(?:CN|O|C|organizationIdentifier)(?:, (?:CN|O|C|organizationIdentifier))*$/,
  /^(?:caSigningNonce|applicantSigningNonce)$/,
  /^[\w./-]+\.(?:pem|txt|csv|der|dat)$/, // files
];

test("many findings were made", () => assert.ok(findings.size > 400, `${findings.size}`));

/** A language that has every sentence, and says a star before it. */
const sentences = englishSentences();
const starred = new Map([...sentences.keys()].map((sentence) => [sentence, `*${sentence}`]));

test("every sentence and remedy has words", () => {
  for (const { message, remedy } of findings.values()) {
    assert.match(messageIn(starred, message) ?? "", /^\*/, message);
    if (remedy) assert.ok(sentences.has(remedy), remedy);
  }
});

test("every detail has words: what is none of phrases.txt is a name", () => {
  const left = new Set();
  for (const message of findings.keys()) {
    if (sentences.has(message)) continue;
    const ends = [...message.matchAll(/ \(/g)].map(({ index }) => index);
    const end = ends.find((index) => sentences.has(message.slice(0, index)));
    const detail = message.slice(end + 2, -1);
    if (translated(starred, detail) !== detail) continue;
    if (!nameless.some((pattern) => pattern.test(detail))) left.add(detail);
  }
  assert.deepEqual([...left], [], "wasm/core/rules/languages/phrases.txt lacks these");
});
