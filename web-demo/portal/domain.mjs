// The customer's domain, as the form takes it. Whether the names can be in a certificate is for Keyseal to judge.

/** The names that an order is for: the domain and its www; none if it is no domain. */
export function namesFor(typed) {
  const domain = typed
    .trim()
    .toLowerCase()
    .replace(/^www\./, "");
  const looksLikeOne = /^[^\s/@:*]+\.[^\s/@:*.]+$/.test(domain) && !domain.startsWith(".");
  return looksLikeOne ? [`www.${domain}`, domain] : [];
}
