import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { errorOf, keyseal, openssl, packageFolder, plain, workFolder } from "./cli-tool.mjs";
import { groffWarnings } from "./groff.mjs";

/** Runs `generate` with these options, a passphrase file and a folder; returns the run, its folder and its files. */
async function generate(t, ...options) {
  const folder = workFolder(t);
  const run = await keyseal(["generate", "--passphrase-file", folder.passphraseFile, "--out", folder.out, ...options]);
  const path = (ending) => join(folder.out, folder.files().find((name) => name.endsWith(ending)) ?? "");
  return { ...run, folder, csr: path(".csr.pem"), key: path(".key.pem") };
}

const csrText = ({ csr }) => openssl("req", "-in", csr, "-noout", "-text", "-nameopt", "RFC2253,utf8,-esc_msb");

test("--version names the version and the module's hash, --help the commands, generate --help every option", async () => {
  const manifest = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const version = await keyseal(["--version"]);
  assert.match(version.stdout, new RegExp(`^keyseal ${manifest.version}\nkeyseal\\.wasm SHA-256 [0-9a-f]{64}\n$`));
  const wasm = execFileSync("openssl", ["dgst", "-sha256", "-r", join(packageFolder, "keyseal.wasm")], {
    encoding: "utf8",
  });
  assert.ok(version.stdout.includes(wasm.slice(0, 64)));
  const help = await keyseal(["--help"]);
  assert.deepEqual([help.status, help.stderr], [0, ""]);
  assert.match(help.stdout, /keyseal generate/);
  assert.equal((await keyseal(["generate", "--dns", "x.example.com", "--help"])).status, 0);
});

const optionsIn = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
const manual = readFileSync(join(packageFolder, "man/keyseal.1"), "utf8");

for (const [command, count] of [
  ["generate", 17],
  ["package", 9],
  ["request", 6 + 9],
  ["reseal", 9],
  ["prove-compromise", 6],
  ["check", 15],
]) {
  test(`the help text of ${command}, the manual page and the options that are read are the same`, async () => {
    const help = await keyseal([command, "--help"]);
    const [section] = manual.slice(manual.indexOf(`.Ss keyseal ${command}\n`) + 4).split("\n.Ss ");
    const inHelp = optionsIn(help.stdout, /^ {2}--([a-z-]+)/gm);
    assert.equal(inHelp.length, count);
    assert.deepEqual(optionsIn(section, /^\.It Fl -([a-z-]+)/gm), [...new Set([...inHelp, "help"])].sort());
    for (const name of inHelp.filter((each) => each !== "help")) {
      const run = await keyseal([command, `--${name}=`, `--${name}`]);
      assert.equal(errorOf(run).field, `--${name}`, `--${name} is read, and needs a value or takes none`);
    }
  });
}

test("the manual page has no fault that groff sees", () => {
  assert.equal(groffWarnings(join(packageFolder, "man/keyseal.1")), "");
});

test("several names of each kind, and --dns=x as well as --dns x", async (t) => {
  const run = await generate(
    t,
    ...["--profile", "private-pki", "--dns=b.example.com", "--dns", "a.example.com", "--dns", "*.example.com"],
    ...["--ip", "192.0.2.7", "--ip=2001:db8::7", "--email", "a@example.com", "--uri", "https://example.com/x"],
  );
  assert.equal(run.status, 0, run.stderr);
  const text = csrText(run);
  for (const name of ["DNS:b.example.com", "DNS:a.example.com", "DNS:*.example.com", "IP Address:192.0.2.7"]) {
    assert.ok(text.includes(name), name);
  }
  for (const name of ["IP Address:2001:DB8:0:0:0:0:0:7", "email:a@example.com", "URI:https://example.com/x"]) {
    assert.ok(text.includes(name), name);
  }
  assert.deepEqual(run.folder.files(), ["b.example.com.csr.pem", "b.example.com.key.pem"]);
});

