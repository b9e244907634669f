// The proof that nothing of a key outlives its call: in wasm the whole memory is an array, so look at all of it.
import assert from "node:assert/strict";
import { createHash, createPrivateKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import {
  checkOptions,
  openSealed,
  packageDir,
  passphrase,
  readDer,
  runWorker,
  wasmDir,
  workerRequest,
} from "./support.mjs";

const worker = readFileSync(`${packageDir}/keyseal-worker.js`, "utf8");

// Catches the instance's memory and sends a copy of it when the outcome is posted.
const memoryPrelude = `
  const RealInstance = WebAssembly.Instance;
  let memory;
  WebAssembly.Instance = function (module, imports) {
    const instance = new RealInstance(module, imports);
    memory = instance.exports.memory;
    return instance;
  };
  const { parentPort } = process.getBuiltinModule("node:worker_threads");
  const post = parentPort.postMessage.bind(parentPort);
  parentPort.postMessage = (message) => {
    if (message.kind === "outcome") post({ kind: "memory", bytes: new Uint8Array(memory.buffer).slice() });
    post(message);
  };
`;

const scrypt = { kdf: "scrypt", n: 2 ** 17, r: 8, p: 1 };

/** Runs `name` ("generate", "preview" or "suggestPassphrase") and resolves with its outcome and a copy of the memory that it leaves. */
async function callAndCopyMemory(name, wasm, key, kdf) {
  const call = {
    call: name,
    module: await WebAssembly.compile(readFileSync(wasm)),
    request: { ...workerRequest(key), ...(kdf && { kdf }) },
    passphrase: new TextEncoder().encode(passphrase),
    words: 6,
  };
  const messages = await runWorker(`${memoryPrelude}\n${worker}`, call, [call.passphrase.buffer]);
  const { outcome } = messages.at(-1);
  assert.equal(outcome.ok, true, JSON.stringify(outcome));
  return { outcome, memory: messages.find((message) => message.kind === "memory").bytes };
}

const generateAndCopyMemory = (...args) => callAndCopyMemory("generate", ...args);

/** The secret numbers and strings inside a decrypted PrivateKeyInfo, by name. */
function secretsOf(key, pkcs8) {
  const [, , privateKey] = readDer(readDer(pkcs8)[0]);
  const inner = readDer(privateKey)[0];
  if (key.startsWith("rsa")) {
    const [, , , d, p, q, dp, dq, qi] = readDer(inner).map((integer) =>
      integer[0] === 0 ? integer.subarray(1) : integer,
    );
    const doubles = [...doublesOf(p), ...doublesOf(q)];
    return { d, p, q, dp, dq, qi, doubles, digits: Buffer.concat([integersOf(p), integersOf(q)]) };
  }
  if (key.startsWith("ecdsa")) return { scalar: readDer(inner)[1] };
  return { seed: inner };
}

/** A prime's digits of 24 bits, as `cut` takes them. */
function digitsOf(prime, cut) {
  const digits = [];
  for (let rest = BigInt(`0x${Buffer.from(prime).toString("hex")}`); rest !== 0n; ) {
    const digit = cut(24, rest);
    rest = (rest - digit) >> 24n;
    digits.push(digit);
  }
  return digits;
}

/** A prime as the search's filter computes with it: balanced digits, each a double, between those of the other lane. */
function doublesOf(prime) {
  const doubles = digitsOf(prime, BigInt.asIntN).map((digit) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(Number(digit));
    return bytes;
  });
  return doubles.filter((bytes) => Math.abs(bytes.readDoubleLE()) >= 2 ** 16); // small integers may stand anywhere
}

/** A prime as the filter was given it: digits from 0 to 2^24 - 1, each an integer of 64 bits. */
function integersOf(prime) {
  return Buffer.from(BigInt64Array.from(digitsOf(prime, BigInt.asUintN)).buffer);
}

const pageSize = 4096;

/** The pages of memory that are not all zero, joined: most of 192 MB never was anything else. */
function usedMemory(memory) {
  const zeros = Buffer.alloc(pageSize);
  const used = [];
  for (let at = 0; at < memory.length; at += pageSize) {
    const page = Buffer.from(memory.buffer, at, pageSize);
    // Each page takes a little of its neighbours along, so that nothing hides on a border.
    if (!page.equals(zeros)) used.push(Buffer.from(memory.buffer, at, Math.min(pageSize + 16, memory.length - at)));
  }
  return Buffer.concat(used);
}

