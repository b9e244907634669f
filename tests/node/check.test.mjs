// check and checkFiles: the shape of what is asked and answered. What the rules find is tests/core's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { checkFixtures, fixturesFile } from "../../tools/make-check-fixtures.mjs";
import { openIn, packageDir, root, variant } from "./support.mjs";

let keyseal;
before(async () => {
  keyseal = await openIn(packageDir);
});
after(() => keyseal.close());

const vector = (name) => readFileSync(`${root}tests/vectors/check/${name}`, "utf8");
const derOf = (pem) => Uint8Array.from(Buffer.from(pem.replace(/-----.*-----/g, ""), "base64"));
const good = vector("csr/good.pem");
const listed = new TextEncoder().encode(vector("lists/compromised.txt"));
const today = "2026-11-21";
const rulesOf = ({ findings }) => findings.map(({ rule }) => rule);

describe("check", () => {
  test("reports on a request, decoded", async () => {
    const report = await keyseal.check({ input: good, date: today });
    assert.deepEqual(Object.keys(report), ["acceptable", "kind", "spkiSha256", "names", "findings", "decoded"]);
    assert.deepEqual([report.acceptable, report.kind, report.names], [true, "csr", ["www.example.com"]]);
    const { issued, ...decoded } = report.decoded;
    assert.deepEqual(issued.slice(2, 4), [
      {
        part: "version",
        value: "v1",
        fate: "rewritten",
        becomes: "v3",
        reason: "A certificate with extensions is of version 3.",
        clause: "RFC 5280 4.1.2.1",
      },
      {
        part: "san[0]",
        value: "www.example.com",
        fate: "kept",
        reason: "Kept once control of it is validated.",
        clause: "BR 3.2.2.4",
      },
    ]);
    assert.deepEqual(decoded, {
      key: "ECDSA P-256",
      signature: "ecdsa-with-SHA256",
      subject: [],
      names: [{ kind: "dns", text: "www.example.com" }],
      extensions: [{ oid: "2.5.29.17", name: "subjectAltName", critical: true }],
    });
  });

  test("gives what it judged as PEM, where that is asked for, whatever it was in", async () => {
    for (const name of ["csr/good.pem", "read/request.der", "read/utf-16-le.txt", "read/json.txt"]) {
      const input = new Uint8Array(readFileSync(`${root}tests/vectors/check/${name}`));
      assert.equal((await keyseal.check({ input, pem: true, date: today })).pem, good, name);
    }
    await assert.rejects(keyseal.check({ input: good, pem: "yes" }), { code: "request-not-valid", field: "pem" });
  });

  test("says the same of PEM, of its bytes, of DER and with text around it, and leaves what it was given", async () => {
    const report = await keyseal.check({ input: good });
    const der = derOf(good);
    for (const input of [new TextEncoder().encode(good), der, `Certificate Request:\n${good}end\n`]) {
      assert.deepEqual(await keyseal.check({ input }), report);
    }
    assert.deepEqual(der, derOf(good));
  });

  test("does not throw for a bad key", async () => {
    const { acceptable, kind, findings } = await keyseal.check({ input: vector("key/rsa-1024.pem") });
    assert.deepEqual([acceptable, kind], [false, "public-key"]);
    const [{ message, remedy, ...first }] = findings;
    assert.deepEqual(first, { rule: "K-10", severity: "error", clause: "BR 6.1.5", field: "key", value: "RSA 1024" });
    assert.match(message, /1024 bits/);
    assert.match(remedy, /^Make a new key pair: .*2048 bits/);
  });

  test("says of a certificate within which time it is revoked, and why", async () => {
    const errorOf = async (name) => (await keyseal.check({ input: vector(name) })).findings[0];
    const guessable = await errorOf("certificate/guessable-key.pem");
    assert.deepEqual([guessable.consequence, guessable.crlReason], ["24-hours", "keyCompromise"]);
    const unordered = await errorOf("certificate/ov-order.pem");
    assert.deepEqual([unordered.consequence, unordered.crlReason], ["5-days", "superseded"]);
    assert.deepEqual([unordered.field, unordered.value], ["subject[1]", "Ulm"]);
    assert.equal((await errorOf("csr/guessable-key.pem")).consequence, undefined);
  });

  test("goes by profile, level, date, strictness and the key to match", async () => {
    const acceptable = async (name, options) => (await keyseal.check({ input: vector(name), ...options })).acceptable;
    assert.equal(await acceptable("key/ed25519.pem", {}), false);
    assert.equal(await acceptable("key/ed25519.pem", { profile: "private-pki" }), true);
    assert.equal(await acceptable("key/rsa-2048.pem", { profile: "code-signing" }), false);
    assert.equal(await acceptable("csr/ev-wildcard.pem", { level: "ev" }), false);
    assert.equal(await acceptable("csr/ev-wildcard.pem", {}), true);
    const mail = "csr/smime-company-street-strict.pem";
    const said = async (options) => {
      const { findings } = await keyseal.check({ input: vector(mail), profile: "smime", ...options });
      return findings.filter(({ rule }) => rule === "K-62").map(({ message }) => message);
    };
    assert.match((await said({})).join(), /\(organization \(multipurpose\)\)$/);
    assert.match((await said({ generation: "strict" })).join(), /no type/);
    assert.equal((await said({ level: "individual" })).length, 3); // O, its number, no name of a person
    assert.deepEqual(await said({ level: "organization", generation: "multipurpose" }), []);
    assert.equal(await acceptable("csr/dns-reverse-before.pem", { date: "2026-03-14" }), true);
    assert.equal(await acceptable("csr/dns-reverse-before.pem", { date: "2026-03-15" }), false);
    const client = (options) => acceptable("certificate/client-auth.pem", { date: "2026-11-30", ...options });
    assert.deepEqual([await client(), await client({ until: "2027-03-14" })], [true, true]);
    assert.equal(await client({ until: "2027-03-15" }), false);
    assert.equal(await acceptable("csr/must-staple.pem", {}), true);
    assert.equal(await acceptable("csr/must-staple.pem", { authority: "mozilla" }), true);
    assert.equal(await acceptable("csr/must-staple.pem", { authority: "lets-encrypt" }), false);
    assert.equal(await acceptable("csr/ca.pem", {}), true);
    assert.equal(await acceptable("csr/ca.pem", { strict: true }), false);
    assert.equal(await acceptable("certificate/dv.pem", { match: good }), true);
    const other = await keyseal.check({ input: vector("certificate/dv.pem"), match: derOf(vector("key/ec-p384.pem")) });
    assert.ok(rulesOf(other).includes("M-01"));
  });

  test("refuses a key on a blocklist", async () => {
    const input = vector("key/blocked-compromised.pem");
    const free = await keyseal.check({ input });
    assert.ok(!free.findings.some(({ rule, severity }) => rule === "K-04" && severity === "error"));
    for (const list of [{ bytes: listed }, { bytes: listed, kind: "spki", name: "compromised.txt" }]) {
      const { acceptable, findings } = await keyseal.check({ input, blocklists: [list] });
      assert.ok(!acceptable);
      assert.equal(findings[0].rule, "K-04");
    }
  });

  test("uses a blocklist whole or not at all, and tells the line", async () => {
    const refused = (...blocklists) => keyseal.check({ input: good, blocklists });
    const bad = new TextEncoder().encode(`${"0".repeat(64)}\nnothing\n`);
    await assert.rejects(refused({ bytes: listed }, { bytes: bad, kind: "spki" }), {
      code: "blocklist-bad",
      field: "blocklists[1], line 2",
    });
    await assert.rejects(refused({ bytes: new Uint8Array(0) }), {
      code: "blocklist-incomplete",
      field: "blocklists[0]",
    });
    const unknown = { code: "blocklist-unknown", field: "blocklists[0].kind" };
    await assert.rejects(refused({ bytes: listed, kind: "spkis" }), unknown);
    await assert.rejects(refused({ bytes: listed, kind: "spki", covers: "rsa-2048" }), unknown);
  });

  test("refuses what cannot be read, and tells the line", async () => {
    const refused = (input) => keyseal.check({ input });
    await assert.rejects(refused("hello"), { name: "InputError", code: "not-checkable", field: "input" });
    await assert.rejects(refused(""), { code: "not-checkable" });
    await assert.rejects(refused(good.replace("M", "*")), { code: "pem-bad", field: "line 2" });
    await assert.rejects(refused(good.slice(0, 100)), { code: "pem-incomplete" });
    await assert.rejects(refused(`${good}${vector("key/ec-p256.pem")}`), { code: "several-inputs", field: "input" });
    await assert.rejects(refused(good + "\n".repeat(2 ** 20)), { code: "input-too-large", field: "input" });
    await assert.rejects(refused(new Uint8Array(2 ** 20 + 1)), { code: "input-too-large" });
  });

  test("reads one mebibyte", async () => {
    const { acceptable } = await keyseal.check({ input: good.padEnd(2 ** 20, "\n") });
    assert.equal(acceptable, true);
  });

  test("refuses a private key and does not repeat it", async () => {
    const body = "c2VjcmV0c2VjcmV0c2VjcmV0";
    const input = `-----BEGIN EC PRIVATE KEY-----\n${body}\n-----END EC PRIVATE KEY-----\n`;
    for (const request of [{ input }, { input: good, match: input }]) {
      await assert.rejects(keyseal.check(request), (error) => {
        assert.equal(error.code, "private-key-given");
        assert.ok(!`${error.message}${error.stack}${error.field}`.includes(body));
        return true;
      });
    }
  });

  for (const [what, request, field] of [
    ["no input", {}, "input"],
    ["an input of another type", { input: 5 }, "input"],
    ["a misspelt option", { input: good, stirct: true }, "request"],
    ["a flag that is none", { input: good, strict: "yes" }, "strict"],
    ["a level that there is not", { input: good, level: "xv" }, "level"],
    ["a level of another type", { input: good, level: ["dv"] }, "level"],
    ["a level of another profile", { input: good, profile: "smime", level: "dv" }, "level"],
    ["a level of a profile without", { input: good, profile: "tls-client", level: "mailbox" }, "level"],
    ["a generation that there is not", { input: good, profile: "smime", generation: "lax" }, "generation"],
    ["a generation of another profile", { input: good, generation: "strict" }, "generation"],
    ["a day that there is not", { input: good, date: "2027-02-29" }, "date"],
    ["a last day before the first", { input: good, until: "2026-01-01" }, "until"],
    ["an authority that there is not", { input: good, authority: "Let's Encrypt" }, "authority"],
    ["a date of another type", { input: good, date: new Date(0) }, "date"],
    ["a profile of another type", { input: good, profile: 1 }, "profile"],
    ["a key to match of another type", { input: good, match: [] }, "match"],
    ["blocklists that are no list", { input: good, blocklists: {} }, "blocklists"],
    ["a blocklist without bytes", { input: good, blocklists: [{ kind: "spki" }] }, "blocklists[0].bytes"],
    ["a misspelt field of one", { input: good, blocklists: [{ bytes: listed, kinds: "spki" }] }, "blocklists[0]"],
    [
      "covers without a kind",
      { input: good, blocklists: [{ bytes: listed, covers: "ec-p256" }] },
      "blocklists[0].covers",
    ],
    ["no request at all", undefined, "request"],
  ]) {
    test(`refuses ${what}`, async () => {
      await assert.rejects(keyseal.check(request), { name: "InputError", code: "request-not-valid", field });
    });
  }

  test("refuses a profile that there is not", async () => {
    const refused = keyseal.check({ input: good, profile: "tls" });
    await assert.rejects(refused, { code: "profile-unknown", field: "profile" });
  });

  test("stops when it is told to", async () => {
    await assert.rejects(keyseal.check({ input: good }, { signal: AbortSignal.abort() }), { name: "AbortError" });
  });
});

