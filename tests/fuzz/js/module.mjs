// The module itself with its glue, as the worker starts it, but in this thread and with a random source of the test's.
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { loadPart } from "../../node/page-parts.mjs";
import { packageDir, wasmDir } from "../../node/support.mjs";

const { outputFiles } = await build({
  entryPoints: [`${wasmDir}/keyseal.mjs`],
  bundle: true,
  write: false,
  format: "esm",
  define: { "self.location.href": '""', "import.meta.url": '""' },
});
const glue = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`;
const { default: createKeysealModule } = await import(glue);
const compiled = await WebAssembly.compile(readFileSync(`${packageDir}/keyseal.wasm`));
export const { meaningOf } = await loadPart("worker/stopped");
export const { errorCodes } = await loadPart("base/error-codes");

/** Random sources of a module, good and bad. */
export const sources = {
  good: (bytes) => crypto.getRandomValues(bytes) && 0,
  refuses: () => -1,
  "gives zeros": () => 0,
  "repeats itself": (bytes) => {
    bytes.set(bytes.map((_, at) => (at * 167 + 13) ^ (at >> 3)));
    return 0;
  },
  "ends after three": (bytes, draws) => (draws > 3 ? -1 : sources.good(bytes)),
  "ends after six": (bytes, draws) => (draws > 6 ? -1 : sources.good(bytes)),
};

/** A fresh instance: its exports, its memory, and `source`, which can be changed. */
export async function startModule() {
  const started = { source: sources.good, draws: 0, failed: false };
  started.core = await createKeysealModule({
    instantiateWasm(imports, received) {
      const instance = new WebAssembly.Instance(compiled, imports);
      started.memory = instance.exports.memory;
      received(instance);
      return instance.exports;
    },
    printErr() {},
    random(heap, out, size) {
      const bytes = new Uint8Array(size);
      const status = started.source(bytes, ++started.draws);
      started.failed ||= started.source !== sources.good && (status !== 0 || started.source === sources["gives zeros"]);
      if (status === 0) heap.set(bytes, out);
      return status;
    },
    progress() {},
  });
  return started;
}
