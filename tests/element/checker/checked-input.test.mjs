// What the checker keeps away from the core, what it makes of the findings, and the report as text: no page is needed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { load, root } from "../support.mjs";

const { checkProfiles, holdsPrivateKey, isNotEvaluated, levels, mostBytes, reportJson } = await load(
  "element/checker/checked-input",
);
const { authorities, authorityOf } = await load("element/shared/authorities");
const { takeFile, tallyOf, verdictOf } = await load("element/checker/checked-input");
const { reportText } = await load("base/report-text");
const { en } = await load("element/languages/en");

const finding = (severity, rule = "S-10") => ({
  rule,
  severity,
  clause: "BR 7.1.2.7.2",
  field: "subject[0]",
  message: "A sentence.",
});
const report = (findings, more = {}) => ({
  file: "a.pem",
  acceptable: findings.every(({ severity }) => severity !== "error"),
  kind: "csr",
  spkiSha256: "",
  names: [],
  findings,
  decoded: { key: "RSA 1024", subject: [], names: [], extensions: [] },
  ...more,
});

test("a private key is known by its label alone, whole or cut off, of every kind", () => {
  for (const label of ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"]) {
    assert.equal(holdsPrivateKey(`-----BEGIN ${label}-----`), true, label);
    assert.equal(holdsPrivateKey(`MIIB\n-----END ${label}`), true, label);
  }
  assert.equal(holdsPrivateKey("-----BEGIN OPENSSH PRIVATE KEY-----"), true);
  assert.equal(holdsPrivateKey("-----begin private key-----"), true);
  for (const hyphens of ["\u2014\u2013", "\u2013".repeat(5), "-----  ", "\ufffd"]) {
    assert.equal(holdsPrivateKey(`${hyphens}BEGIN EC PRIVATE KEY${hyphens}`), true, hyphens);
  }
  assert.equal(holdsPrivateKey("PuTTY-User-Key-File-3: ssh-rsa"), true);
  const utf16 = (text, high) => [...text].map((one) => (high ? `\0${one}` : `${one}\0`)).join("");
  for (const high of [true, false]) assert.equal(holdsPrivateKey(utf16("-----BEGIN PRIVATE KEY-----", high)), true);
  assert.equal(
    holdsPrivateKey("text\n-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----"),
    false,
  );
  assert.equal(holdsPrivateKey("The private key stays with you. END"), false);
});

test("a file with a private key is refused unread, and its bytes are wiped", async () => {
  const bytes = new TextEncoder().encode("-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n");
  const file = { name: "old.key", size: bytes.length, arrayBuffer: async () => bytes.buffer };
  assert.deepEqual(await takeFile(file), { file: "old.key", error: { code: "private-key-given" } });
  assert.ok(bytes.every((byte) => byte === 0));
});

test("a file is taken up to 1 MiB, and a larger one is not even read", async () => {
  const most = new File([new Uint8Array(mostBytes)], "most.der");
  assert.equal((await takeFile(most)).bytes.length, mostBytes);
  const larger = { name: "large.der", size: mostBytes + 1, arrayBuffer: () => assert.fail("it was read") };
  assert.deepEqual(await takeFile(larger), { file: "large.der", error: { code: "input-too-large" } });
});

test("what cannot be read, such as a folder, is no request", async () => {
  const folder = { name: "folder", size: 0, arrayBuffer: () => Promise.reject(new Error("a folder")) };
  assert.deepEqual(await takeFile(folder), { file: "folder", error: { code: "not-checkable" } });
});

test("the limit and the profiles are the core's", () => {
  const text = (name) => readFileSync(`${root}wasm/core/${name}`, "utf8");
  const [, shift] = /kMaxCheckedSize = size_t\{1\} << (\d+);/.exec(text("base/limits.h"));
  assert.equal(mostBytes, 2 ** Number(shift));
  const named = new Set(
    [...text("request/profile.cc").matchAll(/"([a-z]+-[a-z]+|smime|spiffe)"/g)].map(([, name]) => name),
  );
  assert.deepEqual(
    checkProfiles.filter((name) => !named.has(name)),
    [],
  );
  for (const name of checkProfiles) assert.equal(typeof en[`profileShort.${name}`], "string", name);
  for (const level of Object.values(levels).flat()) assert.equal(typeof en[`check.level.${level}`], "string", level);
});

