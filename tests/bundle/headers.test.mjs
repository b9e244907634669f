// The header files: nginx and Apache really serve the bundle with them, and a static host's file says the same.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { sampleOrigin, samplePage } from "../../tools/bundle/headers.mjs";
import { parseHeadersFile } from "../../tools/bundle/headers-file.mjs";
import { integrityOf } from "../../tools/bundle/manifest.mjs";
import { startServer } from "./servers.mjs";
import { paths, read, readBytes, version } from "./support.mjs";

const base = `/keyseal-${version}/`;
const rules = parseHeadersFile(read("headers/_headers"));

/** Directives of a policy by name. */
const directivesOf = (policy) =>
  Object.fromEntries(policy.split("; ").map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1)]));

const scripts = paths.filter((path) => /(?<!\.d)\.(mjs|js)$/.test(path) && path !== "keyseal-worker.js");

describe("_headers", () => {
  test("has one block for every file and one for the page", () => {
    assert.deepEqual(Object.keys(rules), [...paths.map((path) => base + path), samplePage]);
  });

  test("gives every file its media type", () => {
    const types = {
      html: "text/html",
      js: "text/javascript",
      mjs: "text/javascript",
      wasm: "application/wasm",
      json: "application/json",
      dat: "application/octet-stream",
    };
    for (const path of paths) {
      const expected = types[/\.(\w+)$/.exec(path)?.[1]] ?? "text/plain";
      const charset = /^text/.test(expected) ? "; charset=utf-8" : "";
      assert.equal(rules[base + path]["Content-Type"], expected + charset, path);
    }
  });

  test("lets no type be guessed, no address be told, no other origin read; pages stand in a group of their own", () => {
    for (const [address, headers] of Object.entries(rules)) {
      assert.equal(headers["X-Content-Type-Options"], "nosniff", address);
      assert.equal(headers["Referrer-Policy"], "no-referrer", address);
    }
    for (const path of paths) {
      const headers = rules[base + path];
      const page = path.endsWith(".html");
      const expected = path === "keyseal-offline.html" ? "cross-origin" : "same-origin"; // it may stand in a frame
      assert.equal(headers["Cross-Origin-Resource-Policy"], expected, path);
      assert.equal(headers["Cross-Origin-Opener-Policy"], page ? "same-origin" : undefined, path);
      const isolated = page || path === "keyseal-worker.js";
      assert.equal(headers["Cross-Origin-Embedder-Policy"], isolated ? "require-corp" : undefined, path);
      assert.equal("Content-Security-Policy" in headers, isolated, path);
    }
    assert.equal(rules[samplePage]["Cross-Origin-Opener-Policy"], "same-origin");
  });

  test("confines the worker: no network, no eval, no further worker", () => {
    assert.equal(
      rules[`${base}keyseal-worker.js`]["Content-Security-Policy"],
      "default-src 'none'; script-src 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  test("lets the page run the bundle's scripts by their hashes, one worker, and nothing unsafe", () => {
    const policy = rules[samplePage]["Content-Security-Policy"];
    assert.doesNotMatch(policy, /unsafe-(eval|inline|hashes)(?<!'wasm-unsafe-eval)|\*|data:|blob:/);
    assert.deepEqual(directivesOf(policy), {
      "default-src": ["'none'"],
      "script-src": [...scripts.map((path) => `'${integrityOf(readBytes(path))}'`), "'wasm-unsafe-eval'"],
      "style-src": ["'self'"],
      "img-src": ["'self'"],
      "worker-src": [`${sampleOrigin}${base}keyseal-worker.js`],
      "connect-src": ["'self'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
      "frame-ancestors": ["'none'"],
      "require-trusted-types-for": ["'script'"],
      "trusted-types": ["keyseal#worker"],
    });
  });

  test("keeps what is pinned for a year, and nothing else", () => {
    for (const path of paths) {
      const pinned = /(?<!\.d)\.(mjs|js|wasm|dat)$|^languages\//.test(path);
      const expected = pinned ? "public, max-age=31536000, immutable" : "no-cache";
      assert.equal(rules[base + path]["Cache-Control"], expected, path);
    }
  });
});

for (const name of ["nginx", "apache"]) {
  describe(name, () => {
    let server;
    before(async () => {
      server = await startServer(name);
    });
    after(() => server?.close());

    for (const path of paths) {
      test(`serves ${path} whole and with the headers of _headers`, async () => {
        const response = await fetch(`${server.origin}${base}${path}`);
        assert.equal(response.status, 200);
        assert.ok(readBytes(path).equals(Buffer.from(await response.arrayBuffer())));
        for (const [header, value] of Object.entries(rules[base + path])) {
          assert.equal(response.headers.get(header), value, header);
        }
        const policies = response.headers.get("content-security-policy");
        assert.equal(policies, rules[base + path]["Content-Security-Policy"] ?? null);
      });
    }

    test("serves the page with the policy of _headers, its worker's address on the page's own origin", async () => {
      const response = await fetch(server.origin + samplePage);
      assert.equal(response.status, 200);
      for (const [header, value] of Object.entries(rules[samplePage])) {
        assert.equal(response.headers.get(header), value.replaceAll(sampleOrigin, server.origin), header);
      }
    });

    test("keeps no error, and guesses no type", async () => {
      const response = await fetch(`${server.origin}${base}tulips.js`);
      assert.equal(response.status, 404);
      assert.equal(response.headers.get("cache-control"), null);
      assert.equal(response.headers.get("x-content-type-options"), "nosniff");
      const refused = await fetch(`${server.origin}${base}keyseal.wasm`, { method: "POST" });
      if (name === "nginx") assert.equal(refused.status, 405); // Apache answers as to GET
      if (!refused.ok) assert.equal(refused.headers.get("cache-control"), null);
    });

    test("sends the module and the scripts compressed to those who take it", async () => {
      for (const path of ["keyseal.wasm", "keyseal-worker.js", "keyseal.mjs"]) {
        const response = await fetch(`${server.origin}${base}${path}`, { headers: { "accept-encoding": "gzip" } });
        assert.equal(response.headers.get("content-encoding"), "gzip", path);
        const hash = createHash("sha256").update(Buffer.from(await response.arrayBuffer()));
        assert.equal(hash.digest("hex"), JSON.parse(read("MANIFEST.json")).files[path].sha256);
      }
    });
  });
}

const hsts = { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" };

for (const [name, options] of Object.entries({
  nginx: { ownHeaders: hsts, includedHeaders: hsts },
  apache: { ownHeaders: { ...hsts, "Content-Security-Policy": "default-src 'self'", "Cache-Control": "private" } },
})) {
  test(`${name} keeps its own headers over the bundle, on every file, on errors and on the page`, async (t) => {
    const server = await startServer(name, options);
    t.after(() => server.close());
    const addresses = [...paths.map((path) => base + path), samplePage, `${base}tulips.js`, base];
    for (const address of addresses) {
      const { headers } = await fetch(server.origin + address);
      assert.equal(headers.get("strict-transport-security"), hsts["Strict-Transport-Security"], address);
      if (rules[address]?.["Content-Security-Policy"]) {
        const policy = rules[address]["Content-Security-Policy"].replaceAll(sampleOrigin, server.origin);
        assert.equal(headers.get("content-security-policy"), policy, address);
      }
    }
  });
}
