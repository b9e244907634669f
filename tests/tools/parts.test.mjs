// Where the fetched parts are: the cache's path is a user's own, and no shell reads it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const root = new URL("../..", import.meta.url).pathname;

/** A checkout whose parts are in `cache`. `run` calls a script of it and returns its outcome and cmake's arguments. */
function checkout(t, cache, fetched = "exit 0") {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-parts-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = (name, text) => writeFileSync(join(folder, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  for (const name of ["tools", "third_party", "bin"]) mkdirSync(join(folder, name));
  for (const name of ["tools/common.sh", "tools/configure-native.sh", "tools/build-wasm.sh", "third_party/pins.sh"]) {
    copyFileSync(join(root, name), join(folder, name));
  }
  const parts = {
    BORINGSSL: "boringssl-1",
    ADA: "ada-1",
    SQLITE: "sqlite-1",
    PSL: "psl-1/list.dat",
    BADKEYS: "badkeys-1",
  };
  for (const [name, path] of Object.entries(parts)) {
    writeFileSync(join(folder, `${name}.line`), `${name}=${cache}/parts/${path}\n`);
  }
  program(
    "tools/fetch-parts.sh",
    `cd "$(dirname "$0")/.." && cat BORINGSSL.line ADA.line SQLITE.line PSL.line BADKEYS.line; ${fetched}`,
  );
  program("bin/cmake", `printf '%s\\0' "$@" >>"${folder}/cmake.args"`);
  program("bin/emcmake", '"$@"');
  program("bin/emcc", "echo emcc 9.9.9");
  program("bin/ninja", "exit 0");
  const run = (script, ...words) => {
    const { status, stderr } = spawnSync(join(folder, script), words, {
      cwd: folder,
      env: { PATH: `${folder}/bin:${process.env.PATH}`, HOME: folder, KEYSEAL_CACHE: cache, KEYSEAL_EMCC: "yes" },
      encoding: "utf8",
    });
    const file = join(folder, "cmake.args");
    return { status, stderr, args: existsSync(file) ? readFileSync(file, "utf8").split("\0") : [] };
  };
  return { folder, run };
}

const caches = {
  "a blank": () => "/home/some body/.cache",
  "a call of a shell": (marker) => `/home/$(touch ${marker})\`touch ${marker}\``,
  "a command behind it": (marker) => `/home/x;touch ${marker};`,
  "quotes, a star, an equals sign and a backslash": () => `/home/"'*=\\x`,
};
const scripts = { "tools/configure-native.sh": ["host-release"], "tools/build-wasm.sh": [] };

for (const [what, pathOf] of Object.entries(caches)) {
  for (const [script, words] of Object.entries(scripts)) {
    test(`${script} takes a cache whose path has ${what} as it is`, (t) => {
      const marker = join(tmpdir(), `keyseal-parts-ran-${process.pid}`);
      t.after(() => rmSync(marker, { force: true }));
      const cache = pathOf(marker);
      const { status, stderr, args } = checkout(t, cache).run(script, ...words);
      assert.equal(existsSync(marker), false);
      assert.equal(status, 0, stderr);
      for (const option of [
        `-DKEYSEAL_BORINGSSL_DIR=${cache}/parts/boringssl-1`,
        `-DKEYSEAL_ADA_DIR=${cache}/parts/ada-1`,
        `-DKEYSEAL_PSL_FILE=${cache}/parts/psl-1/list.dat`,
        ...(script === "tools/configure-native.sh"
          ? [`-DKEYSEAL_SQLITE_DIR=${cache}/parts/sqlite-1`, `-DKEYSEAL_BADKEYS_DIR=${cache}/parts/badkeys-1`]
          : []),
      ]) {
        assert.ok(args.includes(option), `${option} is not among ${args}`);
      }
    });
  }
}

test("where the parts cannot be fetched, nothing is configured", (t) => {
  for (const [script, words] of Object.entries(scripts)) {
    const { status, args } = checkout(t, "/home/x", "exit 3").run(script, ...words);
    assert.deepEqual([status, args], [3, []], script);
  }
});
