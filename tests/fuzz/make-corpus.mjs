#!/usr/bin/env node
// Writes the fuzzers' first inputs: make-corpus.mjs FOLDER. They are made of tests/vectors, into FOLDER/TARGET, and what
// long runs found is unpacked beside them (pack-corpus.mjs).
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const vectors = fileURLToPath(new URL("../vectors/", import.meta.url));
const profiles = ["tls-server", "tls-client", "smime", "spiffe", "stir-shaken", "private-pki", "code-signing"];
const levels = ["", "dv", "iv", "ov", "ev", "mailbox", "organization", "sponsor", "individual"];
const generations = ["", "strict", "multipurpose", "legacy"];

const out = process.argv[2];
if (out === undefined) {
  process.stderr.write("make-corpus.mjs: say where to\n");
  process.exit(2);
}
rmSync(out, { recursive: true, force: true });

function keep(target, name, bytes) {
  mkdirSync(join(out, target), { recursive: true });
  writeFileSync(join(out, target, name.replaceAll("/", "-")), bytes);
}

const derOf = (pem) => Buffer.from(pem.replace(/-----[^\n]*-----/g, ""), "base64");

/** The two bytes before a DER that tests/fuzz/targets/check.cc reads its options from. */
function optionBytes(words) {
  const [profile, ...rest] = words;
  const level = Math.max(
    0,
    levels.findIndex((each) => each !== "" && rest.includes(each)),
  );
  const generation = Math.max(
    0,
    generations.findIndex((each) => rest.includes(`generation=${each}`)),
  );
  const isEarly = rest.some((word) => /^\d{4}-/.test(word) && word < "2026-03-15");
  const flags = (rest.includes("strict") ? 1 : 0) | (isEarly ? 2 : 0) | ((level + levels.length * generation) << 2);
  return Buffer.from([profiles.indexOf(profile), flags]);
}

const rows = readFileSync(join(vectors, "check/expected.txt"), "utf8")
  .split("\n")
  .filter((line) => line.includes("|"))
  .map((line) => line.split("|").map((column) => column.trim()));

for (const [file, options] of rows) {
  const pem = readFileSync(join(vectors, "check", file), "utf8");
  const der = derOf(pem);
  const target = { csr: "csr", certificate: "certificate", key: "spki" }[file.split("/")[0]];
  if (target !== undefined) keep(target, file, der);
  keep("der", file, der);
  if (target === "csr") keep("signature", file, Buffer.concat([Buffer.from([3]), der]));
  keep("check", file, Buffer.concat([optionBytes(options.split(/\s+/)), der]));
  if (der.length < 700) keep("pem", file, pem);
  if (der.length < 700) keep("check_files", file, pem);
}

// Private keys, sealed and clear: nothing that the checker takes.
for (const name of readdirSync(join(vectors, "sealed")).filter((name) => /^clear-|\.p8\.der$|aes-256-cbc/.test(name))) {
  const der = readFileSync(join(vectors, "sealed", name));
  if (!name.endsWith(".der")) continue;
  keep("check", `sealed/${name}`, Buffer.concat([Buffer.from([0, 0]), der]));
  keep("der", `sealed/${name}`, der);
  keep("pem", `sealed/${name}`, `-----BEGIN PRIVATE KEY-----\n${der.toString("base64")}\n-----END PRIVATE KEY-----\n`);
}

// Chains in a row, and PFX files.
const certificate = (name) => derOf(readFileSync(join(vectors, "packs", `${name}.pem`), "utf8"));
for (const names of [
  "leaf issuing root",
  "root cross issuing leaf",
  "leaf forged",
  "leaf-sha1 issuing",
  "leaf-alone",
]) {
  keep("chain", names.replaceAll(" ", "-"), Buffer.concat(names.split(" ").map(certificate)));
}
for (const name of ["openssl-modern", "openssl-legacy", "openssl-3des", "openssl-nomac", "openssl-clear"]) {
  keep("pfx", name, readFileSync(join(vectors, "packs", `${name}.pfx`)));
}

