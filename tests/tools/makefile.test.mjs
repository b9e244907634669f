// The Makefile: what stands on make's command line is data, and reaches the command as it was said or is refused.
// Real make reads the real Makefile; the scripts that it calls are stand-ins that write their environment down.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const root = new URL("../..", import.meta.url).pathname;
const scripts = ["build", "generate", "install", "dist", "fuzz", "bench", "test", "nightly", "release-check", "lint"];

/** A folder with the Makefile and stand-ins. `run` gives { status, stderr, env } of what the recipe's script was given. */
function checkout(t) {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-make-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  copyFileSync(join(root, "Makefile"), join(folder, "Makefile"));
  mkdirSync(join(folder, "tools"));
  for (const name of scripts) {
    writeFileSync(join(folder, `tools/${name}.sh`), `#!/bin/sh\nenv -0 >${name}.env\n`, { mode: 0o755 });
  }
  writeFileSync(join(folder, "tools/format.sh"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(
    join(folder, "tools/serve.mjs"),
    'import { execSync } from "node:child_process";\nexecSync("env -0 >serve.env");\n',
  );
  const marker = join(folder, "ran");
  const run = (target, words, env = {}) => {
    const { PATH, HOME } = process.env;
    const child = spawnSync("make", [...words, target], { cwd: folder, env: { PATH, HOME, ...env }, encoding: "utf8" });
    const file = join(folder, `${target}.env`);
    const read = existsSync(file) ? readFileSync(file, "utf8").split("\0").filter(Boolean) : [];
    rmSync(file, { force: true });
    const given = Object.fromEntries(
      read.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    return { status: child.status, stderr: child.stderr, env: given };
  };
  return { folder, marker, run };
}

/** Values that mean something to make, to a shell or to nobody; `marker` is a file that none of them may make. */
const hostile = (marker) => ({
  "a call of a shell": `$(shell touch ${marker})`,
  "a call in braces": `\${shell touch ${marker}}`,
  "a doubled call": `$$(shell touch ${marker})`,
  "a call within a call": `$(if x,$(shell touch ${marker}))`,
  "an eval": `$(eval $(shell touch ${marker}))`,
  "a message": "$(info printed by make)$(warning so)$(error stopped)",
  "a variable": "$(PATH) $(MAKE) $X",
  "a shell's own call": `$$(touch ${marker}) \`touch ${marker}\` $(touch ${marker})`,
  quotes: `"'"'; touch ${marker}; #'`,
  "a newline": `one\ntwo$(shell touch ${marker})\n\tthree`,
  "spaces at its ends": "  one  two  ",
  "a dollar sign at the end": "costs 5 $",
  "an unfinished call": "$(shell",
  "a comment, a colon, an equals sign, a percent sign, a backslash": "# a:b=c %x \\ \\# \\",
  "letters of many scripts": "bücher.例え.example \u202e",
});

const renamed = ["DNS", "IP", "EMAIL", "SUBJECT", "KEY", "PASSPHRASE_FILE", "SECONDS"];
const named = ["PREFIX", "DESTDIR", "PORT", "BENCH_RUNS", "BENCH_ENGINES", "BENCH_RSA_RUNS", "BENCH_RSA_ENGINES"];
named.push("BENCH_RSA_SIZES", "KEYSEAL_CACHE", "KEYSEAL_DIST_DIR", "KEYSEAL_EMCC", "KEYSEAL_PACKAGE_DIR");
named.push("KEYSEAL_TOOLCHAIN", "KEYSEAL_WASM_DIR");
/** What make takes off the beginning of a value is taken off before the Makefile is read. */
const asSaid = (value) => value.trimStart();

test("every option reaches the command as it was said, whatever it holds", (t) => {
  const { marker, run } = checkout(t);
  const values = Object.values(hostile(marker));
  for (let turn = 0; turn * renamed.length < values.length; turn += 1) {
    const options = [...renamed, ...named].map((name, at) => [
      name,
      values[(turn * renamed.length + at) % values.length],
    ]);
    const { status, env, stderr } = run(
      "generate",
      options.map(([name, value]) => `${name}=${value}`),
    );
    assert.deepEqual([status, stderr], [0, ""]);
    for (const [name, value] of options) {
      assert.equal(env[renamed.includes(name) ? `KEYSEAL_${name}` : name], asSaid(value), `${value} in ${name}`);
    }
    assert.ok(!existsSync(marker), "something was run");
  }
});

test("each option reaches every command that takes it", (t) => {
  const { marker, run } = checkout(t);
  const call = `$(shell touch ${marker})`;
  const taken = {
    install: "PREFIX",
    serve: "PORT",
    bench: "BENCH_RUNS",
    dist: "KEYSEAL_EMCC",
    fuzz: "KEYSEAL_SECONDS",
  };
  for (const [target, name] of Object.entries(taken)) {
    assert.equal(run(target, [`${name.replace("KEYSEAL_SECONDS", "SECONDS")}=${call}`]).env[name], call, target);
  }
  assert.ok(!existsSync(marker));
});

test("nothing of the command line is handed on in make's own variables", (t) => {
  const { marker, run } = checkout(t);
  for (const target of ["generate", "release-check"]) {
    const { env, status } = run(target, [`DNS=$(shell touch ${marker})`, "PREFIX=$(shell id)"]);
    assert.equal(status, 0, target);
    for (const name of ["MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "GNUMAKEFLAGS"]) {
      assert.doesNotMatch(env[name] ?? "", /shell|DNS|PREFIX/, `${target}: ${name}`);
    }
    assert.equal(env.DNS, undefined, target);
  }
  assert.ok(!existsSync(marker));
});

test("a variable that is no option and has something to expand is refused before anything runs", (t) => {
  const { folder, marker, run } = checkout(t);
  const call = `$(shell touch ${marker})`;
  const names = ["OTHER", "dns", "KEYSEAL_OTHER", ".SHELLFLAGS", "VPATH", "GPATH"];
  const more = [".DEFAULT_GOAL", ".LIBPATTERNS", "SUFFIXES", "MAKE", "MAKEFLAGS"];
  const own = ["name", "value", ".RECIPEPREFIX", "CURDIR", "odd-name", "Odd%"];
  for (const name of [...names, ...more, ...own]) {
    const { status, stderr, env } = run("generate", [`${name}=${call}`]);
    assert.equal(status, 2, `${name}: ${stderr}`);
    assert.doesNotMatch(stderr, /touch/, "it says nothing of what was said");
    assert.deepEqual(env, {}, name);
    assert.ok(!existsSync(join(folder, "build.env")) && !existsSync(marker), name);
  }
});

test("what the Makefile itself goes by cannot be said", (t) => {
  const { marker, run } = checkout(t);
  for (const name of ["SHELL", "each", "said", "renamed", "named", "MAKEOVERRIDES", "KEYSEAL_DNS"]) {
    const { env } = run("generate", [`${name}=$(shell touch ${marker})`, `IP=$(shell touch ${marker})`]);
    if (env.KEYSEAL_IP !== undefined)
      assert.deepEqual([env.KEYSEAL_DNS, env.KEYSEAL_IP], ["", `$(shell touch ${marker})`], name);
    assert.ok(!existsSync(marker), name);
  }
});

test("a name with a dollar sign in it is refused", (t) => {
  const { marker, run } = checkout(t);
  assert.equal(run("generate", [`$$(shell touch ${marker})=x`]).status, 2);
  assert.ok(!existsSync(marker));
});

test("other variables without a dollar sign do no harm: build systems say them", (t) => {
  const { run } = checkout(t);
  const { status, env } = run("install", ["INSTALL=install --strip-program=true", "DESTDIR=/d", "CC=cc"]);
  assert.deepEqual([status, env.DESTDIR], [0, "/d"]);
});

test("what stands in the environment is no option, and is handed on unchanged", (t) => {
  const { marker, run } = checkout(t);
  const call = `$(shell touch ${marker})`;
  const said = Object.fromEntries(
    renamed.flatMap((name) => [
      [name, call],
      [`KEYSEAL_${name}`, call],
    ]),
  );
  for (const flags of [[], ["-e"]]) {
    const { status, env } = run("generate", flags, { ...said, OTHER: call, PREFIX: call });
    assert.equal(status, 0);
    for (const name of renamed) {
      assert.equal(env[`KEYSEAL_${name}`], "", name);
      assert.equal(env[name], call, name);
    }
    assert.deepEqual([env.OTHER, env.PREFIX], [call, call]);
  }
  assert.ok(!existsSync(marker));
  assert.equal(run("install", []).env.PREFIX, "/usr/local");
});
