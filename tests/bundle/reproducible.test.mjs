// The same bytes wherever it is built: the package and the bundle made anew from the same module, with the checkout seen
// at another path, in another time zone, language and umask. make release-check builds the module twice too.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { filesUnder } from "../../tools/bundle/manifest.mjs";
import { bundle, paths, root, run, version } from "./support.mjs";

test("the bundle made from the checkout at another path is the same, byte for byte", async (t) => {
  const out = mkdtempSync(join(tmpdir(), "keyseal-again-"));
  t.after(() => rmSync(out, { recursive: true, force: true }));
  const checkout = "/mnt/another/deeper/checkout";
  const wasm = process.env.KEYSEAL_WASM_DIR ?? `${root}build/wasm/wasm/binding`;
  const cache = process.env.KEYSEAL_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "keyseal");
  const { status, stderr } = await run(
    "bwrap",
    [
      ...["--dev-bind", "/", "/", "--tmpfs", "/mnt", "--ro-bind", root, checkout, "--chdir", checkout],
      ...["--die-with-parent", "--unshare-net"],
      ...["sh", "-c", "umask 077; node tools/build-package.mjs && node tools/bundle/assemble.mjs"],
    ],
    {
      env: {
        PATH: process.env.PATH,
        HOME: homedir(),
        KEYSEAL_WASM_DIR: wasm,
        KEYSEAL_CACHE: cache,
        KEYSEAL_PACKAGE_DIR: `${out}/package`,
        KEYSEAL_DIST_DIR: `${out}/dist`,
        TZ: "Asia/Tokyo",
        LC_ALL: "de_DE.UTF-8",
      },
    },
  );
  assert.equal(status, 0, stderr);
  const again = join(out, "dist", `keyseal-${version}`);
  assert.deepEqual(filesUnder(again), paths);
  for (const path of paths) {
    assert.ok(readFileSync(join(again, path)).equals(readFileSync(join(bundle, path))), `${path} differs`);
  }
});
