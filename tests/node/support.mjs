// What the Node tests share: where the package is, variants of it with a fault in the worker, and raw workers.
import { createDecipheriv, createHash, pbkdf2Sync, scryptSync } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

export const root = new URL("../..", import.meta.url).pathname;
export const packageDir = process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`;
export const wasmDir = process.env.KEYSEAL_WASM_DIR ?? `${root}build/wasm/wasm/binding`;
export const passphrase = "copper lantern orbit thistle";

/** Opens the package in `directory`. */
export const openIn = async (directory, options) => (await import(`${directory}/keyseal-node.mjs`)).open(options);

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/**
 * A copy of the package whose worker begins with `prelude`, with the pinned hash put right: the shipped code with a fault
 * in its surroundings. Removed when the test ends.
 */
export function variant(test, prelude) {
  const directory = mkdtempSync(join(tmpdir(), "keyseal-variant-"));
  test.after(() => rmSync(directory, { recursive: true, force: true }));
  cpSync(packageDir, directory, { recursive: true });
  const worker = readFileSync(`${directory}/keyseal-worker.js`, "utf8");
  const faulty = `${prelude}\n${worker}`;
  writeFileSync(`${directory}/keyseal-worker.js`, faulty);
  const page = readFileSync(`${directory}/keyseal-node.mjs`, "utf8");
  const repinned = page.replaceAll(sha256(worker), sha256(faulty));
  if (repinned === page) throw new Error("the page API does not pin the worker");
  writeFileSync(`${directory}/keyseal-node.mjs`, repinned);
  return directory;
}

/** What a sealed key holds, opened by Node's own crypto: { pkcs8, key }. */
export function openSealed(der, secret) {
  const [info] = readDer(Buffer.from(der)); // EncryptedPrivateKeyInfo (RFC 5958 3)
  const [algorithm, encrypted] = readDer(info);
  const [, parameters] = readDer(algorithm);
  const [kdf, cipher] = readDer(parameters).map((part) => readDer(part)[1]);
  const key = deriveKey(kdf, secret);
  const decipher = createDecipheriv("aes-256-cbc", key, cipher);
  return { key, pkcs8: Buffer.concat([decipher.update(encrypted), decipher.final()]) };
}

const integer = (contents) => Number.parseInt(contents.toString("hex"), 16);

function deriveKey(parameters, secret) {
  const [salt, cost, ...rest] = readDer(parameters);
  if (rest.length === 1) return pbkdf2Sync(secret, salt, integer(cost), 32, "sha256"); // prf follows (RFC 8018 A.2)
  const [r, p] = rest.map(integer); // RFC 7914 7
  return scryptSync(secret, salt, 32, { N: integer(cost), r, p, maxmem: 256 << 20 });
}

/** The contents of the elements that stand one after the other in `bytes`. */
export function readDer(bytes) {
  const contents = [];
  for (let at = 0; at < bytes.length; ) {
    let size = bytes[at + 1];
    let head = 2;
    if (size >= 0x80) {
      head += size & 0x7f;
      size = bytes.readUIntBE(at + 2, head - 2);
    }
    contents.push(bytes.subarray(at + head, at + head + size));
    at += head + size;
  }
  return contents;
}

/** What the page hands to a worker for one name, with PBKDF2 at its floor. */
export const workerRequest = (key) => ({
  profile: "private-pki",
  key,
  subject: [],
  dns: ["www.example.com"],
  ip: [],
  email: [],
  uri: [],
  tnAuthList: [],
  mustStaple: false,
  kdf: { kdf: "pbkdf2-hmac-sha256", iterations: 600_000 },
  authority: "",
});

/** What a worker is told of a check, as the page tells it where nothing is asked for. */
export const checkOptions = {
  profile: "tls-server",
  level: "",
  generation: "",
  date: "2026-11-21",
  until: "",
  authority: "",
  strict: false,
  json: true,
  compare: true,
  pem: false,
  explain: false,
};

/** Runs one call in the worker `source` and resolves with every message that came, the outcome last. */
export function runWorker(source, call, transfer = []) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true });
    const messages = [];
    worker.on("error", reject);
    worker.on("message", (message) => {
      messages.push(message);
      if (message.kind === "outcome") worker.terminate().then(() => resolve(messages));
    });
    worker.postMessage(call, transfer);
  });
}
