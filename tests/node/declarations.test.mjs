// keyseal.d.mts: all that TypeScript needs to know of the page API, in one file that stands alone.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { packageDir, root } from "./support.mjs";

const tsc = `${root}node_modules/typescript/bin/tsc`;
const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"];

/** Checks `program` in a folder that holds nothing but it and the declarations; resolves with tsc's complaints. */
function complaints(t, program) {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-declarations-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  copyFileSync(`${packageDir}/keyseal.d.mts`, `${folder}/keyseal.d.mts`);
  writeFileSync(`${folder}/program.mts`, program);
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, ...options, "program.mts"], { cwd: folder }, (_, stdout) => resolve(stdout));
  });
}

test("it checks by itself, with every library check on", async (t) => {
  const program = `
    import { EnvironmentError, type Keyseal, open, type Preview, type Problem } from "./keyseal.mjs";
    const keyseal: Keyseal = await open({ worker: "blob", wasmUrl: "keyseal.wasm" });
    const { names, problems }: Preview = await keyseal.preview({ dns: ["a.example"] });
    const first: Problem | undefined = problems[0];
    const field: string | undefined = names[0]?.field ?? first?.field;
    const missing: boolean = new EnvironmentError("worker-csp-missing").code === "no-random";
    export { field, missing };`;
  assert.equal(await complaints(t, program), "");
});

for (const [what, line, complaint] of [
  ["a misspelt option", `await open({ workers: 2, wasmURL: "x" });`, "TS2561"],
  ["a key type that there is not", `await (await open()).preview({ key: { type: "dsa" } });`, "TS2322"],
  ["a code that there is not", `new KeysealError("no-such-code");`, "TS2345"],
  ["what is the API's own", `import { errorOf } from "./keyseal.mjs"; errorOf("internal");`, "TS2459"],
]) {
  test(`it refuses ${what}`, async (t) => {
    const said = await complaints(t, `import { KeysealError, open } from "./keyseal.mjs"; ${line}`);
    assert.match(said, new RegExp(complaint), said);
  });
}

test("it declares what keyseal.mjs exports, and nothing else", async () => {
  const text = readFileSync(`${packageDir}/keyseal.d.mts`, "utf8");
  const [, declared] = text.match(/^export \{ (.*) \};$/m);
  assert.deepEqual(declared.split(", ").sort(), Object.keys(await import(`${packageDir}/keyseal.mjs`)).sort());
});

test("it takes nothing from another file", () => {
  const text = readFileSync(`${packageDir}/keyseal.d.mts`, "utf8");
  assert.doesNotMatch(text, /^import|\bfrom "|import\(|reference path/m);
});
