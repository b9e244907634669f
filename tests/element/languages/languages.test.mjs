// The catalogues of all languages: no key, placeholder or plural form is missing, and nothing is left in English.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { readCatalogues } from "../../../tools/language-files.mjs";
import { load, root } from "../support.mjs";

const { text } = await load("element/shared/catalogue");
const catalogues = await readCatalogues();
const en = catalogues.get("en-GB");
const languages = ["en-GB", "zh-Hans", "de", "fr", "es", "ja"].map((language) => catalogues.get(language));

const formsOf = (entry) => (typeof entry === "string" ? { other: entry } : entry);
const found = (entry, pattern) => (entry.match(pattern) ?? []).sort();
const placeholders = (entry) => [...new Set(found(entry, /\{\w+\}/g))];
const eachForm = (catalogue, check) => {
  for (const [key, entry] of Object.entries(catalogue)) {
    for (const [category, form] of Object.entries(formsOf(entry))) check(key, form, category);
  }
};

test("the languages are those that are promised", () => {
  assert.deepEqual([...catalogues.keys()].sort(), languages.map(({ language }) => language).sort());
});

for (const catalogue of languages) {
  const { language } = catalogue;

  test(`${language} has every key and no other`, () => {
    assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(en).sort());
  });

  test(`${language} has every placeholder and no other, in every form`, () => {
    eachForm(catalogue, (key, form) => {
      // A form for one may say it in words.
      const expected = placeholders(formsOf(en[key]).other);
      const optional = typeof catalogue[key] === "string" ? [] : ["{count}"];
      const given = placeholders(form);
      assert.deepEqual(
        given.filter((name) => !expected.includes(name)),
        [],
        key,
      );
      assert.deepEqual(
        expected.filter((name) => !given.includes(name) && !optional.includes(name)),
        [],
        key,
      );
    });
  });

  test(`${language} has the plural forms that its numbers up to a million need, and no other`, () => {
    const rules = new Intl.PluralRules(language);
    const needed = new Set(Array.from({ length: 1001 }, (_, count) => rules.select(count)));
    for (const [key, entry] of Object.entries(catalogue)) {
      assert.equal(typeof entry, typeof en[key], key);
      if (typeof entry !== "string") assert.deepEqual(new Set(Object.keys(entry)), needed.add("other"), key);
    }
  });

  test(`${language} has the same marks, the same code and as many items`, () => {
    eachForm(catalogue, (key, form) => {
      const original = formsOf(en[key]).other;
      assert.deepEqual(found(form, /`[^`]*`/g), found(original, /`[^`]*`/g), key);
      assert.equal(found(form, /\*\*/g).length, found(original, /\*\*/g).length, key);
      assert.equal(form.split("\n").length, original.split("\n").length, key);
      assert.equal(form.trim(), form, key);
      assert.notEqual(form, "", key);
    });
  });

  test(`${language} does not shout`, () => {
    eachForm(catalogue, (key, form) => assert.doesNotMatch(form, /[!！¡]/, key));
  });
}

// What is the same in every language: names of things, and what has no words.
const sameEverywhere =
  /^(key|kind\.uri|kdf\.scrypt|summary\.field|working\.said|list\.two|done\.(pbkdf2|scrypt)|names\.example|profile(Short)?\.(smime|spiffe))\b/;
// Words that the two languages share.
const shared = {
  de: [
    "kind.dns",
    "kind.wildcard",
    "passphrase.title",
    "passphrase.label",
    "profileShort.tls-server",
    "subject.group",
    "subject.O",
    "done.download",
    "check.level.dv",
    "check.level.ov",
    "check.level.organization",
    "check.level.individual",
    "check.generation",
  ],
  fr: [
    "kind.email",
    "subject.group",
    "subject.O",
    "check.level",
    "check.level.ov",
    "check.level.organization",
    "check.strictly",
    "check.extensions",
    "check.signature",
    "check.verdict",
    "check.verdict.good",
  ],
  es: ["subject.no"],
  ja: [],
  "zh-Hans": [],
};

