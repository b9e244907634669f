// A package as a person makes it: key and request by `keyseal generate`, a certificate by the throwaway authority, and
// the zip by `keyseal package`, unpacked by a program that none of us wrote.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, runOk } from "../interop/commands.mjs";
import { packageDir } from "../node/support.mjs";

export const host = "www.example.com";
export const passphrase = "copper lantern orbit thistle";
export const command = `${packageDir}/keyseal-cli.mjs`;
export const everyTarget = "nginx,apache,haproxy,tomcat,iis,java,postfix,dovecot,node,panel,personal,pem";

export const keyseal = (...args) => run(process.execPath, [command, ...args]);
export const keysealOk = (...args) => runOk(process.execPath, [command, ...args]);

/** Unpacks with Python's zipfile, which also says each file's mode. */
const unpacker = `
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    for info in archive.infolist():
        path = archive.extract(info, sys.argv[2])
        os.chmod(path, info.external_attr >> 16 & 0o777)
`;

export async function unpack(zip, folder) {
  await runOk("python3", ["-c", unpacker, zip, folder]);
}

/** { folder, key, csr, leaf, passphraseFile, packs }: packs is where the zip is unpacked. */
export async function makePacks(authority, { key = "ecdsa-p256", targets = everyTarget, options = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-packs-"));
  chmodSync(folder, 0o755); // servers give up root's rights before they read what is public
  const at = (name) => join(folder, name);
  writeFileSync(at("pw"), `${passphrase}\n`, { mode: 0o600 });
  await keysealOk(
    "generate",
    "--dns",
    host,
    "--dns",
    "example.com",
    "--key",
    key,
    "--passphrase-file",
    at("pw"),
    "--out",
    folder,
  );
  const leaf = await authority.issue(at(`${host}.csr.pem`), [host, "example.com"]);
  writeFileSync(
    at("sent.pem"),
    authority.read(authority.root) + authority.read(authority.intermediate) + authority.read(leaf),
  );
  const files = ["--key", at(`${host}.key.pem`), "--chain", at("sent.pem"), "--passphrase-file", at("pw")];
  const report = await keysealOk("package", ...files, "--for", targets, "--out", at("packs.zip"), "--json", ...options);
  mkdirSync(at("packs"));
  await unpack(at("packs.zip"), at("packs"));
  return {
    folder,
    key: at(`${host}.key.pem`),
    csr: at(`${host}.csr.pem`),
    leaf,
    chain: at("sent.pem"),
    passphraseFile: at("pw"),
    zip: at("packs.zip"),
    packs: at("packs"),
    report: JSON.parse(report),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Follows a guide's "/etc/…/tls": the files of `name` say `folder` instead, and the passphrase is typed as it says. */
export async function install(packs, name, folder) {
  const source = join(packs, name);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  for (const file of readdirSync(source)) {
    const bytes = readFileSync(join(source, file));
    const isText = /\.(conf|cfg|cf|xml|mjs|sh|txt)$/.test(file);
    const text = isText ? bytes.toString().replace(/\/etc\/\w+\/tls/g, folder) : bytes;
    writeFileSync(join(folder, file), text);
  }
  const line = typedLines(folder).find((typed) => typed.endsWith("passphrase)"));
  if (line) await runOk("sh", ["-c", line], { cwd: folder, stdin: `${passphrase}\n` });
  return folder;
}

/** The lines of the README that are typed, such as the one that decrypts a key. */
export const typedLines = (folder) =>
  readFileSync(join(folder, "README.txt"), "utf8")
    .split("\r\n")
    .filter((line) => line.startsWith("    "))
    .map((line) => line.trim());