/** Counts the 16-byte pieces of `secret` that occur in `haystack`, in either byte order. */
function piecesFound(haystack, secret) {
  const reversed = Buffer.from(secret).reverse();
  let found = 0;
  for (const whole of [Buffer.from(secret), reversed]) {
    for (let at = 0; at + 8 <= whole.length; at += 16) {
      if (haystack.includes(whole.subarray(at, Math.min(at + 16, whole.length)))) found++;
    }
  }
  return found;
}

function scan(key, { outcome, memory }) {
  const { pkcs8, key: sealingKey } = openSealed(outcome.value.sealedKeyDer, passphrase);
  const secrets = { ...secretsOf(key, pkcs8), sealingKey, passphrase: Buffer.from(passphrase) };
  const used = usedMemory(memory);
  const found = (secret) =>
    Array.isArray(secret) ? secret.filter((digit) => used.includes(digit)).length : piecesFound(used, secret);
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, found(secret)]));
}

const keys = [
  "ecdsa-p256",
  "ecdsa-p384",
  "ecdsa-p521",
  "rsa-2048",
  "rsa-3072",
  "rsa-4096",
  "ed25519",
  "ml-dsa-44",
  "ml-dsa-65",
  "ml-dsa-87",
];

for (const key of keys) {
  test(`nothing secret of ${key} is left in linear memory`, async () => {
    const found = scan(key, await generateAndCopyMemory(`${packageDir}/keyseal.wasm`, key));
    for (const [name, count] of Object.entries(found)) assert.equal(count, 0, `${name}: ${count} pieces found`);
  });

  test(`control: with wiping switched off the scan finds ${key}`, async () => {
    const {
      passphrase: ofPassphrase,
      sealingKey,
      ...ofKey
    } = scan(key, await generateAndCopyMemory(`${wasmDir}/control.wasm`, key));
    for (const [name, count] of Object.entries(ofKey)) assert.ok(count > 0, `${name} was not found`);
    assert.ok(ofPassphrase > 0, "the passphrase was not found");
    assert.ok(sealingKey > 0, "the sealing key was not found");
  });
}

test("nothing secret is left by scrypt", async () => {
  const found = scan("ecdsa-p256", await generateAndCopyMemory(`${packageDir}/keyseal.wasm`, "ecdsa-p256", scrypt));
  for (const [name, count] of Object.entries(found)) assert.equal(count, 0, `${name}: ${count} pieces found`);
});

test("control: with wiping switched off the scan finds what scrypt left", async () => {
  const found = scan("ecdsa-p256", await generateAndCopyMemory(`${wasmDir}/control.wasm`, "ecdsa-p256", scrypt));
  for (const [name, count] of Object.entries(found)) assert.ok(count > 0, `${name} was not found`);
});

test("nothing of a previewed passphrase is left, and the control finds it", async () => {
  const previewed = async (wasm) => {
    const { outcome, memory } = await callAndCopyMemory("preview", wasm, "ecdsa-p256");
    assert.deepEqual(outcome.value.problems, []);
    return piecesFound(usedMemory(memory), passphrase);
  };
  assert.equal(await previewed(`${packageDir}/keyseal.wasm`), 0);
  assert.ok((await previewed(`${wasmDir}/control.wasm`)) > 0);
});

/** Checks `given` in the worker; resolves with the reports and a copy of the memory that is left. */
async function checkAndCopyMemory(wasm, given) {
  const bytes = Uint8Array.from(Buffer.from(given));
  const call = {
    call: "check",
    module: await WebAssembly.compile(readFileSync(wasm)),
    check: {
      options: checkOptions,
      files: [{ name: "key", bytes }],
      match: null,
      blocklists: [],
      primes: [],
      signers: [],
    },
  };
  const messages = await runWorker(`${memoryPrelude}\n${worker}`, call, [bytes.buffer]);
  const { reports } = messages.at(-1).outcome.value;
  return { reports: reports.join(), memory: messages.find((message) => message.kind === "memory").bytes };
}

test("nothing of a private key that was given to the checker is left, and the control finds it", async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const der = privateKey.export({ type: "pkcs8", format: "der" });
  const scalar = Buffer.from(privateKey.export({ format: "jwk" }).d, "base64url");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  const body = pem.split("\n").slice(1, -2).join("\n");
  const checked = async (wasm, given) => {
    const { reports, memory } = await checkAndCopyMemory(wasm, given);
    assert.match(reports, /private-key-given/);
    const used = usedMemory(memory);
    return piecesFound(used, scalar) + piecesFound(used, Buffer.from(body));
  };
  for (const given of [der, pem]) {
    assert.equal(await checked(`${packageDir}/keyseal.wasm`, given), 0);
    assert.ok((await checked(`${wasmDir}/control.wasm`, given)) > 0);
  }
});

