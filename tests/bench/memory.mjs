// How much of linear memory a call ever used. Its size is fixed, so the size says nothing; and freed memory is wiped, so
// what is not zero at the end says nothing either. Two measures that need no other build than the shipped one:
//
// 1. The end of the heap. dlmalloc in wasm never gives memory back (MORECORE_CANNOT_TRIM), so the break after the call is
//    the highest ever. It is not exported, but a malloc that is too large tells it: sbrk asks the host to grow to
//    break + asked, and after a refusal dlmalloc asks once more for exactly what it was asked for, in whole pages.
// 2. The pages written. Memory above the static data is filled with a pattern before the call; a page where it changed
//    was used. This finds the heap's untouched holes, and proves the first measure: nothing lies above the break.
import { readFile } from "node:fs/promises";
import { packageDir, passphrase, runWorker } from "../node/support.mjs";

const pbkdf2 = { kdf: "pbkdf2-hmac-sha256", iterations: 600_000 };
const scrypt = { kdf: "scrypt", n: 2 ** 17, r: 8, p: 1 };
const measured = [
  { name: "ecdsa-p256, PBKDF2 (the default)", key: "ecdsa-p256", kdf: pbkdf2 },
  { name: "rsa-4096, PBKDF2", key: "rsa-4096", kdf: pbkdf2 },
  { name: "ml-dsa-87, PBKDF2", key: "ml-dsa-87", kdf: pbkdf2 },
  { name: "ecdsa-p256, scrypt (N=2^17, r=8, p=1)", key: "ecdsa-p256", kdf: scrypt },
];

// Runs in the worker, before its own script.
function watchMemory() {
  const page = 4096;
  const pattern = 0xa5;
  const tooMuch = 256 << 20; // more than all of memory
  const RealInstance = WebAssembly.Instance;
  const { parentPort } = process.getBuiltinModule("node:worker_threads");
  const post = parentPort.postMessage.bind(parentPort);
  let watched;

  function watch(module, imports) {
    let refuse = false;
    let asked;
    const grow = imports.env.emscripten_resize_heap;
    const env = {
      ...imports.env,
      emscripten_resize_heap(size) {
        if (!refuse) return grow(size);
        asked = size >>> 0;
        return 0;
      },
    };
    const instance = new RealInstance(module, { ...imports, env });
    const heapEnd = () => {
      refuse = true;
      // A little less: dlmalloc adds some 50 bytes of its own and rounds up to pages, which makes it tooMuch.
      if (instance.exports.malloc(tooMuch - 1024) !== 0) throw new Error("malloc gave more than there is");
      refuse = false;
      return asked - tooMuch;
    };
    return { instance, heapEnd };
  }

  function countWritten(memory, from) {
    let pages = 0;
    let highest = from;
    for (let at = from; at < memory.length; at += page) {
      const end = Math.min(at + page, memory.length);
      let last = end - 1;
      while (last >= at && memory[last] === pattern) last -= 1;
      if (last < at) continue;
      pages += 1;
      highest = last + 1;
    }
    return { written: pages * page, highest };
  }

  // A function, as an arrow cannot be called with new.
  WebAssembly.Instance = function WatchedInstance(module, imports) {
    // The probe changes dlmalloc's ways, so an instance that is thrown away tells where the heap begins.
    const heapBase = watch(module, imports).heapEnd();
    watched = { ...watch(module, imports), heapBase };
    new Uint8Array(watched.instance.exports.memory.buffer).fill(pattern, heapBase);
    return watched.instance;
  };
  parentPort.postMessage = (message) => {
    if (message.kind === "outcome" && watched) {
      const memory = new Uint8Array(watched.instance.exports.memory.buffer);
      const { written, highest } = countWritten(memory, watched.heapBase);
      const figures = { reserved: memory.length, heapBase: watched.heapBase, heapEnd: watched.heapEnd() };
      post({ kind: "memory", ...figures, written, highest });
    }
    post(message);
  };
}

async function measure(worker, module, { name, key, kdf }) {
  const request = { profile: "private-pki", key, dns: ["www.example.com"], mustStaple: false, kdf, authority: "" };
  for (const list of ["subject", "ip", "email", "uri", "tnAuthList"]) request[list] = [];
  const call = { call: "generate", module, request, passphrase: new TextEncoder().encode(passphrase) };
  const messages = await runWorker(`(${watchMemory})();\n${worker}`, call, [call.passphrase.buffer]);
  const { outcome } = messages.at(-1);
  if (!outcome.ok) throw new Error(`memory of ${name}: ${outcome.code}`);
  const { kind, highest, ...figures } = messages.find((message) => message.kind === "memory");
  if (highest > figures.heapEnd || figures.heapEnd > figures.reserved) throw new Error("the heap's end is not its end");
  return { name, ...figures };
}

/** Resolves with [{ name, reserved, heapBase, heapEnd, written }], all in bytes. The same in every engine: same bytes. */
export async function measureMemory() {
  const worker = await readFile(`${packageDir}/keyseal-worker.js`, "utf8");
  const module = await WebAssembly.compile(await readFile(`${packageDir}/keyseal.wasm`));
  const rows = [];
  for (const row of measured) rows.push(await measure(worker, module, row));
  return rows;
}