const keyTypes = {
  "ecdsa-p256": /NIST CURVE: P-256/,
  "ecdsa-p384": /NIST CURVE: P-384/,
  "ecdsa-p521": /NIST CURVE: P-521/,
  "rsa-2048": /Public-Key: \(2048 bit\)/,
  "rsa-3072": /Public-Key: \(3072 bit\)/,
  ed25519: /ED25519/,
};
for (const [key, expected] of Object.entries(keyTypes)) {
  test(`--key ${key} makes such a key`, async (t) => {
    const run = await generate(t, "--dns", "www.example.com", "--profile", "private-pki", "--key", key, "--json");
    assert.equal(run.status, 0, run.stderr);
    assert.equal(JSON.parse(run.stdout).key, key);
    assert.match(csrText(run), expected);
    openssl("req", "-in", run.csr, "-verify", "-noout");
    const publicKey = openssl("pkey", "-in", run.key, "-passin", `file:${run.folder.passphraseFile}`, "-pubout");
    assert.equal(publicKey, openssl("req", "-in", run.csr, "-pubkey", "-noout"));
  });
}

for (const key of ["ml-dsa-44", "ml-dsa-65", "ml-dsa-87"]) {
  test(`--key ${key} is read`, async (t) => {
    const run = await generate(t, "--dns", "www.example.com", "--profile", "private-pki", "--key", key, "--json");
    assert.equal(run.status, 0, run.stderr);
    assert.equal(JSON.parse(run.stdout).key, key);
  });
}

test("--subject takes escapes, quotes, hex pairs and spaces, in any order", async (t) => {
  const run = await generate(
    t,
    ...["--dns", "www.example.com", "--profile", "private-pki"],
    ...["--subject", ' O = Example\\, GmbH\\2B , L="K\\C3\\B6ln; am=Rhein" ,C=DE, CN=www.example.com '],
  );
  assert.equal(run.status, 0, run.stderr);
  const subject = openssl("req", "-in", run.csr, "-noout", "-subject", "-nameopt", "multiline,utf8,-esc_msb,-align");
  assert.match(subject, /organizationName = Example, GmbH\+\n/);
  assert.match(subject, /localityName = Köln; am=Rhein\n/);
  assert.match(subject, /countryName = DE\n/);
  assert.match(subject, /commonName = www\.example\.com\n/);
  // An escaped space at the end belongs to the value, where the core does not want it.
  const spaced = await generate(t, "--dns", "www.example.com", "--subject", "CN=www.example.com\\  ");
  assert.equal(errorOf(spaced).code, "subject-not-valid");
});

const unreadableSubjects = {
  "C=DE,O=A+OU=B": 1,
  "C=DE+O=A": 0,
  "C=DE,": 1,
  ",C=DE": 0,
  "C=DE,,O=A": 1,
  DE: 0,
  "=DE": 0,
  "C=DE,O=A;B": 1,
  "C=DE,O=A<B": 1,
  'C=DE,O="A': 1,
  'C=DE,O="A" B': 1,
  'C=DE,O=A"B': 1,
  "C=DE,O=#0C0141": 1,
  "C=DE,O=A\\": 1,
  "C=DE,O=A\\x": 1,
  "C=DE,O=\\C3": 1,
  "C=DE,O=\\C3\\28": 1,
};
test("--subject that cannot be read is refused at the index of the attribute", async () => {
  for (const [subject, index] of Object.entries(unreadableSubjects)) {
    const run = await keyseal(["generate", "--dns", "www.example.com", "--subject", subject]);
    assert.deepEqual(errorOf(run), { code: "subject-not-valid", field: `subject[${index}]` }, subject);
    assert.equal(run.status, 1);
  }
});

test("--must-staple, --kdf scrypt and --iterations reach the files", async (t) => {
  const stapled = await generate(t, "--dns", "www.example.com", "--must-staple", "--iterations", "600001");
  assert.equal(stapled.status, 0, stapled.stderr);
  assert.match(csrText(stapled), /TLS Feature/);
  assert.match(openssl("asn1parse", "-in", stapled.key), /INTEGER\s+:0927C1/);
  const scrypt = await generate(t, "--dns", "www.example.com", "--kdf", "scrypt");
  assert.equal(scrypt.status, 0, scrypt.stderr);
  assert.match(openssl("asn1parse", "-in", scrypt.key), /:scrypt/);
});

