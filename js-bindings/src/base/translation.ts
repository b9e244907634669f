/**
 * What findings say, in another language than the core's English. The same in C++ is wasm/core/check/translation.cc, and
 * tests/check/same.test.mjs holds what both say of every vector against each other.
 */

/**
 * English sentence to sentence (wasm/core/rules/languages). One with placeholders is a pattern; patterns are tried in
 * their order.
 */
export type Translation = ReadonlyMap<string, string>;

/** Whoever names a file or list can nest phrases in its name. */
const mostDepth = 8;
const marks = /\{(\w+)\}/;

type Named = [name: string, value: string];

/** Puts the values into the places that have their names: the first of a name into the first place. */
function fill(pattern: string, values: Named[]): string {
  return pattern
    .split(marks)
    .map((piece, at) => {
      if (at % 2 === 0) return piece;
      const found = values.findIndex(([name]) => name === piece);
      return found < 0 ? "" : values.splice(found, 1)[0]?.[1];
    })
    .join("");
}

function matched(translation: Translation, pattern: string, english: string, depth: number): Named[] | undefined {
  const pieces = pattern.split(marks);
  const values: Named[] = [];
  const [first = ""] = pieces;
  if (!english.startsWith(first)) return undefined;
  let rest = english.slice(first.length);
  for (let at = 1; at < pieces.length; at += 2) {
    const [name, next] = [pieces[at] as string, pieces[at + 1] as string];
    const isLast = at + 2 === pieces.length && next === "";
    const end = isLast ? rest.length : rest.indexOf(next);
    if (end <= 0) return undefined;
    const value = rest.slice(0, end);
    rest = rest.slice(end + next.length);
    if (name === "n" && /[^\d-]/.test(value)) return undefined;
    const text = name === "detail" ? known(translation, value, depth + 1) : value;
    if (text === undefined) return undefined;
    values.push([name, text]);
  }
  return rest === "" ? values : undefined;
}

function known(translation: Translation, english: string, depth: number): string | undefined {
  const found = translation.get(english);
  if (found !== undefined || depth === mostDepth) return found;
  for (const [pattern, text] of translation) {
    const values = marks.test(pattern) && matched(translation, pattern, english, depth);
    if (values) return fill(text, values);
  }
  return undefined;
}

/** A sentence, or a detail: a phrase, or several in patterns. What is not known stays English. */
export const translated = (translation: Translation, english: string): string =>
  known(translation, english, 0) ?? english;

/** The sentence of a message, and the detail that it may have between brackets behind; nothing where it is not known. */
export function partsOf(translation: Translation, message: string): [sentence: string, detail: string] | undefined {
  for (let at = message.length; at >= 0; at = message.lastIndexOf(" (", at - 1)) {
    const sentence = translation.get(message.slice(0, at));
    if (sentence !== undefined) return [sentence, translated(translation, message.slice(at + 2, -1))];
    if (at === 0) break;
  }
  return undefined;
}

/** Words between the brackets of the language. */
export const aside = (translation: Translation, words: string): string =>
  (translation.get(" ({name})") ?? " ({name})").replace("{name}", () => words);

/** A finding's message; nothing where its sentence is not known. */
export function messageIn(translation: Translation, message: string): string | undefined {
  const [sentence, detail] = partsOf(translation, message) ?? [];
  return sentence && detail ? sentence + aside(translation, detail) : sentence;
}
