// A trap at each export and each import of the module, and in functions of its own: an error with a code, no thread is
// left, and the next call on the same Keyseal works. 4 of the module's own functions; KEYSEAL_ROUNDS asks for more.
import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { choicesFrom, roundsOf, seed } from "./random-choices.mjs";
import { openIn, packageDir, passphrase, variant } from "./support.mjs";
import { withThreads } from "./threads.mjs";
import { bodiesOf, countImports, exportedFunctions, trapAt } from "./wasm-traps.mjs";

const wasm = readFileSync(`${packageDir}/keyseal.wasm`);
const rounds = roundsOf(4);
const request = { dns: ["www.example.com"], passphrase };
const stops = "(start|call): (unreachable|RuntimeError|Error|TypeError)";
// Registered, or exported for a build's own use, and never called here.
const neverCalled = ["__getTypeName", "_emscripten_stack_alloc", "_emscripten_tempret_get", "_emscripten_tempret_set"];
const neverImported = ["_abort_js", "emscripten_resize_heap", "_emscripten_memcpy_js", "_emval_new_cstring"];

const folder = mkdtempSync(join(tmpdir(), "keyseal-traps-"));
const file = (name) => `${folder}/${name}`;
after(() => rmSync(folder, { recursive: true, force: true }));

// Takes another module in the place of the verified one, or an import that stops, while a file says so.
const trapping = `{
  const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");
  const Real = WebAssembly.Instance;
  const stop = new Real(new WebAssembly.Module(Uint8Array.from(${JSON.stringify([
    ...Buffer.from("0061736d010000000104016000000302010007050101750000" + "0a05010300000b", "hex"),
  ])}))).exports.u;
  const [module, name] = [${JSON.stringify(file("module"))}, ${JSON.stringify(file("import"))}];
  WebAssembly.Instance = function (verified, imports) {
    if (existsSync(name)) imports.env[readFileSync(name, "utf8")] = stop;
    return new Real(existsSync(module) ? new WebAssembly.Module(readFileSync(module)) : verified, imports);
  };
}`;

describe("a trap", () => {
  let keyseal;
  before(async () => {
    keyseal = await openIn(variant({ after }, trapping), { workers: 1 });
  });

  /** What a call gives while the file `what` holds `contents`; the next one, without it, must work. */
  async function during(what, contents, call) {
    writeFileSync(file(what), contents);
    const { value, reason, threads } = await withThreads(() => call(keyseal)); // hangs, and so fails, if a thread were left
    rmSync(file(what));
    assert.equal(threads.length, 1);
    assert.deepEqual((await keyseal.preview(request)).problems, []);
    return { value, reason };
  }
  const generate = () => keyseal.generate(request);

  function assertStopped({ value, reason }) {
    assert.equal(value, undefined);
    assert.deepEqual([reason.name, reason.code], ["InternalError", "internal"]);
    assert.match(reason.field, new RegExp(`^${stops}$`));
  }

  for (const [name, index] of exportedFunctions(wasm)) {
    const where = `at the export ${name}`;
    if (neverCalled.includes(name)) {
      test(`${where} stops nothing, as nothing calls it`, async () => {
        const { value } = await during("module", trapAt(wasm, index - countImports(wasm)), () =>
          keyseal.suggestPassphrase(),
        );
        assert.equal(value.split(/\W/).length, 6);
      });
    } else {
      test(`${where} gives internal`, async () => {
        assertStopped(await during("module", trapAt(wasm, index - countImports(wasm)), generate));
      });
    }
  }

  for (const { name } of WebAssembly.Module.imports(new WebAssembly.Module(wasm))) {
    if (neverImported.includes(name)) continue;
    test(`at the import ${name} gives internal, or what that import failing means`, async () => {
      const { value, reason } = await during("import", name, generate);
      assert.equal(value, undefined);
      assert.equal(reason.code, "internal");
    });
  }

  test("in the module's own functions gives internal, or a right key where the function was not called", async (t) => {
    const functions = bodiesOf(wasm).length;
    const { below } = choicesFrom(seed);
    let stopped = 0;
    for (let round = 0; round < rounds; round++) {
      const own = below(functions);
      const end = await during("module", trapAt(wasm, own), generate);
      if (end.reason !== undefined) stopped += 1;
      if (end.value !== undefined) createPrivateKey({ key: end.value.sealedKeyPem, passphrase });
      else assert.match(end.reason.code, /^(internal|random-failed|self-test-failed)$/, `function ${own}`);
    }
    t.diagnostic(`${stopped} of ${rounds} functions of ${functions} stopped a generation`);
  });
});
