// What the page API pins, as esbuild's `define` for js-bindings/src/pins.ts: read from a folder that holds keyseal.wasm,
// keyseal-worker.js and package.json.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export function pinsOf(folder) {
  const wasm = readFileSync(`${folder}/keyseal.wasm`);
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
  return {
    __KEYSEAL_VERSION__: JSON.stringify(version),
    __KEYSEAL_WASM_SHA256__: JSON.stringify(sha256(wasm)),
    __KEYSEAL_WORKER_SHA256__: JSON.stringify(sha256(readFileSync(`${folder}/keyseal-worker.js`))),
    __KEYSEAL_WASM_IMPORTS__: JSON.stringify(imports.map((entry) => `${entry.module}.${entry.name}`)),
  };
}
