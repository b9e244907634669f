// The demo's server: what it takes for an order, and what its pages may do.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { startPortal } from "../../tools/portal/server.mjs";
import { packageDir } from "../node/support.mjs";
import { bundleFolder } from "./support.mjs";

const { fixtures } = await import(`${packageDir}/keyseal-testing.mjs`);
const { csrPem, sealedKeyPem } = fixtures["ecdsa-p256"];
const order = { domain: "example.com", product: "dv", csr: csrPem };

let portal;
before(async () => {
  portal = await startPortal({ bundleFolder });
});
after(() => portal.close());

async function post(fields) {
  const response = await fetch(`${portal.address}order`, { method: "POST", body: new URLSearchParams(fields) });
  return { status: response.status, ...(await response.json()) };
}

test("takes an order for a name in any script, of up to 253 characters", async () => {
  for (const domain of ["bücher.example", "例え.example", "*.example.com", "a".repeat(253)]) {
    assert.equal((await post({ ...order, domain })).status, 200);
  }
});

test("takes no order from a page of another origin, whichever way the browser tells", async () => {
  const own = portal.address.slice(0, -1);
  const before = portal.orders.length;
  const send = async (headers) => {
    const body = new URLSearchParams(order);
    return (await fetch(`${portal.address}order`, { method: "POST", body, headers })).status;
  };
  for (const origin of [
    "https://evil.example",
    "null",
    `${own}.evil.example`,
    own.replace(/\d+$/, "1"),
    `https${own.slice(4)}`,
  ]) {
    assert.equal(await send({ Origin: origin }), 403, origin);
  }
  for (const site of ["cross-site", "same-site", "none"]) {
    assert.equal(await send({ "Sec-Fetch-Site": site, Origin: own }), 403, site);
  }
  assert.equal(portal.orders.length, before);
  assert.equal(await send({ Origin: own, "Sec-Fetch-Site": "same-origin" }), 200);
  assert.equal(await send({ Origin: own }), 200);
});

test("takes a request, alone or with a sealed key, and answers with all that it received", async () => {
  for (const fields of [order, { ...order, sealed_key: sealedKeyPem }]) {
    assert.deepEqual(await post(fields), { status: 200, received: fields });
    assert.deepEqual(portal.orders.at(-1), fields);
  }
});

test("takes no private key that is not sealed, in whichever field it comes", async () => {
  const before = portal.orders.length;
  for (const label of ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"]) {
    const key = sealedKeyPem.replaceAll("ENCRYPTED PRIVATE KEY", label);
    for (const fields of [{ csr: key }, { sealed_key: key }, { csr: csrPem + key }, { domain: key }]) {
      const { status, error } = await post({ ...order, ...fields });
      assert.equal(status, 400);
      assert.equal(error, "The order holds a private key. We did not keep it. Make a new key.");
    }
  }
  assert.equal(portal.orders.length, before);
});

test("takes no private key under the label of another thing", async () => {
  const before = portal.orders.length;
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  for (const type of ["pkcs8", "sec1"]) {
    const block = (label) =>
      privateKey.export({ type, format: "pem" }).replaceAll(/(BEGIN|END) [A-Z ]+/g, (_, verb) => `${verb} ${label}`);
    assert.equal((await post({ ...order, csr: block("CERTIFICATE REQUEST") })).status, 400, type);
    assert.equal((await post({ ...order, sealed_key: block("ENCRYPTED PRIVATE KEY") })).status, 400, type);
  }
  assert.equal(portal.orders.length, before);
});

test("judges whatever it can be sent at once, so that one order keeps no other waiting", async () => {
  for (const csr of [
    `-----BEGIN A-----${" ".repeat(60_000)}!`,
    "-----BEGIN A-----\nA".repeat(2500),
    `-----BEGIN ${"A ".repeat(25_000)}`,
    `-----BEGIN A-----\n${"A".repeat(60_000)}-----END B-----`,
  ]) {
    const begun = performance.now();
    assert.equal((await post({ ...order, csr })).status, 400);
    assert.ok(performance.now() - begun < 1000, csr.slice(0, 20));
  }
});

test("takes no order with a field too many, twice, missing or damaged", async () => {
  const wrong = [
    { ...order, passphrase: "x" },
    [...Object.entries(order), ["csr", csrPem]],
    { ...order, csr: csrPem.slice(0, -40) },
    { ...order, csr: csrPem.replace("MII", "MIJ") },
    { ...order, csr: sealedKeyPem },
    { ...order, csr: csrPem + csrPem },
    { ...order, sealed_key: csrPem },
    { ...order, product: "ev" },
    { ...order, domain: "example.com\u001b[2J" },
    { ...order, domain: "example.com\u0000" },
    { ...order, domain: "\u009b2Jexample.com" },
    { ...order, domain: "example.com\n" },
    { ...order, domain: "moc.elpmaxe\u202e" },
    { ...order, domain: "exam\u200bple.com" },
    { ...order, domain: "<b>example.com" },
    { ...order, domain: "a".repeat(254) },
    { product: "dv", csr: csrPem },
    { domain: "example.com", product: "dv" },
    { ...order, csr: csrPem + "x".repeat(64 * 1024) },
  ];
  for (const fields of wrong) {
    const { status, received } = await post(fields);
    assert.equal(status, 400);
    assert.equal(received, undefined);
  }
});

const headersOf = async (path) => (await fetch(`${portal.address}${path}`)).headers;

test("serves its pages under a policy without unsafe-inline and unsafe-eval, their scripts pinned", async () => {
  for (const path of ["", "frame.html", "agreement.html"]) {
    const response = await fetch(`${portal.address}${path}`);
    const policy = response.headers.get("Content-Security-Policy");
    assert.match(policy, /^default-src 'none'; script-src /);
    assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'/);
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types keyseal#worker/);
    const html = await response.text();
    const scripts = [...html.matchAll(/<script ([^>]*)>/g)];
    for (const [tag, attributes] of scripts) {
      const [, integrity] = attributes.match(/ integrity="([^"]+)"/) ?? [];
      assert.ok(integrity && policy.includes(`'${integrity}'`), tag);
    }
    assert.equal(scripts.length, { "": 2, "frame.html": 1, "agreement.html": 0 }[path]);
    assert.doesNotMatch(html, / style=| on[a-z]+=|<style/);
  }
});

test("serves the bundle with the headers that it ships", async () => {
  const { pathname } = new URL(
    (await (await fetch(portal.address)).text()).match(/\/keyseal-[\d.]+\//)[0],
    portal.address,
  );
  const worker = await headersOf(`${pathname.slice(1)}keyseal-worker.js`);
  const policy =
    "default-src 'none'; script-src 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'";
  assert.equal(worker.get("Content-Security-Policy"), policy);
  assert.equal((await headersOf(`${pathname.slice(1)}keyseal.wasm`)).get("Content-Type"), "application/wasm");
  assert.equal((await fetch(`${portal.address}${pathname.slice(1)}headers/../../package.json`)).status, 404);
});

test("answers under its own name only", async () => {
  const answer = (host) =>
    new Promise((resolve, reject) => {
      request({ port: portal.port, host: "127.0.0.1", headers: { Host: host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
  assert.equal(await answer(`localhost:${portal.port}`), 200);
  assert.equal(await answer(`portal.example:${portal.port}`), 421);
});
