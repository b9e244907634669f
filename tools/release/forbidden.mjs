// What no file of the bundle that a browser or a server takes may hold.
import { homedir } from "node:os";

/** What a browser or a server takes; notices, SBOM and sums are papers, which name sources. */
export const isProgram = (path) => /\.(mjs|js|wasm|html|mts|conf)$|_headers$/.test(path);

const checkout = new URL("../..", import.meta.url).pathname;

const patterns = {
  eval: /\beval\s*\(/,
  Function: /\bnew\s+Function\b|(?<![\w.])Function\s*\(/,
  "a guessable random number": /\bMath\s*\.\s*rand[o]m/,
  XMLHttpRequest: /XMLHttpRequest/,
  "a remote URL": /\b(?:https?|wss?|ftp):\/\/[\w%[][^\s"'`<>)]*|(["'`])\/\/[\w.-]+\.\w/,
  "a path of a machine": /\/(?:home|root|Users|tmp|work|build|parts|keyseal\/(?:js-bindings|wasm))\//,
};

/** Names of XML vocabularies, which nothing fetches, and addresses that RFC 2606 reserves for examples. */
const harmless =
  /^https?:\/\/(?:www\.w3\.org\/(?:1999\/xhtml|2000\/svg)|[\w.-]*\bexample(?:\.(?:com|net|org))?)(?![\w.-])/;

/** [{ what, at }] for everything forbidden in `bytes`. */
export function forbiddenIn(bytes) {
  const text = bytes.toString("latin1");
  const found = [];
  for (const [what, pattern] of Object.entries(patterns)) {
    for (const match of text.matchAll(new RegExp(pattern, "g"))) {
      if (harmless.test(match[0])) continue;
      found.push({ what, at: text.slice(Math.max(0, match.index - 40), match.index + 80) });
      break;
    }
  }
  for (const path of [checkout, `${homedir()}/`]) {
    if (path.length > 3 && text.includes(path) && !found.some(({ what }) => what === "a path of a machine")) {
      found.push({ what: "a path of a machine", at: path });
    }
  }
  return found;
}
