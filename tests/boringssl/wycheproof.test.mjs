// Wycheproof's vectors through the core in wasm: its verification of signatures, reading of keys, PBKDF2 and PBES2. What
// BoringSSL is asked by itself stands in boringssl.test.mjs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = execFileSync(join(root, "tools/fetch-vectors.sh"), { encoding: "utf8" });
const vectors = folders.match(/^WYCHEPROOF=(.*)$/m)[1];
execFileSync(join(root, "tools/build-wasm.sh"), {
  env: { ...process.env, KEYSEAL_WASM_TARGET: "wycheproof" },
  stdio: "inherit",
});
const program = join(root, "build/wasm/tests/boringssl/wycheproof.cjs");

const read = (file) => JSON.parse(readFileSync(join(vectors, `${file}.json`), "utf8")).testGroups;
const hex = (bytes) => (bytes === "" ? "-" : bytes);

/** One answer for each line. */
function ask(lines) {
  const input = lines.map((line) => `${line}\n`).join("");
  const answers = execFileSync(process.execPath, [program], { input, encoding: "utf8", maxBuffer: 2 ** 26 });
  const list = answers.trimEnd().split("\n");
  assert.equal(list.length, lines.length);
  return list;
}

/** DER in hex: a tag and its contents. */
function der(tag, ...contents) {
  const inner = contents.join("");
  const size = inner.length / 2;
  const length = size.toString(16).padStart(size < 256 ? 2 : 4, "0");
  return tag + (size < 128 ? "" : size < 256 ? "81" : "82") + length + inner;
}
const oids = {
  rsaSha256: "2a864886f70d01010b",
  rsaSha384: "2a864886f70d01010c",
  rsaSha512: "2a864886f70d01010d",
  ecdsaSha256: "2a8648ce3d040302",
  ecdsaSha384: "2a8648ce3d040303",
  ecdsaSha512: "2a8648ce3d040304",
  ed25519: "2b6570",
  mlDsa44: "608648016503040311",
  mlDsa65: "608648016503040312",
  mlDsa87: "608648016503040313",
};
const algorithm = (oid, ...parameters) => der("30", der("06", oid), ...parameters);
const null_ = "0500";

/** Each file, and the AlgorithmIdentifier of its signatures. */
const signatures = [
  ["ecdsa_secp256r1_sha256_test", algorithm(oids.ecdsaSha256)],
  ["ecdsa_secp256r1_sha512_test", algorithm(oids.ecdsaSha512)],
  ["ecdsa_secp384r1_sha256_test", algorithm(oids.ecdsaSha256)],
  ["ecdsa_secp384r1_sha384_test", algorithm(oids.ecdsaSha384)],
  ["ecdsa_secp384r1_sha512_test", algorithm(oids.ecdsaSha512)],
  ["ecdsa_secp521r1_sha512_test", algorithm(oids.ecdsaSha512)],
  ["ed25519_test", algorithm(oids.ed25519)],
  ...[2048, 3072, 4096, 8192].flatMap((bits) =>
    ["sha256", "sha384", "sha512"].map((hash) => [
      `rsa_signature_${bits}_${hash}_test`,
      algorithm(oids[`rsaS${hash.slice(1)}`], null_),
    ]),
  ),
  ["mldsa_44_verify_test", algorithm(oids.mlDsa44)],
  ["mldsa_65_verify_test", algorithm(oids.mlDsa65)],
  ["mldsa_87_verify_test", algorithm(oids.mlDsa87)],
];

const keyOf = ({ publicKeyDer, publicKey }, identifier) =>
  publicKeyDer ?? der("30", identifier, der("03", `00${publicKey}`));

for (const [file, identifier] of signatures) {
  test(`${file}: a signature is good exactly if Wycheproof says so`, () => {
    const cases = read(file).flatMap((group) =>
      // A context is nothing that a request or certificate can have (RFC 9881 3).
      group.tests.filter(({ ctx = "" }) => ctx === "").map((vector) => ({ ...vector, key: keyOf(group, identifier) })),
    );
    const answers = ask(cases.map(({ key, msg, sig }) => `verify ${key} ${identifier} ${hex(msg)} ${hex(sig)}`));
    const wrong = cases
      .map(({ tcId, result, comment }, i) => ({ tcId, result, comment, answer: answers[i] }))
      // "acceptable" is a DigestInfo without NULL: here a signature is right to the last byte.
      .filter(({ result, answer }) => (result === "valid") !== (answer === "good"));
    assert.deepEqual(wrong, []);
    assert.ok(answers.includes("good") && answers.includes("C-04"), "both kinds are there");
  });
}

