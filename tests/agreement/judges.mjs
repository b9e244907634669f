// Runs the judges and Keyseal, and puts their words into one form, a view: { found, stopped?, hidden? }.
//   found    what was found: topic -> "error", "warning" or "notice"
//   stopped  the judge gave up at its first fault, which is one of these topics
//   hidden   topics that the judge did not get to behind one that it found
import { readRules } from "../../tools/make-rules-doc.mjs";
import { run, runOk } from "../interop/commands.mjs";
import { topicOfLint } from "./lints.mjs";
import { topicOfRule } from "./topics.mjs";

const ranks = ["none", "notice", "warning", "error"];

/** Notes a level unless the topic has a worse one. */
function note(found, topic, level) {
  if (topic === undefined) return;
  if (ranks.indexOf(level) > ranks.indexOf(found.get(topic) ?? "none")) found.set(topic, level);
}

const lines = (text) => text.split("\n").filter(Boolean);
const json = (text) => lines(text).map((line) => JSON.parse(line));

const rules = readRules();

/** The rows that a finding can be of: rules may share an id, and then differ in what they say or in the profile. */
const rowsOf = ({ rule, message }) => rules.filter(({ id, text }) => id === rule && message.startsWith(text));

/**
 * What a finding would be in a certificate: the others judge the certificate into which a request was copied, and
 * Keyseal leaves to the authority what that writes itself.
 */
function levelIssued(finding) {
  const rows = rowsOf(finding);
  if (rows.every(({ inRequest, inCertificate }) => inRequest === inCertificate)) return finding.severity;
  const levels = new Set(rows.map(({ inCertificate }) => inCertificate));
  if (levels.size !== 1) throw new Error(`${finding.rule} has ${levels.size} severities: ${finding.message}`);
  const [level] = levels;
  return { Error: "error", Warning: "warning", Notice: "notice" }[level] ?? finding.severity;
}

function topicOfFinding(finding) {
  const { rule, message } = finding;
  const topics = new Set(rowsOf(finding).map(({ symbol }) => topicOfRule(symbol)));
  if (topics.size !== 1) throw new Error(`${rule} has ${topics.size} topics: ${message}`);
  return [...topics][0];
}

// Keyseal does not look at the zone of a name that is none, nor at the encoding of a key that it refuses by its type.
const behind = [
  ["DNS syntax", ["local name", "public suffix", "Punycode"]],
  ["wildcard position", ["local name", "public suffix"]],
  ["key type", ["key encoding"]],
];

/** Keyseal's view of every path in `asked`, [{ path, profile, day, level, generation }], with a blocklist of badkeys's format. */
export async function askKeyseal(command, asked, blocklist) {
  const views = new Map();
  const groups = new Map(); // one run for all with the same options
  for (const { path, profile, day, level, generation } of asked) {
    const options = ["--json", "--blocklist", `badkeys=${blocklist}`, "--profile", profile, "--date", day];
    if (level) options.push("--level", level);
    if (generation) options.push("--generation", generation);
    const key = options.join(" ");
    if (!groups.has(key)) groups.set(key, { options, paths: [] });
    groups.get(key).paths.push(path);
  }
  for (const { options, paths } of groups.values()) {
    const { status, stdout, stderr } = await run(command, [...options, ...paths]);
    if (status > 1) throw new Error(`keyseal-check ended with ${status}: ${stderr}`);
    for (const { file, findings, error } of json(stdout)) {
      if (error) throw new Error(`${file}: ${error.code}`);
      const found = new Map();
      for (const finding of findings) note(found, topicOfFinding(finding), levelIssued(finding));
      const hidden = behind.filter(([topic]) => found.get(topic) === "error").flatMap(([, topics]) => topics);
      views.set(file, { found, hidden });
    }
  }
  return views;
}

/** The view of a judge that says only its first fault, by the topics that its words may mean. */
function firstFault(words, meanings, judge) {
  const meaning = meanings.find(([pattern]) => pattern.test(words));
  if (!meaning) throw new Error(`judges.mjs does not know what ${judge} means by: ${words}`);
  return { found: new Map(), stopped: meaning.slice(1) };
}

const zlintWords = [
  [/elliptic curve point/, "point", "curve", "key encoding"],
  [/unsupported elliptic curve/, "curve"],
  [/RSA public exponent/, "exponent"],
  [/IP address of length/, "IP size"],
  [/PrintableString|invalid UTF-8/, "string type"],
  [/precert poison/, "structure"],
  [/asn1|RSA modulus/, "structure", "key encoding", "key type", "kind of name"],
];