// --stack-first and STACK_SIZE: the stack grows from 1 MiB down to address 0.
const stackSize = 2 ** 20;
const usedStack = ({ memory }) => stackSize - memory.subarray(0, stackSize).findIndex((byte) => byte !== 0);
/** The frames of the glue and of the wiping itself, which hold no secret, in bytes. */
const mostOfFrames = 512;

const privateKeyGiven = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
const calls = {
  "generate, ecdsa-p256": (wasm) => callAndCopyMemory("generate", wasm, "ecdsa-p256"),
  "generate, rsa-2048": (wasm) => callAndCopyMemory("generate", wasm, "rsa-2048"),
  "generate, ml-dsa-87": (wasm) => callAndCopyMemory("generate", wasm, "ml-dsa-87"),
  preview: (wasm) => callAndCopyMemory("preview", wasm, "ecdsa-p256"),
  suggestPassphrase: (wasm) => callAndCopyMemory("suggestPassphrase", wasm),
  check: (wasm) => checkAndCopyMemory(wasm, privateKeyGiven),
};

for (const [name, callIn] of Object.entries(calls)) {
  test(`${name}: the stack that was used is zero after the call, and the control's is not`, async () => {
    const wiped = usedStack(await callIn(`${packageDir}/keyseal.wasm`));
    const kept = usedStack(await callIn(`${wasmDir}/control.wasm`));
    assert.ok(wiped <= mostOfFrames, `${wiped} bytes of the stack are not wiped`);
    assert.ok(kept > 2 * mostOfFrames, `the control left ${kept} bytes`);
  });
}

// What is opened and sealed again. The MAC of a PFX has a key of its own, derived as PKCS #12 does (RFC 7292 B.2).
const vectors = new URL("../vectors/packs/", import.meta.url);
const ofVectors = "correct horse battery staple";

function pkcs12Key(hash, size, secret, salt, id, rounds) {
  const block = 64;
  const filled = (bytes) => Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
  const bmp = Buffer.from(`${secret}\0`, "utf16le").swap16();
  let digest = Buffer.concat([Buffer.alloc(block, id), filled(salt), filled(bmp)]);
  for (let round = 0; round < rounds; round++) digest = createHash(hash).update(digest).digest();
  return digest.subarray(0, size);
}

/** The salt of the MAC of a PFX: MacData is its last element (RFC 7292 4). */
const macSaltOf = (pfx) => readDer(readDer(readDer(Buffer.from(pfx))[0]).at(-1))[1];

async function packageAndCopyMemory(wasm, pfx, keyFile) {
  const bytes = (name) => Uint8Array.from(readFileSync(new URL(name, vectors)));
  const call = {
    call: "package",
    module: await WebAssembly.compile(readFileSync(wasm)),
    package: {
      keyFile: bytes(keyFile),
      chain: [bytes("leaf.pem"), bytes("issuing.pem")],
      pfx: [pfx],
      now: 1_796_000_000,
    },
    passphrase: new TextEncoder().encode(ofVectors),
  };
  const messages = await runWorker(`${memoryPrelude}\n${worker}`, call, [call.passphrase.buffer]);
  const { outcome } = messages.at(-1);
  assert.equal(outcome.ok, true, JSON.stringify(outcome));
  const used = usedMemory(messages.find((message) => message.kind === "memory").bytes);
  const jwk = createPrivateKey(readFileSync(new URL("key-clear.pem", vectors))).export({ format: "jwk" });
  const [hash, size] = pfx === "modern" ? ["sha256", 32] : ["sha1", 20];
  const macKey = pkcs12Key(hash, size, ofVectors, macSaltOf(outcome.value.files.pfx[0]), 3, 600_000);
  const secrets = { scalar: Buffer.from(jwk.d, "base64url"), passphrase: Buffer.from(ofVectors), macKey };
  secrets.passphraseAsBmp = Buffer.from(ofVectors, "utf16le").swap16();
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, piecesFound(used, secret)]));
}

for (const [pfx, keyFile] of [
  ["modern", "key-old.pem"],
  ["legacy", "openssl-legacy.pfx"],
]) {
  test(`nothing secret is left by a package with a PFX, ${pfx}, and the control finds it`, async () => {
    const found = await packageAndCopyMemory(`${packageDir}/keyseal.wasm`, pfx, keyFile);
    for (const [name, count] of Object.entries(found)) assert.equal(count, 0, `${name}: ${count} pieces found`);
    const left = await packageAndCopyMemory(`${wasmDir}/control.wasm`, pfx, keyFile);
    for (const [name, count] of Object.entries(left)) assert.ok(count > 0, `${name} was not found`);
  });
}
