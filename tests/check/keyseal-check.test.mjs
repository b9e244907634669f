// The native command: what it prints, and its exit status. The findings themselves are tests/core's.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const command = process.env.KEYSEAL_CHECK ?? join(root, "build/host-release/wasm/check/keyseal-check");
const vectors = join(root, "tests/vectors/check");
const folder = mkdtempSync(join(tmpdir(), "keyseal-check-"));
after(() => rmSync(folder, { recursive: true }));

function run(args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: vectors,
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  return {
    status,
    stdout,
    stderr,
    objects: () =>
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
  };
}

const lists = [
  "--blocklist=spki=lists/compromised.txt",
  "--blocklist=numbers:rsa-1024+rsa-2048+ec-p256=lists/debian.csv",
];

test("a good request is acceptable, in one line", () => {
  const { status, stdout, stderr } = run(["csr/good.pem", ...lists]);
  assert.deepEqual([status, stdout, stderr], [0, "csr/good.pem: acceptable (csr, ECDSA P-256)\n", ""]);
});

test("what an authority makes of a request is told in text when asked for, and in JSON always", () => {
  const plain = run(["csr/cn-capitals.pem", ...lists]);
  const { status, stdout } = run(["csr/cn-capitals.pem", "--explain", ...lists]);
  assert.equal(status, 0);
  assert.ok(stdout.startsWith(plain.stdout));
  const told = stdout.slice(plain.stdout.length).split("\n");
  assert.equal(told[0], "  what an authority makes of it:");
  assert.ok(
    told.some((line) =>
      /^ {4}rewritten subject\[0\] CN: WWW\.example\.com -> www\.example\.com\. .* \[BR 7\.1\.4\.3\]$/.test(line),
    ),
  );
  const [{ decoded }] = run(["csr/cn-capitals.pem", "--json"]).objects();
  assert.equal(decoded.issued.length, told.length - 2);
  const { reason, ...row } = decoded.issued.find(({ part }) => part === "subject[0]");
  assert.deepEqual(row, {
    part: "subject[0]",
    value: "WWW.example.com",
    fate: "rewritten",
    becomes: "www.example.com",
    clause: "BR 7.1.4.3",
  });
  assert.match(reason, /^[A-Z].*\.$/);
  assert.equal(run(["key/ec-p256.pem", "--json"]).objects()[0].decoded.issued, undefined);
  assert.equal(run(["certificate/dv.pem", "--json"]).objects()[0].decoded.issued, undefined);
});

test("a bad key is told with rule, severity, clause and field", () => {
  const { status, stdout } = run(["key/rsa-1024.pem", ...lists, "--primes=lists/primes.txt"]);
  assert.equal(status, 1);
  assert.match(
    stdout,
    /^key\/rsa-1024\.pem: NOT acceptable \(public-key, RSA 1024\)\n {2}error K-10 key: .*1024 bits.*\[BR 6\.1\.5\]\n {4}Make a new key pair: [^\n]*\n$/,
  );
});

test("primes are looked for in the built-in list and in those that are given, each of which is named", () => {
  const told = (...words) =>
    [...run(words).stdout.matchAll(/error K-02 .*\((.*, a factor of \d+ bits)\)/g)].map(([, name]) => name);
  assert.deepEqual(told("csr/primes-published.pem"), ["badkeys 0.0.21, a factor of 1024 bits"]);
  assert.deepEqual(told("key/primes-known.pem"), []);
  assert.deepEqual(told("key/primes-known.pem", "--primes", "lists/primes.txt"), [
    "lists/primes.txt, a factor of 1024 bits",
  ]);
  const { status, stdout } = run(["--strict", "key/primes-own.pem", ...lists]);
  assert.deepEqual([status, stdout], [0, "key/primes-own.pem: acceptable (public-key, RSA 2048)\n"]);
});

test("a list of primes is used whole or not at all, and what is wrong with it is told with the line", () => {
  const list = join(folder, "primes.txt");
  for (const [text, code, place] of [
    [`0x${"f".repeat(64)}\n4\n`, "primes-bad", ", line 2"],
    ["# none\n", "primes-incomplete", ""],
    ["-----BEGIN PUBLIC KEY-----\n", "primes-unknown", ""],
    ["\n".repeat(2 ** 20 + 1), "input-too-large", ""],
  ]) {
    writeFileSync(list, text);
    const { status, stdout, stderr } = run(["csr/good.pem", `--primes=${list}`]);
    assert.deepEqual([status, stdout], [1, ""], code);
    assert.ok(stderr.startsWith(`keyseal: ${code}: `) && stderr.endsWith(` (${list}${place})\n`), stderr);
  }
});

