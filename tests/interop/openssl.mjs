// The judge OpenSSL: the host's, and a current one with ML-DSA from the toolchain root.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { run, runOk } from "./commands.mjs";
import { controls } from "./fixtures.mjs";
import { extensionsOf, wrongPassphrase } from "./requests.mjs";

/** The host's OpenSSL, in the fixtures' folder. */
export const onHost = (folder) => ({ file: "openssl", before: [], cwd: folder });

/** The toolchain root's OpenSSL, which sees nothing but the fixtures' folder. */
export function inToolchain(folder, toolchain) {
  const mounts = ["--ro-bind", toolchain, "/", "--proc", "/proc", "--dev", "/dev", "--bind", folder, "/keyseal"];
  return {
    file: "bwrap",
    before: [...mounts, "--unshare-net", "--die-with-parent", "--chdir", "/keyseal", "openssl"],
    cwd: folder,
  };
}

// What OpenSSL calls what a request asks for.
export const usages = {
  digital_signature: "Digital Signature",
  key_encipherment: "Key Encipherment",
  key_agreement: "Key Agreement",
};
export const purposes = {
  "1.3.6.1.5.5.7.3.1": "TLS Web Server Authentication",
  "1.3.6.1.5.5.7.3.2": "TLS Web Client Authentication",
  "1.3.6.1.5.5.7.3.4": "E-mail Protection",
};
const extensionNames = {
  "X509v3 Key Usage": "2.5.29.15",
  "X509v3 Subject Alternative Name": "2.5.29.17",
  "X509v3 Extended Key Usage": "2.5.29.37",
  "TLS Feature": "1.3.6.1.5.5.7.1.24",
};

/** OpenSSL writes IPv6 addresses in full: eight groups, without leading zeros. */
export function longIp(ip) {
  if (!ip.includes(":")) return ip;
  const [left, right] = ip.split("::").map((half) => half.split(":"));
  const zeros = Array(8 - left.length - (right?.length ?? 0)).fill("0");
  return [...left, ...zeros, ...(right ?? [])].map((group) => group.toUpperCase()).join(":");
}

/** The extensions in the text of a request: OID to { critical, value }. */
export function readExtensions(text) {
  const found = new Map();
  const block = text.match(/^ *Requested Extensions:\n([\s\S]*?)^ *Signature Algorithm:/m)?.[1] ?? "";
  // A title is indented by 16 columns, its value by 20.
  for (const [, title, critical, value] of block.matchAll(/^ {16}(\S.*?): ?(critical)?\n((?: {17,}.*\n|\n)*)/gm)) {
    found.set(extensionNames[title] ?? title, { critical: critical !== undefined, value: value.trim() });
  }
  return found;
}

const bytes = (size) => ["OCTET STRING", `${size} bytes`];
const object = (name) => ["OBJECT", name];
const integer = (value) => ["INTEGER", value];
const derivations = {
  "pbkdf2-hmac-sha256": [
    object("PBKDF2"),
    bytes(16),
    integer(600_000),
    object("hmacWithSHA256"), // explicit: the DEFAULT is SHA-1 (RFC 8018 A.2)
    ["NULL", ""],
  ],
  scrypt: [object("scrypt"), bytes(16), integer(2 ** 17), integer(8), integer(1)],
};

/** The primitive elements in the text of a sealed key: { type, size, value }. */
function readPrimitives(text) {
  const lines = text.matchAll(/l= *(\d+) prim: *([A-Z ]+?) *(?:\[HEX DUMP\])?(?::(.*))?$/gm);
  return Array.from(lines, ([, size, type, value = ""]) => ({ type, size: Number(size), value }));
}

/** One primitive in the words of `derivations`. */
function inShort({ type, size, value }) {
  if (type === "OCTET STRING") return bytes(size);
  return type === "INTEGER" ? integer(Number.parseInt(value, 16)) : [type, value];
}

