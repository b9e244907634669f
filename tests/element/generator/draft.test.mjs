import assert from "node:assert/strict";
import test from "node:test";
import { load } from "../support.mjs";

const { Draft, resolveRules, ruleOf, mostNames } = await load(
  "element/generator/draft",
  "element/generator/policy",
  "element/shared/rule-ids",
);

const draftOf = (policy, attributes) => new Draft(resolveRules(policy, attributes));

/** Judges a draft with the answers of a core that is not here: everything not said is good as it was typed. */
function judge(draft, { names = {}, problems = [] } = {}) {
  const asked = draft.ask();
  const failed = new Set(problems.map(({ field }) => field));
  const previewed = [...asked.places]
    .filter(([, place]) => place.at === "row")
    .map(([field, { row }]) => ({ field, ...(!failed.has(field) && { text: row.name.text }), ...names[field] }));
  return draft.take(asked, { names: previewed, problems });
}

const texts = (draft) => draft.rows.map((row) => row.name.text);

test("names become rows in their order, and a name that is there already is left out and counted", () => {
  const draft = draftOf();
  assert.equal(draft.add("www.example.com example.com").repeated, 0);
  const second = draft.add("WWW.example.com, 8.8.8.8 8.8.8.8");
  assert.equal(second.repeated, 2);
  assert.deepEqual(
    second.added.map((row) => row.name.text),
    ["8.8.8.8"],
  );
  assert.deepEqual(texts(draft), ["www.example.com", "example.com", "8.8.8.8"]);
});

test("ten thousand pasted names are read, repeats among them; one more and none is", () => {
  const draft = draftOf();
  assert.equal(draft.add("www.example.com ".repeat(10_000)).repeated, 9_999);
  assert.equal(draft.add("www.example.com ".repeat(10_001)).tooMany, 10_001);
  assert.deepEqual(texts(draft), ["www.example.com"]);
});

test("a thousand names fit, one more adds none", () => {
  const draft = draftOf();
  const many = Array.from({ length: mostNames }, (_, index) => `n${index}.example.com`).join(" ");
  assert.equal(draft.add(`${many} more.example.com`).tooMany, mostNames + 1);
  assert.equal(draft.rows.length, 0);
  assert.equal(draft.add(many).tooMany, undefined);
  assert.equal(draft.add("more.example.com").tooMany, mostNames + 1);
  assert.equal(draft.rows.length, mostNames);
});

test("the request has every name in the list of its kind", () => {
  const draft = draftOf({}, { profile: "private-pki" });
  draft.add("www.example.com 10.0.0.1 a@example.com urn:a:b host");
  const { request, places } = draft.ask();
  assert.deepEqual(request.dns, ["www.example.com", "host"]);
  assert.deepEqual(request.ip, ["10.0.0.1"]);
  assert.deepEqual(request.email, ["a@example.com"]);
  assert.deepEqual(request.uri, ["urn:a:b"]);
  assert.equal(places.get("dns[1]").row.name.text, "host");
  const phones = draftOf({}, { profile: "stir-shaken" });
  phones.add("709J, 12025550100, 12025550100:9");
  assert.deepEqual(phones.ask().request.tnAuthList, [
    { spc: "709J" },
    { tn: "12025550100" },
    { start: "12025550100", count: 9 },
  ]);
});

test("what the core says of a name stands in its row", () => {
  const draft = draftOf();
  draft.add("bücher.example.net shop.local *.example.com 192.0.2.10");
  const { problems } = judge(draft, {
    names: { "dns[0]": { text: "xn--bcher-kva.example.net" }, "dns[2]": { wildcard: true } },
    problems: [
      { code: "name-internal", field: "dns[1]" },
      { code: "ip-reserved", field: "ip[0]" },
    ],
  });
  assert.deepEqual(
    draft.rows.map((row) => row.judged),
    [
      { good: true, text: "xn--bcher-kva.example.net", wildcard: false },
      { good: false, code: "name-internal" },
      { good: true, text: "*.example.com", wildcard: true },
      { good: false, code: "ip-reserved" },
    ],
  );
  assert.deepEqual(
    problems.map(({ code, place }) => [code, place.row.name.text]),
    [
      ["name-internal", "shop.local"],
      ["ip-reserved", "192.0.2.10"],
    ],
  );
  draft.remove(draft.badRows);
  assert.deepEqual(texts(draft), ["bücher.example.net", "*.example.com"]);
});

