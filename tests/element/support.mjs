// What the element tests share: parts of js-bindings/src/element as a module of Node, without building the package.
import { build } from "esbuild";

export const root = new URL("../..", import.meta.url).pathname;

/** The exports of js-bindings/src/element/`part`.ts, of several that share what they import. DOM cannot run here. */
export async function load(...parts) {
  const { outputFiles } = await build({
    stdin: {
      contents: parts.map((part) => `export * from ${JSON.stringify(`./${part}.ts`)};`).join("\n"),
      resolveDir: `${root}js-bindings/src/element`,
    },
    bundle: true,
    write: false,
    format: "esm",
    charset: "utf8",
    loader: { ".css": "text" },
    define: {
      __KEYSEAL_VERSION__: '"0.0.0"',
      __KEYSEAL_WASM_SHA256__: '""',
      __KEYSEAL_WORKER_SHA256__: '""',
      __KEYSEAL_WASM_IMPORTS__: "[]",
    },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
