// The names of an order, as the form takes them. Whether they can be in a certificate is for Keyseal to judge.

const looksLikeOne = (name) => /^(\*\.)?[^\s/@:*.]+(\.[^\s/@:*.]+)*$/.test(name) && name.includes(".");

/** What the field with further names holds: separated by spaces, commas or new lines. */
const listed = (text) =>
  text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((name) => name !== "");

/** The domain without its www; "" if it is none. */
export function domainIn(typed) {
  const domain = typed
    .trim()
    .toLowerCase()
    .replace(/^www\./, "");
  return looksLikeOne(domain) && !domain.startsWith("*") ? domain : "";
}

/** The names that an order is for: the domain with its www, and further ones. None if one of them is no name. */
export function namesFor(typed, more = "") {
  const domain = domainIn(typed);
  const names = new Set([`www.${domain}`, domain, ...listed(more)]);
  return domain !== "" && [...names].every(looksLikeOne) ? [...names] : [];
}

/** Why Keyseal refuses the names, in words for a customer. */
export function refusalText(code) {
  const texts = {
    "name-internal": "A name of a local network. A certificate needs a name that exists on the internet.",
    "name-public-suffix": "Covers names of other people. Put your own domain in front of it.",
    "wildcard-misplaced": "The asterisk must stand alone at the beginning: *.example.com",
    "idn-not-valid": "This name mixes or uses characters that domain names do not allow.",
  };
  return texts[code] ?? "Not a domain. Letters, digits and hyphens, with dots between: example.com";
}