const good = readFileSync(join(vectors, "check/csr/good.pem"), "utf8");
const key = readFileSync(join(vectors, "check/key/ec-p256.pem"), "utf8");
keep("pem", "several", `Certificate Request:\n    Data:\n${good}and\n${key}end\n`);
keep("pem", "crlf", good.replaceAll("\n", "\r\n"));
keep("pem", "cut-off", good.slice(0, 100));
keep("pem", "not-at-the-line", `x${good}`);
keep("pem", "der", derOf(good));
keep("pem", "other-label", "-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n");
const beginLine = Buffer.from("-----BEGIN PRIVATE KEY-----");
const withBeginLine = Buffer.concat([Buffer.from([0x30, beginLine.length + 2, 0x0c, beginLine.length]), beginLine]);
keep("pem", "begin-line-in-der", withBeginLine);
keep("check", "begin-line-in-der", Buffer.concat([Buffer.from([0, 0]), withBeginLine]));
keep("pem", "two-bytes", "-----BEGIN A-----\nAAA=\n-----END A-----\n");

keep("check_files", "several", `Certificate Request:\n    Data:\n${good}and\n${key}end\n`);
keep("check_files", "two-files", `${good}\0${key}`);
keep("check_files", "der", Buffer.concat([Buffer.from(key), Buffer.from([0]), derOf(good)]));

for (const wrapping of [0, 1, 2, 3]) {
  for (const label of [0, 1, 2, 3, 4, 5]) {
    const secret = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 37 + wrapping * 11 + label) & 0x7f));
    keep("private_key", `${wrapping}-${label}`, Buffer.concat([Buffer.from([wrapping, label]), secret]));
  }
}

// Blocklists of every kind, and a label.
const hashes = ["keys", "of", "nobody"].map((text) => createHash("sha256").update(text).digest("hex")).sort();
const records = hashes.map((hash) => Buffer.concat([Buffer.from(hash.slice(0, 30), "hex"), Buffer.from([1])]));
keep("blocklist", "spki", `# keys\n${hashes.join("\n")}\n`);
keep("blocklist", "numbers", `${hashes.map((hash) => `${hash.toUpperCase()},2048`).join("\n")}\n`);
keep("blocklist", "quoted", `"${hashes[0]}";1\r\n`);
keep("blocklist", "openssl", `${hashes.map((hash) => hash.slice(0, 20)).join("\n")}\n`);
keep("blocklist", "openssl-words", `2048 4711 rnd i386 ${hashes[0].slice(0, 40)}\n`);
keep("blocklist", "badkeys", Buffer.concat(records));
keep("blocklist", "label", "numbers:rsa-2048+ec-p256=sha256_modulus_2048.csv");

// Lists of primes: in hex and decimal, as badkeys and Keyseal have them.
const number = createHash("sha512").update("a prime of nobody").digest();
number[0] |= 1;
number[63] |= 0x80;
const hex = Buffer.from(number).reverse().toString("hex");
const word = (value) => Buffer.from(Uint32Array.of(value).buffer);
keep("prime_list", "hex", `# primes\n${hex}\n0x${hex.toUpperCase()} # again\r\n`);
keep("prime_list", "decimal", `\ufeff${BigInt(`0x${hex}`)}\n`);
keep("prime_list", "badkeys", Buffer.concat([Buffer.of(1, 1), number]));
const record = Buffer.concat([word(512), word(64), number]);
keep("prime_list", "own", Buffer.concat([Buffer.from("KSPRIMES"), word(512), Buffer.from("\x04list"), record, record]));

// Requests that Keyseal made, with keys of every kind.
const fixtures = fileURLToPath(new URL("../../js-bindings/src/testing/fixtures/", import.meta.url));
for (const file of readdirSync(fixtures).sort()) {
  const { csrPem } = JSON.parse(readFileSync(join(fixtures, file), "utf8"));
  if (csrPem !== undefined) keep("signature", file, Buffer.concat([Buffer.from([3]), derOf(csrPem)]));
}

