import assert from "node:assert/strict";
import test from "node:test";
import { load } from "../support.mjs";

const { splitNames, readName, tnEntryOf, withOrWithoutWww, shownText } = await load(
  "element/shared/name-kinds",
  "element/shared/shown-text",
);

const readAll = (pasted, profile) => splitNames(pasted, profile).map((piece) => readName(piece, profile));
const kinds = (pasted, profile) => readAll(pasted, profile).map(({ kind, text }) => `${kind} ${text}`);
const origins = (pasted, profile) => readAll(pasted, profile).map(({ from }) => from);

test("spaces, commas, semicolons, new lines and their full-width forms stand between names", () => {
  const pasted =
    " a.example b.example,c.example; d.example\r\ne.example\tf.example，g.example、h.example；i.example\u00a0j.example,";
  assert.deepEqual(
    splitNames(pasted, "tls-server"),
    [..."abcdefghij"].map((letter) => `${letter}.example`),
  );
  assert.deepEqual(splitNames(" \n ,; ", "tls-server"), []);
});

test("a pasted address of a page becomes its host, and says so", () => {
  for (const [typed, host] of [
    ["https://www.example.com/x", "www.example.com"],
    ["HTTP://user:secret@www.example.com:8443/?q=1#top", "www.example.com"],
    ["https://bücher.example", "bücher.example"],
    ["www.example.com/shop", "www.example.com"],
    ["www.example.com:8443", "www.example.com"],
    ['"www.example.com"', "www.example.com"],
  ]) {
    assert.deepEqual(readName(typed, "tls-server"), { kind: "dns", text: host, from: typed });
  }
  assert.deepEqual(readName("www.example.com", "tls-server"), { kind: "dns", text: "www.example.com" });
});

test("addresses are told from names, and what is neither is left for the core to refuse", () => {
  assert.deepEqual(kinds("8.8.8.8 2606:4700::1111 [2606:4700::1111] https://[2606:4700::1111]:8443/x", "tls-server"), [
    "ip 8.8.8.8",
    "ip 2606:4700::1111",
    "ip 2606:4700::1111",
    "ip 2606:4700::1111",
  ]);
  assert.deepEqual(kinds("1.2.3 10.0.0.0/8 300.1.1.1 fe80::1%eth0", "tls-server"), [
    "ip 1.2.3",
    "ip 10.0.0.0/8",
    "ip 300.1.1.1",
    "dns fe80::1%eth0",
  ]);
  assert.deepEqual(kinds("*.example.com a@example.com localhost 2.example a..b", "tls-server"), [
    "dns *.example.com",
    "email a@example.com",
    "dns localhost",
    "dns 2.example",
    "dns a..b",
  ]);
});

test("for S/MIME everything is an e-mail address, also behind a person's name", () => {
  assert.deepEqual(kinds("anna@example.com mailto:ben@example.com example.com", "smime"), [
    "email anna@example.com",
    "email ben@example.com",
    "email example.com",
  ]);
  const pasted = "Anna Example <anna@example.com>, Ben <ben@example.com>; <cem@example.com>";
  assert.deepEqual(kinds(pasted, "smime"), [
    "email anna@example.com",
    "email ben@example.com",
    "email cem@example.com",
  ]);
  assert.deepEqual(origins(pasted, "smime"), [
    "Anna Example <anna@example.com>",
    "Ben <ben@example.com>",
    "<cem@example.com>",
  ]);
});

test("where URIs may stand, an address stays whole", () => {
  for (const profile of ["private-pki", "tls-client"]) {
    assert.deepEqual(kinds("https://www.example.com/x urn:uuid:1-2 host a@b.example fe80::1 host:8443", profile), [
      "uri https://www.example.com/x",
      "uri urn:uuid:1-2",
      "dns host",
      "email a@b.example",
      "ip fe80::1",
      "dns host:8443",
    ]);
  }
  assert.deepEqual(kinds("spiffe://example.org/a example.org/b example.org", "spiffe"), [
    "uri spiffe://example.org/a",
    "uri example.org/b",
    "dns example.org",
  ]);
});

test("telephone numbers lose what groups them, short codes stay codes", () => {
  const pasted = "+1 (202) 555-0100, 709J; 1234\n+12025550100:100\ntn:911, 12345, spc:12345, *67#, 1:99999999999";
  const names = readAll(pasted, "stir-shaken");
  assert.deepEqual(
    names.map(({ kind, text }) => `${kind} ${text}`),
    [
      "tn 12025550100",
      "spc 709J",
      "spc 1234",
      "range 12025550100:100",
      "tn 911",
      "tn 12345",
      "spc 12345",
      "tn *67#",
      "tn 1:99999999999",
    ],
  );
  assert.equal(names[0].from, "+1 (202) 555-0100");
  assert.deepEqual([names[0], names[1], names[3]].map(tnEntryOf), [
    { tn: "12025550100" },
    { spc: "709J" },
    { start: "12025550100", count: 100 },
  ]);
});

test("half a surrogate pair does not reach the request", () => {
  assert.ok(splitNames("a\ud800.example", "tls-server")[0].isWellFormed());
});

test("www is offered where a website is likely, and only there", () => {
  for (const [name, other] of [
    ["example.com", "www.example.com"],
    ["www.example.com", "example.com"],
    ["example.co.uk", "www.example.co.uk"],
    ["xn--bcher-kva.example.net", "www.xn--bcher-kva.example.net"],
    ["mail.example.com", undefined],
    ["a.b.example.com", undefined],
    ["*.example.com", undefined],
    ["www.com", undefined],
    ["localhost", undefined],
    ["a..b", undefined],
  ]) {
    assert.equal(withOrWithoutWww(name), other, name);
  }
});

test("what cannot be seen is written out", () => {
  assert.equal(
    shownText("a\u202eb\u0000c\u200bd\u00ade\u2028f\ufe0f\ud800"),
    "aU+202EbU+0000cU+200BdU+00ADeU+2028fU+FE0FU+D800",
  );
  assert.equal(shownText("bücher.例え.ไทย"), "bücher.例え.ไทย");
  assert.equal(shownText(`a${"\u0301".repeat(5)}`), "a\u0301\u0301\u0301U+0301U+0301");
});

test("what is long is cut at 80 characters", () => {
  assert.equal(shownText("a".repeat(80)), "a".repeat(80));
  assert.equal(shownText("a".repeat(81)), `${"a".repeat(80)}…`);
  assert.equal(shownText("𝒂".repeat(81)), `${"𝒂".repeat(80)}…`);
  assert.equal(shownText("\u202e".repeat(100)), `${"U+202E".repeat(13)}…`);
});

test("what is longer than any name is not read, and stays what it is", () => {
  const host = (length) => `https://www.example.com/${"a".repeat(length - 24)}`;
  assert.deepEqual(readName(host(4096), "tls-server").text, "www.example.com");
  assert.deepEqual(readName(host(4097), "tls-server"), { kind: "dns", text: host(4097) });
  assert.equal(readName("a".repeat(5000), "smime").kind, "email");
});

test("nothing that is pasted makes reading it slower than its length", () => {
  // Each of these made an expression go back over all of it for each of its characters.
  for (const [worst, profile] of [
    [`a${'"'.repeat(4000)}a`, "tls-server"],
    [`<${"@".repeat(4000)}`, "smime"],
    [`${":".repeat(4000)}x`, "private-pki"],
  ]) {
    assert.equal(readAll(Array(2000).fill(worst).join("\n"), profile).length, 2000);
  }
});
