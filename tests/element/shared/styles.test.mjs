// The style sheets: mirrored by themselves where writing runs from right to left, closed in themselves, themed by tokens.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { root } from "../support.mjs";

const folder = `${root}js-bindings/src/element/shared/styles/`;
const sheets = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(folder + name, "utf8").replace(/\/\*[\s\S]*?\*\//g, "")]),
);
const tokens = sheets.get("tokens.css");
const all = [...sheets.values()].join("\n");

test("only logical sides and sizes, but where a direction is named", () => {
  for (const [name, text] of sheets) {
    const undirected = text.replace(/[^{}]*:dir\([^{}]*\{[^{}]*\}/g, "");
    const physical =
      /(?:^|[\s;{])(?:(?:margin|padding|border|inset)-(?:left|right)|left|right|width|height|(?:min|max)-(?:width|height))\s*:|(?:float|clear|text-align)\s*:\s*(?:left|right)/m;
    assert.doesNotMatch(undirected.replace(/@(?:media|container)[^{]*/g, ""), physical, name);
  }
});

test("every token that is used is there, and can be set from outside under its public name", () => {
  const used = new Set([...all.matchAll(/var\((--_[\w-]+)/g)].map(([, token]) => token));
  for (const token of used) {
    const name = token.slice(3);
    assert.ok(tokens.includes(`${token}: var(--ks-${name}, `), token);
  }
});

test("every token that is there is used", () => {
  const made = [...tokens.matchAll(/^ {2}(--_[\w-]+):/gm)].map(([, token]) => token);
  assert.deepEqual(
    made.filter((token) => !all.includes(`var(${token})`)),
    [],
  );
});

test("nothing is loaded, and nothing outside the component is styled", () => {
  assert.doesNotMatch(all, /url\(|@import|@font-face|:root|\bhtml\b|\bbody\b/);
});
