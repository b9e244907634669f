/** Builds what a test of the mutation run needs, and runs it, in a checkout of its own. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const minutes = 60_000;

function run(root, command, args, timeout) {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    timeout,
    killSignal: "SIGKILL",
    maxBuffer: 2 ** 28,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined }, // else a test runner inside a test runs nothing
  });
  if (error && error.code !== "ETIMEDOUT") throw error;
  return { good: status === 0, late: error?.code === "ETIMEDOUT", output: `${stdout}${stderr}`, signal };
}

function native(root, preset, targets) {
  if (!existsSync(join(root, `build/${preset}/build.ninja`))) {
    const configured = run(root, "tools/configure-native.sh", [preset], 10 * minutes);
    if (!configured.good) return configured;
  }
  return run(root, "cmake", ["--build", `build/${preset}`, "--target", ...targets], 30 * minutes);
}

const packaged = (root) => run(root, "tools/build.sh", [], 30 * minutes);

function bundled(root) {
  const built = packaged(root);
  return built.good ? run(root, "tools/dist.sh", [], 10 * minutes) : built;
}

const nothing = () => ({ good: true, output: "" });

const builds = {
  core: (root) => native(root, "host-release", ["core_tests"]),
  asan: (root) => native(root, "host-asan", ["core_tests"]),
  memory: (root) => native(root, "host-asan", ["memory_tests"]),
  fuzz: (root, target) => native(root, "host-release", [`fuzz_${target}`]),
  check: (root) => native(root, "host-release", ["keyseal-check", "keyseal-blocklist", "failing_malloc"]),
  node: packaged,
  element: nothing,
  bundle: bundled,
  browser: bundled,
  portal: bundled,
  tool: nothing,
};

const googleTest = (root, program, filter) =>
  run(root, program, [`--gtest_filter=${filter}`, "--gtest_brief=1"], 10 * minutes);

function nodeTest(root, file, pattern) {
  const narrowed = pattern === undefined ? [] : [`--test-name-pattern=${pattern}`];
  return run(root, process.execPath, ["--test", "--test-reporter=tap", ...narrowed, file], 10 * minutes);
}

const ctest = (root, target) =>
  run(
    root,
    "ctest",
    ["--test-dir", "build/host-release", "-R", `^Fuzz\\.(${target}|Corpus)$`, "--output-on-failure"],
    10 * minutes,
  );

/** How many tests ran, so that a filter which matches nothing is found out. */
const counts = [/\[ {2}PASSED {2}\] (\d+) tests?/, /^# pass (\d+)$/m, /100% tests passed, 0 tests failed out of (\d+)/];
const ranSome = (output) => counts.some((count) => Number(output.match(count)?.[1] ?? 0) > 0);

/**
 * Returns "passed", "failed" or "unbuilt" with the output. A test that is still running after ten minutes has failed, and
 * one of which nothing ran has neither passed nor failed: "empty".
 */
export function buildAndTest(root, test, pattern) {
  const [[kind, argument]] = Object.entries(test);
  const built = builds[kind](root, argument);
  if (!built.good) return { verdict: "unbuilt", output: built.output };
  const programs = { core: "build/host-release/tests/core/core_tests", asan: "build/host-asan/tests/core/core_tests" };
  programs.memory = "build/host-asan/tests/memory/memory_tests";
  let tested;
  if (kind in programs) tested = googleTest(root, programs[kind], argument);
  else if (kind === "fuzz") tested = ctest(root, argument);
  else tested = nodeTest(root, argument, pattern);
  const { good, output } = tested;
  if (!good) return { verdict: "failed", output };
  return { verdict: ranSome(output) ? "passed" : "empty", output };
}
