// Which headers each file of the bundle is served with, and which a page that embeds Keyseal needs. headers.mjs writes
// them down for three kinds of servers.
import { extname } from "node:path";
import { pagePolicy, policyText, workerPolicy } from "./policies.mjs";

/** Media types of the bundle's files; nginx 1.22 and Apache 2.4 know neither .mjs nor .wasm rightly. */
export const mediaTypes = {
  html: "text/html",
  js: "text/javascript",
  mjs: "text/javascript",
  wasm: "application/wasm",
  json: "application/json",
  dat: "application/octet-stream",
};
/** Of everything else: SHA256SUMS, notices, declarations, header files. */
export const defaultMediaType = "text/plain";
const withoutCharset = ["application/wasm", "application/json", "application/octet-stream"];

/** `Content-Type` as it is sent. */
export function contentType(path) {
  const type = mediaTypes[extname(path).slice(1)] ?? defaultMediaType;
  return withoutCharset.includes(type) ? type : `${type}; charset=utf-8`;
}

/** What runs is named after its version and pinned by hash, so it never changes; pages and papers are asked for anew. */
const pinned = /\.(mjs|js|wasm|dat)$|^languages\//;

/** Headers of the file at `path`, but for its type. `policies` has the CSP of each page of the bundle by its path. */
export function headersOf(path, policies) {
  const headers = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": pinned.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (path === "keyseal-worker.js") {
    headers["Content-Security-Policy"] = policyText(workerPolicy);
    headers["Cross-Origin-Embedder-Policy"] = "require-corp"; // a page that is isolated starts no worker without it
  }
  if (Object.hasOwn(policies, path)) {
    headers["Content-Security-Policy"] = policies[path];
    headers["Cross-Origin-Opener-Policy"] = "same-origin";
    headers["Cross-Origin-Embedder-Policy"] = "require-corp";
  }
  // A portal of another origin may hold it in a sandboxed frame.
  if (path === "keyseal-offline.html") headers["Cross-Origin-Resource-Policy"] = "cross-origin";
  return headers;
}

/** Headers of a page that embeds Keyseal; `worker` is the address of keyseal-worker.js as a CSP source. */
export function pageHeaders({ scripts, styles = "'self'", worker }) {
  return {
    "Content-Security-Policy": policyText(pagePolicy({ scripts, styles, worker })),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
  };
}
