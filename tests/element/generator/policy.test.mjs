import assert from "node:assert/strict";
import test from "node:test";
import { load } from "../support.mjs";

const { resolveRules, offeredKeys, InputError } = await load("element/generator/policy", "base/errors");

const refuses = (policy, field, code = "request-not-valid", attributes = {}) =>
  assert.throws(
    () => resolveRules(policy, attributes),
    (error) => {
      assert.ok(error instanceof InputError, String(error));
      assert.deepEqual([error.code, error.field], [code, field]);
      return true;
    },
    JSON.stringify(policy),
  );

test("without policy and attributes the form is the default one", () => {
  const rules = resolveRules(undefined);
  assert.equal(rules.profile.value, "tls-server");
  assert.equal(rules.key.value, undefined);
  assert.deepEqual(rules.names, { value: [], label: undefined, required: false, locked: false, hidden: false });
  assert.deepEqual(rules.sealing.value, { kdf: "pbkdf2-hmac-sha256", iterations: 600000, cipher: "aes-256-cbc" });
  assert.equal(rules.passphrase, "any");
  assert.equal(rules.requireSaved, false);
  assert.equal(offeredKeys(rules, "tls-server")[0], "ecdsa-p256");
});

test("a policy says label, default, locked, hidden and required of each field", () => {
  const rules = resolveRules({
    names: { default: ["www.example.com"], locked: true, label: "Your domains" },
    profile: { default: "smime", hidden: true },
    key: { default: { type: "rsa", modulusBits: 3072 }, allowed: [{ type: "rsa", modulusBits: 3072 }] },
    subject: { O: { required: true }, C: { default: "DE", locked: true } },
    sealing: { default: { kdf: "scrypt" } },
    mustStaple: { default: true },
    passphrase: "suggested",
    requireSaved: true,
  });
  assert.deepEqual(rules.names, {
    value: ["www.example.com"],
    label: "Your domains",
    required: false,
    locked: true,
    hidden: false,
  });
  assert.equal(rules.profile.value, "smime");
  assert.equal(rules.profile.hidden, true);
  assert.equal(rules.key.value, "rsa-3072");
  assert.deepEqual(offeredKeys(rules, "smime"), ["rsa-3072"]);
  assert.deepEqual([...rules.subject.keys()], ["O", "C"]);
  assert.equal(rules.subject.get("O").required, true);
  assert.equal(rules.subject.get("C").value, "DE");
  assert.deepEqual(rules.sealing.value, { kdf: "scrypt", n: 131072, r: 8, p: 1, cipher: "aes-256-cbc" });
  assert.equal(rules.mustStaple.value, true);
  assert.equal(rules.passphrase, "suggested");
  assert.equal(rules.requireSaved, true);
});

test("an unknown field is an error that names the place where it stands, and not the field", () => {
  refuses({ name: {} }, "policy");
  refuses({ [Symbol("names")]: {} }, "policy");
  refuses({ names: { defualt: [] } }, "policy.names");
  refuses({ names: { allowed: [] } }, "policy.names");
  refuses({ key: { default: { type: "ecdsa", curve: "P-256", size: 1 } } }, "policy.key.default");
  refuses({ subject: { O: { max: 3 } } }, "policy.subject");
  refuses({ sealing: { default: { kdf: "scrypt", iterations: 1 } } }, "policy.sealing.default");
});

test("a value of a wrong type is an error and names its place", () => {
  for (const policy of [null, "any", [], 3]) refuses(policy, "policy");
  refuses({ names: null }, "policy.names");
  refuses({ names: { default: "www.example.com" } }, "policy.names.default");
  refuses({ names: { default: ["a", 3] } }, "policy.names.default[1]");
  refuses({ names: { default: ["\ud800"] } }, "policy.names.default[0]");
  refuses({ names: { locked: "true" } }, "policy.names.locked");
  refuses({ names: { label: 3 } }, "policy.names.label");
  refuses({ profile: { default: "tls" } }, "policy.profile.default");
  refuses({ key: { default: "rsa-3072" } }, "policy.key.default");
  refuses({ key: { allowed: "rsa" } }, "policy.key.allowed");
  refuses({ key: { allowed: [] } }, "policy.key.allowed");
  refuses({ key: { allowed: [{ type: "dsa" }] } }, "policy.key.allowed[0]");
  refuses({ subject: { O: "Example" } }, "policy.subject");
  refuses({ subject: { O: undefined } }, "policy.subject");
  refuses({ subject: { O: { default: 3 } } }, "policy.subject.default");
  refuses({ subject: [] }, "policy.subject");
  refuses({ subject: { "": { default: "x" } } }, "policy.subject");
  refuses({ mustStaple: { default: 1 } }, "policy.mustStaple.default");
  refuses({ passphrase: "none" }, "policy.passphrase");
  refuses({ requireSaved: "yes" }, "policy.requireSaved");
});

test("a locked field of names needs names", () => {
  refuses({ names: { locked: true } }, "policy.names.default");
  refuses({ names: { locked: true, default: [] } }, "policy.names.default");
});

test("attributes set profile and key, and the policy stands above them", () => {
  const rules = resolveRules(undefined, { profile: "private-pki", key: "ed25519" });
  assert.equal(rules.profile.value, "private-pki");
  assert.equal(rules.key.value, "ed25519");
  assert.equal(resolveRules({ profile: { default: "smime" } }, { profile: "spiffe" }).profile.value, "smime");
  const key = { default: { type: "ecdsa", curve: "P-384" } };
  assert.equal(resolveRules({ key }, { key: "rsa-3072" }).key.value, "ecdsa-p384");
  refuses(undefined, "profile", "profile-unknown", { profile: "web" });
  refuses(undefined, "key", "key-type-unknown", { key: "rsa-1024" });
  refuses(undefined, "key", "key-type-unknown", { key: "toString" });
});

test("a key that the profile or the policy forbids is refused, not replaced", () => {
  refuses(undefined, "key", "key-type-not-allowed", { key: "ed25519" });
  refuses({ key: { default: { type: "rsa", modulusBits: 2048 } } }, "key", "key-type-not-allowed", {
    profile: "stir-shaken",
  });
  refuses({ key: { allowed: [{ type: "ed25519" }] } }, "key", "key-type-not-allowed");
  const allowed = [{ type: "rsa", modulusBits: 3072 }];
  refuses({ key: { allowed, default: { type: "ecdsa", curve: "P-256" } } }, "policy.key.default");
  refuses({ key: { allowed } }, "key", "key-type-not-allowed", { key: "ecdsa-p256" });
  assert.deepEqual(offeredKeys(resolveRules({ key: { allowed } }), "tls-server"), ["rsa-3072"]);
});

test("a portal that keeps the sealed key gets none but suggested passphrases", () => {
  assert.equal(resolveRules({ passphrase: "any" }, { sealedKeyName: "key" }).passphrase, "suggested");
  assert.equal(resolveRules({ passphrase: "any" }, { sealedKeyName: "" }).passphrase, "any");
});
