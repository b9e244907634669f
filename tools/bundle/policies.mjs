// The security policies (CSP) of everything that is served: the one place where they stand. From here come the header
// files of the bundle, the meta element of the offline page, and the demo's server.

/** One directive a field, in the order in which they are written. */
export function policyText(directives) {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...[sources].flat()].join(" "))
    .join("; ");
}

/**
 * The worker's own response. It gets its module from the page and needs no network: nothing is fetched, nothing is
 * evaluated, no further worker is started.
 */
export const workerPolicy = {
  "default-src": "'none'",
  "script-src": "'wasm-unsafe-eval'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "'none'",
};

/** The offline page: one script, one style, a worker from a blob. In a meta element, where frame-ancestors means nothing. */
export const offlinePolicy = ({ scriptHash, styleHash }) => ({
  "default-src": "'none'",
  "script-src": [`'${scriptHash}'`, "'wasm-unsafe-eval'"],
  "style-src": `'${styleHash}'`,
  "img-src": "data:",
  "worker-src": "blob:",
  "connect-src": "'none'",
  "form-action": "'none'",
  "base-uri": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "keyseal#worker",
});

/**
 * A page that embeds Keyseal (the hosted profile). `scripts` and `styles` are CSP sources, such as 'sha384-…'; `worker`
 * is the one address from which a worker may start.
 */
export const pagePolicy = ({ scripts, styles, worker }) => ({
  "default-src": "'none'",
  "script-src": [...scripts, "'wasm-unsafe-eval'"],
  "style-src": styles,
  "img-src": "'self'", // browsers ask for an icon
  "worker-src": worker,
  "connect-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "keyseal#worker",
});

/** A page without scripts: EMBED.html. */
export const documentPolicy = ({ styleHash }) => ({
  "default-src": "'none'",
  "style-src": `'${styleHash}'`,
  "base-uri": "'none'",
  "form-action": "'none'",
  "require-trusted-types-for": "'script'",
});
