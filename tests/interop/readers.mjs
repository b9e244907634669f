// The judges Java, Python and Go: each reads all fixtures in one run of its own and answers in JSON.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { answersOf, runOk } from "./commands.mjs";
import { controls } from "./fixtures.mjs";
import { extensionsOf } from "./requests.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Runs a judge over `fixtures` and the controls before its tests; `answerOf` gives its answer on one of them. */
function ask(folder, fixtures, file, args, options) {
  let answers;
  before(async () => {
    const names = [...fixtures.map(({ name }) => name), ...Object.values(controls)];
    answers = answersOf(await runOk(file, [...args, folder, ...names], options));
  });
  return (name) => {
    assert.ok(answers.has(name), `no answer on ${name}`);
    return answers.get(name);
  };
}

const withoutTypes = (subject) => subject.map(([oid, , value]) => [oid, value]);

export function judgeByJava(folder, fixtures) {
  describe("Java", () => {
    // SunJCE has no scrypt, takes only ASCII passphrases and, in Java 17, has no ML-DSA.
    const known = fixtures.filter(({ keyType, kdf, passphrase }) => {
      return keyType !== "ml-dsa" && kdf !== "scrypt" && /^[ -~]+$/.test(passphrase);
    });
    const exports = ["--add-exports", "java.base/sun.security.pkcs10=ALL-UNNAMED"];
    const answerOf = ask(folder, known, "java", [...exports, `${here}Pkcs8Reader.java`]);

    for (const { name } of known) {
      test(`opens the sealed key ${name} as PBES2, and the request's public key verifies what it signs`, () => {
        const { encryption, keys } = answerOf(name);
        assert.equal(encryption, "PBEWithHmacSHA256AndAES_256");
        assert.equal(keys, "match");
      });
      test(`does not open the sealed key ${name} with another passphrase`, () => {
        assert.equal(answerOf(name).wrongPassphrase, "refused");
      });
      test(`accepts the signature of the request ${name}`, () => {
        assert.equal(answerOf(name).signature, "valid");
      });
    }

    test("refuses a request in which one letter was changed", () => {
      assert.equal(answerOf(controls.changed).signature, "invalid");
    });
    test("tells the key of another request from the request's own", () => {
      assert.equal(answerOf(controls.swapped).keys, "differ");
    });
  });
}

export function judgeByPython(folder, fixtures, python) {
  describe("Python's cryptography", () => {
    const answerOf = ask(folder, fixtures, python, [`${here}read_requests.py`]);

    for (const { name, asks } of fixtures) {
      const { subject, ...contents } = asks;
      test(`opens the sealed key ${name}, and its public key is the request's`, () => {
        const { keys, pemAndDerAgree } = answerOf(name);
        assert.equal(keys, "match");
        assert.ok(pemAndDerAgree);
      });
      test(`does not open the sealed key ${name} with another passphrase`, () => {
        assert.equal(answerOf(name).wrongPassphrase, "refused");
      });
      test(`accepts the signature of the request ${name}`, () => {
        assert.equal(answerOf(name).signature, "valid");
      });
      test(`reads in the request ${name} exactly what was asked for`, () => {
        const found = answerOf(name);
        assert.deepEqual(found.subject, withoutTypes(subject));
        assert.deepEqual(found.extensions, extensionsOf(asks));
        assert.deepEqual(found.asks, contents);
      });
    }

    test("refuses a request in which one letter was changed", () => {
      assert.equal(answerOf(controls.changed).signature, "invalid");
    });
    test("tells the key of another request from the request's own", () => {
      assert.equal(answerOf(controls.swapped).keys, "differ");
    });
  });
}

export function judgeByGo(folder, fixtures) {
  describe("Go's crypto/x509", () => {
    const env = { GOFLAGS: "", GOTOOLCHAIN: "local" };
    const answerOf = ask(folder, fixtures, "go", ["run", `${here}go/main.go`], { env });
    const publicKeys = { ecdsa: "ECDSA", rsa: "RSA", ed25519: "Ed25519" };

    for (const { name, keyType, asks } of fixtures) {
      test(`parses the request ${name}, and accepts its signature if it knows the algorithm`, () => {
        const { publicKey, signature } = answerOf(name);
        if (keyType === "ml-dsa") {
          // Unknown to Go 1.26; a Go that knows it has to accept it.
          assert.ok(signature === "valid" || (signature === "unknown algorithm" && publicKey === "0"), signature);
        } else {
          assert.equal(publicKey, publicKeys[keyType]);
          assert.equal(signature, "valid");
        }
      });
      test(`reads in the request ${name} the subject, names and extensions that were asked for`, () => {
        const { subject, extensions, dns, ip, email, uri } = answerOf(name);
        assert.deepEqual(subject, withoutTypes(asks.subject));
        assert.deepEqual(extensions, extensionsOf(asks));
        assert.deepEqual({ dns, ip, email, uri }, { dns: asks.dns, ip: asks.ip, email: asks.email, uri: asks.uri });
      });
    }

    test("refuses a request in which one letter was changed", () => {
      assert.equal(answerOf(controls.changed).signature, "invalid");
    });
  });
}
