// The page API under Node: what it makes, what it refuses, and how a call ends.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { openIn, openSealed, packageDir, passphrase, readDer } from "./support.mjs";

let keyseal;
before(async () => {
  keyseal = await openIn(packageDir);
});
after(() => keyseal.close());

const request = (changes) => ({ dns: ["www.example.com"], passphrase, ...changes });

/** Checks that `promise` rejects with this class, code and field. */
async function rejects(promise, name, code, field) {
  await assert.rejects(promise, (error) => {
    assert.deepEqual([error.name, error.code, error.field], [name, code, field]);
    return true;
  });
}

describe("generate", () => {
  test("returns a request and a sealed key with their public facts", async () => {
    const generated = await keyseal.generate(
      request({ dns: ["WWW.example.com", "bücher.example.com"], ip: ["8.8.8.8"] }),
    );
    assert.deepEqual(generated.names, ["www.example.com", "xn--bcher-kva.example.com", "8.8.8.8"]);
    assert.deepEqual(generated.findings, []);
    assert.match(
      generated.csrPem,
      /^-----BEGIN CERTIFICATE REQUEST-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE REQUEST-----\n$/,
    );
    assert.match(generated.sealedKeyPem, /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    assert.equal(Buffer.from(generated.csrPem.replace(/-----.*-----|\n/g, ""), "base64").compare(generated.csrDer), 0);
    const [[, , spki]] = [readDer(readDer(readDer(Buffer.from(generated.csrDer))[0])[0])];
    const length = Buffer.from([0x30, spki.length]);
    assert.equal(createHash("sha256").update(length).update(spki).digest("hex"), generated.spkiSha256);
    assert.deepEqual(
      { ...generated.receipt, time: undefined },
      {
        version: keyseal.version,
        wasmSha256: keyseal.wasmSha256,
        time: undefined,
        profile: "tls-server",
        key: "ecdsa-p256",
        sealing: { kdf: "pbkdf2-hmac-sha256", iterations: 600_000, cipher: "aes-256-cbc" },
        spkiSha256: generated.spkiSha256,
      },
    );
    assert.ok(Math.abs(Date.parse(generated.receipt.time) - Date.now()) < 60_000);
  });

  test("seals with fresh salt and IV each time", async () => {
    const sealed = [await keyseal.generate(request()), await keyseal.generate(request())];
    const parameters = sealed.map(({ sealedKeyDer }) => {
      const [algorithm] = readDer(readDer(Buffer.from(sealedKeyDer))[0]);
      const [kdf, cipher] = readDer(readDer(algorithm)[1]).map((part) => readDer(part)[1]);
      return { salt: readDer(kdf)[0], iv: cipher };
    });
    assert.equal(parameters[0].salt.length, 16);
    assert.equal(parameters[0].iv.length, 16);
    assert.notDeepEqual(parameters[0].salt, parameters[1].salt);
    assert.notDeepEqual(parameters[0].iv, parameters[1].iv);
  });

  test("takes the passphrase in NFC, whichever form it was given in", async () => {
    const composed = "copper lantern orbit th\u00edstle";
    const { sealedKeyDer } = await keyseal.generate(request({ passphrase: composed.normalize("NFD") }));
    assert.doesNotThrow(() => openSealed(sealedKeyDer, composed));
  });

  test("wipes a passphrase given as bytes, also when the request is refused", async () => {
    for (const changes of [{}, { dns: [] }, { dns: 5 }, { unknown: true }]) {
      const bytes = new TextEncoder().encode(passphrase);
      await keyseal.generate(request({ ...changes, passphrase: bytes })).catch(() => {});
      assert.deepEqual(bytes, new Uint8Array(passphrase.length));
    }
  });

  test("wipes a passphrase given as bytes, also when another field of the request throws", async () => {
    const thrown = new Error("the caller's own");
    const bytes = new TextEncoder().encode(passphrase);
    const spoiled = {
      get dns() {
        throw thrown;
      },
      passphrase: bytes,
    };
    await assert.rejects(keyseal.generate(spoiled), thrown);
    assert.ok(bytes.every((byte) => byte === 0));
  });

  test("reads every field once, so that no second answer of a getter counts or is left behind", async () => {
    const reads = new Map();
    /** `value`, whose every own field notes that it was read; a passphrase is other bytes each time. */
    const noted = (value, path) => {
      const copy = Array.isArray(value) ? [] : {};
      for (const [name, field] of Object.entries(value)) {
        const place = `${path}.${name}`;
        const inner = typeof field === "object" ? noted(field, place) : field;
        const get = () => {
          const read = name === "passphrase" ? new TextEncoder().encode(field) : inner;
          reads.set(place, [...(reads.get(place) ?? []), read]);
          return read;
        };
        Object.defineProperty(copy, name, { get, enumerable: true });
      }
      return copy;
    };
    const request = {
      profile: "private-pki",
      key: { type: "ecdsa", curve: "P-256" },
      subject: [{ type: "O", value: "Example GmbH" }],
      dns: ["www.example.com"],
      ip: ["192.0.2.1"],
      email: ["mail@example.com"],
      uri: ["https://www.example.com/"],
      mustStaple: false,
      passphrase,
      sealing: { kdf: "pbkdf2-hmac-sha256", iterations: 600_000, cipher: "aes-256-cbc" },
    };
    for (const call of ["generate", "preview"]) {
      reads.clear();
      await keyseal[call](noted(request, ""));
      assert.ok(reads.size > 18, call);
      for (const [place, { length }] of reads) assert.equal(length, 1, `${call}: ${place}`);
      assert.ok(reads.get(".passphrase")[0].every((byte) => byte === 0));
    }
  });

  test("takes bytes whose buffer went elsewhere for none", async () => {
    const gone = () => {
      const bytes = new TextEncoder().encode(passphrase);
      structuredClone(bytes, { transfer: [bytes.buffer] });
      return bytes;
    };
    await assert.rejects(keyseal.generate(request({ passphrase: gone() })), { code: "passphrase-empty" });
    await assert.rejects(keyseal.check({ input: gone() }), { code: "not-checkable", field: "input" });
    await assert.rejects(keyseal.check({ input: "", match: gone() }), { code: "not-checkable", field: "match" });
    const lists = { input: "", blocklists: [{ bytes: gone() }] };
    await assert.rejects(keyseal.check(lists), { code: "blocklist-incomplete" });
  });

  test("takes bytes that are a window of a larger buffer and leaves the rest alone", async () => {
    const buffer = new TextEncoder().encode(`[[${passphrase}]]`);
    const { sealedKeyDer } = await keyseal.generate(request({ passphrase: buffer.subarray(2, -2) }));
    assert.doesNotThrow(() => openSealed(sealedKeyDer, passphrase));
    assert.equal(new TextDecoder().decode(buffer.subarray(0, 2)), "[[");
  });

  test("warns of P-521 and still makes it", async () => {
    const { findings } = await keyseal.generate(request({ key: { type: "ecdsa", curve: "P-521" } }));
    assert.deepEqual(
      findings.map(({ rule, severity, clause, field }) => ({ rule, severity, clause, field })),
      [{ rule: "K-45", severity: "warning", clause: "Boulder good_key.go (policy)", field: "key" }],
    );
  });

  test("tells what the authority refuses that will be asked as an error, and nothing of another's policy", async () => {
    const key = { type: "ecdsa", curve: "P-521" };
    const told = async (authority) =>
      (await keyseal.generate(request({ key, authority }))).findings.map(({ rule, severity }) => [rule, severity]);
    assert.deepEqual(await told("lets-encrypt"), [["K-45", "error"]]);
    assert.deepEqual(await told("mozilla"), []);
  });

  test("runs calls side by side, each in a worker of its own", async () => {
    const all = await Promise.all(
      ["a", "b", "c"].map((host) => keyseal.generate(request({ dns: [`${host}.example.com`] }))),
    );
    assert.deepEqual(
      all.map(({ names }) => names[0]),
      ["a.example.com", "b.example.com", "c.example.com"],
    );
    assert.equal(new Set(all.map(({ spkiSha256 }) => spkiSha256)).size, 3);
  });
});

describe("a request that is refused", () => {
  const key = (spec) => ({ key: spec });
  const subject = (...attributes) => ({ subject: attributes.map(([type, value]) => ({ type, value })) });
  const smime = { profile: "smime", dns: [] };
  const label = "a".repeat(64);
  const rows = [
    ["without names", { dns: [] }, "no-names", "names"],
    [
      "with 10,000 names",
      { dns: Array.from({ length: 10_000 }, (_, i) => `n${i}.example.com`) },
      "too-many-names",
      "names",
    ],
    ["with a malformed name", { dns: ["www.example.com", "exa mple.com"] }, "name-not-valid", "dns[1]"],
    ["with a newline in a name", { dns: ["www.example.com\n"] }, "name-not-valid", "dns[0]"],
    ["with a NUL in a name", { dns: ["www.example.com\0.example.org"] }, "name-not-valid", "dns[0]"],
    ["with a trailing dot", { dns: ["www.example.com."] }, "name-not-valid", "dns[0]"],
    ["with a label of 64 octets", { dns: [`${label}.example.com`] }, "name-too-long", "dns[0]"],
    ["with an internal name", { dns: ["server.local"] }, "name-internal", "dns[0]"],
    ["with a public suffix", { dns: ["co.uk"] }, "name-public-suffix", "dns[0]"],
    ["with a wildcard in the middle", { dns: ["a.*.example.com"] }, "wildcard-misplaced", "dns[0]"],
    ["with broken Punycode", { dns: ["xn--a-ecp.ru-.xn--m.com"] }, undefined, "dns[0]"],
    ["with characters that IDNA forbids", { dns: ["xn--m.com"] }, "idn-not-valid", "dns[0]"],
    ["with a reserved address", { ip: ["10.0.0.1"] }, "ip-reserved", "ip[0]"],
    ["with half an address", { ip: ["8.8.8"] }, "ip-not-valid", "ip[0]"],
    ["with half a mailbox", { ...smime, email: ["someone"] }, "email-not-valid", "email[0]"],
    ["with half a URI", { profile: "private-pki", uri: ["nothing"] }, "uri-not-valid", "uri[0]"],
    [
      "with a bad telephone number",
      { profile: "stir-shaken", dns: [], tnAuthList: [{ tn: "+1" }] },
      "tn-not-valid",
      "tnAuthList[0]",
    ],
    ["with a kind that the profile has not", { email: ["a@example.com"] }, "name-kind-not-allowed", "email[0]"],
    ["with the country UK", subject(["C", "UK"]), "country-not-valid", "subject[0]"],
    ["with an unknown attribute", subject(["favouriteColour", "blue"]), "subject-type-unknown", "subject[0]"],
    ["with an attribute of another profile", subject(["OU", "Sales"]), "subject-type-not-allowed", "subject[0]"],
    [
      "with two common names",
      subject(["CN", "www.example.com"], ["CN", "www.example.com"]),
      "subject-duplicate",
      "subject[1]",
    ],
    ["with an empty value", subject(["O", ""]), "subject-not-valid", "subject[0]"],
    [
      "with an organisation of 65 characters",
      subject(["C", "DE"], ["O", "x".repeat(65)]),
      "subject-too-long",
      "subject[1]",
    ],
    ["with a dash for an organisation", subject(["C", "DE"], ["O", "-"]), "subject-placeholder", "subject[1]"],
    ["with an organisation and no country", subject(["O", "Example"], ["L", "Bonn"]), "subject-missing", undefined],
    ["with a common name of its own", subject(["CN", "other.example.com"]), "common-name-not-in-san", "subject"],
    ["for an unknown curve", key({ type: "ecdsa", curve: "P-224" }), "key-type-unknown", "key.curve"],
    ["for an unknown size", key({ type: "rsa", modulusBits: 2047 }), "key-type-unknown", "key.modulusBits"],
    ["for an unknown type", key({ type: "dsa" }), "key-type-unknown", "key.type"],
    ["for a key that no such certificate has", key({ type: "ed25519" }), "key-type-not-allowed", "key"],
    ["for an unknown authority", { authority: "nobody" }, "request-not-valid", "authority"],
    ["for an unknown profile", { profile: "tls" }, "profile-unknown", "profile"],
    [
      "with an option of another profile",
      { ...smime, email: ["a@example.com"], mustStaple: true },
      "option-not-allowed",
      "mustStaple",
    ],
    [
      "with too few iterations",
      { sealing: { kdf: "pbkdf2-hmac-sha256", iterations: 599_999 } },
      "kdf-below-floor",
      undefined,
    ],
    [
      "with absurd iterations",
      { sealing: { kdf: "pbkdf2-hmac-sha256", iterations: 4_000_000_000 } },
      "kdf-too-costly",
      undefined,
    ],
    ["with weak scrypt", { sealing: { kdf: "scrypt", n: 2 ** 16 } }, "kdf-below-floor", undefined],
  ];
  for (const [what, changes, code, field] of rows) {
    test(`${what} gives ${code ?? "an error of its name"}`, async () => {
      await assert.rejects(keyseal.generate(request(changes)), (error) => {
        assert.equal(error.name, "InputError");
        if (code) assert.equal(error.code, code);
        if (field) assert.equal(error.field, field);
        return true;
      });
    });
  }

  const shapes = {
    "an unknown field": [{ mustStable: true }, "request"],
    "a field of the wrong type": [{ dns: "www.example.com" }, "dns"],
    "a wrong item": [{ dns: ["www.example.com", 5] }, "dns[1]"],
    "an unknown field inside": [{ key: { type: "rsa", modulusBits: 2048, bits: 2048 } }, "key"],
    "a foreign field of a key": [{ key: { type: "ed25519", curve: "P-256" } }, "key"],
    "a sealing of another kind": [{ sealing: { kdf: "argon2id" } }, "sealing.kdf"],
    "a sealing with a foreign field": [{ sealing: { kdf: "scrypt", iterations: 600_000 } }, "sealing"],
    "another cipher": [{ sealing: { kdf: "scrypt", cipher: "rc4" } }, "sealing.cipher"],
    "fractional iterations": [{ sealing: { kdf: "pbkdf2-hmac-sha256", iterations: 600_000.5 } }, "sealing.iterations"],
    "an attribute without a value": [{ subject: [{ type: "C" }] }, "subject[0].value"],
    "an unpaired surrogate": [{ subject: [{ type: "O", value: "\ud800" }] }, "subject[0].value"],
    "an entry of two kinds": [{ tnAuthList: [{ tn: "1", spc: "2" }] }, "tnAuthList[0]"],
    "a symbol for a field": [{ [Symbol("dns")]: [] }, "request"],
  };
  for (const [what, [changes, field]] of Object.entries(shapes)) {
    test(`${what} gives request-not-valid`, () =>
      rejects(keyseal.generate(request(changes)), "InputError", "request-not-valid", field));
  }

  test("no request at all gives request-not-valid", async () => {
    for (const nothing of [undefined, null, "x", []])
      await assert.rejects(keyseal.generate(nothing), { code: "request-not-valid" });
  });

  test("its error text repeats nothing of the input", async () => {
    const marker = "zebra-marker";
    for (const changes of [
      { dns: [`${marker} `] },
      { passphrase: marker },
      { profile: marker },
      { [marker]: 1 },
      { [Symbol(marker)]: 1 },
      { key: { type: "ed25519", [marker]: 1 } },
      { subject: [{ type: "O", value: "x", [marker]: 1 }] },
      { sealing: { kdf: "scrypt", [marker]: 1 } },
      subject(["O", `${marker}\n`]),
    ]) {
      await assert.rejects(
        keyseal.generate(request(changes)),
        (error) => !`${error.message}${error.stack}${error.field}`.includes(marker),
      );
    }
  });
});

describe("a passphrase that is refused", () => {
  const rows = [
    ["", "passphrase-empty"],
    [undefined, "passphrase-empty"],
    ["123456", "passphrase-too-short"],
    ["x".repeat(14), "passphrase-too-short"],
    ["é".repeat(600), "passphrase-too-long"],
    ["copper lantern\norbit thistle", "passphrase-not-text"],
    ["copper lantern \ud800 thistle", "passphrase-not-text"],
    ["abcabcabcabcabcabc", "passphrase-pattern"],
    ["qwertyuiopasdfghjkl", "passphrase-pattern"],
    ["www.example.com", "passphrase-is-name"],
  ];
  for (const [given, code] of rows) {
    test(`${JSON.stringify(given)?.slice(0, 40)} gives ${code}`, () =>
      rejects(keyseal.generate(request({ passphrase: given })), "PassphraseError", code, "passphrase"));
  }

  test("a number is no passphrase", () =>
    rejects(
      keyseal.generate(request({ passphrase: 123456789012345 })),
      "InputError",
      "request-not-valid",
      "passphrase",
    ));
});

describe("a call", () => {
  const rsa = { key: { type: "rsa", modulusBits: 4096 } };

  test("reports its phases in order, with the time that went by", async () => {
    const seen = [];
    await keyseal.generate(request({ key: { type: "rsa", modulusBits: 2048 } }), {
      onProgress: (progress) => seen.push(progress),
    });
    const phases = seen.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);
    assert.deepEqual(phases, ["loading", "key", "sealing", "signing"]);
    const fractions = seen.filter(({ phase }) => phase === "key").map(({ fraction }) => fraction);
    assert.deepEqual([fractions.at(0), fractions.at(-1)], [0, 1]);
    for (const numbers of [fractions, seen.map(({ elapsedMs }) => elapsedMs)]) {
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      );
    }
    const searching = new Set(seen.filter((progress) => "fraction" in progress || "expectedMs" in progress));
    assert.deepEqual([...new Set([...searching].map(({ phase }) => phase))], ["key"]);
  });

  test("that is aborted rejects with an AbortError, and the next one works", async () => {
    const controller = new AbortController();
    const call = keyseal.generate(request(rsa), {
      signal: controller.signal,
      onProgress: ({ phase }) => phase === "key" && controller.abort(),
    });
    await assert.rejects(call, (error) => error instanceof DOMException && error.name === "AbortError");
    assert.equal((await keyseal.generate(request())).names.length, 1);
  });

  test("with a signal that was aborted before does not begin", async () => {
    await assert.rejects(keyseal.generate(request(), { signal: AbortSignal.abort(new Error("mine")) }), {
      name: "AbortError",
    });
  });

  test("ends with close, and nothing can follow", async () => {
    const other = await openIn(packageDir);
    const call = other.generate(request(rsa));
    setTimeout(() => other.close(), 50);
    await assert.rejects(call, { name: "AbortError" });
    await rejects(other.generate(request()), "InputError", "closed", undefined);
    await rejects(other.ratePassphrase("x"), "InputError", "closed", undefined);
    await rejects(other.suggestPassphrase(), "InputError", "closed", undefined);
  });
});

