// What is judged: the checker's vectors of the two public profiles, and the requests that the package makes.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readVectors } from "../../tools/make-rules-doc.mjs";

const vectors = fileURLToPath(new URL("../vectors/check/", import.meta.url));

/** The day on which certificates are issued and rules asked about, where a vector does not name its own. */
const today = "2026-11-15";

const subjectHas = (der, arc) => der.includes(Buffer.from([0x06, 0x03, 0x55, 0x04, arc]));

/** The level of validation that a CA would go by, where none is said: what the subject needs. */
function levelFor(path) {
  const der = Buffer.from(readFileSync(path, "utf8").replace(/-----.*-----/g, ""), "base64");
  if (subjectHas(der, 10)) return "ov";
  return subjectHas(der, 4) || subjectHas(der, 42) ? "iv" : "dv"; // surname, given name
}

/** One input: { name, path, kind, profile, day, level, policy }. Keyseal is told the level that the CA goes by. */
function input(name, path, profile, options) {
  const kind = name.split("/")[0];
  const isRequest = profile === "tls-server" && (kind === "csr" || kind === "generated");
  const said = options.find((word) => ["dv", "iv", "ov", "ev"].includes(word));
  const level = said ?? (isRequest ? levelFor(path) : undefined);
  const policy = profile === "smime" ? "smime" : (level ?? "dv");
  const day = options.find((word) => /^\d{4}-/.test(word)) ?? today;
  return { name, path, kind, profile, day, level, policy };
}

/** The vectors for TLS servers and mail: other profiles have no judge but Keyseal. */
export function vectorInputs() {
  return readVectors()
    .map(({ file, options: [profile, ...options] }) => {
      return input(file.replace(/\.pem$/, ""), vectors + file, profile, options);
    })
    .filter(({ profile }) => profile === "tls-server" || profile === "smime");
}

/** The requests that the fixtures of tests/interop hold. */
export function generatedInputs(folder, fixtures) {
  return fixtures.map(({ name, request }) => {
    return input(`generated/${name}`, `${folder}/${name}/csr.pem`, request.profile ?? "tls-server", []);
  });
}
