// What findings say in other languages: every catalogue of wasm/core/rules/languages is complete, and a page loads its
// own when it needs it.
import assert from "node:assert/strict";
import test from "node:test";
import { englishSentences, findingFiles, findingTexts } from "../../../tools/finding-texts.mjs";
import { load, loadAnew } from "../support.mjs";

const sentences = englishSentences();
const english = [...sentences.keys()];
const catalogues = findingTexts();
const { aside, messageIn, partsOf, translated } = await load("base/translation");

const placeholders = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
const withoutPlaceholders = (text) => text.replaceAll(/\{\w+\}/g, "");

test("the languages are those of the components", () => {
  assert.deepEqual([...catalogues.keys()], ["de", "es", "fr", "ja", "zh-Hans"]);
});

test("every sentence of the core is found", () => {
  const from = (file) => [...sentences.values()].filter((place) => place === file).length;
  assert.ok(from("rules.def") > 200);
  assert.ok(from("remedies.def") > 60);
  assert.equal(from("error_codes.def"), 9);
});

/** Names of things, and words that the two languages share. */
const shared = {
  de: [],
  es: ["error", "{n} bits", "{n} bytes"],
  fr: ["{n} bits", "acceptable"],
  ja: [],
  "zh-Hans": [],
};

for (const [language, texts] of catalogues) {
  const file = `wasm/core/rules/languages/${language}.json`;
  const each = (check) => {
    for (const [sentence, text] of Object.entries(texts)) check(text, sentence);
  };

  test(`${language} has every sentence of the core and no other`, () => {
    const lacks = english.filter((sentence) => texts[sentence] === undefined);
    const lines = lacks.map((sentence) => `  ${JSON.stringify(sentence)}: "…"   (${sentences.get(sentence)})`);
    assert.deepEqual(
      lacks,
      [],
      `${file} lacks what stands in the core now. Add to it, and to each beside it:\n${lines.join("\n")}`,
    );
    const extra = Object.keys(texts).filter((sentence) => !sentences.has(sentence));
    assert.deepEqual(extra, [], `${file} has sentences that the core does not say any more: take them out`);
  });

  test(`${language} has every placeholder and no other`, () => {
    each((text, sentence) => assert.deepEqual(placeholders(text), placeholders(sentence), sentence));
  });

  test(`${language} has nothing left in English`, () => {
    const left = Object.entries(texts).filter(
      ([sentence, text]) =>
        text === sentence && /\p{L}/u.test(withoutPlaceholders(sentence)) && !shared[language].includes(sentence),
    );
    assert.deepEqual(left, []);
    each((text, sentence) => {
      assert.doesNotMatch(withoutPlaceholders(text), /\b(the|and|with|your|you|of|is|are|this|that|for)\b/i, sentence);
    });
  });

  test(`${language} names the same things: standards, algorithms, types, numbers`, () => {
    const technical = /\b(?:[A-Z]{2,}[\w-]*\d[\w-]*|[A-Z]{3,}|[a-z]+[A-Z]\w+|\d{3,})\b/g;
    const names = (text) => new Set(withoutPlaceholders(text).match(technical) ?? []);
    const isDate = (sentence, name) => /^20\d\d$/.test(name) && sentence.includes(`${name}-`);
    each((text, sentence) => {
      for (const name of names(sentence)) {
        if (name === "NOT" || isDate(sentence, name)) continue;
        assert.ok(text.includes(name), `${sentence}: ${name}`);
      }
    });
  });

  test(`${language} does not shout, and stands on one line without blanks at its ends`, () => {
    each((text, sentence) => {
      assert.doesNotMatch(text, /[!！¡\n\\]/, sentence);
      if (!sentence.startsWith(" ")) assert.equal(text.trim(), text, sentence);
      assert.notEqual(text, "", sentence);
    });
  });

  test(`${language} ends a sentence where the English one does`, () => {
    each((text, sentence) => {
      if (/\.(?: |$)/.test(sentence)) assert.match(text, /[.。]$/, sentence);
      else assert.doesNotMatch(text, /[.。]$/, sentence);
    });
  });
}

test("Chinese and Japanese use their own writing", () => {
  for (const language of ["ja", "zh-Hans"]) {
    for (const [sentence, text] of Object.entries(catalogues.get(language))) {
      if (sentence === "Let's Encrypt" || !/\p{L}/u.test(withoutPlaceholders(sentence))) continue;
      assert.match(text, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, sentence);
      assert.doesNotMatch(text, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][,;?(]/u, sentence);
      if (language !== "ja") assert.doesNotMatch(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/u, sentence);
    }
  }
});

test("French does not let a line break before its high punctuation", () => {
  for (const text of Object.values(catalogues.get("fr"))) assert.doesNotMatch(text, / [:;?»]|« /);
});

const german = new Map(Object.entries(catalogues.get("de")));

