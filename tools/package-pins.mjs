// What the page API and the element pin, as esbuild's `define`: read from a folder that holds keyseal.wasm,
// keyseal-worker.js, keyseal-primes.dat, package.json and languages/.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

export function pinsOf(folder) {
  const wasm = readFileSync(`${folder}/keyseal.wasm`);
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
  const languages = readdirSync(`${folder}/languages`, { recursive: true })
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => [name.replace(/\.json$/, ""), sha256(readFileSync(`${folder}/languages/${name}`))]);
  return {
    __KEYSEAL_LANGUAGES__: JSON.stringify(Object.fromEntries(languages)),
    __KEYSEAL_VERSION__: JSON.stringify(version),
    __KEYSEAL_WASM_SHA256__: JSON.stringify(sha256(wasm)),
    __KEYSEAL_WORKER_SHA256__: JSON.stringify(sha256(readFileSync(`${folder}/keyseal-worker.js`))),
    __KEYSEAL_PRIMES_SHA256__: JSON.stringify(sha256(readFileSync(`${folder}/keyseal-primes.dat`))),
    __KEYSEAL_WASM_IMPORTS__: JSON.stringify(imports.map((entry) => `${entry.module}.${entry.name}`)),
  };
}
