// keyseal-offline.html: everything in one file. One style, one script, and the worker, the module and the list of primes as data blocks.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { common, root } from "../bundling.mjs";
import { findingLists } from "../finding-texts.mjs";
import { pageConstants } from "../page-constants.mjs";
import { digest } from "./manifest.mjs";
import { offlinePolicy, policyText } from "./policies.mjs";

const template = join(root, "web-demo/offline");
const componentStyles = ["tokens", "base", "result"];

/** The components' tokens, type and facts, for the document instead of a shadow tree, and the page's own style. */
function styleText() {
  const read = (path) => readFileSync(join(root, path), "utf8");
  const shared = componentStyles.map((name) => read(`js-bindings/src/element/shared/styles/${name}.css`));
  return `\n${shared.join("\n").replace(/:host(?!\()/g, ":root")}\n${read("web-demo/offline/page.css")}`;
}

async function scriptText(packageFolder) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [join(template, "main.ts")],
    format: "iife",
    platform: "browser",
    write: false,
    ignoreAnnotations: true, // the package's "sideEffects" names what it ships, not the sources that are bundled here
    define: {
      ...pageConstants(packageFolder),
      __KEYSEAL_FINDINGS__: JSON.stringify(findingLists()),
      "import.meta.url": '""', // nothing lies beside this page
    },
  });
  return `\n${outputFiles[0].text}`;
}

/** `text` where only the given marks of HTML end an element: it must hold none. */
function inElement(name, text) {
  if (new RegExp(`</${name}|<!--|<script`, "i").test(text))
    throw new Error(`a ${name} of the offline page would end early`);
  return text;
}

const base64Lines = (bytes) =>
  bytes
    .toString("base64")
    .replace(/.{1,120}/g, "$&\n")
    .trimEnd();

/** The page, and its policy. */
export async function offlinePage(packageFolder, version) {
  const style = inElement("style", styleText());
  const script = inElement("script", await scriptText(packageFolder));
  const sha256 = (text) => `sha256-${digest("sha256", text, "base64")}`;
  const policy = policyText(offlinePolicy({ scriptHash: sha256(script), styleHash: sha256(style) }));
  const parts = {
    policy,
    version,
    style,
    script,
    worker: inElement("script", readFileSync(join(packageFolder, "keyseal-worker.js"), "utf8")),
    wasm: base64Lines(readFileSync(join(packageFolder, "keyseal.wasm"))),
    primes: base64Lines(readFileSync(join(packageFolder, "keyseal-primes.dat"))),
  };
  const page = readFileSync(join(template, "page.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
  return { page, policy };
}