test("a message is its sentence, with its detail in the same language", () => {
  const say = (message) => messageIn(german, message);
  assert.equal(say("The RSA modulus is even."), "Der RSA-Modulus ist gerade.");
  assert.equal(
    say("The RSA modulus has fewer than 2048 bits. (1024 bits)"),
    "Der RSA-Modulus hat weniger als 2048 Bits. (1024 Bits)",
  );
  assert.equal(
    say("The encoding is not DER. (an indefinite length at byte 17, from 2027-03-15 on)"),
    "Die Kodierung ist nicht DER. (eine unbestimmte Länge bei Byte 17, ab 2027-03-15)",
  );
  assert.equal(
    say("An authority refuses requests for more than 100 names. (120 names: Let's Encrypt)"),
    "Eine Zertifizierungsstelle lehnt Anforderungen mit mehr als 100 Namen ab. (120 Namen: Let’s Encrypt)",
  );
  assert.equal(
    say(
      "The types of mail certificates that the subject is right for. (mailbox, sponsor (legacy; lacks organizationIdentifier))",
    ),
    "Die Typen von E-Mail-Zertifikaten, für die der Antragsteller richtig ist. (Postfach, Person in einer Organisation (alt; organizationIdentifier fehlt))",
  );
  assert.equal(
    say("No telephone numbers or codes (TNAuthList) are asked for."),
    "Es werden keine Telefonnummern oder Codes (TNAuthList) verlangt.",
  );
});

test("what is no sentence of the core is told as such, and names stay as they are", () => {
  assert.equal(messageIn(german, "A sentence of next year."), undefined);
  assert.equal(messageIn(german, ""), undefined);
  assert.equal(partsOf(german, "constructor"), undefined);
  for (const name of ["a list, of mine.txt", "a: b", "x at byte y", "(", "{name}", "d = n - 5", "CN, O, C"]) {
    assert.equal(translated(german, name), name);
    assert.equal(
      messageIn(german, `The key is on a list of compromised keys. (${name})`),
      `Der Schlüssel steht auf einer Liste kompromittierter Schlüssel. (${name})`,
    );
  }
  assert.equal(translated(german, "a, b.txt, block 2"), "a, b.txt, Block 2");
});

test("a name that nests phrases without end ends", () => {
  const nested = `at byte 1${", from 1 on".repeat(5000)}`;
  assert.equal(translated(german, nested), nested);
  const list = (commas) => `empty${", empty".repeat(commas)}`; // each comma is a level
  assert.equal(translated(german, list(8)), list(8).replaceAll("empty", "leer"));
  assert.equal(translated(german, list(9)), list(9));
  assert.equal(translated(german, "at byte 1, from 2 on"), "bei Byte 1, ab 2");
});

test("values stand where a language has them, in the order of the English pattern", () => {
  const chinese = new Map(Object.entries(catalogues.get("zh-Hans")));
  assert.equal(translated(chinese, "a.pem, block 2"), "a.pem，第 2 块");
  assert.equal(aside(chinese, "$&"), "（$&）");
  assert.equal(aside(new Map(), "x"), " (x)");
  assert.equal(translated(chinese, "an indefinite length at byte 3"), "第 3 字节处：不定长度");
});

const files = findingFiles();

/** A page that has loaded nothing yet, with a network that answers with what `answer` makes of a file. */
async function freshPage(context, answer = (text) => text) {
  const asked = [];
  context.mock.method(globalThis, "fetch", async (url) => {
    const path = new URL(url).pathname;
    asked.push(path);
    return new Response(answer(files.get(path.split("/").at(-1))));
  });
  return { asked, ...(await loadAnew("element/languages/finding-texts")) };
}

test("the words of a language are loaded from its file, once", async (context) => {
  const { loadFindingTexts, findingTexts: here, asked } = await freshPage(context);
  for (const [language, texts] of catalogues) {
    assert.equal(here(language), undefined);
    await loadFindingTexts(language);
    await loadFindingTexts(language);
    assert.deepEqual(Object.fromEntries(here(language)), texts);
  }
  assert.deepEqual(
    asked,
    [...files.keys()].map((name) => `/keyseal/languages/findings/${name}`),
  );
  assert.equal(here("de-CH"), here("de"));
});

test("English, and what there are no words for, loads nothing", async (context) => {
  const { loadFindingTexts, findingTexts: here, asked } = await freshPage(context);
  for (const tag of ["en", "en-GB", "pl", "", "not a tag"]) {
    await loadFindingTexts(tag);
    assert.equal(here(tag), undefined);
  }
  assert.deepEqual(asked, []);
});

test("a changed file, a missing one and a broken network leave English, and are tried anew", async (context) => {
  const answers = [
    (text) => text.replace("Modulus", "Modul"),
    () => "<!doctype html>",
    () => {
      throw new TypeError("network");
    },
    (text) => text,
  ];
  const { loadFindingTexts, findingTexts: here } = await freshPage(context, (text) => answers.shift()(text));
  for (const has of [false, false, false, true]) {
    await loadFindingTexts("de");
    assert.equal(here("de") !== undefined, has);
  }
});

test("a page that carries its words inside itself loads nothing", async (context) => {
  const { addFindingTexts, loadFindingTexts, findingTexts: here, asked } = await freshPage(context);
  addFindingTexts("ja", catalogues.get("ja"));
  await loadFindingTexts("ja-JP");
  assert.equal(here("ja-JP").size, english.length);
  assert.deepEqual(asked, []);
});