/** The only AlgorithmIdentifiers of a key that a public authority takes, BR 7.1.3.1.2. */
const curves = {
  secp256r1: "301306072a8648ce3d020106082a8648ce3d030107",
  secp384r1: "301006072a8648ce3d020106052b81040022",
  secp521r1: "301006072a8648ce3d020106052b81040023",
};
for (const [curve, own] of Object.entries(curves)) {
  test(`ecdh_${curve}_test: a key is acceptable exactly if it is a valid point of a named curve`, () => {
    const cases = read(`ecdh_${curve}_test`)[0].tests;
    const answers = ask(cases.map((vector) => `key ${hex(vector.public)}`));
    const wrong = cases
      .map(({ tcId, result, flags, public: key }, i) => ({ tcId, result, flags, key, answer: answers[i] }))
      .filter(({ result, flags, key, answer }) => {
        // A key of another curve is invalid here, and may be right by itself.
        const isOther = Object.values(curves).some((identifier) => identifier !== own && key.includes(identifier));
        if (isOther) return false;
        // Compressed points are a warning (RFC 5480 2.2); what is no DER, or names no curve, is refused.
        const isRight = result === "valid" || (result === "acceptable" && flags.includes("CompressedPoint"));
        return (answer === "acceptable") !== (key.includes(own) && isRight);
      });
    assert.deepEqual(wrong, []);
    assert.ok(answers.includes("acceptable") && answers.some((answer) => answer !== "acceptable"));
  });
}

const prfs = { sha1: "07", sha256: "09", sha384: "0a", sha512: "0b" };
for (const [prf, arc] of Object.entries(prfs)) {
  test(`pbkdf2_hmac${prf}_test: PBKDF2 derives the same bytes`, () => {
    const cases = read(`pbkdf2_hmac${prf}_test`).flatMap(({ tests }) => tests);
    const answers = ask(
      cases.map(({ iterationCount, dkLen, salt, password }) =>
        ["derive", prf, iterationCount, dkLen, hex(salt), hex(password)].join(" "),
      ),
    );
    assert.deepEqual(
      answers,
      cases.map(({ dk }) => dk),
    );
  });

  for (const [bits, cipher] of [
    [128, "02"],
    [192, "16"],
    [256, "2a"],
  ]) {
    test(`pbes2_hmac${prf}_aes_${bits}_test: PBES2 opens what others sealed`, () => {
      const cases = read(`pbes2_hmac${prf}_aes_${bits}_test`).flatMap(({ tests }) => tests);
      const number = (value) => {
        const digits = value.toString(16);
        const even = digits.padStart(digits.length + (digits.length % 2), "0");
        return der("02", Number.parseInt(even.slice(0, 2), 16) < 128 ? even : `00${even}`);
      };
      const identifier = ({ salt, iterationCount, iv }) => {
        const prfIdentifier = prf === "sha1" ? "" : der("30", der("06", `2a864886f70d02${arc}`), null_);
        const kdf = der(
          "30",
          der("06", "2a864886f70d01050c"),
          der("30", der("04", salt), number(iterationCount), prfIdentifier),
        );
        const scheme = der("30", der("06", `6086480165030401${cipher}`), der("04", iv));
        return der("30", der("06", "2a864886f70d01050d"), der("30", kdf, scheme));
      };
      const answers = ask(
        cases.map((vector) => `open ${identifier(vector)} ${hex(vector.ct)} ${hex(vector.password)}`),
      );
      const wrong = cases
        .map(({ tcId, msg }, i) => ({ tcId, wanted: hex(msg), answer: answers[i] }))
        .filter(({ wanted, answer }) => wanted !== answer);
      assert.deepEqual(wrong, []);
    });
  }
}

for (const set of [44, 65, 87]) {
  test(`mldsa_${set}_sign_*: a private key is read from its seed alone, and has the public key of the vector`, () => {
    const identifier = algorithm(oids[`mlDsa${set}`]);
    const seeds = read(`mldsa_${set}_sign_seed_test`).filter(
      ({ privateKeyPkcs8, publicKey }) => privateKeyPkcs8 && publicKey,
    );
    assert.ok(seeds.length > 10);
    assert.deepEqual(
      ask(seeds.map(({ privateKeyPkcs8 }) => `public ${privateKeyPkcs8}`)),
      seeds.map((group) => keyOf({ publicKey: group.publicKey }, identifier)),
    );
    const expanded = read(`mldsa_${set}_sign_noseed_test`).filter(({ privateKey }) => privateKey);
    assert.ok(expanded.length > 10);
    const answers = ask(
      expanded.map(({ privateKey }) => {
        return `public ${der("30", "020100", identifier, der("04", der("04", privateKey)))}`;
      }),
    );
    assert.deepEqual([...new Set(answers)], ["bad-sealed-key"]);
  });
}
