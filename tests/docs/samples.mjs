// The code samples of a page of the documentation: fenced blocks whose second word is their name.
import { readFileSync } from "node:fs";
import { root } from "../node/support.mjs";

const fence = /^```(\w*)(?: ([\w-]+))?\n(.*?)^```$/gms;

/** Name to code. A sample without a name, or with another's, is an error: no test could run it. */
export function samplesOf(path) {
  const samples = new Map();
  for (const [, language, name, code] of readFileSync(`${root}${path}`, "utf8").matchAll(fence)) {
    if (name === undefined || samples.has(name)) throw new Error(`${path}: a ${language} sample needs a name: ${code}`);
    samples.set(name, code);
  }
  return samples;
}
