// Languages that lie beside the element: loaded when a page is in them, and shown only if they are what was pinned.
import assert from "node:assert/strict";
import test from "node:test";
import { languageFiles, readCatalogues } from "../../../tools/language-files.mjs";
import { loadAnew } from "../support.mjs";

const files = await languageFiles();
const catalogues = await readCatalogues();
const en = catalogues.get("en-GB");

/** A page that has loaded nothing yet, with a network that answers with what `answer` makes of a file. */
async function freshPage(context, answer = (text) => text) {
  const asked = [];
  context.mock.method(globalThis, "fetch", async (url) => {
    const name = new URL(url).pathname.split("/").at(-1);
    asked.push(name);
    return new Response(answer(files.get(name)));
  });
  return { asked, ...(await loadAnew("element/languages/language-choice")) };
}

test("each language is loaded from its file as the catalogue that it was made from", async (context) => {
  const { loadCatalogue } = await freshPage(context);
  assert.equal(files.size, 5);
  for (const name of files.keys()) {
    const language = name.replace(".json", "");
    assert.deepEqual({ ...(await loadCatalogue(language)) }, catalogues.get(language));
  }
});

test("English, and what there is no catalogue for, loads nothing", async (context) => {
  const { loadCatalogue, asked } = await freshPage(context);
  for (const tag of ["en", "en-US", "pl", "", "not a tag"])
    assert.equal((await loadCatalogue(tag)).title, en.title, tag);
  assert.deepEqual(asked, []);
});

test("a language is loaded once, however often and by whomever it is asked for", async (context) => {
  const { loadCatalogue, catalogueFor, asked } = await freshPage(context);
  const both = await Promise.all([loadCatalogue("de"), loadCatalogue("de-AT")]);
  await loadCatalogue("de-CH");
  assert.deepEqual(asked, ["de.json"]);
  assert.deepEqual(
    both.map(({ language }) => language),
    ["de", "de-AT"],
  );
  assert.equal(catalogueFor("de").title, catalogues.get("de").title);
});

test("Chinese of every region has the texts, and the region where it writes the same characters", async (context) => {
  const { loadCatalogue } = await freshPage(context);
  assert.equal((await loadCatalogue("zh")).title, catalogues.get("zh-Hans").title);
  assert.equal((await loadCatalogue("zh-SG")).language, "zh-SG");
  assert.equal((await loadCatalogue("zh-TW")).language, "zh-Hans");
});

test("a changed file is not shown", async (context) => {
  const { loadCatalogue } = await freshPage(context, (text) => text.replace("Schlüssel", "Schluessel"));
  assert.equal((await loadCatalogue("de")).title, en.title);
});

test("a missing file or a broken network leaves English, and is tried anew", async (context) => {
  let answers = 0;
  const { loadCatalogue } = await freshPage(context, (text) => {
    answers += 1;
    if (answers === 1) throw new TypeError("network");
    return answers === 2 ? "<!doctype html>" : text;
  });
  assert.equal((await loadCatalogue("fr")).title, en.title);
  assert.equal((await loadCatalogue("fr")).title, en.title);
  assert.equal((await loadCatalogue("fr")).title, catalogues.get("fr").title);
});

test("a page that carries its languages inside itself loads nothing", async (context) => {
  const { addLanguages, loadCatalogue, asked } = await freshPage(context);
  addLanguages(catalogues.get("ja"));
  assert.equal((await loadCatalogue("ja-JP")).title, catalogues.get("ja").title);
  assert.deepEqual(asked, []);
});
