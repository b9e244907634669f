// keyseal-blocklist, and keyseal-check with what it makes: keys, certificates and CRLs are OpenSSL's.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";
import { openssl, sha256, TestAuthority } from "./test-authority.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tool = process.env.KEYSEAL_BLOCKLIST ?? join(root, "build/host-release/wasm/blocklist/keyseal-blocklist");
const checker = process.env.KEYSEAL_CHECK ?? join(root, "build/host-release/wasm/check/keyseal-check");
const folder = mkdtempSync(join(tmpdir(), "keyseal-blocklist-"));
const ca = new TestAuthority("Example CA");
const twin = new TestAuthority("Example CA"); // of the same name, with another key
const other = new TestAuthority("Other CA", { algorithm: ["-newkey", "rsa:2048"] });
after(() => {
  for (const one of [ca, twin, other]) one.remove();
  rmSync(folder, { recursive: true });
});

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  if (error) throw error;
  return { status, stdout, stderr };
}
const build = (...args) => run(tool, args);

/** The rules that |file| breaks with these lists: "K-04 error". */
function rulesOf(file, ...lists) {
  const { stdout } = run(checker, ["--json", file, ...lists.map((list) => `--blocklist=${list}`)]);
  return JSON.parse(stdout)
    .findings.filter(({ rule }) => rule === "K-04" || rule === "K-05")
    .map(({ rule, severity }) => `${rule} ${severity}`);
}

function write(name, bytes) {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

const noise = Array.from({ length: 50 }, (_, i) => sha256(`noise ${i}`));

/** A list of badkeys' format: [hash in hex, list] sorted into records of 16 bytes. */
function badkeysList(entries) {
  const records = entries.map(([hash, list]) =>
    Buffer.concat([Buffer.from(hash, "hex").subarray(0, 15), Buffer.of(list)]),
  );
  return Buffer.concat(records.sort(Buffer.compare));
}

ca.key("rsa", "rsa");
ca.key("ec");
ca.key("fresh");

test("each format finds the keys that OpenSSL says are listed, and no others", () => {
  const fresh = ca.request("fresh");
  for (const kind of ["rsa", "ec"]) {
    const request = ca.request(kind);
    const number = sha256(ca.number(kind, kind));
    const lists = {
      spki: [...noise, sha256(ca.spki(kind))].join("\n"),
      numbers: [...noise, number.toUpperCase()].map((one) => `${one},2048,x\n`).join(""),
      badkeys: badkeysList([...noise.map((one) => [one, 3]), [number, 7]]),
    };
    if (kind === "rsa") {
      const line = createHash("sha1").update(ca.modulusLine(kind)).digest("hex");
      lists.openssl = ["# a comment", ...noise.map((one) => one.slice(0, 20)), line.slice(20), ""].join("\n");
    }
    for (const [name, text] of Object.entries(lists)) {
      const list = write(`${kind}-${name}`, text);
      for (const argument of [list, `${name}=${list}`]) {
        assert.deepEqual(rulesOf(request, argument), ["K-04 error", "K-05 notice"], argument);
        assert.deepEqual(rulesOf(fresh, argument), ["K-05 notice"], argument);
      }
    }
  }
});

test("badkeys' list of Debian's keys and lists that cover a size speak of K-05", () => {
  const number = sha256(ca.number("rsa", "rsa"));
  const badkeys = write("debian.dat", badkeysList([...noise.map((one) => [one, 2]), [number, 1]]));
  assert.deepEqual(rulesOf(ca.request("rsa"), badkeys), ["K-05 error", "K-05 notice"]);
  assert.deepEqual(rulesOf(ca.request("rsa"), `badkeys:rsa-2048=${badkeys}`), ["K-05 error"]);
  const published = write("sha256_modulus_2048.csv", `${[...noise, number].sort().join("\n")}\n`);
  assert.deepEqual(rulesOf(ca.request("rsa"), published), ["K-05 error", "K-04 notice"]);
  assert.deepEqual(rulesOf(ca.request("ec"), published), ["K-04 notice", "K-05 notice"]);
});

test("a key whose certificate was revoked for keyCompromise never comes back", () => {
  ca.key("stolen");
  ca.key("stolen-rsa", "rsa");
  ca.key("old");
  ca.issue("stolen", 0x1001);
  ca.issue("stolen-rsa", 0x00ff01, "DER"); // whose serial number needs a zero in front
  ca.issue("old", 0x1003);
  mkdirSync(join(ca.certificates, "2026"));
  writeFileSync(join(ca.certificates, "2026", "ca.pem"), ca.certificate());
  writeFileSync(join(ca.certificates, "note.txt"), "no certificate");
  ca.revoke("1001", "keyCompromise");
  ca.revoke("FF01", "keyCompromise");
  ca.revoke("1003", "superseded");
  for (const form of ["PEM", "DER"]) {
    const out = join(folder, `revoked-${form}.dat`);
    const { status, stdout, stderr } = build("--out", out, "--crl", ca.crl(form), "--certificates", ca.certificates);
    assert.deepEqual([status, stdout, stderr], [0, `${out}: written, with 2 new keys\n`, ""]);
    assert.deepEqual(rulesOf(ca.request("stolen", "/CN=another.example.com"), out), ["K-04 error", "K-05 notice"]);
    assert.deepEqual(rulesOf(ca.request("stolen-rsa"), out), ["K-04 error", "K-05 notice"]);
    assert.deepEqual(rulesOf(ca.request("old"), out), ["K-05 notice"]);
  }
  // The same modulus with another exponent has another SPKI, and is the same key.
  const key = write("e3.der", spkiOf(ca.number("stolen-rsa", "rsa"), 3));
  assert.deepEqual(rulesOf(key, join(folder, "revoked-DER.dat")), ["K-04 error", "K-05 notice"]);
});

function tlv(tag, contents) {
  const size = contents.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.of(tag, ...length), contents]);
}

