// How esbuild makes our bundles: readable, the same wherever they are made, without what only a source needs.
import { readFileSync } from "node:fs";
import { transform } from "esbuild";

export const root = new URL("..", import.meta.url).pathname;

/** A style sheet becomes the text that it is, without its comments and spaces. */
const styleSheets = {
  name: "style-sheets",
  setup: (setup) =>
    setup.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    }),
};

/** Other people's comments, some of which esbuild keeps, name addresses; a bundle names none. */
const libraries = {
  name: "libraries",
  setup: (setup) =>
    setup.onLoad({ filter: /\/node_modules\/.*\.m?js$/ }, async ({ path }) => {
      const options = { minifyWhitespace: true, charset: "utf8", legalComments: "none" };
      const { code } = await transform(readFileSync(path, "utf8"), options);
      return { contents: code, loader: "js" };
    }),
};

export const common = {
  bundle: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  target: "es2022",
  absWorkingDir: root,
  plugins: [styleSheets, libraries],
};
