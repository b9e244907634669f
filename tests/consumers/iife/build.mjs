// No bundler and no modules: copies the files beside each other and writes their hashes into the page.
import { readFileSync, writeFileSync } from "node:fs";
import { copyKeyseal, integrity } from "../shared/integrity.mjs";

copyKeyseal("keyseal.iife.js", "keyseal-worker.js", "keyseal.wasm");
const form = readFileSync("../shared/form.mjs", "utf8").replace(/^export /m, ""); // a plain script exports nothing
writeFileSync("dist/main.js", form + readFileSync("main.js", "utf8"));

const page = readFileSync("index.html", "utf8").replace(/INTEGRITY\((.*?)\)/g, (_, file) => integrity(file));
writeFileSync("dist/index.html", page);
