// docs/verifying.md: every sample, in the order of a release: built, compared, signed, published, verified.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { bundle, command, root, version } from "../bundle/support.mjs";
import { samplesOf } from "./samples.mjs";
import { runShell } from "./shell.mjs";

const samples = samplesOf("docs/verifying.md");
const used = new Set();
const passphrase = "copper lantern orbit thistle";
let folder;
let bin;

/** Runs a sample that must succeed; what stands for this release's version is filled in. */
async function run(name, { within = ".", env = {}, input } = {}) {
  used.add(name);
  const code = samples.get(name).replaceAll("0.1.0", version);
  const options = { cwd: join(folder, within), env: { PATH: `${bin}:${process.env.PATH}`, ...env }, input };
  const { status, output } = await runShell(code, options);
  assert.equal(status, 0, `${code}${output}`);
  return output;
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), "keyseal-docs-"));
  bin = join(folder, "bin");
  mkdirSync(bin);
  symlinkSync(command, join(bin, "keyseal"));
  cpSync(bundle, join(folder, `keyseal-${version}`), { recursive: true });
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The working tree as a repository of its own: what is not committed yet is to be tested too. */
function repository() {
  const repo = join(folder, "repository");
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const files = listed
    .toString()
    .split("\0")
    .filter((path) => path !== "" && existsSync(join(root, path)));
  for (const path of files) cpSync(join(root, path), join(repo, path));
  const git = (...args) =>
    execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", ...args], { cwd: repo });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "x");
  return { repo, files };
}

/** What the build would fetch and compile: copied, so that a test takes seconds. make release-check builds it anew. */
function seed(source, files) {
  const old = new Date("2001-01-01"); // older than what was compiled from them
  for (const path of files) utimesSync(join(source, path), old, old);
  const wasm = resolve(process.env.KEYSEAL_WASM_DIR ?? `${root}build/wasm/wasm/binding`);
  execFileSync("cp", ["-a", `${root}node_modules`, source]);
  mkdirSync(join(source, "build"));
  execFileSync("cp", ["-a", dirname(dirname(wasm)), join(source, "build")]);
}

test("a reader builds the release again, and gets the same bytes", async () => {
  const { repo, files } = repository();
  await run("clone", { env: { REPOSITORY: repo } });
  seed(join(folder, "keyseal-source"), files);
  assert.match(await run("rebuild"), /the same, byte for byte\n$/);
  writeFileSync(join(folder, `keyseal-${version}`, "EMBED.html"), "tulips");
  await assert.rejects(run("rebuild"), /EMBED\.html/);
});

test("a publisher signs a release", async () => {
  await run("make-key", { input: `${passphrase}\n${passphrase}\n` });
  cpSync(join(folder, "keyseal.key"), join(folder, "keyseal-source/keyseal.key"));
  await run("sign", { within: "keyseal-source", input: `${passphrase}\n` });
  rmSync(join(folder, `keyseal-${version}`), { recursive: true });
  cpSync(join(folder, `keyseal-source/dist/keyseal-${version}`), join(folder, `keyseal-${version}`), {
    recursive: true,
  });
});

test("make release-check is there", async () => {
  used.add("release-check");
  const { status, output } = await runShell(
    samples.get("release-check").replace("make ", "make --dry-run --no-print-directory "),
    {
      cwd: root,
    },
  );
  assert.deepEqual([status, output], [0, "tools/release-check.sh\n"]);
});

const release = { within: `keyseal-${version}` };

test("a reader checks the signature, and the files against it", async () => {
  assert.match(
    await run("check-signature", release),
    /Signature and comment signature verified\nTrusted comment: Keyseal/,
  );
  const lines = (await run("check-sums", release)).trimEnd().split("\n");
  assert.ok(lines.length > 15 && lines.every((line) => line.endsWith(": OK")));
});

test("a reader compares the hash of SHA256SUMS that two programs show", async () => {
  const [hash] = (await run("hash-of-sums", release)).split(" ");
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.ok((await run("verify-bundle")).includes(`SHA-256 of SHA256SUMS: ${hash}\n`));
});

test("a reader computes the manifest's own hash and the module's", async () => {
  const [computed, stated] = (await run("manifest-hash", release)).match(/[0-9a-f]{64}/g);
  assert.equal(computed, stated);
  const [told, found] = (await run("module-hash")).match(/[0-9a-f]{64}/g);
  assert.equal(told, found);
});

test("after a change, neither the sums nor the command accept the release, nor minisign new sums", async () => {
  const path = join(folder, `keyseal-${version}`, "keyseal.mjs");
  writeFileSync(path, `${readFileSync(path, "utf8")} `);
  await assert.rejects(run("check-sums", release), /keyseal\.mjs: FAILED/);
  await assert.rejects(run("verify-bundle"), /bundle-file-changed.*\(keyseal\.mjs\)/);
  execFileSync("sh", ["-c", "sha256sum keyseal.mjs > SHA256SUMS"], { cwd: join(folder, `keyseal-${version}`) });
  await assert.rejects(run("check-signature", release), /Signature verification failed/);
});

test("every sample was run", () =>
  assert.deepEqual(
    [...samples.keys()].filter((name) => !used.has(name)),
    [],
  ));
