/**
 * Reads the Content-Security-Policy of a worker's own response (CSP Level 3). A worker that starts from an address does
 * not inherit the page's policy: without one of its own it could call home and run whatever it fetched.
 */

const none = "'none'";

/** The directives of one serialized policy (CSP3 2.2.1): names in lower case, the first of a name counts. */
function readPolicy(text: string): Map<string, string[]> {
  const directives = new Map<string, string[]>();
  for (const directive of text.split(";")) {
    const [name, ...sources] = directive.split(/[\t\n\f\r ]+/).filter((token) => token !== "");
    if (name !== undefined && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}

/** Whether `sources` is this one keyword, which is read without regard to case. */
function isOnly(sources: readonly string[] | undefined, keyword: string): boolean {
  return sources?.length === 1 && sources[0]?.toLowerCase() === keyword;
}

/** Whether `sources` is exactly the address of the module, whose query is no part of a source (CSP3 2.3.1). */
function isOnlyAddress(sources: readonly string[], address: URL): boolean {
  return sources.length === 1 && sources[0] === address.origin + address.pathname;
}

/**
 * Whether this one policy leaves a worker nothing but WebAssembly: `default-src 'none'`, `script-src
 * 'wasm-unsafe-eval'`, at most the module's address in `connect-src`, and 'none' in whatever else says where from.
 */
function confines(directives: Map<string, string[]>, wasmUrl: URL): boolean {
  if (!isOnly(directives.get("default-src"), none)) return false;
  if (!isOnly(directives.get("script-src"), "'wasm-unsafe-eval'")) return false;
  for (const [name, sources] of directives) {
    if (name === "default-src" || name === "script-src") continue;
    if (name === "connect-src" && isOnlyAddress(sources, wasmUrl)) continue;
    // script-src-elem, worker-src, font-src and the like stand in for default-src: each could open a door.
    if (/-src(-elem|-attr)?$/.test(name) && !isOnly(sources, none)) return false;
  }
  return true;
}

/**
 * Whether the worker whose response had this header is confined. A browser obeys every policy of the header (RFC 9110
 * 5.3 joins them with commas), so that it is enough if one of them confines. What is in doubt does not confine.
 */
export function confinesWorker(header: string | null, wasmUrl: URL): boolean {
  return (header ?? "").split(",").some((policy) => confines(readPolicy(policy), wasmUrl));
}
