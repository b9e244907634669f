// Texts: the language of a page, plural forms, placeholders, numbers and times.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "../support.mjs";

const { hasText, joined, number, text, timeOfDay } = await load("element/shared/catalogue");
const { catalogueFor } = await load("element/languages/language-choice");
const { en } = await load("element/languages/en");

test("a language is found by its primary subtag, and English stands in for what is not there", () => {
  for (const tag of ["en", "EN-us", "tlh", "", "x", "not a tag"]) {
    assert.equal(catalogueFor(tag).title, en.title, tag);
  }
});

test("a page's region rules numbers and times", () => {
  const when = new Date(2026, 10, 21, 14, 32);
  assert.equal(timeOfDay(catalogueFor("en"), when), "14:32");
  assert.match(timeOfDay(catalogueFor("en-US"), when), /^2:32\sPM$/);
  assert.equal(number(catalogueFor("en"), 600_000), "600,000");
  assert.equal(number(catalogueFor("en-IN"), 600_000), "6,00,000");
});

test("the count chooses the plural form", () => {
  assert.equal(text(en, "names.count", { count: 1 }), "1 name");
  assert.equal(text(en, "names.count", { count: 2 }), "2 names");
  assert.equal(text(en, "names.count", { count: 0 }), "0 names");
  assert.equal(text(en, "names.count", { count: 1000 }), "1,000 names");
});

test("a language's own categories are taken where it has them", () => {
  const polish = {
    ...en,
    language: "pl",
    "names.count": { one: "{count} nazwa", few: "{count} nazwy", other: "{count} nazw" },
  };
  const counted = [1, 2, 5, 22].map((count) => text(polish, "names.count", { count }));
  assert.deepEqual(counted, ["1 nazwa", "2 nazwy", "5 nazw", "22 nazwy"]);
});

test("marks are left out of plain text, and a value's own marks stay", () => {
  assert.equal(
    text(en, "names.written", { name: "**`a`{b}" }),
    "Written in the certificate as **`a`{b}. Press Enter to add.",
  );
  assert.doesNotMatch(text(en, "lead"), /\*/);
});

test("a text without its value is an error, not a hole", () => {
  assert.throws(() => text(en, "names.remove"), /\{name\}/);
});

test("short texts are joined as the language joins them", () => {
  assert.equal(
    joined(en, ["5 names added", "1 repeated left out", "3 bad"]),
    "5 names added, 1 repeated left out, 3 bad",
  );
  assert.equal(joined(en, ["{first}"]), "{first}");
  assert.equal(joined({ ...en, "list.two": "{first}、{second}" }, ["RSA", "ECDSA"]), "RSA、ECDSA");
});

test("a key is known by its own name only", () => {
  assert.equal(hasText("error.no-names"), true);
  assert.equal(hasText("toString"), false);
});
