/** The offline page: the component with everything inside one file, and what a person needs to trust it. */

import { pins } from "../../js-bindings/src/base/pins.js";
import type { Keyseal } from "../../js-bindings/src/base/types.js";
import { KeysealChecker, KeysealGenerator } from "../../js-bindings/src/element/index.js";
import { de } from "../../js-bindings/src/element/languages/de.js";
import { es } from "../../js-bindings/src/element/languages/es.js";
import { fr } from "../../js-bindings/src/element/languages/fr.js";
import { ja } from "../../js-bindings/src/element/languages/ja.js";
import { addFindingTexts } from "../../js-bindings/src/element/languages/finding-texts.js";
import { addLanguages } from "../../js-bindings/src/element/languages/language-choice.js";
import { zhHans } from "../../js-bindings/src/element/languages/zh-hans.js";
import { rich, text } from "../../js-bindings/src/element/shared/catalogue.js";
import { h, icon } from "../../js-bindings/src/element/shared/dom.js";
import { openEmbedded } from "../../js-bindings/src/index-embedded.js";
import { aboutView, fileName } from "./about.js";
import { serveAround } from "./framed.js";
import { startTasks } from "./tasks.js";
import { languages, type OfflineTexts, textsOf } from "./texts.js";

/** What findings say in other languages: of each the sentences, in the order of the English ones. */
declare const __KEYSEAL_FINDINGS__: { english: string[]; texts: Record<string, string[]> };
const findings = __KEYSEAL_FINDINGS__;

function dataBlock(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}

/** Opens what the file carries, once for everything on the page. */
function openThis(): Promise<Keyseal> {
  return openEmbedded({
    wasmBase64: dataBlock("keyseal-wasm"),
    workerSource: dataBlock("keyseal-worker"),
    primesBase64: dataBlock("keyseal-primes"),
  });
}

function makeGenerator(keyseal: Promise<Keyseal>): KeysealGenerator {
  const generator = new KeysealGenerator();
  generator.keyseal = keyseal;
  return generator;
}

function makeChecker(keyseal: Promise<Keyseal>): KeysealChecker {
  const checker = new KeysealChecker();
  checker.keyseal = keyseal;
  return checker;
}

/** Whether the generator may be left. A key that is given up is dropped at once, so that nobody is asked twice. */
async function mayLeave(generator: KeysealGenerator): Promise<boolean> {
  const goes = await generator.confirmLeave();
  if (goes && generator.state === "done" && !generator.saved) generator.reset();
  return goes;
}

const primary = (tag: string) => new Intl.Locale(tag).language;

/** A choice of languages, each named in itself. */
function languageChoice(texts: OfflineTexts, choose: (language: string) => void): HTMLElement {
  const current = languages.find(({ language }) => primary(language) === primary(texts.language))?.language ?? "";
  const select: HTMLSelectElement = h(
    "select",
    {
      "aria-label": text(texts, "languageLabel"),
      value: current,
      on: { change: () => choose(select.value) },
    },
    languages.map(({ language }) => {
      const own = new Intl.DisplayNames([language], { type: "language" }).of(primary(language)) ?? language;
      return h("option", { value: language, lang: language }, own);
    }),
  );
  return select;
}

/**
 * Shows the page in the language of `texts`, in the place of what was there. The generator moves over, with the names
 * that were typed, or at work, or with its key; the checker with what was pasted or found. Returns the choice of
 * languages.
 */
function show(texts: OfflineTexts, generator: KeysealGenerator, checker: KeysealChecker): HTMLElement {
  document.documentElement.lang = texts.language;
  document.title = text(texts, "title");
  generator.lang = texts.language;
  checker.lang = texts.language;

  const about = aboutView(texts, pins);
  const tasks = startTasks([
    { name: "make", title: text(texts, "make"), element: generator, mayLeave: () => mayLeave(generator) },
    { name: "check", title: text(texts, "check"), element: checker, heading: checker },
    { name: "about", title: text(texts, "about"), ...about },
  ]);
  const choice = languageChoice(texts, (language) => {
    tasks.end();
    show(textsOf([language]), generator, checker).focus();
  });
  document.body.replaceChildren(
    h(
      "div",
      { class: "off" },
      h(
        "header",
        { class: "off-top" },
        h(
          "div",
          { class: "off-in" },
          h(
            "h1",
            { class: "off-brand" },
            icon("shield"),
            h("strong", null, "Keyseal"),
            " ",
            h("span", null, pins.version),
          ),
          h("p", { class: "off-badge" }, icon("lock"), text(texts, "badge")),
          h("nav", { class: "off-nav", "aria-label": text(texts, "tasks") }, tasks.links),
        ),
      ),
      h("main", { class: "off-in off-body" }, generator, checker, about.element),
      h(
        "footer",
        { class: "off-foot" },
        h(
          "div",
          { class: "off-in" },
          h(
            "p",
            null,
            rich(texts, "footer", { file: fileName, version: pins.version }),
            " ",
            h("a", { href: "#about" }, text(texts, "footerLink")),
          ),
          choice,
        ),
      ),
    ),
  );
  return choice;
}

function start(): void {
  const texts = textsOf(navigator.languages);
  document.documentElement.lang = texts.language;
  if (serveAround(() => makeGenerator(openThis()))) return;
  const keyseal = openThis();
  show(texts, makeGenerator(keyseal), makeChecker(keyseal));
}

addLanguages(de, es, fr, ja, zhHans);
for (const [language, texts] of Object.entries(findings.texts)) {
  addFindingTexts(
    language,
    Object.fromEntries(findings.english.map((sentence, at) => [sentence, texts[at] ?? sentence])),
  );
}
document.addEventListener("DOMContentLoaded", start); // the data blocks stand below the script
