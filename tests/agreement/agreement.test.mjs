// Keyseal and other checkers on the same inputs: they agree, or docs/agreement.md says why not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { agreementPage, readDisagreements } from "../../tools/make-agreement-doc.mjs";
import { setUpJudges } from "../interop/commands.mjs";
import { makeFixtures } from "../interop/fixtures.mjs";
import { blocked } from "./blocklist.mjs";
import { generatedInputs, vectorInputs } from "./inputs.mjs";
import { disagreements, judge } from "./run.mjs";

const programs = setUpJudges("agreement");
const { folder, fixtures, remove } = await makeFixtures();
after(remove);
// The host's OpenSSL may be too old for ML-DSA: tests/interop asks a newer one.
const generated = generatedInputs(
  folder,
  fixtures.filter(({ keyType }) => keyType !== "ml-dsa"),
);
const vectors = vectorInputs();
const views = await judge([...vectors, ...generated], programs);
const judges = Object.keys(views).filter((name) => name !== "Keyseal" && name !== "issued");

const isGenerated = ({ input }) => input.includes("generated/");
const inWords = ({ judge, topic, keyseal, other, input }) => {
  return `${input}, ${topic}: Keyseal ${keyseal}, ${judge} ${other}`;
};
const found = disagreements(views);
const onVectors = found.filter((one) => !isGenerated(one)).map(inWords);
const listed = readDisagreements();
const expected = listed.flatMap(({ inputs, ...entry }) => inputs.map((input) => inWords({ ...entry, input })));

test("every judge has judged, and Keyseal has judged all", (t) => {
  assert.equal(views.Keyseal.size, vectors.length + generated.length);
  for (const name of judges) {
    t.diagnostic(`${name}: ${views[name].size} inputs`);
    assert.ok(views[name].size > 70, name);
  }
});

test("the judges find what they are known to find", () => {
  assert.equal(views.zlint.get("key/rsa-fermat-99").found.get("Fermat"), "error");
  assert.deepEqual(views.goodkey.get("key/rsa-roca").stopped, ["ROCA"]);
  assert.equal(views.badkeys.get("key/rsa-roca").found.get("ROCA"), "error");
  assert.deepEqual(views.OpenSSL.get("csr/signature-rsa-flipped").stopped, ["signature", "signature algorithm"]);
});

test("badkeys and Keyseal both find every key of a list in badkeys's format", () => {
  for (const name of blocked) {
    assert.equal(views.badkeys.get(name).found.get("compromised key"), "error", name);
    assert.equal(views.Keyseal.get(name).found.get("compromised key"), "error", name);
  }
});

test("no disagreement is missing in disagreements.json", () => {
  assert.deepEqual(
    onVectors.filter((one) => !expected.includes(one)),
    [],
  );
});

test("no disagreement of disagreements.json has gone away", () => {
  assert.deepEqual(
    expected.filter((one) => !onVectors.includes(one)),
    [],
  );
  assert.equal(new Set(expected).size, expected.length);
});

test("every disagreement says why, and who is right", () => {
  for (const { judge, right, why } of listed) {
    assert.ok(judges.includes(judge), judge);
    assert.ok([judge, "Keyseal", "both"].includes(right), right);
    assert.match(why, /^\S.*\.$/);
  }
});

test("docs/agreement.md is made from disagreements.json", () => {
  const page = readFileSync(new URL("../../docs/agreement.md", import.meta.url), "utf8");
  assert.equal(page, agreementPage());
});

test("nobody finds a fault in what Keyseal makes, but P-521, must-staple and a common name that were asked for", () => {
  const faults = Object.entries(views).flatMap(([name, of]) =>
    generated.flatMap(({ name: input }) => {
      const view = of.get(input);
      const levels = [...(view?.found.entries() ?? [])].filter(([, level]) => level !== "notice");
      return [...levels, ...(view?.stopped ? [[view.stopped[0], "stopped"]] : [])].map(([topic, level]) => {
        return `${name}: ${input}, ${topic}: ${level}`;
      });
    }),
  );
  assert.deepEqual(faults, [
    "Keyseal: generated/ecdsa-p521, curve: warning",
    "Keyseal: generated/tls-server, policy of an authority: warning",
    "Keyseal: generated/tls-server, common name: warning",
    "issued: generated/tls-server, common name: warning",
    "zlint: generated/tls-server, common name: warning",
    "goodkey: generated/ecdsa-p521, curve: stopped",
  ]);
});
