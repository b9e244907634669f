// The judges over many requests at once. Each answers in one form: { keyType?, names, subject, spkiSha256, … } by name.
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { answersOf, run, runOk } from "../commands.mjs";
import { inToolchain, readExtensions } from "../openssl.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const goEnvironment = { GOFLAGS: "", GOTOOLCHAIN: "local" };

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Makes what `requests` ask for, with Keyseal's core. */
export function makeByKeyseal(folder, requests, seed) {
  const stdin = requests.map(({ line }) => `${line}\n`).join("");
  return runOk(`${root}build/host-release/tests/interop/random/make_requests`, [folder, String(seed)], { stdin });
}

export async function readByGo(folder, names) {
  const args = ["run", fileURLToPath(new URL("../go/main.go", import.meta.url)), folder, ...names];
  return answersOf(await runOk("go", args, { env: goEnvironment }));
}

export async function readByPython(folder, names, python) {
  const args = [fileURLToPath(new URL("read_requests.py", import.meta.url)), folder];
  return answersOf(await runOk(python, args, { stdin: names.map((name) => `${name}\n`).join("") }));
}

/** Makes requests with Go; returns the SHA-256 of their SPKIs by name. */
export async function makeByGo(folder, requests) {
  const stdin = requests.map((request) => JSON.stringify(request)).join("\n");
  const args = ["run", fileURLToPath(new URL("../go/make/main.go", import.meta.url)), folder];
  return answersOf(await runOk("go", args, { env: goEnvironment, stdin }));
}

const readOne = `
openssl req -in "$1/csr.pem" -verify -noout -text -subject -pubkey -nameopt utf8,oid,show_type,sep_multiline 2>&1
[ ! -e "$1/private.der" ] || { echo "private key:"; openssl pkey -inform DER -in "$1/private.der" -pubout 2>&1; }`;
const makeOne = `
openssl req -new -config "$1/openssl.cnf" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null \\
  -out "$1/csr.pem" 2>&1 || echo failed`;

const atOnce = 1000; // requests: their text is some megabytes

/** Runs a shell script once for each of `names` in the toolchain root's OpenSSL: what each printed, in their order. */
async function forEach(folder, toolchain, script, names) {
  const { file, before, cwd } = inToolchain(folder, toolchain);
  const loop = `one() { ${script}\n}; for name; do printf '\\n=== %s\\n' "$name"; one "$name"; done`;
  const texts = [];
  for (let i = 0; i < names.length; i += atOnce) {
    const args = ["sh", "-c", loop, "sh", ...names.slice(i, i + atOnce)];
    const stdout = await runOk(file, [...before.slice(0, -1), ...args], { cwd });
    texts.push(...stdout.split(/^=== .*\n/m).slice(1));
  }
  return texts;
}

const publicKeys = /-----BEGIN PUBLIC KEY-----\n([\s\S]*?)-----END PUBLIC KEY-----/g;

function readText(fixture, text) {
  const keys = [...text.matchAll(publicKeys)].map(([, base64]) => sha256(Buffer.from(base64, "base64")));
  const subject = text.match(/^subject=\n((?: {4}.*\n)*)/m)?.[1] ?? "";
  return {
    fixture,
    signature: text.includes("self-signature verify OK") ? "valid" : "invalid",
    spkiSha256: keys[0],
    privateKey: keys[1],
    extensions: readExtensions(text),
    subject: subject
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map(
        (line) =>
          line
            .trimStart()
            .match(/^([\d.]+)=(\w+):(.*)$/)
            ?.slice(1) ?? [line],
      ),
  };
}

export async function readByOpenssl(folder, names, toolchain) {
  const texts = await forEach(folder, toolchain, readOne, names);
  return new Map(names.map((name, i) => [name, readText(name, texts[i])]));
}

/** Makes requests from the openssl.cnf in each folder. */
export async function makeByOpenssl(folder, names, toolchain) {
  const texts = await forEach(folder, toolchain, makeOne, names);
  const failed = names.filter((_, i) => texts[i].includes("failed"));
  if (failed.length > 0) throw new Error(`OpenSSL made no request ${failed[0]}: ${texts[names.indexOf(failed[0])]}`);
}

/** Keyseal's own checker, under one profile. */
export async function readByKeyseal(folder, names, profile) {
  if (names.length === 0) return new Map();
  const files = names.map((name) => `${name}/csr.pem`);
  const args = ["--json", "--profile", profile, "--date", "2026-11-29", "-j", "2", ...files];
  const checker = `${root}build/host-release/wasm/check/keyseal-check`;
  const { status, stdout, stderr } = await run(checker, args, { cwd: folder });
  if (status > 1) throw new Error(`keyseal-check ended with ${status}: ${stderr}`);
  const lines = stdout.split("\n").filter((line) => line !== "");
  const answers = lines.map((line) => JSON.parse(line)).map((answer) => [answer.file.slice(0, -8), answer]);
  return new Map(answers);
}