for (const catalogue of languages.filter(({ language }) => !language.startsWith("en"))) {
  const { language } = catalogue;

  test(`${language} has nothing left in English`, () => {
    const left = Object.keys(en).filter(
      (key) =>
        key !== "language" &&
        JSON.stringify(catalogue[key]) === JSON.stringify(en[key]) &&
        !sameEverywhere.test(key) &&
        !shared[language].includes(key),
    );
    assert.deepEqual(left, []);
  });

  test(`${language} has no English words between its own`, () => {
    eachForm(catalogue, (key, form) => {
      const plain = form.replaceAll(/`[^`]*`|\{\w+\}/g, " ");
      assert.doesNotMatch(plain, /\b(the|and|with|your|you|of|is|are|this|that|for)\b/i, key);
    });
  });
}

test("Chinese and Japanese use their own writing", () => {
  for (const catalogue of languages.filter(({ language }) => /^(zh|ja)/.test(language))) {
    eachForm(catalogue, (key, form) => {
      if (key === "language" || sameEverywhere.test(key) || key === "staple.label") return;
      assert.match(form, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, key);
    });
  }
  eachForm(languages[1], (key, form) => assert.doesNotMatch(form, /[\p{Script=Hiragana}\p{Script=Katakana}]/u, key));
});

test("French does not let a line break before its high punctuation", () => {
  const french = languages.find(({ language }) => language === "fr");
  eachForm(french, (key, form) => assert.doesNotMatch(form, / [:;?»]|« /, key));
});

test("counts are written as each language writes them", () => {
  const rounds = languages.map((catalogue) => text(catalogue, "kdf.pbkdf2", { count: 600_000 }));
  assert.deepEqual(rounds, [
    "PBKDF2, 600,000 rounds",
    "PBKDF2，600,000 轮",
    "PBKDF2, 600.000 Runden",
    "PBKDF2, 600\u202f000 itérations",
    "PBKDF2, 600.000 iteraciones",
    "PBKDF2、600,000回",
  ]);
});

test("one is counted as each language counts it", () => {
  const one = languages.map((catalogue) => text(catalogue, "names.count", { count: 1 }));
  assert.deepEqual(one, ["1 name", "1 个名称", "1 Name", "1 nom", "1 nombre", "名前1件"]);
  assert.equal(text(languages[3], "names.count", { count: 0 }), "0 nom"); // French: zero is one
});

const folder = `${root}js-bindings/src/element/`;
const sources = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".ts") && !/^languages\/(check\/)?[a-z]{2}(-[a-z]+)?\.ts$/.test(name))
  .map((name) => readFileSync(folder + name, "utf8"))
  .join("\n");

test("every text has a use", () => {
  const beginnings = [...sources.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, beginning]) => beginning);
  const unused = Object.keys(en).filter(
    (key) => !sources.includes(`"${key}"`) && !beginnings.some((beginning) => key.startsWith(beginning)),
  );
  assert.deepEqual(unused, ["language"]);
});

// What the components do not do: other commands of the API, lists of primes, files that are kept, and the command line.
const elsewhere =
  /^(bundle-manifest-not-valid|wrong-passphrase|bad-sealed-key|several-inputs|key-not-encrypted|cipher-not-supported|usage|file-exists|file-unreadable|primes-(bad|incomplete|unknown)|(reuse|record)-unknown|passphrase-not-for-pfx|chain-(missing|too-long)|certificate-bad)$/;

test("every error that a person or a page can cause here has its text", () => {
  const rows = readFileSync(`${root}wasm/core/base/error_codes.def`, "utf8").matchAll(
    /"([a-z-]+)", (Input|Passphrase)/g,
  );
  const codes = [...rows].map(([, code]) => code).filter((code) => !elsewhere.test(code));
  assert.ok(codes.length > 30);
  assert.deepEqual(
    codes.filter((code) => en[`error.${code}`] === undefined),
    [],
  );
});
