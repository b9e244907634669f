import assert from "node:assert/strict";
import test from "node:test";
import { load } from "../support.mjs";

const { failureOf, InputError, PassphraseError, EnvironmentError } = await load(
  "element/shared/failure",
  "base/errors",
);

test("what was typed goes back to the form; what the page or the browser did is a stop", () => {
  const ofPerson = (error) => failureOf(error).ofPerson;
  assert.equal(ofPerson(new InputError("name-internal", "dns[0]")), true);
  assert.equal(ofPerson(new PassphraseError("passphrase-common", "passphrase")), true);
  assert.equal(ofPerson(new InputError("closed")), false);
  assert.equal(ofPerson(new EnvironmentError("worker-lost")), false);
  assert.equal(ofPerson(new TypeError("a bug")), false);
});

test("only a KeysealError is shown; what it says of the page's own settings is shown too", () => {
  const { code, field, problem } = failureOf(new InputError("key-type-not-allowed", "key"));
  assert.deepEqual([code, field], ["key-type-not-allowed", "key"]);
  assert.match(problem, /K-19/);
  assert.deepEqual(failureOf(new TypeError("https://secret.example")), {
    code: "internal",
    field: undefined,
    ofPerson: false,
    problem: undefined,
    hashes: undefined,
  });
  assert.equal(failureOf(new EnvironmentError("worker-lost")).problem, undefined);
});

test("an error of another build of Keyseal is known by its code", () => {
  const foreign = Object.assign(new Error("Not enough memory."), { code: "out-of-memory" });
  assert.equal(failureOf(foreign).code, "out-of-memory");
  assert.equal(failureOf(Object.assign(new Error("?"), { code: "EWHAT" })).code, "internal");
});
