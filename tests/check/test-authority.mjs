// A throwaway authority of OpenSSL's: keys, certificates, CRLs and requests, made when they are asked for.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs openssl in |cwd| and returns its standard output as bytes. */
export function openssl(cwd, args, input) {
  return execFileSync("openssl", args, { cwd, input, stdio: ["pipe", "pipe", "pipe"] });
}

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

export class TestAuthority {
  #entries = [];
  #requests = 0;

  /** |name| is the subject; two authorities may have the same one, with other keys. */
  constructor(name, { algorithm = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"] } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "keyseal-authority-"));
    this.certificates = join(this.folder, "certificates");
    mkdirSync(this.certificates);
    const subject = ["-subj", `/O=${name}`, "-days", "30", "-nodes", "-keyout", "ca.key", "-out", "ca.pem"];
    openssl(this.folder, ["req", "-x509", ...algorithm, ...subject]);
    const ca =
      "database = index.txt\ncertificate = ca.pem\nprivate_key = ca.key\ndefault_md = sha256\ncrl_extensions = none\n";
    writeFileSync(join(this.folder, "ca.cnf"), `[ca]\ndefault_ca = own\n[own]\n${ca}[none]\n`);
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }

  /** Makes |name|.key; "ec" or "rsa", or openssl genpkey's own arguments. */
  key(name, kind = "ec") {
    const kinds = {
      ec: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
      rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
    };
    openssl(this.folder, ["genpkey", ...(kinds[kind] ?? kind), "-out", `${name}.key`]);
    return join(this.folder, `${name}.key`);
  }

  /** A request of the key |name|, in PEM or DER; returns its file. */
  request(name, subject = "/CN=www.example.com", form = "PEM") {
    const file = join(this.folder, `${name}-${++this.#requests}.csr`);
    const names = ["-addext", "subjectAltName=DNS:www.example.com"];
    openssl(this.folder, [
      "req",
      "-new",
      "-key",
      `${name}.key`,
      "-subj",
      subject,
      ...names,
      "-outform",
      form,
      "-out",
      file,
    ]);
    return file;
  }

  /** Issues a certificate for the key |name| into the folder of certificates; |form| is PEM or DER. */
  issue(name, serial, form = "PEM") {
    const file = join(this.certificates, `${name}.${form.toLowerCase()}`);
    const from = ["-req", "-in", this.request(name), "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "9"];
    openssl(this.folder, ["x509", ...from, "-set_serial", String(serial), "-outform", form, "-out", file]);
    return file;
  }

  /** Revokes a serial number, given in hex of whole octets. */
  revoke(serial, reason) {
    this.#entries.push(`R\t360101000000Z\t260101000000Z,${reason}\t${serial}\tunknown\t/CN=x\n`);
  }

  /** The CRL of all that was revoked; returns its file. */
  crl(form = "PEM") {
    const file = join(this.folder, `crl.${form.toLowerCase()}`);
    writeFileSync(join(this.folder, "index.txt"), this.#entries.join(""));
    openssl(this.folder, ["ca", "-config", "ca.cnf", "-gencrl", "-crldays", "9", "-out", "crl.pem"]);
    if (form === "DER") openssl(this.folder, ["crl", "-in", "crl.pem", "-outform", "DER", "-out", file]);
    return file;
  }

  /** The SubjectPublicKeyInfo of the key |name|. */
  spki(name) {
    return openssl(this.folder, ["pkey", "-in", `${name}.key`, "-pubout", "-outform", "DER"]);
  }

  /** What "openssl rsa -modulus" prints, its line's end with it. */
  modulusLine(name) {
    return openssl(this.folder, ["rsa", "-in", `${name}.key`, "-noout", "-modulus"]);
  }

  /** The modulus, or the X coordinate, as bytes without leading zeros. */
  number(name, kind) {
    const spki = this.spki(name);
    const bytes =
      kind === "rsa"
        ? Buffer.from(String(this.modulusLine(name)).trim().split("=")[1], "hex")
        : spki.subarray(-64, -32);
    return bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  }

  certificate() {
    return readFileSync(join(this.folder, "ca.pem"));
  }
}
