// The texts of the offline page around the component: every language has every text, with the same places and marks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../element/support.mjs";

const { languages, textsOf } = await load("../../web-demo/offline/texts");
const [english, ...others] = languages;

test("there are six languages", () => {
  assert.deepEqual(
    languages.map(({ language }) => language),
    ["en-GB", "de", "es", "fr", "ja", "zh-Hans"],
  );
});

const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
const marked = (text) => (text.match(/`[^`]*`/g) ?? []).sort();
const items = (text) => text.split("\n").length;

for (const texts of others) {
  test(`${texts.language} has every text, with the same placeholders, marks and items`, () => {
    assert.deepEqual(Object.keys(texts), Object.keys(english));
    for (const [key, text] of Object.entries(texts)) {
      assert.notEqual(text.trim(), "", key);
      assert.deepEqual(places(text), places(english[key]), key);
      assert.deepEqual(marked(text), marked(english[key]), key);
      assert.equal(items(text), items(english[key]), key);
    }
  });

  test(`${texts.language} is translated`, () => {
    const mayAgree = ["about.version", "footer"]; // "version" is French and German too
    const same = Object.keys(english).filter((key) => texts[key] === english[key] && !mayAgree.includes(key));
    assert.deepEqual(same, []);
  });
}

test("the reader's first language that there is decides, by its primary subtag", () => {
  const chosen = (...wanted) => textsOf(wanted).language;
  assert.equal(chosen("fr-CH", "de"), "fr-CH");
  assert.equal(chosen("nl", "de-AT", "fr"), "de-AT");
  assert.equal(chosen("zh-TW"), "zh-Hans");
  assert.equal(chosen("zh-CN"), "zh-CN");
  assert.equal(chosen("en-US"), "en-US");
  assert.equal(chosen("nl", "sv"), "en-GB");
  assert.equal(chosen(), "en-GB");
  assert.equal(chosen("not a tag", "ja"), "ja");
});
