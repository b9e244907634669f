// No bundler: copies the files beside each other and writes their hashes into the page.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(fileURLToPath(import.meta.resolve("keyseal/package.json")));
mkdirSync("dist/keyseal", { recursive: true });
for (const name of ["keyseal.mjs", "keyseal-worker.js", "keyseal.wasm"]) {
  copyFileSync(`${source}/${name}`, `dist/keyseal/${name}`);
}
copyFileSync("main.mjs", "dist/main.mjs");

const integrity = (file) =>
  `sha384-${createHash("sha384")
    .update(readFileSync(`dist/${file}`))
    .digest("base64")}`;
// Every script that keyseal.mjs loads would have to stand here too: it loads none.
const map = {
  imports: { keyseal: "./keyseal/keyseal.mjs" },
  integrity: { "./keyseal/keyseal.mjs": integrity("keyseal/keyseal.mjs") },
};
const page = readFileSync("index.html", "utf8")
  .replace("IMPORT_MAP", () => JSON.stringify(map))
  .replace(/INTEGRITY\((.*?)\)/g, (_, file) => integrity(file));
writeFileSync("dist/index.html", page);
