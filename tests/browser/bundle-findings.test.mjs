// What a report says in other languages, from the bundle with the real module: every word of it where its file arrives as
// it was pinned, else in English and marked as that.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { findingTexts } from "../../tools/finding-texts.mjs";
import { packageDir, root } from "../node/support.mjs";
import { withBytes } from "./bundle.mjs";
import { paste, submit } from "./checker-page.mjs";
import { inEveryEngine } from "./in-engines.mjs";

const pem = readFileSync(`${root}tests/vectors/check/certificate/ov-order.pem`, "utf8");
const request = readFileSync(`${root}tests/vectors/check/csr/good.pem`, "utf8");
const words = "languages/findings/de.json";
const variants = {
  flipped: {
    files: withBytes(words, (bytes) => {
      bytes[bytes.length >> 1] ^= 1;
      return bytes;
    }),
  },
  missing: { files: withBytes(words, () => undefined) },
};

const { open } = await import(`${packageDir}/keyseal-node.mjs`);
const keyseal = await open();
after(() => keyseal.close());
const checked = async (text) =>
  (await keyseal.checkFiles({ files: [{ name: "pasted", bytes: Buffer.from(text) }] }))[0];
const english = await checked(pem);
const { issued } = (await checked(request)).decoded;
const advised = english.findings.filter(({ remedy, severity }) => remedy && severity !== "notice");

/** Puts a checker into the page that opens the bundle's module. */
function place(lang) {
  const checker = document.createElement("keyseal-checker");
  checker.lang = lang;
  document.body.replaceChildren(checker);
}

/** What stands in the report: its words with the language that they are marked with. */
function shown() {
  const root = document.querySelector("keyseal-checker").shadowRoot;
  const of = (selector) => [...root.querySelectorAll(selector)];
  return {
    lang: root.querySelector("section").lang,
    messages: of('[part~="finding"] p:first-child > span').map(({ lang, textContent }) => [lang, textContent]),
    remedies: of(".ks-f__advice").map(({ lang, textContent }) => [lang, textContent]),
    reasons: of('[part~="issued"] p > span:first-child').map(({ lang, textContent }) => [lang, textContent]),
    loaded: performance
      .getEntriesByType("resource")
      .map(({ name }) => name.replace(/.*\/languages\//, ""))
      .filter((name) => /^(findings\/)?[a-zA-Z-]+\.json$/.test(name)),
  };
}

inEveryEngine(
  variants,
  (context) => {
    async function report(variant, lang, input = pem) {
      await context.open(variant, "language.html");
      await context.page.waitFor(() => customElements.get("keyseal-checker") !== undefined);
      await context.page.run(place, lang);
      const untilState = (state) =>
        context.page.waitFor((wanted) => document.querySelector("keyseal-checker").state === wanted, state);
      await untilState("form");
      const before = (await context.page.run(shown)).loaded;
      await context.page.run(paste, input);
      await context.page.click(submit);
      await untilState("done");
      return { before, ...(await context.page.run(shown)) };
    }

    for (const lang of ["de", "ja"]) {
      test(`is in ${lang}, whose words are loaded with the report`, async () => {
        const texts = findingTexts().get(lang);
        const { before, lang: marked, messages, remedies, loaded } = await report("whole", lang);
        assert.equal(marked, lang);
        assert.deepEqual(before, [`${lang}.json`]);
        assert.deepEqual(loaded, [`${lang}.json`, `findings/${lang}.json`]);
        assert.equal(messages.length, english.findings.length);
        for (const [index, [mark, text]] of messages.entries()) {
          assert.equal(mark, "");
          const { message } = english.findings[index];
          const sentence = Object.keys(texts).find((one) => message === one || message.startsWith(`${one} (`));
          assert.ok(text.startsWith(texts[sentence]), text);
        }
        assert.ok(advised.length > 0);
        for (const { remedy } of advised) {
          assert.ok(
            remedies.some(([mark, text]) => mark === "" && text === texts[remedy]),
            remedy,
          );
        }
      });
    }

    test("says in German why an authority makes what it does of a request, and in English where it has no words", async () => {
      assert.ok(issued.length > 5);
      const texts = findingTexts().get("de");
      const wanted = (lang, say) => issued.map(({ reason }) => [lang, say(reason)]).sort();
      const inGerman = await report("whole", "de", request);
      assert.deepEqual(
        inGerman.reasons.sort(),
        wanted("", (reason) => texts[reason]),
      );
      const inEnglish = await report("missing", "de", request);
      assert.deepEqual(
        inEnglish.reasons.sort(),
        wanted("en", (reason) => reason),
      );
    });

    test("is English in an English page, which loads no words", async () => {
      const { messages, loaded } = await report("whole", "en");
      assert.deepEqual(loaded, []);
      assert.deepEqual(
        messages,
        english.findings.map(({ message }) => ["en", message]),
      );
    });

    for (const variant of ["flipped", "missing"]) {
      test(`is English, marked as that in a German page, where its words are ${variant}`, async () => {
        const { lang, messages, remedies } = await report(variant, "de");
        assert.equal(lang, "de");
        assert.deepEqual(
          messages,
          english.findings.map(({ message }) => ["en", message]),
        );
        for (const { remedy } of advised) {
          assert.ok(
            remedies.some(([mark, text]) => mark === "en" && text === remedy),
            remedy,
          );
        }
        assert.equal(
          await context.page.run(
            (path) => document.querySelector("keyseal-checker").shadowRoot.querySelector(path) !== null,
            ".ks-verdict",
          ),
          true,
        );
      });
    }
  },
  { firstPage: "language.html" },
);