test("a notice is one of a rule that could not be evaluated where the core says so, and only there", () => {
  const rows = [
    ...readFileSync(`${root}wasm/core/rules/rules.def`, "utf8").matchAll(
      /^KEYSEAL_RULE\(k\w+, "([A-Z]-\d+)", (\w+), (\w+),/gm,
    ),
  ];
  assert.ok(rows.length > 90);
  for (const [, rule, ...severities] of rows) {
    for (const severity of severities) {
      if (severity === "NotEvaluated") assert.equal(isNotEvaluated({ rule, severity: "notice" }), true, rule);
      if (severity === "Notice") assert.equal(isNotEvaluated({ rule, severity: "notice" }), false, rule);
    }
  }
  assert.equal(isNotEvaluated({ rule: "K-04", severity: "error" }), false);
});

test("findings are counted by severity", () => {
  const findings = [finding("error"), finding("warning"), finding("notice"), finding("notice", "K-05")];
  assert.deepEqual(tallyOf({ findings }), { error: 1, warning: 1, notice: 2, notEvaluated: 1 });
});

test("only what has no error, no warning and nothing unevaluated is good", () => {
  assert.equal(verdictOf(report([])), "good");
  assert.equal(verdictOf(report([finding("notice")])), "good");
  assert.equal(verdictOf(report([finding("notice", "K-04")])), "partly");
  assert.equal(verdictOf(report([finding("warning"), finding("notice", "K-04")])), "warnings");
  assert.equal(verdictOf(report([finding("warning"), finding("error")])), "bad");
  assert.equal(verdictOf({ file: "a.pem", error: { code: "pem-bad" } }), "unread");
});

test("the report as text names file, block, verdict, kind and key, and each finding with rule and clause", () => {
  assert.equal(
    reportText(report([finding("error"), { ...finding("notice", "C-05"), field: "" }], { block: 2 })),
    "a.pem, block 2: NOT acceptable (csr, RSA 1024)\n" +
      "  error S-10 subject[0]: A sentence. [BR 7.1.2.7.2]\n" +
      "  notice C-05 A sentence. [BR 7.1.2.7.2]\n",
  );
  const advised = { value: "Ulm", remedy: "Leave it out.", consequence: "5-days", crlReason: "superseded" };
  assert.equal(
    reportText(
      report([
        { ...finding("error"), ...advised },
        { ...finding("notice"), remedy: "Leave it out." },
      ]),
    ),
    "a.pem: NOT acceptable (csr, RSA 1024)\n" +
      "  error S-10 subject[0]: A sentence. [BR 7.1.2.7.2]\n" +
      "    it says: Ulm\n    Leave it out.\n    a certificate is revoked within 5 days (superseded)\n" +
      "  notice S-10 subject[0]: A sentence. [BR 7.1.2.7.2]\n",
  );
  assert.equal(
    reportText({ file: 'a"\u202e\n.pem', error: { code: "pem-bad", line: 3 } }),
    'a\\"\\u202e\\u000a.pem: pem-bad: Damaged: a character does not belong there, or some are missing. Use the file itself instead of a copied text. (line 3)\n',
  );
});

test("as JSON it is one object a line", () => {
  const inputs = [report([]), report([finding("error")])];
  const lines = reportJson(inputs).split("\n");
  assert.equal(lines.pop(), "");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    inputs,
  );
});

test("the authorities are those of the core", () => {
  const rows = readFileSync(`${root}wasm/core/rules/authorities.cc`, "utf8").matchAll(
    /\{Authority::k\w+, "([a-z-]+)"/g,
  );
  const names = [...rows].map(([, name]) => name);
  assert.ok(names.length > 1);
  assert.deepEqual(Object.keys(authorities), names);
  assert.deepEqual(names.map(authorityOf), names);
  assert.deepEqual([authorityOf(null), authorityOf("")], [undefined, undefined]);
  for (const name of ["Mozilla", "nobody", "toString"]) {
    assert.throws(() => authorityOf(name), { code: "request-not-valid", field: "authority" });
  }
});
