// No bundler: copies the files beside each other and writes their hashes into the page.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { copyKeyseal, integrity } from "../shared/integrity.mjs";

copyKeyseal("keyseal.mjs", "keyseal-worker.js", "keyseal.wasm");
copyFileSync("main.mjs", "dist/main.mjs");
copyFileSync("../shared/form.mjs", "dist/form.mjs");

// Every script that keyseal.mjs loads would have to stand here too: it loads none.
const map = {
  imports: { keyseal: "./keyseal/keyseal.mjs", form: "./form.mjs" },
  integrity: { "./keyseal/keyseal.mjs": integrity("keyseal/keyseal.mjs"), "./form.mjs": integrity("form.mjs") },
};
const page = readFileSync("index.html", "utf8")
  .replace("IMPORT_MAP", () => JSON.stringify(map))
  .replace(/INTEGRITY\((.*?)\)/g, (_, file) => integrity(file));
writeFileSync("dist/index.html", page);