// Requests under moduli with and without room for their digest, and with signatures that are nearly good.
for (const file of readdirSync(join(vectors, "check/signature")).sort()) {
  const blocks = readFileSync(join(vectors, "check/signature", file), "utf8").match(
    /-----BEGIN [^-]*-----[^-]*-----END/g,
  );
  for (const [at, pem] of blocks.entries()) {
    keep("signature", `${file}-${at}`, Buffer.concat([Buffer.from([3]), derOf(`${pem}-----`)]));
  }
}

// Rows of choices: tests/fuzz/feed.h. First signatures as tests/fuzz/targets/signature.cc makes them, none of them edited.
for (let modulus = 0; modulus < 40; modulus++) {
  for (const hash of [0, 1, 2])
    keep("signature", `rsa-${modulus}-${hash}`, Buffer.from([0, hash, 1, modulus, hash, 1, 65]));
}
for (const [at, bits] of [256, 511, 512, 1024, 2048, 4096, 8192, 16384, 16385].entries()) {
  for (const exponent of [0, 1, 3, 4]) {
    const high = Math.floor((bits - 256) / 256);
    const octets = [0, at, 0, high, (bits - 256) % 256, 3, 0x9d, 0x3a, 0x51, 1, exponent, 2, 1, 65];
    keep("signature", `rsa-any-${bits}-${exponent}`, Buffer.from(octets));
  }
}
for (const curve of [0, 1, 2]) {
  for (let edit = 0; edit < 8; edit++)
    keep("signature", `ecdsa-${curve}-${edit}`, Buffer.from([1, curve, edit, 0, edit]));
}
for (const edit of [0, 1]) keep("signature", `ed25519-${edit}`, Buffer.from([2, ...Array(16).fill(9), edit, 0]));

// Sealed keys: what other programs wrote, and choices of parameters, plaintexts and edits.
for (const name of readdirSync(join(vectors, "sealed")).filter((name) => name.endsWith(".der"))) {
  const der = readFileSync(join(vectors, "sealed", name));
  keep("sealed_key", name, Buffer.concat([Buffer.from([1]), der]));
}
for (let at = 0; at < 64; at++) {
  const choices = createHash("sha512").update(`sealed ${at}`).digest();
  keep("sealed_key", `choices-${at}`, Buffer.concat([Buffer.from([at % 8 === 0 ? 0 : 2]), choices]));
}

const names = [
  ...["www.example.com", "*.example.com", "example", "a..b", "a.example.com.", "xn--bcher-kva.example.com"],
  ...["bücher.example.com", "BÜCHER.example", "straße.de", "日本語.jp", "a.co.uk", "*.kobe.jp", "1.2.3.0x4", "café.fr"],
  ...["2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion", "1.0.0.127.in-addr.arpa", "a.home.arpa"],
  ...["8.8.8.8", "10.0.0.1", "2001:4860:4860::8888", "::ffff:8.8.8.8", "::", "fe80::1%eth0", "1:2:3:4:5:6:7:8"],
  ...["jo@example.com", "Jo.Doe+tag@bücher.example", '"jo"@example.com', "spiffe://example.org/service/a"],
  ...[
    "https://user:pass@example.com:443/a%20b?c=d#e",
    "urn:uuid:f81d4fae",
    "https://[2001:db8::1]/",
    "mailto:a@b.example",
  ],
];
for (const [at, name] of names.entries()) keep("names", `name-${at}`, name);
keep("names", "octets", Buffer.from([8, 8, 8, 8]));
keep("names", "long", `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(57)}.com`);

const packs = join(vectors, "fuzz/found");
for (const file of existsSync(packs) ? readdirSync(packs).sort() : []) {
  const inputs = readFileSync(join(packs, file), "utf8").split("\n").slice(0, -1);
  for (const [at, input] of inputs.entries())
    keep(file.replace(".txt", ""), `found-${at}`, Buffer.from(input, "base64"));
}
