// A web server on 127.0.0.1 that keeps a log, for the pages of the tests.
import { createServer } from "node:http";
import { extname } from "node:path";

const mimeTypes = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Where a policy's report-uri leads. */
export const reportPath = "/report";

/** What a request brought. */
export async function textOf(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

/**
 * Answers with what `contentOf(pathname, request)` gives: { bytes, type?, policy?, headers?, cache? } or { location }, the type else by the name's ending (HTML
 * where there is none), or nothing for 404. Returns { port, requests, violations, close }: the paths that were asked for, and the policies'
 * reports, of pages and of workers.
 */
export async function startHttp(contentOf) {
  const requests = [];
  const violations = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === reportPath) {
      violations.push(await textOf(request));
      return response.writeHead(204).end();
    }
    if (pathname === "/favicon.ico") return response.writeHead(204).end(); // the browser's own wish
    requests.push(pathname);
    const content = await Promise.resolve(contentOf(pathname, request)).catch(() => undefined);
    if (content === undefined) return response.writeHead(404).end();
    if (content.location !== undefined) return response.writeHead(302, { Location: content.location }).end();
    const { bytes, type = mimeTypes[extname(pathname)] ?? "text/html; charset=utf-8", policy, cache } = content;
    const headers = { "Content-Type": type, "Cache-Control": cache ?? "no-store", ...content.headers };
    if (policy !== undefined) headers["Content-Security-Policy"] = policy;
    response.writeHead(200, headers).end(bytes);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { port: server.address().port, requests, violations, close };
}
