// Serves the package on 127.0.0.1 as a strict portal would, whole, with a byte of one file changed, or with a policy that forbids too much.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packageFolder = resolve(process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`);
const pageFolder = fileURLToPath(new URL("page", import.meta.url));

// A blob worker inherits the page's policy, and reports to the same address.
const directives = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "connect-src": "'self'",
  "img-src": "'self'", // browsers ask for the favicon
  "worker-src": "'self' blob:",
  "require-trusted-types-for": "'script'",
  "trusted-types": "keyseal#worker",
  "report-uri": "/report",
};

// What a worker that starts from its address has for itself.
const workerPolicy =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /report";

const mimeTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * The variants that are served, each in a folder of its name: a file whose last byte is changed, a page policy that
 * forbids what is needed, which then reports nothing, a worker policy that allows too much, or a file of which the
 * server says that it is elsewhere.
 */
const variants = {
  whole: {},
  "wasm-flipped": { changedFile: "keyseal.wasm" },
  "worker-flipped": { changedFile: "keyseal-worker.js" },
  "wasm-forbidden": { policy: { "script-src": "'self'" } },
  "worker-forbidden": { policy: { "worker-src": "'none'" } },
  "worker-blob-only": { policy: { "worker-src": "blob:" } },
  "worker-elsewhere": { redirectedFile: "keyseal-worker.js" },
  "worker-unconfined": { workerPolicy: undefined },
  "worker-may-eval": { workerPolicy: workerPolicy.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'") },
  "trusted-types-forbidden": { policy: { "trusted-types": "'none'" } },
};

function policyOf({ policy }) {
  const { "report-uri": _, ...enforced } = directives;
  const chosen = policy ? { ...enforced, ...policy } : directives;
  return Object.entries(chosen)
    .map((directive) => directive.join(" "))
    .join("; ");
}

async function contentOf(pathname, pages) {
  const [, folderName, name] = pathname.match(/^\/([a-z-]+)\/([a-z-]+(?:\.[a-z]+)+)$/) ?? [];
  if (!Object.hasOwn(variants, folderName)) return undefined;
  const variant = variants[folderName];
  if (name === variant.redirectedFile) return { location: `/whole/${name}` };
  const folder = name.startsWith("keyseal") ? packageFolder : pages;
  const bytes = await readFile(`${folder}/${name}`);
  if (name === variant.changedFile) bytes[bytes.length - 1] ^= 1;
  const policy = name === "keyseal-worker.js" ? { workerPolicy, ...variant }.workerPolicy : policyOf(variant);
  return { bytes, type: mimeTypes[extname(name)], policy };
}

/**
 * Serves the files in the folder `pages` beside the package's. Returns { port, violations, close }: violations are the
 * policy's reports so far, of pages and of workers.
 */
export async function startServer(pages = pageFolder) {
  const violations = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/report") {
      let body = "";
      for await (const chunk of request) body += chunk;
      violations.push(body);
      return response.writeHead(204).end();
    }
    const content = await contentOf(pathname, pages).catch(() => undefined);
    if (content === undefined) return response.writeHead(pathname === "/favicon.ico" ? 204 : 404).end();
    if (content.location !== undefined) return response.writeHead(302, { Location: content.location }).end();
    const headers = {
      "Content-Type": content.type,
      "Cache-Control": "no-store",
      ...(content.policy && { "Content-Security-Policy": content.policy }),
    };
    response.writeHead(200, headers).end(content.bytes);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { port: server.address().port, violations, close };
}
