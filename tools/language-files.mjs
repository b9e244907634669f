// The catalogues as files beside the element: of each language the texts, in the order of the English catalogue's keys.
import { readdirSync } from "node:fs";
import { build } from "esbuild";
import { common, root } from "./bundling.mjs";

const folder = `${root}js-bindings/src/element/languages`;

/** Every catalogue by its language; English is "en-GB". */
export async function readCatalogues() {
  const sources = readdirSync(folder)
    .filter((name) => /^[a-z]{2}(-[a-z]+)?\.ts$/.test(name)) // by their languages
    .map((name) => `export * from "./${name}";`);
  const { outputFiles } = await build({
    ...common,
    stdin: { contents: sources.join("\n"), resolveDir: folder },
    format: "esm",
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  const catalogues = Object.values(await import(`data:text/javascript;base64,${code}`));
  return new Map(catalogues.map((catalogue) => [catalogue.language, catalogue]));
}

/** The files of all languages but English: name to text, one entry a line. */
export async function languageFiles() {
  const catalogues = await readCatalogues();
  const keys = Object.keys(catalogues.get("en-GB"));
  catalogues.delete("en-GB");
  const packed = (catalogue) => `[\n${keys.map((key) => JSON.stringify(catalogue[key])).join(",\n")}\n]\n`;
  return new Map([...catalogues].map(([language, catalogue]) => [`${language}.json`, packed(catalogue)]));
}
