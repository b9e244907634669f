// What the element tests share: parts of js-bindings/src as a module of Node, without building the package.
import { createHash } from "node:crypto";
import { build } from "esbuild";
import { findingFiles } from "../../tools/finding-texts.mjs";
import { languageFiles } from "../../tools/language-files.mjs";

export const root = new URL("../..", import.meta.url).pathname;

const ofFindings = [...findingFiles()].map(([name, text]) => [`findings/${name}`, text]);
const languagePins = Object.fromEntries(
  [...(await languageFiles()), ...ofFindings].map(([name, text]) => [
    name.replace(".json", ""),
    createHash("sha256").update(text).digest("hex"),
  ]),
);

async function bundled(parts) {
  const { outputFiles } = await build({
    stdin: {
      contents: parts.map((part) => `export * from ${JSON.stringify(`./${part}.ts`)};`).join("\n"),
      resolveDir: `${root}js-bindings/src`,
    },
    bundle: true,
    write: false,
    format: "esm",
    charset: "utf8",
    loader: { ".css": "text" },
    define: {
      "import.meta.url": '"https://portal.example/keyseal/keyseal-element.mjs"',
      __KEYSEAL_LANGUAGES__: JSON.stringify(languagePins),
      __KEYSEAL_VERSION__: '"0.0.0"',
      __KEYSEAL_WASM_SHA256__: '""',
      __KEYSEAL_WORKER_SHA256__: '""',
      __KEYSEAL_WASM_IMPORTS__: "[]",
    },
  });
  return `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`;
}

/** The exports of js-bindings/src/`part`.ts, of several that share what they import. DOM cannot run here. */
export async function load(...parts) {
  return import(await bundled(parts));
}

let copies = 0;

/** The same as modules of their own, which remember nothing of the others. */
export async function loadAnew(...parts) {
  copies += 1;
  return import(`${await bundled(parts)}#${copies}`);
}