function spkiOf(n, e) {
  const numbers = tlv(0x30, Buffer.concat([tlv(2, Buffer.concat([Buffer.of(0), n])), tlv(2, Buffer.of(e))]));
  const algorithm = Buffer.from("300d06092a864886f70d0101010500", "hex");
  return tlv(0x30, Buffer.concat([algorithm, tlv(3, Buffer.concat([Buffer.of(0), numbers]))]));
}

test("a revoked serial number without its certificate is told, and the others are written", () => {
  ca.revoke("2222", "keyCompromise");
  const out = join(folder, "missing.dat");
  const { status, stderr } = build("--out", out, "--crl", ca.crl(), "--certificates", ca.certificates);
  assert.equal(status, 1);
  assert.match(stderr, /^keyseal-blocklist: no certificate was found for the serial number 2222 [^\n]*\n$/);
  assert.deepEqual(rulesOf(ca.request("stolen"), out), ["K-04 error", "K-05 notice"]);
});

test("a serial number of another authority is not taken for this one's", () => {
  other.key("innocent");
  other.issue("innocent", 0x3001);
  writeFileSync(join(other.certificates, "other.pem"), other.certificate());
  const authority = new TestAuthority("Third CA");
  after(() => authority.remove());
  authority.revoke("3001", "keyCompromise");
  const out = join(folder, "other.dat");
  const { status, stderr } = build("--out", out, "--crl", authority.crl(), "--certificates", other.certificates);
  assert.equal(status, 1);
  assert.match(stderr, /signature was not verified, since the issuer's certificate is not there/);
  assert.match(stderr, /serial number 3001/);
  assert.ok(!existsSync(out));
});

test("a CRL's signature is verified by the issuer's certificate", () => {
  other.revoke("3001", "keyCompromise");
  const out = join(folder, "signed.dat");
  const crl = other.crl("DER");
  assert.deepEqual(build("--out", out, "--crl", crl, "--certificates", other.certificates).stderr, "");
  const bytes = readFileSync(crl);
  bytes[bytes.length - 1] ^= 1;
  const changed = write("changed.crl", bytes);
  const wrong = join(folder, "wrong.dat");
  for (const [file, certificates] of [
    [changed, other.certificates],
    [twin.crl(), ca.certificates],
  ]) {
    const { status, stderr } = build("--out", wrong, "--crl", file, "--certificates", certificates);
    assert.equal(status, 1);
    assert.match(stderr, /the signature is not that of the issuer's certificate\n.*nothing was written\n$/);
    assert.ok(!existsSync(wrong));
  }
});

test("what is no CRL in strict DER is refused with the place", () => {
  const good = readFileSync(ca.crl("DER"));
  const long = Buffer.from(good); // the outer length, in more octets than needed
  const outer = Buffer.concat([Buffer.of(0x30, 0x83, 0), long.subarray(2)]);
  const bad = {
    cut: good.subarray(0, -1),
    behind: Buffer.concat([good, Buffer.of(0)]),
    outer,
    text: "hello\n",
    none: "",
  };
  for (const [name, bytes] of Object.entries(bad)) {
    const out = join(folder, "bad.dat");
    const file = write(`${name}.crl`, bytes);
    const { status, stderr } = build("--out", out, "--crl", file, "--certificates", ca.certificates);
    assert.equal(status, 1, name);
    assert.match(stderr, /\.crl: .*(at byte \d+|no certificate revocation list)\n.*nothing was written\n$/, name);
    assert.ok(!existsSync(out), name);
  }
});

const seq = (...parts) => tlv(0x30, Buffer.concat(parts));
const hexed = (text) => Buffer.from(text, "hex");
const algorithm = seq(hexed("06082a8648ce3d040302"));
const time = tlv(0x17, Buffer.from("260101000000Z"));
const nameOf = (text) => seq(tlv(0x31, seq(hexed("060355040a"), tlv(0x0c, Buffer.from(text)))));
const extension = (oid, value, critical) => seq(hexed(oid), ...(critical ? [hexed("0101ff")] : []), tlv(4, value));
const reason = (number) => extension("0603551d15", tlv(0x0a, Buffer.of(number)));
const issuedBy = (text) => extension("0603551d1d", seq(tlv(0xa4, nameOf(text))), true);
const entry = (serial, ...extensions) =>
  seq(tlv(2, hexed(serial)), time, ...(extensions.length ? [seq(...extensions)] : []));

/** A CRL with a signature that nobody can verify, since its issuer's certificate is nowhere. */
function crlOf(entries, { version = 1, inner = algorithm, extensions = [] } = {}) {
  const revoked = entries.length > 0 ? [seq(...entries)] : [];
  const last = extensions.length > 0 ? [tlv(0xa0, seq(...extensions))] : [];
  const list = seq(tlv(2, Buffer.of(version)), inner, nameOf("Nobody"), time, ...revoked, ...last);
  return seq(list, algorithm, tlv(3, Buffer.of(0, 1, 2, 3)));
}

test("an indirect CRL names the issuer, for the entries that follow too", () => {
  const entries = [
    entry("1001", reason(1)),
    entry("1001", issuedBy("Example CA"), reason(1)),
    entry("1003", reason(1)),
  ];
  const scope = extension("0603551d1c", seq(tlv(0x84, Buffer.of(0xff))), true); // issuingDistributionPoint, indirect
  const file = write("indirect.crl", crlOf(entries, { extensions: [scope] }));
  const out = join(folder, "indirect.dat");
  const { status, stdout, stderr } = build("--out", out, "--crl", file, "--certificates", ca.certificates);
  assert.deepEqual([status, stdout], [1, `${out}: written, with 2 new keys\n`]);
  assert.match(stderr, /signature was not verified, .* is not there\n.*serial number 1001 .*\n$/); // Nobody's own 1001
  for (const name of ["stolen", "old"]) assert.ok(rulesOf(ca.request(name), out).includes("K-04 error"), name);
});

test("only keyCompromise counts, and an entry without a reason does not", () => {
  const others = [0, 2, 3, 4, 5, 6, 8, 9, 10].map((number) => entry("1001", issuedBy("Example CA"), reason(number)));
  const file = write("others.crl", crlOf([...others, entry("1001")]));
  const { status, stderr } = build("--out", join(folder, "others"), "--crl", file, "--certificates", ca.certificates);
  assert.equal(status, 1);
  assert.match(stderr, /no key was found: nothing was written\n$/);
});

test("a CRL that may mean something else is refused", () => {
  const unknown = extension("06032a0304", hexed("0500"), true);
  const bad = {
    "a critical extension that is not known": crlOf([], { extensions: [unknown] }),
    "a critical extension that is not known ": crlOf([entry("1001", unknown, reason(1))]),
    "a version that is not 2": crlOf([entry("1001", reason(1))], { version: 2 }),
    "another signature algorithm inside than outside": crlOf([], { inner: seq(hexed("06082a8648ce3d040303")) }),
    "an extension that stands twice": crlOf([entry("1001", reason(1), reason(4))]),
    "an extension that stands twice ": crlOf([entry("1001", issuedBy("A"), issuedBy("Example CA"), reason(1))]),
    "no reason": crlOf([entry("1001", extension("0603551d15", hexed("020101")))]),
    "no name of an issuer": crlOf([entry("1001", extension("0603551d1d", seq(tlv(0x82, Buffer.from("x"))), true))]),
    "something behind an entry": crlOf([seq(tlv(2, hexed("1001")), time, seq(reason(1)), hexed("0500"))]),
  };
  for (const [what, bytes] of Object.entries(bad)) {
    const out = join(folder, "refused.dat");
    const { status, stderr } = build(
      "--out",
      out,
      "--crl",
      write("refused.crl", bytes),
      "--certificates",
      ca.certificates,
    );
    assert.equal(status, 1, what);
    assert.match(stderr, new RegExp(`refused\\.crl: ${what.trim()} at byte \\d+\n.*nothing was written\n$`));
    assert.ok(!existsSync(out), what);
  }
});

test("no cut and no changed byte of a CRL is taken for the CRL", () => {
  const good = readFileSync(ca.crl("DER"));
  const variants = [];
  for (let at = 1; at < good.length; at += 3) {
    const changed = Buffer.from(good);
    changed[at] ^= at % 2 === 0 ? 0x80 : 1;
    variants.push(good.subarray(0, at), changed);
  }
  const out = join(folder, "variant.dat");
  for (const [i, bytes] of variants.entries()) {
    const file = write("variant.crl", bytes);
    const { status, stderr } = build("--out", out, "--force", "--crl", file, "--certificates", ca.certificates);
    assert.ok(
      status === 1 || (status === 0 && stderr.includes("was not verified")),
      `variant ${i}: ${status} ${stderr}`,
    );
  }
});

test("proofs of compromise become entries, and all other requests do not", () => {
  ca.key("proven", "rsa");
  const proof = ca.request("proven", "/CN=Proof of Key Compromise");
  const out = join(folder, "proofs.dat");
  assert.deepEqual(build("--out", out, "--proof", proof), {
    status: 0,
    stdout: `${out}: written, with 1 new keys\n`,
    stderr: "",
  });
  assert.ok(rulesOf(ca.request("proven"), out).includes("K-04 error"));
  assert.deepEqual(rulesOf(ca.request("fresh"), out), ["K-05 notice"]);

  const der = readFileSync(ca.request("fresh", "/CN=Proof of Key Compromise", "DER"));
  der[der.length - 1] ^= 1;
  const fresh = write("fresh.pem", openssl(ca.folder, ["pkey", "-in", "fresh.key", "-pubout"]));
  const refused = {
    [write("changed.csr", der)]: "the signature is not the key's own, or cannot be verified",
    [ca.request("fresh")]: "the subject does not say that the key is compromised",
    [fresh]: "no certificate request",
    [join(ca.folder, "ca.pem")]: "no certificate request",
    [join(ca.folder, "fresh.key")]: "private-key-given",
    [join(folder, "none")]: "file-unreadable",
  };
  for (const [file, why] of Object.entries(refused)) {
    const mixed = join(folder, "mixed.dat");
    const { status, stderr } = build("--out", mixed, "--force", "--proof", proof, "--proof", file);
    assert.deepEqual([status, stderr], [1, `keyseal-blocklist: ${file}: ${why}\n`]);
    assert.deepEqual(rulesOf(ca.request("fresh"), mixed), ["K-05 notice"], file);
    assert.equal(build("--out", join(folder, "nothing.dat"), "--proof", file).status, 1);
    assert.ok(!existsSync(join(folder, "nothing.dat")));
  }
});

test("a merged list finds what its parts find, and covers what they cover", () => {
  const [numbers, half] = [
    sha256(ca.number("rsa", "rsa")),
    createHash("sha1").update(ca.modulusLine("rsa")).digest("hex"),
  ];
  const parts = [
    write("part-spki", `${sha256(ca.spki("ec"))}\n`),
    `numbers:ec-p256=${write("part-numbers", `${noise.join("\n")}\n`)}`,
    write("part.dat", badkeysList([[numbers, 5]])),
    ...["i386", "x86_64", "ppc64"].map((machine, i) => {
      mkdirSync(join(folder, machine), { recursive: true });
      return write(
        `${machine}/blocklist-2048.db`,
        `2048 1 rnd ${machine} ${i === 0 ? half : sha256(machine).slice(0, 40)}\n`,
      );
    }),
  ];
  const out = join(folder, "merged.dat");
  assert.deepEqual(build("--out", out, ...parts).status, 0);
  for (const name of ["ec", "rsa", "fresh"]) {
    assert.deepEqual(
      [...new Set(rulesOf(ca.request(name), out))],
      [...new Set(rulesOf(ca.request(name), ...parts))],
      name,
    );
  }
  assert.deepEqual(rulesOf(ca.request("fresh"), out), []);
  assert.deepEqual(rulesOf(ca.request("rsa"), out), ["K-04 error", "K-05 error"]);
  // Without one of the machines the size is not covered, merged or not.
  const less = join(folder, "less.dat");
  assert.deepEqual(build("--out", less, ...parts.slice(0, -1)).status, 0);
  assert.deepEqual(rulesOf(ca.request("rsa"), less), ["K-04 error", "K-05 error", "K-05 notice"]);
  // And once more into itself.
  assert.deepEqual(build("--out", less, "--force", less, parts.at(-1)).status, 0);
  assert.deepEqual(readFileSync(less), readFileSync(out));
});

test("SPKI lists are merged as text, and other kinds refused", () => {
  const one = write("one.txt", `# mine\r\n${noise[1]}\r\n\r\n${noise[0]}`);
  const two = write("two.txt", `${noise[0]}\n${noise[2]}\n`);
  const out = join(folder, "spki.txt");
  const proof = ca.request("proven", "/CN=Proof of Key Compromise");
  assert.equal(build("--out", out, "--format", "spki", one, two, "--proof", proof).status, 0);
  const expected = [...noise.slice(0, 3), sha256(ca.spki("proven"))].sort();
  assert.equal(readFileSync(out, "utf8"), `${expected.join("\n")}\n`);
  const refused = build("--out", join(folder, "x"), "--format=spki", write("y.dat", badkeysList([[noise[0], 3]])));
  assert.deepEqual([refused.status, existsSync(join(folder, "x"))], [1, false]);
  assert.match(refused.stderr, /only lists of kind spki can become one/);
});

test("a list that is there is replaced only with --force, and nothing else is left behind", () => {
  const place = join(folder, "place");
  mkdirSync(place);
  const out = join(place, "list.dat");
  writeFileSync(out, "mine");
  const list = write("any.txt", `${noise[0]}\n`);
  const { status, stderr } = build("--out", out, list);
  assert.deepEqual([status, stderr], [2, `keyseal-blocklist: ${out}: is there already; --force replaces it\n`]);
  assert.equal(readFileSync(out, "utf8"), "mine");
  assert.equal(build("--out", out, "--force", list).status, 0);
  assert.equal(readFileSync(out).length, 16);
  assert.deepEqual(readdirSync(place), ["list.dat"]);
  assert.equal(build("--out", join(folder, "no/such/folder.dat"), list).status, 3);
  assert.equal(build("--out", place, "--force", list).status, 3);
  assert.deepEqual(readdirSync(place), ["list.dat"]);
});

test("usage is told with exit status 2", () => {
  const list = write("any.txt", `${noise[0]}\n`);
  for (const args of [
    [],
    [list],
    ["--out", "x"],
    ["--out"],
    ["--out=", list],
    ["--out", "x", "--crl", "y"],
    ["--out", "x", "--certificates", "y", list],
    ["--out", "x", "--format", "json", list],
    ["--out", "x", `kinds=${list}`],
    ["--out", "x", "--wrong", list],
  ]) {
    const { status, stdout, stderr } = build(...args);
    assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    assert.match(stderr, /^keyseal-blocklist: .+\n$/);
  }
  assert.match(build("--help").stdout, /^keyseal-blocklist --out FILE/);
  assert.match(build("--version").stdout, /^keyseal-blocklist \d+\.\d+\.\d+\n$/);
});

test("what it says of files reaches a terminal escaped", () => {
  const odd = "a\u001b[31m\u202eb";
  const shown = "aU+001B[31mU+202Eb";
  for (const args of [
    [`--crl=${odd}.crl`, `--certificates=${odd}.pem`],
    [`--proof=${odd}`],
    [`${odd}.txt`],
    [`--${odd}`],
  ]) {
    const { status, stdout, stderr } = build("--out", `${odd}.out`, ...args);
    assert.notEqual(status, 0, args.join(" "));
    assert.doesNotMatch(stdout + stderr, /(?!\n)[\p{Cc}\p{Bidi_Control}]/u, args.join(" "));
  }
  write("listed.txt", `${sha256("x")}\n`);
  const made = build("--out", `${odd}.out`, "spki=listed.txt");
  assert.equal(made.status, 0, made.stderr);
  assert.equal(made.stdout, `${shown}.out: written, with 0 new keys\n`);
  assert.equal(
    build("--out", `${odd}.out`, "spki=listed.txt").stderr,
    `keyseal-blocklist: ${shown}.out: is there already; --force replaces it\n`,
  );
});
