// A throwaway authority for tests, by the openssl command: a root, an intermediate, and certificates that live a day.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOk } from "../interop/commands.mjs";

const authorityExtensions = `basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
`;
const serverExtensions = `basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth, emailProtection
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`;

/** Makes one in a folder of its own: { folder, root, intermediate, issue, remove }, paths of PEM files. */
export async function makeAuthority() {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-authority-"));
  const at = (name) => join(folder, name);
  const openssl = (...args) => runOk("openssl", args, { cwd: folder });
  const newKey = (name) => openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", name);
  writeFileSync(at("authority.ext"), authorityExtensions);
  await newKey("root.key");
  const subject = "/O=Keyseal tests/CN=Nobody trusts this root";
  await openssl("req", "-x509", "-key", "root.key", "-subj", subject, "-days", "2", "-out", "root.pem");
  await newKey("intermediate.key");
  await openssl(
    "req",
    "-new",
    "-key",
    "intermediate.key",
    "-subj",
    "/O=Keyseal tests/CN=Intermediate",
    "-out",
    "intermediate.csr",
  );
  const sign = async (csr, issuer, extensions, out) => {
    const by = ["-CA", `${issuer}.pem`, "-CAkey", `${issuer}.key`, "-CAcreateserial", "-days", "1"];
    await openssl("x509", "-req", "-in", csr, ...by, "-extfile", extensions, "-out", out);
  };
  await sign("intermediate.csr", "root", "authority.ext", "intermediate.pem");
  let issued = 0;

  return {
    folder,
    root: at("root.pem"),
    intermediate: at("intermediate.pem"),
    /** Issues from the request in the file `csr` for `names`. Returns the certificate's path. */
    async issue(csr, names) {
      const name = `leaf-${issued++}`;
      // The request's subject is empty, and so is the certificate's: then the names are critical (RFC 5280 4.2.1.6).
      const san = names.map((dns) => `DNS:${dns}`).join(",");
      writeFileSync(at(`${name}.ext`), `${serverExtensions}subjectAltName = critical, ${san}\n`);
      await sign(csr, "intermediate", `${name}.ext`, `${name}.pem`);
      return at(`${name}.pem`);
    },
    read: (path) => readFileSync(path, "utf8"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
