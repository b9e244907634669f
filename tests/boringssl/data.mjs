// The folder in which BoringSSL's tests find their data, under the names of their commit.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the older tree has a file under another name. */
const moved = { "crypto/evp/test/scrypt_tests.txt": "crypto/evp/scrypt_tests.txt" };

/** Cases that the tests of this commit do not know: a curve that was dropped, and signatures of a given randomness. */
const unknown = [
  [/ecdsa_verify_tests/, /^Curve = secp160r1$/m],
  [/mldsa_\d+_sign_/, /^rnd = /m],
];

/** A file's text without these cases, which are apart by empty lines. */
function withoutUnknown(name, text) {
  const pattern = unknown.find(([file]) => file.test(name))?.[1];
  if (pattern === undefined) return text;
  const cases = text.split("\n\n");
  return cases.filter((one) => !pattern.test(one)).join("\n\n");
}

/** The files that the tests of BoringSSL's commit read, as its own build lists them. */
function namesOfData(boringssl) {
  const lists = readFileSync(join(boringssl, "gen/sources.cmake"), "utf8");
  return lists
    .match(/CRYPTO_TEST_DATA\n([^)]*)\)/)[1]
    .trim()
    .split(/\s+/);
}

/**
 * Fills `folder`: the data of the tests, and Wycheproof's vectors in the form of these tests, which BoringSSL's own
 * converter writes. Returns the names of the files that no package has.
 */
export function composeData(folder, { boringssl, data, wycheproof }) {
  cpSync(data, folder, { recursive: true });
  for (const [name, before] of Object.entries(moved)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    cpSync(join(data, before), join(folder, name));
  }
  const convert = join(folder, "convert");
  const source = join(boringssl, "util/convert_wycheproof/convert_wycheproof.go");
  execFileSync("go", ["build", "-o", convert, source], { env: { ...process.env, GOFLAGS: "", GOTOOLCHAIN: "local" } });
  mkdirSync(join(folder, "third_party/wycheproof_testvectors"), { recursive: true });
  const vectors = new Set(readdirSync(wycheproof));
  const names = namesOfData(boringssl);
  for (const name of names) {
    const json = name.replace(/^third_party\/wycheproof_testvectors\/(.*)\.txt$/, "$1.json");
    const path = join(folder, name);
    if (vectors.has(json)) {
      const options = { encoding: "utf8", maxBuffer: 2 ** 26 };
      writeFileSync(path, withoutUnknown(name, execFileSync(convert, [join(wycheproof, json)], options)));
    } else if (existsSync(path) && name.endsWith(".txt")) {
      writeFileSync(path, withoutUnknown(name, readFileSync(path, "utf8")));
    }
  }
  return names.filter((name) => !existsSync(join(folder, name)));
}
