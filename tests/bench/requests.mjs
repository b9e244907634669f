// Requests to measure with, each with a key and names of its own, as authorities get them: made once by openssl and
// kept in build/bench-requests.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../node/support.mjs";

const run = promisify(execFile);

const words =
  "acme north lake river bank cloud data shop mail portal alpha beta delta green blue solar metro urban nova";
const suffixes =
  "com net org de co.uk fr io dev app com.au co.jp nl info eu se ch it es pl com.br ac.uk k12.ca.us bayern";
const before = ["api", "mail", "cdn", "shop", "*", "dev.int", "vpn2"];

/** The same sequence of choices in every run. */
function chooser(seed) {
  let state = seed;
  const below = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return { below, of: (list) => list[below(list.length)] };
}

function namesOf({ below, of }) {
  const [word, suffix] = [words.split(" "), suffixes.split(" ")];
  const host = `${of(word)}${["", `-${of(word)}`, below(99)][below(3)]}.${of(suffix)}`;
  const others = Array.from({ length: below(4) }, () => `${of(before)}.${host}`);
  return [...new Set([host, ...(below(2) === 0 ? [`www.${host}`] : []), ...others])];
}

function subjectOf({ of }, host) {
  const name = of(words.split(" "));
  return of([
    "/",
    `/CN=${host}`,
    `/C=DE/L=Berlin/O=${name} GmbH/CN=${host}`,
    `/C=US/ST=Texas/L=Austin/O=${name}, Inc.`,
  ]);
}

const newKey = { "ECDSA P-256": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"] };

async function makeOne(kind, seed) {
  const choose = chooser(seed * 7919 + 17);
  const names = namesOf(choose);
  const key = newKey[kind] ?? [kind.toLowerCase().replace(" ", ":")];
  const words = [
    "req",
    "-new",
    "-newkey",
    ...key,
    "-nodes",
    "-keyout",
    "/dev/null",
    "-subj",
    subjectOf(choose, names[0]),
  ];
  const { stdout } = await run("openssl", [
    ...words,
    "-addext",
    `subjectAltName=${names.map((name) => `DNS:${name}`)}`,
  ]);
  return stdout;
}

/** `count` requests of a kind ("ECDSA P-256", "RSA 2048"), as PEM. */
export async function requestsOf(kind, count) {
  const folder = join(root, "build/bench-requests");
  const file = join(folder, `${kind.toLowerCase().replace(" ", "-")}-${count}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  mkdirSync(folder, { recursive: true });
  const requests = [];
  const makeSome = async () => {
    for (let index = requests.length; index < count; index = requests.length) {
      requests.push("");
      requests[index] = await makeOne(kind, index + 1);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, makeSome));
  writeFileSync(`${file}.new`, JSON.stringify(requests));
  renameSync(`${file}.new`, file);
  return requests;
}