test("a problem of a name that has a spelling is still that row's", () => {
  const draft = draftOf();
  draft.add("a@example.com");
  judge(draft, {
    names: { "email[0]": { text: "a@example.com" } },
    problems: [{ code: "name-kind-not-allowed", field: "email[0]" }],
  });
  assert.deepEqual(draft.rows[0].judged, { good: false, code: "name-kind-not-allowed" });
});

test("repeats that only the core can see go, and are counted", () => {
  const draft = draftOf();
  draft.add("bücher.example xn--bcher-kva.example b.example");
  const { repeated } = judge(draft, { names: { "dns[1]": { repeats: "dns[0]" } } });
  assert.equal(repeated, 1);
  assert.deepEqual(texts(draft), ["bücher.example", "b.example"]);
});

test("an answer about rows that are gone meanwhile changes nothing else", () => {
  const draft = draftOf();
  draft.add("a.example b.example");
  const asked = draft.ask();
  draft.remove([draft.rows[0]]);
  draft.take(asked, {
    names: [{ field: "dns[0]" }, { field: "dns[1]", text: "b.example" }],
    problems: [{ code: "name-internal", field: "dns[0]" }],
  });
  assert.deepEqual(texts(draft), ["b.example"]);
  assert.equal(draft.rows[0].judged.good, true);
});

test("problems that are no name's are put where a person can mend them", () => {
  const draft = draftOf();
  draft.wantsSubject = true;
  draft.subject.set("O", "-");
  draft.subject.set("L", "Berlin");
  draft.subject.set("C", "UK");
  const { problems } = judge(draft, {
    problems: [
      { code: "no-names", field: "names" },
      { code: "subject-placeholder", field: "subject[0]" },
      { code: "country-not-valid", field: "subject[2]" },
      { code: "passphrase-common", field: "passphrase" },
      { code: "kdf-below-floor", field: "sealing" },
      { code: "key-type-not-allowed", field: "key" },
      { code: "internal" },
    ],
  });
  assert.deepEqual(
    problems.map(({ place }) => place),
    [
      { at: "names" },
      { at: "subject", type: "O" },
      { at: "subject", type: "C" },
      { at: "passphrase" },
      { at: "sealing" },
      { at: "key" },
      { at: "request" },
    ],
  );
});

test("the subject goes into the request only where it is wanted, and without spaces around it", () => {
  const draft = draftOf();
  assert.equal(draft.asksForSubject, true);
  draft.subject.set("O", " Example GmbH ");
  draft.subject.set("ST", "  ");
  assert.deepEqual(draft.ask().request.subject, []);
  draft.wantsSubject = true;
  assert.deepEqual(draft.ask().request.subject, [{ type: "O", value: "Example GmbH" }]);
  draft.changeProfile("smime");
  assert.equal(draft.asksForSubject, false);
  assert.deepEqual(draft.ask().request.subject, []);
});

test("an organisation needs a place and a country, and each that is missing is named", () => {
  const draft = draftOf();
  draft.wantsSubject = true;
  const missing = () => judge(draft, { problems: [{ code: "subject-missing", field: "subject[0]" }] }).problems;
  assert.deepEqual(draft.missingSubject, ["O", "L", "C"]);
  draft.subject.set("O", "Example");
  assert.deepEqual(missing(), [
    { code: "subject-missing", place: { at: "subject", type: "L" } },
    { code: "subject-missing", place: { at: "subject", type: "C" } },
  ]);
  draft.subject.set("ST", "Berlin");
  draft.subject.set("C", "DE");
  assert.deepEqual(draft.missingSubject, []);
  assert.deepEqual(missing(), [{ code: "subject-missing", place: { at: "subject", type: "O" } }]);
});