test("JSON has the fields of CheckReport, one object a line, and the worst exit status", () => {
  const { status, objects } = run(["--json", "csr/ov.pem", "key/rsa-1024.pem", "certificate/dv.pem"]);
  assert.equal(status, 1);
  const [csr, key, certificate] = objects();
  assert.deepEqual(Object.keys(csr), ["file", "acceptable", "kind", "spkiSha256", "names", "findings", "decoded"]);
  assert.deepEqual([csr.kind, key.kind, certificate.kind], ["csr", "public-key", "certificate"]);
  assert.deepEqual([csr.acceptable, key.acceptable, certificate.acceptable], [true, false, true]);
  assert.deepEqual(csr.names, ["www.example.com"]);
  assert.match(csr.spkiSha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(csr.decoded.subject[3], { type: "O", value: "Example GmbH" });
  assert.deepEqual(Object.keys(key.findings[0]), ["rule", "severity", "clause", "field", "value", "message", "remedy"]);
  assert.deepEqual([key.findings[0].rule, key.findings[0].severity], ["K-10", "error"]);
});

test("a file's blocks are judged one by one, with text around them", () => {
  const text = ["csr/good.pem", "key/rsa-1024.pem"].map((file) => readFileSync(join(vectors, file), "utf8"));
  const { status, objects } = run(["--json", "-"], `Certificate Request:\n${text.join("and\n")}end`);
  assert.equal(status, 1);
  assert.deepEqual(
    objects().map(({ file, block, acceptable }) => [file, block, acceptable]),
    [
      ["-", 1, true],
      ["-", 2, false],
    ],
  );
});

test("DER is read too", () => {
  const pem = readFileSync(join(vectors, "csr/good.pem"), "utf8");
  const der = Buffer.from(pem.replace(/-----.*-----/g, ""), "base64");
  writeFileSync(join(folder, "good.der"), der);
  assert.equal(run([join(folder, "good.der")]).status, 0);
  assert.equal(run(["-"], der).status, 0);
});

test("what cannot be read is told and does not stop the others", () => {
  const { status, objects } = run(["--json", "none.pem", ".", "expected.txt", "csr/good.pem"]);
  assert.equal(status, 1);
  const codes = objects().map(({ error }) => error?.code);
  assert.deepEqual(codes, ["file-unreadable", "file-unreadable", "not-checkable", undefined]);
});

test("a private key is refused, and nothing of it is repeated", () => {
  const body = "c2VjcmV0c2VjcmV0c2VjcmV0";
  const { status, stdout, stderr } = run(["-"], `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`);
  assert.equal(status, 1);
  assert.match(stdout, /private-key-given: A private key does not belong here/);
  assert.ok(!`${stdout}${stderr}`.includes(body));
});

test("--match compares keys across kinds", () => {
  assert.equal(run(["certificate/dv.pem", "--match", "csr/good.pem"]).status, 0);
  const { status, stdout } = run(["certificate/dv.pem", "--match=key/ec-p256.pem"]);
  assert.equal(status, 1);
  assert.match(stdout, /error M-01/);
  const missing = run(["certificate/dv.pem", "--match", "none.pem"]);
  assert.deepEqual([missing.status, missing.stdout], [2, ""]);
  assert.match(missing.stderr, /^keyseal: file-unreadable: .*\(--match\)\n$/);
});

test("a request for a key that cannot sign is proven by the certificate that it names, of any file that is given", () => {
  const request = ["csr/statement-good.pem", "--profile", "private-pki", ...lists];
  const without = run(request);
  assert.deepEqual([without.status, without.stderr], [0, ""]);
  assert.match(without.stdout, /notice C-13 signature: Not evaluated: /);
  assert.equal(run([...request, "--strict"]).status, 1);
  const der = Buffer.from(
    readFileSync(join(vectors, "lists/signer.pem"), "utf8").replace(/-----.*-----/g, ""),
    "base64",
  );
  const several = ["lists/signer.pem", "certificate/dv.pem"].map((name) => readFileSync(join(vectors, name)));
  for (const [name, content] of [
    ["signer.der", der],
    ["several.pem", Buffer.concat(several)],
  ]) {
    writeFileSync(join(folder, name), content);
    const { status, stdout } = run([
      ...request,
      "--strict",
      "--signer",
      join(folder, name),
      "--signer=certificate/ov.pem",
    ]);
    assert.deepEqual([status, stdout], [0, "csr/statement-good.pem: acceptable (csr, ML-KEM-512)\n"], name);
  }
});

test("--date, --level, --profile and --strict decide", () => {
  assert.equal(run(["csr/dns-reverse-before.pem", "--date", "2026-03-14"]).status, 0);
  assert.equal(run(["csr/dns-reverse-before.pem", "--date", "2026-03-15"]).status, 1);
  assert.equal(run(["csr/ev-wildcard.pem"]).status, 0);
  assert.equal(run(["csr/ev-wildcard.pem", "--level", "ev"]).status, 1);
  const mail = ["csr/smime-company-street-strict.pem", "--profile", "smime"];
  assert.match(run(mail).stdout, /K-62 subject: .*\(organization \(multipurpose\)\)/);
  assert.match(run([...mail, "--generation", "strict"]).stdout, /K-62 subject: .*no type/);
  assert.match(run([...mail, "--level", "sponsor"]).stdout, /K-62 subject: .*\(GN, SN or pseudonym\)/);
  assert.doesNotMatch(run([...mail, "--level", "organization", "--generation=multipurpose"]).stdout, /K-62/);
  assert.equal(run(["key/ed25519.pem"]).status, 1);
  assert.equal(run(["key/ed25519.pem", "--profile", "private-pki"]).status, 0);
  assert.equal(run(["key/rsa-2048.pem", "--profile", "code-signing"]).status, 1);
  assert.equal(run(["csr/ca.pem", ...lists]).status, 0);
  assert.equal(run(["csr/ca.pem", ...lists, "--strict"]).status, 1);
});

test("usage is told with exit status 2", () => {
  for (const [args, field] of [
    [[], ""],
    [["--wrong", "csr/good.pem"], "--wrong"],
    [["csr/good.pem", "--profile"], "--profile"],
    [["csr/good.pem", "--profile", "none"], "--profile"],
    [["csr/good.pem", "--level", "xv"], "--level"],
    [["csr/good.pem", "--level", "mailbox"], "--level"],
    [["csr/good.pem", "--level", "dv", "--profile", "smime"], "--level"],
    [["csr/good.pem", "--level", "dv", "--profile", "private-pki"], "--level"],
    [["csr/good.pem", "--generation", "strict"], "--generation"],
    [["csr/good.pem", "--generation", "lax", "--profile", "smime"], "--generation"],
    [["csr/good.pem", "--date", "2027-02-29"], "--date"],
    [["csr/good.pem", "--match="], "--match"],
    [["csr/good.pem", "--blocklist="], "--blocklist"],
    ...["--reuse", "--record"].flatMap((name) => [
      [["csr/good.pem", name], name],
      [["csr/good.pem", `${name}=`], name],
      [["csr/good.pem", name, "a", name, "b"], name],
    ]),
    [["csr/good.pem", "--blocklist", "spkis=lists/compromised.txt"], "--blocklist"],
    [["csr/good.pem", "--blocklist", "spki:rsa-2048=lists/compromised.txt"], "--blocklist"],
    [["csr/good.pem", "--blocklist", "numbers:rsa=lists/debian.csv"], "--blocklist"],
    [["csr/good.pem", "--blocklist", "numbers="], "--blocklist"],
    ...["", "0", "257", "-1", "2x", "99999999999999999999"].map((jobs) => [["csr/good.pem", `-j=${jobs}`], "-j"]),
  ]) {
    const { status, stdout, stderr } = run(args);
    assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    assert.match(stderr, /^keyseal: usage: /);
    assert.ok(stderr.includes(field));
  }
});

test("-j changes nothing but the time, whatever the files are", () => {
  const names = ["key", "csr", "certificate"].flatMap((kind) =>
    readdirSync(join(vectors, kind)).map((name) => `${kind}/${name}`),
  );
  const files = [...names, "missing.pem", "-", ...names, "-"];
  const args = [...files, "--date=2026-11-21", "--json"];
  const input = readFileSync(join(vectors, "csr/good.pem"));
  const one = run(args, input);
  assert.equal(one.objects().filter(({ file }) => file === "-").length, 2);
  for (const jobs of ["1", "2", "7", "256"]) {
    const { status, stdout, stderr } = run([...args, "-j", jobs], input);
    assert.deepEqual({ status, stdout, stderr }, { status: 1, stdout: one.stdout, stderr: "" }, `-j ${jobs}`);
  }
});

test("--help and --version answer", () => {
  assert.match(run(["--help"]).stdout, /^keyseal-check \[options\] \[--\] FILE/);
  assert.match(run(["--version"]).stdout, /^keyseal-check \d+\.\d+\.\d+\n$/);
});

test("what a file says reaches a terminal escaped", () => {
  const name = join(folder, "a\u001b[31m\u202eb.pem");
  writeFileSync(name, readFileSync(join(vectors, "csr/good.pem")));
  const { stdout } = run([name]);
  assert.ok(stdout.includes("a\\u001b[31m\\u202eb.pem: acceptable"), stdout);
  assert.equal(run(["--json", name]).objects()[0].file, name);
  const list = join(folder, "a\u001b[31mb.txt");
  writeFileSync(list, readFileSync(join(vectors, "lists/compromised.txt")));
  assert.match(run(["key/blocked-compromised.pem", "--blocklist", list]).stdout, /K-04 key: .*a\\u001b\[31mb\.txt\)/);
});

test("what it complains of reaches a terminal escaped, as keyseal writes it", () => {
  const name = join(folder, "a\u001b[31m\u009b\u202e\u2066\u200f\nb.txt");
  const shown = "aU+001B[31mU+009BU+202EU+2066U+200FU+000Ab.txt";
  const missing = run(["csr/good.pem", "--blocklist", name]);
  assert.equal(missing.status, 2);
  assert.equal(missing.stderr.split("\n").length, 2);
  assert.ok(missing.stderr.includes(shown), missing.stderr);
  writeFileSync(name, "no list\n");
  const wrong = run(["csr/good.pem", "--blocklist", `spki=${name}`]);
  assert.equal(wrong.status, 1);
  assert.ok(wrong.stderr.includes(`${shown}, line 1)`), wrong.stderr);
});

test("a report that cannot be written is an error of the machine", () => {
  const { status, stderr } = spawnSync("sh", ["-c", `"$0" csr/good.pem >/dev/full`, command], {
    cwd: vectors,
    encoding: "utf8",
  });
  assert.equal(status, 3);
  assert.match(stderr, /^keyseal: file-not-written: /);
});

test("--blocklist refuses listed keys, and --strict wants every list", () => {
  const weak = ["key/blocked-debian-e3.pem", "--blocklist", "numbers:rsa-2048=lists/debian.csv"];
  assert.match(
    run(weak).stdout,
    /error K-05 key: A Debian weak key: .* \(lists\/debian\.csv\) \[BR 6\.1\.1\.3\(5\.1\)\]/,
  );
  assert.match(run(["key/blocked-compromised.pem", ...lists]).stdout, /error K-04 key: .* \(lists\/compromised\.txt\)/);
  assert.equal(run(["csr/good.pem"]).status, 0);
  assert.equal(run(["csr/good.pem", "--strict"]).status, 1);
  assert.equal(run(["csr/good.pem", "--strict", ...lists]).status, 0);
});

test("a blocklist that cannot be used stops everything, with the place", () => {
  const hash = "0".repeat(63);
  const bad = {
    "bad.txt": [`# a comment\n${hash}1\n${hash}g\n`, /^keyseal: blocklist-bad: .*bad\.txt, line 3\)\n$/],
    "empty.txt": ["# nothing\n\n", /^keyseal: blocklist-incomplete: .*empty\.txt\)\n$/],
    "none.txt": ["", /^keyseal: blocklist-incomplete: .*none\.txt\)\n$/],
    "unsorted.dat": [
      Buffer.concat([Buffer.alloc(16, 0xff), Buffer.alloc(16)]),
      /^keyseal: blocklist-bad: .*byte 16\)\n$/,
    ],
    "cut.dat": [Buffer.alloc(31, 0xff), /^keyseal: blocklist-incomplete: /],
  };
  for (const [name, [bytes, expected]] of Object.entries(bad)) {
    writeFileSync(join(folder, name), bytes);
    const { status, stdout, stderr } = run(["csr/good.pem", "--blocklist", join(folder, name)]);
    assert.deepEqual([status, stdout], [1, ""], name);
    assert.match(stderr, expected);
  }
  assert.match(run(["csr/good.pem", "--blocklist", "lists"]).stderr, /^keyseal: file-unreadable: /);
});