describe("passphrases", () => {
  test("a suggestion has six different draws of words and passes the gate", async () => {
    const suggestions = await Promise.all(Array.from({ length: 5 }, () => keyseal.suggestPassphrase()));
    assert.equal(new Set(suggestions).size, 5);
    for (const suggestion of suggestions) assert.ok(suggestion.split("-").length >= 6, suggestion);
    await keyseal.generate(request({ passphrase: suggestions[0] }));
  });

  test("a suggestion has as many words as asked for, within its limits", async () => {
    const hyphenated = 4; // some words of the list have a hyphen of their own
    const words = (await keyseal.suggestPassphrase(20)).split("-").length;
    assert.ok(words >= 20 && words <= 20 + hyphenated);
    for (const count of [4, 21, -1, 1.5, 1e9, "6"])
      await assert.rejects(keyseal.suggestPassphrase(count), { code: "request-not-valid" });
  });

  test("a rating follows zxcvbn's scale", async () => {
    const weak = await keyseal.ratePassphrase("password");
    assert.equal(weak.score, 0);
    assert.ok(weak.warning);
    const strong = await keyseal.ratePassphrase("copper lantern orbit thistle velvet");
    assert.equal(strong.score, 4);
    assert.ok(strong.guessesLog10 > weak.guessesLog10);
    await rejects(keyseal.ratePassphrase(5), "InputError", "request-not-valid", "passphrase");
  });
});