test("a portal that wants the subject has answered the question; what it hides goes in unseen", () => {
  const draft = draftOf({
    subject: { O: { required: true }, L: { default: "Berlin", hidden: true }, C: { default: "DE", locked: true } },
  });
  assert.equal(draft.asksForSubject, false);
  assert.deepEqual(draft.subjectTypes, ["O", "ST", "C"]);
  assert.deepEqual(draft.missingSubject, ["O"]);
  draft.subject.set("O", "Example");
  assert.deepEqual(draft.ask().request.subject, [
    { type: "O", value: "Example" },
    { type: "C", value: "DE" },
    { type: "L", value: "Berlin" },
  ]);
  const hidden = draftOf({ subject: { O: { default: "Example", hidden: true } } }, { profile: "private-pki" });
  assert.equal(hidden.asksForSubject, true);
  assert.deepEqual(hidden.ask().request.subject, [{ type: "O", value: "Example" }]);
});

test("another profile reads the names anew, and changes a key type that it does not have", () => {
  const draft = draftOf();
  draft.add("https://www.example.com/x");
  draft.key = "rsa-3072";
  draft.changeProfile("private-pki");
  assert.equal(draft.rows[0].name.kind, "uri");
  assert.equal(draft.key, "rsa-3072");
  draft.key = "ed25519";
  draft.changeProfile("tls-server");
  assert.deepEqual(draft.rows[0].name.text, "www.example.com");
  assert.equal(draft.key, "ecdsa-p256");
});

test("the request says who will be asked, where the element does", () => {
  assert.equal(draftOf(undefined, { authority: "lets-encrypt" }).ask().request.authority, "lets-encrypt");
  assert.ok(!("authority" in draftOf().ask().request));
  assert.throws(() => draftOf(undefined, { authority: "nobody" }), { code: "request-not-valid", field: "authority" });
});

test("a setting that a portal fixed is never left out of the request", () => {
  const fixed = draftOf({ mustStaple: { default: true, hidden: true } }, { profile: "smime" });
  assert.equal(fixed.ask().request.mustStaple, true);
  const open = draftOf({ mustStaple: { default: true } });
  assert.equal(open.ask().request.mustStaple, true);
  open.changeProfile("smime");
  assert.equal(open.ask().request.mustStaple, false);
  const key = draftOf({ key: { default: { type: "ed25519" }, locked: true } }, { profile: "spiffe" });
  key.changeProfile("tls-server");
  assert.deepEqual(key.ask().request.key, { type: "ed25519" });
});

test("what a portal has fixed cannot be put right by a person", () => {
  const draft = draftOf({ names: { default: ["shop.local"], locked: true }, key: { hidden: true } });
  const { problems } = judge(draft, { problems: [{ code: "name-internal", field: "dns[0]" }] });
  assert.equal(draft.canChange(problems[0].place), false);
  assert.equal(draft.canChange({ at: "key" }), false);
  assert.equal(draft.canChange({ at: "request" }), false);
  assert.equal(draft.canChange({ at: "sealing" }), true);
  assert.equal(draft.canChange({ at: "subject", type: "O" }), true);
  assert.equal(draft.canChange({ at: "passphrase" }), true);
});

test("www is offered once every name is good, for a website, and not when it is there in another spelling", () => {
  const draft = draftOf();
  draft.add("www.example.com example.com bücher.example.net");
  assert.equal(draft.offer, undefined);
  judge(draft, { names: { "dns[2]": { text: "xn--bcher-kva.example.net" } } });
  assert.equal(draft.offer, "www.bücher.example.net");
  draft.add("www.xn--bcher-kva.example.net");
  judge(draft, { names: { "dns[2]": { text: "xn--bcher-kva.example.net" } } });
  assert.equal(draft.offer, undefined);
  const locked = draftOf({ names: { default: ["example.com"], locked: true } });
  judge(locked);
  assert.equal(locked.offer, undefined);
  const other = draftOf({}, { profile: "private-pki" });
  other.add("example.com");
  judge(other);
  assert.equal(other.offer, undefined);
});

test("beside a code stands its rule", () => {
  assert.equal(ruleOf("name-internal"), "N-09");
  assert.equal(ruleOf("name-public-suffix", "*.com"), "N-12");
  assert.equal(ruleOf("name-public-suffix", "co.uk"), "N-13");
  assert.equal(ruleOf("no-names"), undefined);
  assert.equal(ruleOf("agreement-missing"), undefined);
});
