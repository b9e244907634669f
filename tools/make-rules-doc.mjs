// Writes docs/rules.md from wasm/core/rules/rules.def, the only list of rules, and tests/vectors/check/expected.txt, the
// checker's vectors. A test compares the page with both.
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("..", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

const profileNames = {
  kTlsServer: "tls-server",
  kTlsClient: "tls-client",
  kSmime: "smime",
  kSpiffe: "spiffe",
  kStirShaken: "stir-shaken",
  kPrivatePki: "private-pki",
  kCodeSigning: "code-signing",
};
const profileSets = { kAll: "all", kPrivate: "tls-client, spiffe, stir-shaken, private-pki" };
const severityNames = {
  Error: "error",
  Warning: "warning",
  Notice: "notice",
  NotEvaluated: "notice; error if strict",
  StrictError: "warning; error if strict",
  Refused: "warning; error for a chosen authority",
};

const namesOf = (profiles) => profiles.map((name) => profileSets[name] ?? profileNames[name]).join(", ");

/** `"BR 6.1.5"` or `By({kTlsServer, "BR 6.1.5"}, …)`: [{ profiles, clause }], without profiles where it is for all. */
function readClauses(column) {
  if (column.startsWith('"')) return [{ clause: column.slice(1, -1) }];
  return [...column.matchAll(/\{([\w |]+), "([^"]+)"\}/g)].map(([, profiles, clause]) => ({
    profiles: profiles.split(" | "),
    clause,
  }));
}

/** The rows of rules.def: { symbol, id, inRequest, inCertificate, clauses, profiles, text }. */
export function readRules() {
  const source = read("wasm/core/rules/rules.def");
  const rows = [
    ...source.matchAll(
      /^KEYSEAL_RULE\((\w+), "([A-Z]-\d+)", (\w+), (\w+), ("[^"]+"|By\((?:\{[^{}]+\}(?:, )?)+\)), ([\w |]+), "((?:[^"\\]|\\.)*)"\)$/gm,
    ),
  ];
  if (rows.length !== source.split("\n").filter((line) => line.startsWith("KEYSEAL_RULE")).length) {
    throw new Error("rules.def has a line that is not understood");
  }
  return rows.map(([, symbol, id, inRequest, inCertificate, clause, profiles, text]) => ({
    symbol,
    id,
    inRequest,
    inCertificate,
    clauses: readClauses(clause),
    profiles: profiles.split(" | "),
    text: text.replaceAll('\\"', '"'),
  }));
}

/** The lines of expected.txt: { file, options, finds, accepts }, the last two as names of rules. */
export function readVectors() {
  const words = (column = "") => column.trim().split(/\s+/).filter(Boolean);
  return read("tests/vectors/check/expected.txt")
    .trimEnd()
    .split("\n")
    .map((line) => line.split("|"))
    .map(([file, options, finds, accepts]) => ({
      file: file.trim(),
      options: words(options),
      finds: words(finds),
      accepts: words(accepts),
    }));
}

/** All of |files|, and how many they are where that is not seen at a glance. */
function listed(files) {
  const names = files.map((file) => `\`${file.replace(/\.pem$/, "")}\``).join(" ");
  return files.length > 3 ? `${files.length}: ${names}` : names;
}

export function rulesPage() {
  const vectors = readVectors();
  const rules = readRules().sort(
    (a, b) =>
      a.id[0].localeCompare(b.id[0]) ||
      Number(a.id.slice(2)) - Number(b.id.slice(2)) ||
      a.symbol.localeCompare(b.symbol),
  );
  const rows = rules.map(({ symbol, id, inRequest, inCertificate, clauses, profiles, text }) => {
    const where = namesOf(profiles);
    const clause = clauses.map((one) => (one.profiles ? `${one.clause} (${namesOf(one.profiles)})` : one.clause));
    const rejecting = vectors.filter(({ finds }) => finds.includes(symbol)).map(({ file }) => file);
    const accepting = vectors.filter(({ accepts }) => accepts.includes(symbol)).map(({ file }) => file);
    return `| ${id} | ${severityNames[inRequest]} | ${inCertificate === "Refused" ? "not told" : severityNames[inCertificate]} | ${clause.join("; ")} | ${where} | ${text} | ${listed(accepting)} | ${listed(rejecting)} |`;
  });
  return `<!-- Made by tools/make-rules-doc.mjs from wasm/core/rules/rules.def and tests/vectors/check/expected.txt: change those. -->

# The checker's rules

What \`keyseal-check\` looks for, ${rules.length} outcomes in all. An id may have several. A request says what somebody asks for; an authority takes the key and the names, and writes the rest itself. So in a request an error is only what key, names or proof of possession rule out, a warning what some authorities refuse or what would be dangerous to copy, a notice what they rewrite or drop. In a certificate the severity is the clause's. The clause says where the rule is written, in the text that binds the profile in which it is told; TLS's own text stands in for profiles of private use that have none. BR are the CA/Browser Forum's TLS Baseline Requirements 2.2.6, EVG its Extended Validation Guidelines 2.0.2, SBR its S/MIME Baseline Requirements 1.0.12 with ballot SMC-018, CSBR its Code Signing Baseline Requirements 3.10.0 with ballot CSC-32, X.509-SVID SPIFFE's standard of this name, ATIS-1000080 SHAKEN's governance model of versions 4 and 5, MOZ Mozilla's Root Store Policy 3.1, CHR Chrome's Root Program Policy 1.8. "Policy" is what a large authority does without a clause. The tests are files of \`tests/vectors/check\`, each judged as its \`expected.txt\` says.

| Rule | In a request, of a key | In a certificate | Clause | Profiles | What is wrong | Accepted in tests | Rejected in tests |
|---|---|---|---|---|---|---|---|
${rows.join("\n")}

Rows of the requirement matrix without an outcome of their own: K-01 is the sum of K-10 to K-19; K-18 is met by K-17, since a point on a curve of cofactor 1 that is not infinity is fully validated; K-30 is C-04, K-32 is N-01, K-33 is N-09, N-10 and N-20, K-41 is K-26 and N-01, K-42 is X-05; K-40, K-43, K-44 and K-46 say why K-17 and K-19 are as they are; K-08, K-31, K-36 and K-37 are duties of people and of the generator; K-34, K-35, K-38 and K-63 ask nothing of a request; C-10 is K-20 to K-25; N-16 forbids a rule, and its vector is accepted; N-17 is the generator's, which takes U-labels. Rows beside the matrix: S-15 to S-17, N-23, X-10 to X-14 and those that begin with M.

A mail certificate's type and generation are those of its policy (SBR 7.1.6.1), else what the checker is told. Without either, a request is told every type that its subject is right for: in brackets stand the generation, where the strict one is none, and what an authority would have to add. SBR 7.1.2.3(f) speaks of 2027-07-01 since ballot SMC-018, and CSBR 7.1.6.4 of 2026-09-15 since ballot CSC-32. Rules that begin or end on a day of issuance go by a certificate's notBefore.

K-02 compares the RSA keys of all files of one call, at most 1,000 different ones. A code signing certificate may have a DSA key (CSBR 6.1.5.2): none is judged here. K-51 is evaluated by whoever sees the hardware's attestation.
`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL("docs/rules.md", root), rulesPage());
}
