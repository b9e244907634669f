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

const levels = { "tls-server": ["dv", "iv", "ov", "ev"], smime: ["mailbox", "organization", "sponsor", "individual"] };

/** One input: { name, path, kind, profile, day, level, generation, policy }. Keyseal is told what the CA goes by. */
function input(name, path, profile, options) {
  const kind = name.split("/")[0];
  const isMail = profile === "smime";
  const isRequest = kind === "csr" || kind === "generated";
  const said = options.find((word) => levels[profile]?.includes(word));
  const needed = { "tls-server": levelFor, smime: () => "mailbox" }[profile];
  const level = said ?? (isRequest ? needed?.(path) : undefined);
  const asked = options.find((word) => word.startsWith("generation="))?.slice("generation=".length);
  const generation = asked ?? (isMail && isRequest ? "multipurpose" : undefined);
  const policy = isMail ? `${level ?? "mailbox"}-${generation ?? "multipurpose"}` : (level ?? "dv");
  const day = options.find((word) => /^\d{4}-/.test(word)) ?? today;
  return { name, path, kind, profile, day, level, generation, policy };
}

/** The vectors for TLS servers and mail: other profiles have no judge but Keyseal. */
export function vectorInputs() {
  return readVectors()
    .map(({ file, options: [profile, ...options] }) => {
      return { file, profile, options };
    })
    .filter(({ profile }) => profile in levels)
    .map(({ file, profile, options }) => input(file.replace(/\.pem$/, ""), vectors + file, profile, options));
}

/** The requests that the fixtures of tests/interop hold. */
export function generatedInputs(folder, fixtures) {
  return fixtures.map(({ name, request }) => {
    return input(`generated/${name}`, `${folder}/${name}/csr.pem`, request.profile ?? "tls-server", []);
  });
}