const goodkeyWords = [
  [/unknown public key algorithm|unsupported key type|invalid DSA/, "key type"],
  [/unsupported elliptic curve|curve .* not allowed/, "curve"],
  [/invalid ECDSA parameters/, "key encoding"],
  [/point|element encoding|uncompressed public key/, "point", "curve"],
  [/exponent/, "exponent", "key encoding"],
  [/key size not supported/, "size", "whole octets", "key encoding"],
  [/small prime/, "small factor"],
  [/Infineon/, "ROCA"],
  [/too close/, "Fermat"],
  [/asn1|Ed25519|RSA modulus|RSA public key|NULL|trailing/, "key encoding"],
];

/** The views of zlint and goodkey: { zlint, goodkey }. zlint has none where a request cannot be read. */
export async function askGo(program, tasks) {
  const zlint = new Map();
  const goodkey = new Map();
  const stdin = tasks.map((task) => `${JSON.stringify(task)}\n`).join("");
  for (const answer of json(await runOk(program, [], { stdin }))) {
    if (answer.notIssued) continue;
    const { unreadable, ...lints } = answer.zlint ?? {};
    const found = new Map();
    for (const [lint, status] of Object.entries(lints)) {
      const level = { info: "notice", warn: "warning", error: "error", fatal: "error" }[status];
      if (!level) throw new Error(`${lint}: zlint's status ${status} is not known`);
      note(found, topicOfLint(lint), level);
    }
    zlint.set(answer.file, unreadable ? firstFault(unreadable, zlintWords, "zlint") : { found });
    const refusal = answer.goodkey?.unreadable ?? answer.goodkey?.refused;
    goodkey.set(answer.file, refusal ? firstFault(refusal, goodkeyWords, "goodkey") : { found: new Map() });
  }
  return { zlint, goodkey };
}

const badkeysWords = [
  [/^e must be/, "exponent", "key encoding"],
  [/infinity/, "point"],
  [/^ECDSA keys with explicit parameters/, "key encoding"],
  [/Unknown key type/, "key type"],
  [/^Invalid key$/, "point", "curve", "key encoding"],
  [/^Could not deserialize/, "key encoding", "key type", "exponent"],
  [/asn1 value|CSR version/, "structure", "signature", "string type"],
];

const badkeysChecks = {
  fermat: { topic: "Fermat", level: "error" },
  roca: { topic: "ROCA", level: "error" },
  smallfactors: { topic: "small factor", level: "error" },
  rsapoly: { topic: "pattern", level: "error" },
  pattern: { topic: "pattern", level: "error" },
  smalld: { topic: "small private exponent", level: "error" },
  blocklist: { topic: "compromised key", level: "error" },
  sharedprimes: { topic: "shared prime", level: "error" },
  rsainvalid: { topic: "exponent", level: "error" },
  rsabias: { topic: "pattern", level: "warning" },
};
// One warning hides the others, in this order.
const badkeysWarnings = [
  [/small|unusual_keysize/, "size", ["whole octets", "exponent"]],
  [/not_multiple_of_8/, "whole octets", ["size", "exponent"]],
  [/exponent/, "exponent", []],
];

/** The views of badkeys on the paths of PEM files; its blocklist is in the folder `cache`. */
export async function askBadkeys(python, script, paths, cache) {
  const views = new Map();
  const stdin = paths.map((path) => `${path}\n`).join("");
  for (const { file, results, error } of json(
    await runOk(python, [script], { stdin, env: { XDG_CACHE_HOME: cache } }),
  )) {
    if (error) {
      views.set(file, firstFault(error, badkeysWords, "badkeys"));
      continue;
    }
    const view = { found: new Map(), hidden: [] };
    for (const [check, subtest] of Object.entries(results)) {
      if (check === "rsawarnings") {
        const [, topic, hidden] = badkeysWarnings.find(([pattern]) => pattern.test(subtest));
        note(view.found, topic, "warning");
        view.hidden.push(...hidden);
      } else {
        if (!badkeysChecks[check]) throw new Error(`judges.mjs does not know badkeys's check ${check}`);
        note(view.found, badkeysChecks[check].topic, badkeysChecks[check].level);
      }
    }
    views.set(file, view);
  }
  return views;
}

const opensslWords = [
  [/verify failure|wrong public key type/, "signature", "signature algorithm"],
  [/unable to load/i, "structure", "string type", "key encoding"],
];

/** The views of `openssl req -verify` on the paths of requests. */
export async function askOpenssl(paths) {
  const views = new Map();
  for (const path of paths) {
    const { stdout, stderr } = await run("openssl", ["req", "-verify", "-noout", "-in", path]);
    const said = stdout + stderr;
    if (/X509_PUBKEY_get0:decode error/.test(said)) continue; // a kind of key that the host's OpenSSL is too old for
    views.set(path, /verify OK/.test(said) ? { found: new Map() } : firstFault(said, opensslWords, "OpenSSL"));
  }
  return views;
}