export function judgeByOpenssl(title, { file, before, cwd }, fixtures) {
  const openssl = (...args) => runOk(file, [...before, ...args], { cwd });
  const tryOpenssl = (...args) => run(file, [...before, ...args], { cwd });
  const publicKeyOf = (name) => openssl("req", "-in", `${name}/csr.pem`, "-pubkey", "-noout");
  const readSealedKey = async (name) => readPrimitives(await openssl("asn1parse", "-in", `${name}/key.pem`));
  const openKey = (name, passphraseFile = `${name}/passphrase`) =>
    tryOpenssl("pkey", "-in", `${name}/key.pem`, "-passin", `file:${passphraseFile}`, "-pubout");

  /**
   * Decrypts a scrypt-sealed key step by step, as `openssl pkey` cannot: it gives scrypt 32 MiB, and the floor of
   * N=2^17, r=8 takes 128. Returns how the commands name the opened key.
   */
  const openByHand = async (name, password) => {
    const [salt, iv, ciphertext] = (await readSealedKey(name)).filter(({ type }) => type === "OCTET STRING");
    const options = [`pass:${password}`, `hexsalt:${salt.value}`, "n:131072", "r:8", "p:1", "maxmem_bytes:268435456"];
    const kdf = ["kdf", "-keylen", "32", ...options.flatMap((option) => ["-kdfopt", option]), "SCRYPT"];
    const key = (await openssl(...kdf)).trim().replaceAll(":", "");
    await writeFile(`${cwd}/${name}/ciphertext`, Buffer.from(ciphertext.value, "hex"));
    const files = ["-in", `${name}/ciphertext`, "-out", `${name}/clear.der`];
    const decrypted = await tryOpenssl("enc", "-d", "-aes-256-cbc", "-K", key, "-iv", iv.value, ...files);
    return { ...decrypted, key: ["-keyform", "DER", "-inkey", `${name}/clear.der`] };
  };

  describe(title, () => {
    for (const { name, keyType, kdf, passphrase, asks } of fixtures) {
      test(`accepts the signature of the request ${name}`, async () => {
        const { status, stdout, stderr } = await tryOpenssl("req", "-in", `${name}/csr.pem`, "-verify", "-noout");
        assert.equal(status, 0, stderr);
        assert.match(stdout + stderr, /self-signature verify OK/);
      });

      if (kdf === "scrypt") {
        test(`opens the sealed key ${name} by its own scrypt, and its public key is the request's`, async () => {
          assert.equal((await openByHand(name, passphrase)).status, 0);
          const opened = await openssl("pkey", "-inform", "DER", "-in", `${name}/clear.der`, "-pubout");
          assert.equal(opened, await publicKeyOf(name));
        });

        test(`does not open the sealed key ${name} with another passphrase`, async () => {
          const { status } = await openByHand(name, wrongPassphrase);
          // One wrong key in 256 leaves padding that looks right, but never a key.
          const read = await tryOpenssl("pkey", "-inform", "DER", "-in", `${name}/clear.der`, "-noout");
          assert.ok(status !== 0 || read.status !== 0);
        });

        test(`finds the sealed key ${name} too large for its pkey command`, async () => {
          assert.match((await openKey(name)).stderr, /memory limit exceeded/);
        });
      } else {
        test(`opens the sealed key ${name}, and its public key is the request's`, async () => {
          const opened = await openKey(name);
          assert.equal(opened.status, 0, opened.stderr);
          assert.equal(opened.stdout, await publicKeyOf(name));
        });

        test(`does not open the sealed key ${name} with another passphrase`, async () => {
          const { status, stdout } = await openKey(name, "wrong-passphrase");
          assert.notEqual(status, 0);
          assert.equal(stdout, "");
        });
      }

      test(`signs with the opened key ${name} what the request's public key verifies`, async () => {
        const paths = ["message", "signature", "public.pem"].map((part) => `${name}/${part}`);
        const [message, signature, publicKey] = paths;
        await writeFile(`${cwd}/${message}`, `signed with ${name}`);
        await writeFile(`${cwd}/${publicKey}`, await publicKeyOf(name));
        const hashed = keyType === "ecdsa" || keyType === "rsa" ? ["-digest", "sha256"] : [];
        const what = ["-rawin", ...hashed, "-in", message];
        const sealed = ["-inkey", `${name}/key.pem`, "-passin", `file:${name}/passphrase`];
        const key = kdf === "scrypt" ? (await openByHand(name, passphrase)).key : sealed;
        await openssl("pkeyutl", "-sign", ...key, ...what, "-out", signature);
        await openssl("pkeyutl", "-verify", "-pubin", "-inkey", publicKey, ...what, "-sigfile", signature);
      });

      if (keyType === "rsa") {
        test(`finds the primes of the key ${name} prime, and all its numbers consistent`, async () => {
          const opened = ["-inform", "DER", "-in", `${name}/clear.der`];
          const sealed = ["-in", `${name}/key.pem`, "-passin", `file:${name}/passphrase`];
          if (kdf === "scrypt") await openByHand(name, passphrase);
          const checked = await openssl("rsa", ...(kdf === "scrypt" ? opened : sealed), "-check", "-noout");
          assert.equal(checked, "RSA key ok\n");
        });
      }

      test(`reads in the sealed key ${name} the KDF and cipher that were asked for`, async () => {
        const parameters = (await readSealedKey(name)).slice(0, -1); // after them, the ciphertext
        const expected = [object("PBES2"), ...derivations[kdf], object("aes-256-cbc"), bytes(16)];
        assert.deepEqual(parameters.map(inShort), expected);
      });

      test(`reads in the request ${name} exactly the extensions that were asked for`, async () => {
        const found = readExtensions(await openssl("req", "-in", `${name}/csr.pem`, "-text", "-noout"));
        const critical = [...found].map(([oid, extension]) => [oid, extension.critical]).sort();
        assert.deepEqual(critical, extensionsOf(asks));
        const expected = {
          "2.5.29.15": asks.keyUsage.map((usage) => usages[usage]).join(", "),
          "2.5.29.37": asks.extendedKeyUsage.map((oid) => purposes[oid]).join(", "),
          "2.5.29.17": [
            ...asks.dns.map((dns) => `DNS:${dns}`),
            ...asks.ip.map((ip) => `IP Address:${longIp(ip)}`),
            ...asks.email.map((email) => `email:${email}`),
            ...asks.uri.map((uri) => `URI:${uri}`),
          ].join(", "),
          "1.3.6.1.5.5.7.1.24": asks.mustStaple ? "status_request" : "",
        };
        for (const [oid, value] of Object.entries(expected)) assert.equal(found.get(oid)?.value ?? "", value);
      });

      test(`reads in the request ${name} the subject that was asked for`, async () => {
        const form = "utf8,oid,show_type,sep_multiline";
        const text = await openssl("req", "-in", `${name}/csr.pem`, "-subject", "-noout", "-nameopt", form);
        const [, ...found] = text.split("\n").map((line) => line.trim());
        assert.deepEqual(
          found.filter((line) => line !== ""),
          asks.subject.map(([oid, type, value]) => `${oid}=${type}:${value}`),
        );
      });
    }

    test("reads in no two sealed keys the same salt or IV", async () => {
      const keys = await Promise.all(fixtures.map(({ name }) => readSealedKey(name)));
      const strings = keys.flat().filter(({ type, size }) => type === "OCTET STRING" && size === 16);
      assert.equal(strings.length, 2 * fixtures.length);
      assert.equal(new Set(strings.map(({ value }) => value)).size, strings.length);
    });

    test("refuses a request in which one letter was changed", async () => {
      const { stdout, stderr } = await tryOpenssl("req", "-in", `${controls.changed}/csr.pem`, "-verify", "-noout");
      assert.match(stdout + stderr, /self-signature verify failure/);
    });

    test("tells the key of another request from the request's own", async () => {
      const opened = await openKey(controls.swapped);
      assert.equal(opened.status, 0, opened.stderr);
      assert.notEqual(opened.stdout, await publicKeyOf(controls.swapped));
    });
  });
}

/** Whether this OpenSSL has ML-DSA. */
export async function knowsMlDsa({ file, before, cwd }) {
  return (await runOk(file, [...before, "list", "-signature-algorithms"], { cwd })).includes("ML-DSA");
}
