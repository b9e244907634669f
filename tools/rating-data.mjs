// What zxcvbn knows besides the module's own lists: the heads of ranked lists, the short lists whose order is a
// sequence, and keyboards. All of it is zxcvbn-ts's; how much of it is a matter of the page's size.
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";

/** List and how many of its entries, most common first. */
const heads = [
  [common, "passwords-common", 300],
  [english, "commonWords-en", 1300],
  [english, "lastnames-en", 300],
];
const longestSequence = 30;
const keyboards = ["qwerty", "qwertz", "azerty", "keypad"];

/** `dictionaries` maps a list's name to its entries, joined by newlines; `graphs` is as zxcvbn-ts has it. */
export function ratingData() {
  const dictionaries = {};
  for (const [source, name, size] of heads) {
    if (!(source[name]?.length >= size)) throw new Error(`${name} has not ${size} entries`);
    dictionaries[name] = source[name].slice(0, size);
  }
  for (const [name, entries] of Object.entries(english)) {
    if (entries.length <= longestSequence) dictionaries[name] = entries;
  }
  for (const [name, entries] of Object.entries(dictionaries)) dictionaries[name] = entries.join("\n");
  const graphs = Object.fromEntries(keyboards.map((name) => [name, adjacencyGraphs[name]]));
  return { dictionaries, graphs };
}
