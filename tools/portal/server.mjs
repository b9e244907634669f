// The demo's server: the release bundle with the headers that it ships, the portal's pages under the policy of the
// hosted profile, and the order endpoint. It listens on this computer only.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { pageHeaders } from "../bundle/header-rules.mjs";
import { baseOf } from "../bundle/headers.mjs";
import { parseHeadersFile } from "../bundle/headers-file.mjs";
import { takeOrder } from "./order.mjs";
import { portalPages } from "./pages.mjs";

const mostOrderBytes = 64 * 1024;

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostOrderBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * Serves the bundle in `bundleFolder` and the portal. `port` 0 takes a free one. Resolves with { port, address, orders,
 * close }; `orders` grows by what each order gave, and `onOrder` is told. Rejects where the port is taken.
 */
export async function startPortal({ bundleFolder, port = 0, onOrder = () => {} }) {
  const { version } = JSON.parse(await readFile(`${bundleFolder}/MANIFEST.json`, "utf8"));
  const bundleHeaders = parseHeadersFile(await readFile(`${bundleFolder}/headers/_headers`, "utf8"));
  const base = baseOf(version);
  const pages = await portalPages(bundleFolder, version);
  const orders = [];

  const headersOfPage = ({ type, scripts, framed }, origin) => {
    if (!scripts) return { "Content-Type": type, "X-Content-Type-Options": "nosniff" };
    const headers = pageHeaders({ scripts, worker: `${origin}${base}keyseal-worker.js` });
    if (framed) headers["Content-Security-Policy"] += `; frame-src ${origin}${base}keyseal-offline.html`;
    return { "Content-Type": type, ...headers };
  };

  const answer = (response, status, value) =>
    response
      .writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" })
      .end(JSON.stringify(value));

  async function order(request, response) {
    const body = await bodyOf(request);
    const taken = body === undefined ? { error: "The order is too large." } : takeOrder(body);
    if (taken.received) {
      orders.push(taken.received);
      onOrder(taken.received);
    }
    answer(response, taken.received ? 200 : 400, taken);
  }

  async function contentOf(pathname, origin) {
    const page = pages.get(pathname);
    if (page) return { body: page.body, headers: headersOfPage(page, origin) };
    const headers = Object.hasOwn(bundleHeaders, pathname) && pathname.startsWith(base) && bundleHeaders[pathname];
    if (!headers) return undefined;
    return { body: await readFile(`${bundleFolder}/${pathname.slice(base.length)}`), headers };
  }

  /** Whether a page of another origin sends this. A program that is no browser says neither header. */
  function isForeign({ headers: { host, origin, "sec-fetch-site": site } }) {
    const own = `http://${host}`;
    return (origin ?? own) !== own || (site ?? "same-origin") !== "same-origin";
  }

  async function serve(request, response) {
    const { host = "" } = request.headers;
    if (![`localhost:${server.address().port}`, `127.0.0.1:${server.address().port}`].includes(host)) {
      return response.writeHead(421).end(); // a name that somebody pointed at this computer
    }
    const { pathname } = new URL(request.url, `http://${host}`);
    if (pathname === "/order" && request.method === "POST") {
      return isForeign(request) ? response.writeHead(403).end() : order(request, response);
    }
    if (!["GET", "HEAD"].includes(request.method)) return response.writeHead(405).end();
    const content = await contentOf(pathname, `http://${host}`);
    if (!content) return response.writeHead(404).end();
    // What ships is kept for a year under its version; here the same version may be built anew.
    response.writeHead(200, { ...content.headers, "Cache-Control": "no-store" });
    response.end(request.method === "HEAD" ? undefined : content.body);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", listening);
  });
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { port: server.address().port, address: `http://localhost:${server.address().port}/`, orders, close };
}
