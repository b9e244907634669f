// A host page that spoils its own realm, before Keyseal is loaded and afterwards: a right result, or an error, and nothing
// of the key in what the page could see. KEYSEAL_ROUNDS=all takes every patch of page/hostile-patches.mjs, make security
// does; else the telling ones.
import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey, verify } from "node:crypto";
import { test } from "node:test";
import { openSealed, readDer } from "../node/support.mjs";
import { inEveryEngine, passphrase } from "./in-engines.mjs";

const isLong = process.env.KEYSEAL_ROUNDS === "all";
const derOf = (pem) => Buffer.from(pem.replaceAll(/-----.*-----|\n/g, ""), "base64");

/** Where one element ends that begins at the start of `der`. */
const firstElement = (der) => {
  const [contents] = readDer(der);
  return der.subarray(0, contents.byteOffset - der.byteOffset + contents.length);
};

/** OpenSSL's judgement, through Node: signature, names, and that the sealed key is the request's. Gives the scalar. */
function assertRight({ csrPem, sealedKeyPem, spkiSha256, names }) {
  assert.deepEqual(names, ["www.example.com"]);
  const [csr] = readDer(derOf(csrPem));
  const info = firstElement(csr);
  const [, , signature] = readDer(csr);
  const key = createPrivateKey({ key: sealedKeyPem, passphrase });
  assert.deepEqual([key.asymmetricKeyType, key.asymmetricKeyDetails.namedCurve], ["ec", "prime256v1"]);
  const publicKey = createPublicKey(key);
  assert.ok(verify("sha256", info, publicKey, signature.subarray(1)), "the request's signature");
  const spki = publicKey.export({ type: "spki", format: "der" });
  assert.ok(info.includes(spki), "the request's key");
  assert.equal(info.toString("latin1").split("example").length, 2, "one name");
  assert.equal(createHash("sha256").update(spki).digest("hex"), spkiSha256);
  const { pkcs8, key: sealingKey } = openSealed(derOf(sealedKeyPem), passphrase);
  return { scalar: Buffer.from(key.export({ format: "jwk" }).d, "base64url"), pkcs8, sealingKey };
}

/** What a page saw never holds the key, in bytes or in text. */
function assertUnseen(secrets, seen) {
  for (const [name, bytes] of Object.entries(secrets)) {
    for (const text of [bytes.toString("hex"), bytes.toString("base64").replace(/=+$/, ""), bytes.toString("latin1")]) {
      assert.ok(!seen.some((each) => each.includes(text)), `the page saw the ${name}`);
    }
  }
}

// Where nothing that Keyseal relies on is broken, the result must be right.
const mustBeRight = [
  "nothing at all",
  "every method watched",
  "prototypes polluted by JSON",
  "prototypes polluted by accessors",
  "a thenable prototype that passes on",
  "weak random numbers",
];
const ownProgram = "a worker of the page's own";
const telling = [
  ...mustBeRight.slice(1, 4),
  "weak random numbers",
  "a descriptor's get in the prototype",
  "Array.prototype.@@iterator throws",
  "%TypedArray%.prototype.fill throws",
  "crypto.subtle.digest gives nothing",
  "Worker gives nothing",
];

// The page loads scripts of its own into its frame, which a policy of Trusted Types would keep it from.
const policy = { "frame-src": "'self'", "frame-ancestors": "'self'", "require-trusted-types-for": [] };
const variants = { framing: { policy } };
const keys = new Set(); // of every engine: no key comes twice

// A page that keeps a call from its worker waits until it gives up.
const mayHang = ["Worker.prototype.postMessage gives nothing"];
// One that breaks the list of its workers ends none of them.
const mayLeaveWorkers = [...mayHang, "Map.prototype.keys throws", "Map.prototype.keys gives nothing"];

function assertOutcome(name, { value, error, seen, running }) {
  assert.ok(running === 0 || mayLeaveWorkers.includes(name), "a worker is left");
  if (error !== undefined) {
    assert.ok(error.text !== "it hangs" || mayHang.includes(name), "it hangs");
    assert.ok(!mustBeRight.includes(name), `${error.name} ${error.code}: ${error.text}`);
    return;
  }
  const secrets = assertRight(value);
  assert.ok(!keys.has(value.spkiSha256), "this key came before");
  keys.add(value.spkiSha256);
  assertUnseen(secrets, seen);
  if (name !== "every method watched") return;
  for (const text of ["BEGIN CERTIFICATE", Buffer.from(passphrase).toString("hex")]) {
    assert.ok(
      seen.some((each) => each.includes(text)),
      "who watches sees what the page has",
    );
  }
}

inEveryEngine(variants, ({ open, step }) => {
  test("whatever the page does to its realm, a right result comes out or an error", async (t) => {
    await open("framing", "hostile.html");
    const names = isLong ? await step("names") : telling;
    const failures = [];
    for (const name of names.filter((each) => each !== ownProgram)) {
      for (const when of isLong ? ["before", "after"] : [name.startsWith("prototypes") ? "before" : "after"]) {
        const outcome = await step("suffer", [name, when, passphrase]);
        const { error } = outcome;
        if (error) t.diagnostic(`${name}, ${when} the load: ${error.code === "undefined" ? error.name : error.code}`);
        try {
          assertOutcome(name, outcome);
        } catch (failure) {
          failures.push(`${name}, ${when} the load: ${failure.message}`);
        }
      }
    }
    assert.deepEqual(failures, []);
  });

  test("what cannot be defended: a page that replaces Worker gets what its own program says", async () => {
    await open("framing", "hostile.html");
    for (const when of ["before", "after"]) {
      const { value } = await step("suffer", [ownProgram, when, passphrase]);
      assert.equal(value.csrPem, "forged");
    }
  });
});
