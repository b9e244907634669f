// make security: every test that SECURITY.md names, built and run, in the order of its folders. A file or a command that
// is named and is no test is an error, so that no promise can name what does not hold it.
//
//   node tools/security.mjs [--list]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { testsNamed } from "./security/named.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { suites, ctests, files, commands } = testsNamed(root);

/** What is run, and how: the builds first. */
const steps = [
  ["tools/setup-tests.sh"],
  ["tools/build.sh"],
  ["tools/dist.sh"],
  ["tools/configure-native.sh", "host-release"],
  ["cmake", "--build", "build/host-release"],
  [
    "build/host-release/tests/core/core_tests",
    "--gtest_brief=1",
    `--gtest_filter=${suites.map((name) => `${name}.*`).join(":")}`,
  ],
  ["tools/configure-native.sh", "host-asan"],
  ["cmake", "--build", "build/host-asan"],
  ...["host-release", "host-asan"].flatMap((preset) =>
    ctests
      .filter(({ presets }) => presets.includes(preset))
      .map(({ name }) => [
        "ctest",
        "--test-dir",
        `build/${preset}`,
        "--output-on-failure",
        "--no-tests=error",
        "-R",
        `^${name}`,
      ]),
  ),
  ...files.map((file) => [process.execPath, "--test", file]),
  ...commands.map((target) => ["make", target]),
];

if (process.argv.includes("--list")) {
  for (const step of steps) process.stdout.write(`${step.join(" ")}\n`);
  process.exit(0);
}
const failed = [];
for (const [command, ...args] of steps) {
  process.stdout.write(`\n== ${[command, ...args].join(" ").slice(0, 200)}\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) failed.push([command, ...args].join(" "));
}
process.stdout.write(
  `\n${steps.length} steps, ${failed.length} failed\n${failed.map((step) => `failed: ${step}\n`).join("")}`,
);
process.exit(failed.length === 0 ? 0 : 1);
