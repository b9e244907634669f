/**
 * Texts in the reader's language. A catalogue is flat: key to text, or key to its plural forms, chosen by `{count}`.
 * Marks in texts: **strong**, `what a machine reads`, {placeholder}, and a new line between the items of a list.
 */

import type { Catalogue, KeyOf, Plural, TextKey, Texts } from "../languages/catalogue-type.js";
import { en } from "../languages/en.js";
import { type Child, h } from "./dom.js";

export type { Catalogue, KeyOf, Plural, TextKey, Texts } from "../languages/catalogue-type.js";

/** Numbers are written as the language writes them. */
export type Values = Readonly<Record<string, string | number>>;
/** `rich` takes nodes too; a string is isolated, so that its direction disturbs nothing around it. */
export type RichValues = Readonly<Record<string, string | number | Node>>;

function template<Some extends Texts>(catalogue: Some, key: KeyOf<Some>, values: RichValues): string {
  const entry = catalogue[key] as string | Plural;
  if (typeof entry === "string") return entry;
  const count = values.count;
  const category = typeof count === "number" ? new Intl.PluralRules(catalogue.language).select(count) : "other";
  return entry[category] ?? entry.other;
}

/** A number as the language writes it: 600,000. */
export function number(catalogue: Texts, value: number): string {
  return new Intl.NumberFormat(catalogue.language).format(value);
}

function valueFor(catalogue: Texts, values: RichValues, name: string): string | Node {
  const value = values[name];
  if (value === undefined) throw new TypeError(`A text lacks its {${name}}.`);
  return typeof value === "number" ? number(catalogue, value) : value;
}

const placeholder = /\{(\w+)\}/g;

/** The text without marks: for names of controls, and for what is spoken. */
export function text<Some extends Texts>(catalogue: Some, key: KeyOf<Some>, values: Values = {}): string {
  const plain = template(catalogue, key, values).replaceAll(/\*\*|`/g, "");
  return plain.replaceAll(placeholder, (_, name: string) => valueFor(catalogue, values, name) as string);
}

function filled(catalogue: Texts, part: string, values: RichValues): Child[] {
  return part.split(placeholder).map((piece, at) => {
    if (at % 2 === 0) return piece;
    const value = valueFor(catalogue, values, piece);
    return typeof value === "string" && typeof values[piece] === "string" ? h("bdi", null, value) : value;
  });
}

/** The words of a command stand in elements of their own, for lines to break between them. */
function words(catalogue: Texts, command: string, values: RichValues): Child[] {
  if (!command.includes(" ")) return filled(catalogue, command, values);
  return command.split(" ").map((word, at) => [at > 0 && " ", h("span", null, filled(catalogue, word, values))]);
}

function marked(catalogue: Texts, line: string, values: RichValues): Child[] {
  return line.split(/(\*\*.+?\*\*|`.+?`)/).map((part) => {
    if (part.startsWith("**")) return h("strong", null, filled(catalogue, part.slice(2, -2), values));
    if (part.startsWith("`")) return h("code", null, words(catalogue, part.slice(1, -1), values));
    return filled(catalogue, part, values);
  });
}

/** The text as nodes, with its marks. */
export function rich<Some extends Texts>(catalogue: Some, key: KeyOf<Some>, values: RichValues = {}): Child[] {
  return marked(catalogue, template(catalogue, key, values), values);
}

/** The items of a text that is a list, each as nodes. */
export function richItems<Some extends Texts>(catalogue: Some, key: KeyOf<Some>, values: RichValues = {}): Child[][] {
  return template(catalogue, key, values)
    .split("\n")
    .map((line) => marked(catalogue, line, values));
}

/** Several short texts as one: "5 names added, 1 repeated left out". */
export function joined(catalogue: Catalogue, parts: readonly string[]): string {
  return parts.reduce((first, second) => text(catalogue, "list.two", { first, second }));
}

/** Whether a text of this key is there: for keys that are made of a code. */
export function hasText(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

/** A time of day: 14:32. */
export function timeOfDay(catalogue: Catalogue, when: Date): string {
  return new Intl.DateTimeFormat(catalogue.language, { hour: "numeric", minute: "2-digit" }).format(when);
}
