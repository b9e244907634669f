// Parts of the page API that run without a page, as a module of Node's.
import { build } from "esbuild";
import { root } from "./support.mjs";

let loads = 0;

/** The exports of js-bindings/src/`part`.ts. */
export async function loadPart(part) {
  const { outputFiles } = await build({
    entryPoints: [`${root}js-bindings/src/${part}.ts`],
    bundle: true,
    write: false,
    format: "esm",
    charset: "utf8",
  });
  // Each call gives a module of its own, with a state of its own.
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}#${++loads}`);
}
