// What the element tests share: a part of js-bindings/src/element as a module of Node, without building the package.
import { build } from "esbuild";

export const root = new URL("../..", import.meta.url).pathname;

/** The exports of js-bindings/src/element/`part`.ts. Parts that make DOM can be loaded, but not run. */
export async function load(part) {
  const { outputFiles } = await build({
    entryPoints: [`${root}js-bindings/src/element/${part}.ts`],
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