test("--spc and --tn, also as a range, make a STIR/SHAKEN request in their order", async (t) => {
  const options = ["--profile", "stir-shaken", "--tn", "12025550100:100", "--spc", "1234", "--tn", "12025550199"];
  const run = await generate(t, ...options, "--subject", "C=US,O=Example,CN=SHAKEN 1234");
  assert.equal(run.status, 0, run.stderr);
  const der = openssl("req", "-in", run.csr, "-outform", "DER", "-out", join(run.folder.base, "csr.der"));
  assert.equal(der, "");
  const hex = readFileSync(join(run.folder.base, "csr.der")).toString("hex");
  const range = `a112300f${"160b"}${Buffer.from("12025550100").toString("hex")}020164`;
  assert.ok(hex.includes(range.slice(8)), "the range with its count");
  const spc = hex.indexOf(Buffer.from("1234").toString("hex"), hex.indexOf("160b"));
  assert.ok(hex.indexOf(Buffer.from("12025550100").toString("hex")) < spc);
  assert.ok(spc < hex.lastIndexOf(Buffer.from("12025550199").toString("hex")));
});

test("--workers, from 1 to 16, says how many search for an RSA key", async (t) => {
  const counting = new URL("count-threads.mjs", import.meta.url);
  for (const [workers, ...key] of [["1", "--key", "rsa-2048"], ["16", "--key", "rsa-2048"], ["16"]]) {
    const folder = workFolder(t);
    const count = join(folder.base, "threads");
    const env = { NODE_OPTIONS: `--import ${counting}`, KEYSEAL_TEST_THREADS: count };
    const run = await keyseal(plain(folder, "--workers", workers, ...key), { env });
    assert.equal(run.status, 0, run.stderr);
    assert.equal(readFileSync(count, "utf8"), key.length > 0 ? workers : "1");
  }
});

test("--json gives one object on one line, and nothing else on standard output", async (t) => {
  const folder = workFolder(t);
  const run = await keyseal(plain(folder, "--dns", "example.com", "--json"));
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /^\{.*\}\n$/);
  const report = JSON.parse(run.stdout);
  assert.deepEqual(Object.keys(report), ["files", "names", "key", "profile", "spkiSha256", "findings", "receipt"]);
  const csr = join(folder.out, "www.example.com.csr.pem");
  assert.deepEqual(report.files, { key: join(folder.out, "www.example.com.key.pem"), csr });
  assert.deepEqual(report.names, ["www.example.com", "example.com"]);
  assert.deepEqual([report.key, report.profile, report.findings], ["ecdsa-p256", "tls-server", []]);
  assert.equal(report.receipt.spkiSha256, report.spkiSha256);
  const spki = execFileSync("sh", [
    "-c",
    'openssl req -in "$0" -pubkey -noout | openssl pkey -pubin -outform DER | sha256sum',
    csr,
  ]);
  assert.equal(report.spkiSha256, spki.toString().slice(0, 64));
});

test("warnings go to standard error, with --json too", async (t) => {
  for (const more of [[], ["--json"]]) {
    const folder = workFolder(t);
    const run = await keyseal(plain(folder, "--key", "ecdsa-p521", ...more));
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stderr, /^keyseal: warning: .*\(K-45, Boulder good_key\.go \(policy\)\)$/m);
    assert.ok(!run.stdout.includes("keyseal: warning"));
  }
});

test("keyseal check takes as many files behind -- as a command line holds", async () => {
  const count = 60_000; // with a stack of a third the size: a system's own limit is near with more
  const through = [process.execPath, "--stack-size=300"];
  const { status, stdout, stderr } = await keyseal(["check", "--", ...Array(count).fill("x")], {
    through,
    maxBuffer: 2 ** 24,
  });
  assert.deepEqual([status, stderr], [1, ""]);
  assert.equal(stdout, "x: file-unreadable: The file cannot be read.\n".repeat(count));
});
