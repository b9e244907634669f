// preview: what generate would say about a request, all at once, and nothing made.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openIn, packageDir, passphrase } from "./support.mjs";

let keyseal;
before(async () => {
  keyseal = await openIn(packageDir);
});
after(() => keyseal.close());

const bytesOf = (text) => new TextEncoder().encode(text);

describe("a preview", () => {
  test("of a good request names what the certificate would, and no problem", async () => {
    const preview = await keyseal.preview({
      dns: ["WWW.Example.com", "bücher.example.com", "*.example.com", "www.example.com"],
      ip: ["2606:4700:0::1111"],
    });
    assert.deepEqual(preview, {
      names: [
        { field: "dns[0]", text: "www.example.com" },
        { field: "dns[1]", text: "xn--bcher-kva.example.com" },
        { field: "dns[2]", text: "*.example.com", wildcard: true },
        { field: "dns[3]", text: "www.example.com", repeats: "dns[0]" },
        { field: "ip[0]", text: "2606:4700::1111" },
      ],
      problems: [],
    });
  });

  test("has every problem, with its place", async () => {
    const preview = await keyseal.preview({
      key: { type: "ed25519" },
      dns: ["server.local", "www.example.com"],
      email: ["a@example.com"],
      subject: [{ type: "C", value: "UK" }],
      sealing: { kdf: "pbkdf2-hmac-sha256", iterations: 1 },
      passphrase: "123456",
    });
    assert.deepEqual(preview.problems, [
      { code: "key-type-not-allowed", field: "key" },
      { code: "name-kind-not-allowed", field: "email[0]" },
      { code: "name-internal", field: "dns[0]" },
      { code: "country-not-valid", field: "subject[0]" },
      { code: "kdf-below-floor", field: "sealing" },
      { code: "passphrase-too-short", field: "passphrase" },
    ]);
    assert.deepEqual(preview.names, [
      { field: "dns[0]" },
      { field: "dns[1]", text: "www.example.com" },
      { field: "email[0]" },
    ]);
  });

  test("of an empty request asks for a name", async () => {
    assert.deepEqual(await keyseal.preview({}), { names: [], problems: [{ code: "no-names", field: "names" }] });
  });

  test("judges a passphrase only if there is one", async () => {
    const problems = async (given) => (await keyseal.preview({ dns: ["www.example.com"], ...given })).problems;
    assert.deepEqual(await problems({}), []);
    assert.deepEqual(await problems({ passphrase: undefined }), []);
    assert.deepEqual(await problems({ passphrase }), []);
    assert.deepEqual(await problems({ passphrase: bytesOf(passphrase) }), []);
    assert.deepEqual(await problems({ passphrase: "" }), [{ code: "passphrase-empty", field: "passphrase" }]);
    assert.deepEqual(await problems({ passphrase: "www.example.com" }), [
      { code: "passphrase-is-name", field: "passphrase" },
    ]);
  });

  test("takes half a character pair for a problem of the field it stands in", async () => {
    const half = "\ud800";
    const typed = {
      profile: "private-pki",
      dns: ["a.example", half],
      ip: [half],
      email: [half],
      uri: [half],
      subject: [
        { type: half, value: "x" },
        { type: "O", value: half },
      ],
      tnAuthList: [],
      passphrase: `copper lantern ${half} thistle`,
    };
    const { problems } = await keyseal.preview(typed);
    assert.deepEqual(
      problems.map(({ field }) => field),
      ["dns[1]", "ip[0]", "email[0]", "uri[0]", "subject[0]", "subject[1]", "passphrase"],
    );
    assert.equal(problems.at(-1).code, "passphrase-not-text");
    const caller = await keyseal.preview({ profile: "stir-shaken", tnAuthList: [{ spc: half }] });
    assert.deepEqual(caller.problems, [{ code: "tn-not-valid", field: "tnAuthList[0]" }]);
  });

  test("rejects for a wrong shape, an unknown profile and an unknown key type", async () => {
    for (const [request, code, field] of [
      [{ dnsNames: [] }, "request-not-valid", "request"],
      [{ dns: "www.example.com" }, "request-not-valid", "dns"],
      [{ passphrase: 5 }, "request-not-valid", "passphrase"],
      [{ passphrase: null }, "request-not-valid", "passphrase"],
      [undefined, "request-not-valid", "request"],
      [{ profile: "tls" }, "profile-unknown", "profile"],
      [{ key: { type: "dsa" } }, "key-type-unknown", "key.type"],
    ]) {
      await assert.rejects(keyseal.preview(request), { name: "InputError", code, field });
    }
  });

  test("wipes the passphrase's bytes, however it ends", async () => {
    const requests = [{ dns: ["www.example.com"] }, { dns: ["server.local"] }, { dns: 5 }, { profile: "tls" }];
    for (const request of requests) {
      const bytes = bytesOf(passphrase);
      await keyseal.preview({ ...request, passphrase: bytes }).catch(() => {});
      assert.ok(
        bytes.every((byte) => byte === 0),
        JSON.stringify(request),
      );
    }
  });

  test("can be aborted, and ends with close", async () => {
    await assert.rejects(keyseal.preview({}, { signal: AbortSignal.abort() }), { name: "AbortError" });
    const other = await openIn(packageDir);
    const call = other.preview({ dns: ["www.example.com"] });
    other.close();
    await assert.rejects(call, { name: "AbortError" });
    await assert.rejects(other.preview({}), { code: "closed" });
  });

  test("says what generate says first", async () => {
    const good = { dns: ["www.example.com"], passphrase };
    const changes = [
      {},
      { dns: [] },
      { dns: ["co.uk", "bad name"] },
      { ip: ["10.0.0.1"] },
      { email: ["a@example.com"] },
      { subject: [{ type: "OU", value: "Sales" }] },
      { subject: [{ type: "CN", value: "other.example.com" }] },
      { key: { type: "ml-dsa", parameterSet: 44 } },
      { profile: "smime", mustStaple: true },
      { sealing: { kdf: "scrypt", p: 17 } },
      { passphrase: "abcabcabcabcabcabc" },
    ];
    for (const change of changes) {
      const request = { ...good, ...change };
      const [first] = (await keyseal.preview(request)).problems;
      const refusal = await keyseal.generate(request).then(
        () => undefined,
        ({ code, field }) => ({ code, field }),
      );
      assert.deepEqual(first, refusal, JSON.stringify(change));
    }
  });
});
