// The languages that lie beside the element: a page gets its own, English where it did not arrive as it was pinned, and a
// mirrored form where writing runs from right to left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readCatalogues } from "../../tools/language-files.mjs";
import { withBytes } from "./bundle.mjs";
import { inEveryEngine } from "./in-engines.mjs";

const catalogues = await readCatalogues();
const english = catalogues.get("en-GB");
const german = "languages/de.json";

const variants = {
  flipped: {
    files: withBytes(german, (bytes) => {
      bytes[bytes.length >> 1] ^= 1;
      return bytes;
    }),
  },
  missing: { files: withBytes(german, () => undefined) },
  blocked: { policy: { "connect-src": "'none'" } },
};

/** What the component shows, once it shows a form or a stop. */
function shown() {
  const generator = document.querySelector("keyseal-generator");
  if (generator.state === "loading") return null;
  const section = generator.shadowRoot.querySelector("section");
  return { title: section.querySelector(".ks-title").textContent, lang: section.lang };
}

const setLanguage = (tag) => {
  document.documentElement.lang = tag;
  document.querySelector("keyseal-generator").reset();
};

inEveryEngine(
  variants,
  (context) => {
    const inLanguage = async (tag) => {
      await context.page.run(setLanguage, tag);
      return context.page.waitFor(shown);
    };

    for (const { language, title } of catalogues.values()) {
      test(`speaks ${language}`, async () => {
        await context.open("whole", "language.html");
        assert.deepEqual(await inLanguage(language), { title, lang: language });
      });
    }

    test("takes the language of what is around it, and loads no other", async () => {
      await context.open("whole", "language.html");
      assert.equal((await inLanguage("fr-CA")).lang, "fr-CA");
      const loaded = await context.page.run(() => performance.getEntriesByType("resource").map(({ name }) => name));
      assert.deepEqual(
        loaded.filter((url) => /\/languages\//.test(url)).map((url) => url.replace(/.*\//, "")),
        ["fr.json"],
      );
    });

    for (const variant of ["flipped", "missing"]) {
      test(`is English where its language is ${variant}`, async () => {
        await context.open(variant, "language.html");
        assert.deepEqual(await inLanguage("de"), { title: english.title, lang: "en-GB" });
      });
    }

    test("stops in English where the page's policy lets nothing load", async () => {
      await context.open("blocked", "language.html");
      assert.deepEqual(await inLanguage("de"), { title: english["stop.missing.title"], lang: "en-GB" });
    });

    test("is mirrored where writing runs from right to left, but for what machines read", async () => {
      await context.open("whole", "language.html");
      await inLanguage("en");
      const places = await context.page.run(() => {
        document.documentElement.dir = "rtl";
        const root = document.querySelector("keyseal-generator").shadowRoot;
        const box = (selector) => root.querySelector(selector).getBoundingClientRect();
        const field = box("textarea");
        const add = box("textarea + button");
        const code = root.querySelector("code");
        return {
          addAfterField: add.right <= field.left,
          code: getComputedStyle(code).direction,
          sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
        };
      });
      assert.deepEqual(places, { addAfterField: true, code: "ltr", sideways: false });
    });
  },
  { firstPage: "language.html" },
);