describe("checkFiles", () => {
  test("answers for every block of every file, and for what cannot be read", async () => {
    const files = [
      { name: "both.pem", bytes: `${good}${good.replace("M", "*")}` },
      { name: "key.der", bytes: derOf(vector("key/rsa-1024.pem")) },
      { name: "\u202e\u001b.txt", bytes: "hello" },
    ];
    const [first, second, third, fourth, ...others] = await keyseal.checkFiles({ files, date: today });
    assert.deepEqual(others, []);
    assert.deepEqual([first.file, first.block, first.acceptable], ["both.pem", 1, true]);
    const line = good.split("\n").length + 1;
    assert.deepEqual(second, { file: "both.pem", block: 2, error: { code: "pem-bad", line } });
    assert.deepEqual([third.file, third.block, third.kind], ["key.der", undefined, "public-key"]);
    assert.deepEqual(fourth, { file: files[2].name, error: { code: "not-checkable" } });
  });

  /** In the worker: a file that begins with "!" stops the module as it is copied in, and one with "?" for lack of memory. */
  const stopping = `const { set } = Uint8Array.prototype;
    Uint8Array.prototype.set = function (bytes, ...more) {
      if (bytes[0] === 33) throw new WebAssembly.RuntimeError("unreachable");
      if (bytes[0] === 63) throw new WebAssembly.RuntimeError("Aborted(OOM)");
      return set.call(this, bytes, ...more);
    };`;

  test("answers with an error for a file that stops the module, and judges the others as if it were not there", async (t) => {
    const [one, two] = ["rsa-shared", "rsa-shared-prime"].map((name) => ({ name, bytes: vector(`key/${name}.pem`) }));
    const rest = [one, { name: "good", bytes: good }, two, { name: "none", bytes: "hello" }];
    const expected = await keyseal.checkFiles({ files: rest, date: today });
    assert.ok([0, 2].every((i) => expected[i].findings.some(({ rule }) => rule === "K-02"))); // across what stops it
    const stopped = [
      ["!", "internal"],
      ["?", "out-of-memory"],
      ["!!", "internal"],
    ].map(([bytes, code]) => [
      { name: bytes, bytes },
      { file: bytes, error: { code } },
    ]);
    const mixed = (others, at) => [
      others[0],
      stopped[0][at],
      stopped[1][at],
      others[1],
      others[2],
      others[3],
      stopped[2][at],
    ];
    const other = await openIn(variant(t, stopping));
    assert.deepEqual(await other.checkFiles({ files: mixed(rest, 0), date: today }), mixed(expected, 1));
    assert.deepEqual(
      await other.checkFiles({ files: stopped.map(([file]) => file) }),
      stopped.map(([, answer]) => answer),
    );
    await assert.rejects(other.check({ input: "!" }), { name: "InternalError", code: "internal" });
  });

  test("fails whole where no file is to blame", async (t) => {
    const other = await openIn(variant(t, stopping));
    const blocklists = [{ bytes: new TextEncoder().encode("!") }];
    await assert.rejects(other.checkFiles({ files: [{ name: "good", bytes: good }], blocklists }), {
      code: "internal",
      field: "call: unreachable",
    });
  });

  test("leaves nothing of a file in the worker's own copies", async (t) => {
    const prelude = `const { parentPort } = process.getBuiltinModule("node:worker_threads");
      const post = parentPort.postMessage.bind(parentPort);
      const copied = [];
      parentPort.postMessage = (message) => {
        const isLeft = copied.some((bytes) => bytes.some((byte) => byte !== 0));
        const outcome = { ok: false, code: isLeft ? "random-repeats" : "random-failed", field: "", index: null };
        post(message.kind === "outcome" ? { kind: "outcome", outcome } : message);
      };
      const { set } = Uint8Array.prototype;
      Uint8Array.prototype.set = function (bytes, ...more) {
        copied.push(bytes);
        if (bytes[0] === 33) throw new WebAssembly.RuntimeError("unreachable");
        return set.call(this, bytes, ...more);
      };`;
    const other = await openIn(variant(t, prelude));
    const files = [good, "!", "-----BEGIN PRIVATE KEY-----"].map((bytes) => ({ name: "", bytes }));
    await assert.rejects(other.checkFiles({ files, match: good }), { code: "random-failed" });
  });

  test("takes more files than a function takes arguments", async () => {
    const count = 130_000;
    const checked = await keyseal.checkFiles({ files: Array(count).fill({ name: "", bytes: "!" }) });
    assert.equal(checked.length, count);
  });

  test("of no files is nothing", async () => assert.deepEqual(await keyseal.checkFiles({ files: [] }), []));

  for (const [what, request, field] of [
    ["no list", {}, "files"],
    ["a list that is none", { files: good }, "files"],
    ["a file without a name", { files: [{ bytes: good }] }, "files[0].name"],
    ["a file without bytes", { files: [{ name: "a", bytes: null }] }, "files[0].bytes"],
    ["a misspelt field of a file", { files: [{ name: "a", bytes: good, byte: 1 }] }, "files[0]"],
    ["what check takes", { files: [], input: good }, "request"],
  ]) {
    test(`refuses ${what}`, async () => {
      await assert.rejects(keyseal.checkFiles(request), { code: "request-not-valid", field });
    });
  }
});

test("the fake of keyseal/testing answers with what the real module says", async () => {
  assert.equal(readFileSync(fixturesFile, "utf8"), await checkFixtures(keyseal));
});
