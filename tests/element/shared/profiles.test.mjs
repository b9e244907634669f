// What the form offers must be what the core accepts: no more, so that nobody chooses in vain, and no less.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openIn, packageDir } from "../../node/support.mjs";
import { load } from "../support.mjs";

const { keySpecs, profileForms, profileNames, subjectLimits, mostNames } = await load(
  "element/shared/profiles",
  "element/generator/draft",
  "base/key-names",
);

let keyseal;
before(async () => {
  keyseal = await openIn(packageDir);
});
after(() => keyseal.close());

const names = {
  dns: { dns: ["www.example.com"] },
  ip: { ip: ["8.8.8.8"] },
  email: { email: ["a@example.com"] },
  uri: { uri: ["spiffe://example.com/a"] },
  spc: { tnAuthList: [{ spc: "709J" }] },
  tn: { tnAuthList: [{ tn: "12025550100" }] },
  range: { tnAuthList: [{ start: "12025550100", count: 2 }] },
};
const refused = async (request, code) =>
  (await keyseal.preview(request)).problems.some((problem) => problem.code === code);

for (const profile of profileNames) {
  const form = profileForms[profile];

  test(`${profile} offers the key types that the core accepts`, async () => {
    for (const [name, key] of Object.entries(keySpecs)) {
      assert.equal(await refused({ profile, key }, "key-type-not-allowed"), !form.keys.includes(name), name);
    }
  });

  test(`${profile} offers the kinds of names that the core accepts`, async () => {
    for (const [kind, list] of Object.entries(names)) {
      assert.equal(await refused({ profile, ...list }, "name-kind-not-allowed"), !form.kinds.includes(kind), kind);
    }
  });

  test(`${profile} offers must-staple where the core accepts it`, async () => {
    assert.equal(await refused({ profile, mustStaple: true }, "option-not-allowed"), !form.mustStaple);
  });

  test(`${profile} asks for attributes that the core accepts`, async () => {
    for (const type of form.subject) {
      const value = type === "C" ? "DE" : "Example";
      assert.equal(await refused({ profile, subject: [{ type, value }] }, "subject-type-not-allowed"), false, type);
    }
    const subject = [{ type: "O", value: "Example" }];
    assert.equal(!(await refused({ profile, subject }, "no-names")), form.namesMayBeMissing);
  });
}

test("the limits of attributes are the core's", async () => {
  for (const [type, most] of Object.entries(subjectLimits)) {
    if (most === 2 || type === "businessCategory") continue; // countries and categories have their lists
    const tooLong = (length) =>
      refused({ profile: "private-pki", subject: [{ type, value: "x".repeat(length) }] }, "subject-too-long");
    assert.deepEqual([await tooLong(most), await tooLong(most + 1)], [false, true], type);
  }
});

test("the limit of names is the core's", async () => {
  const dns = Array.from({ length: mostNames + 1 }, (_, index) => `n${index}.example.com`);
  assert.equal(await refused({ dns: dns.slice(1) }, "too-many-names"), false);
  assert.equal(await refused({ dns }, "too-many-names"), true);
});
