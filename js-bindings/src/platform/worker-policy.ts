/**
 * Reads the Content-Security-Policy of a worker's own response (CSP Level 3). A worker that starts from an address does
 * not inherit the page's policy: without one of its own it could call home and run whatever it fetched.
 */

/** The directives of one serialized policy (CSP3 2.2.1): names in lower case, the first of a name counts. */
function readPolicy(text: string): Map<string, string[]> {
  const directives = new Map<string, string[]>();
  for (const directive of text.split(";")) {
    const [name, ...sources] = directive.split(/[\t\n\f\r ]+/).filter((token) => token !== "");
    if (name !== undefined && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}

/**
 * What a directive may be called: those that say where from. Whatever else there is could tell somebody what the worker
 * was kept from (report-uri, report-to), or is not known yet.
 */
const known = /^([a-z]+-src(-elem|-attr)?|base-uri|form-action|frame-ancestors|(require-)?trusted-types(-for)?)$/;

/** The one keyword that leaves a worker no more than it needs; keywords are read without regard to case. */
const least = (name: string): string =>
  name === "script-src" ? "'wasm-unsafe-eval'" : name === "require-trusted-types-for" ? "'script'" : "'none'";

/**
 * Whether this one policy leaves a worker nothing but WebAssembly: `default-src 'none'`, `script-src
 * 'wasm-unsafe-eval'`, and 'none' in whatever else it says. script-src-elem, worker-src, font-src and the like stand in
 * for default-src: each could open a door.
 */
const confines = (directives: Map<string, string[]>): boolean =>
  directives.has("default-src") &&
  directives.has("script-src") &&
  [...directives].every(([name, sources]) => sources.length === 1 && sources[0]?.toLowerCase() === least(name));

/**
 * Whether the worker whose response had this header is confined. A browser obeys every policy of the header (RFC 9110
 * 5.3 joins them with commas), so that it is enough if one of them confines; but each of them could report. What is in
 * doubt does not confine.
 */
export function confinesWorker(header: string | null): boolean {
  const policies = (header ?? "").split(",").map(readPolicy);
  return (
    policies.some(confines) && policies.every((directives) => [...directives.keys()].every((name) => known.test(name)))
  );
}
