// The list of published primes on a page: fetched when an RSA key is checked, compared with its pinned hash, and done without
// where it cannot be had.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { root } from "../node/support.mjs";
import { bundle, withBytes } from "./bundle.mjs";
import { inEveryEngine } from "./in-engines.mjs";

const vector = (path) => readFileSync(`${root}tests/vectors/check/${path}.pem`, "utf8");
const [published, own, ec] = ["key/primes-published", "key/primes-own", "csr/good"].map(vector);
const refused = /^error .*\(badkeys [0-9.]+, a factor of 1024 bits\)$/;
const flip = (bytes) => {
  bytes[bytes.length >> 1] ^= 1;
  return bytes;
};
const elsewhere = new Map([...bundle, ["other/primes.dat", bundle.get("keyseal-primes.dat")]]);
elsewhere.delete("keyseal-primes.dat");

const variants = {
  flipped: { files: withBytes("keyseal-primes.dat", flip) },
  html: { files: withBytes("keyseal-primes.dat", () => Buffer.from("<!doctype html>")) },
  missing: { files: withBytes("keyseal-primes.dat", () => undefined) },
  elsewhere: { files: elsewhere },
};

inEveryEngine(variants, ({ open, failure, step }) => {
  test("it is not asked for before an RSA key is checked, and then once", async () => {
    await open("whole");
    assert.deepEqual(await step("checkPrimes", [{}, [ec]]), { told: [[]], asked: 0 });
    const { told, asked } = await step("checkPrimes", [{}, [ec, published, own, published]]);
    assert.equal(asked, 1);
    assert.match(told[1][0], refused);
    assert.deepEqual([told[0], told[2], told[3]], [[], [], told[1]]);
    assert.equal(await step("runningWorkers"), 0);
  });

  for (const name of ["flipped", "html"]) {
    test(`changed bytes (${name}) are refused`, async () => {
      await open(name);
      assert.equal(await failure("checkPrimes", [{}, [published]]), "primes-hash-mismatch");
      assert.equal(await step("runningWorkers"), 0);
    });
  }

  test("where it is missing the key is judged without, and that is told", async () => {
    await open("missing");
    const { told } = await step("checkPrimes", [{}, [published]]);
    assert.match(told[0].join(), /^notice Not evaluated: [^,]*$/);
  });

  test("an address of its own is used, and pinned all the same", async () => {
    await open("elsewhere");
    const { told } = await step("checkPrimes", [{ primesUrl: "other/primes.dat" }, [published]]);
    assert.match(told[0][0], refused);
    assert.equal(await failure("checkPrimes", [{ primesUrl: "keyseal.wasm" }, [published]]), "primes-hash-mismatch");
  });
});
