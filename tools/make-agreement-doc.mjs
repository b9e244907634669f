// Writes docs/agreement.md from tests/agreement/disagreements.json, which the tests compare with what the judges say.
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("..", import.meta.url);

/** The known disagreements: [{ judge, topic, keyseal, other, inputs, right, why }]. */
export function readDisagreements() {
  return JSON.parse(readFileSync(new URL("tests/agreement/disagreements.json", root), "utf8"));
}

const judges = {
  zlint: `## zlint 3.7.3

A linter of certificates. It judges the certificates among the vectors as they are. For each request, and each key, a throwaway test CA issues one: the subject, the key, the names and the other extensions are taken over byte for byte, also where an authority would put them right or leave them out, so that zlint sees them; what the authority writes by itself is added as the clauses demand, with the policy of the level (DV, OV, IV, EV; mailbox-validated) that the subject needs. Keyseal is compared twice: by its judgement of the request or key, and by that of the certificate (\`issued/…\`), where only what is different is listed again. Lints about what only the authority writes (validity, policies, AIA, CRLs, key identifiers, SCTs) are left out: \`tests/agreement/lints.mjs\` sorts every lint that fires, and one that it does not know fails the tests.`,
  goodkey: `## Boulder's goodkey 0.20260921.0

The key policy of Let's Encrypt, as its package does it without a configuration and without its database. It judges every key of the profile \`tls-server\`, bare or in a request or certificate. It stops at its first fault, so only that one is compared.`,
  badkeys: `## badkeys 0.0.21

A search for broken keys, with all its tests and warnings. Its list of compromised keys is not part of its package: a small list in its format is made for the test, and badkeys and Keyseal both read that. It judges every key. It does not look at what else stands in a request.`,
  OpenSSL: `## OpenSSL

\`openssl req -verify\` reads a request and verifies its signature. It does not look at names, extensions or the strength of keys.`,
};

const words = { error: "error", warning: "warning", notice: "notice", none: "nothing" };

function section(judge, entries) {
  const rows = entries.map(({ topic, keyseal, other, inputs, right, why }) => {
    const files = inputs.map((input) => `\`${input}\``).join(" ");
    return `| ${topic} | ${words[keyseal]} | ${words[other]} | ${right} | ${why} | ${files} |`;
  });
  return `${judges[judge]}

| About | Keyseal says | ${judge} says | Right | Why | Inputs |
|---|---|---|---|---|---|
${rows.join("\n")}
`;
}

export function agreementPage() {
  const entries = readDisagreements();
  const sections = Object.keys(judges).map((judge) =>
    section(
      judge,
      entries.filter((entry) => entry.judge === judge),
    ),
  );
  return `<!-- Made by tools/make-agreement-doc.mjs from tests/agreement/disagreements.json: change that. -->

# Agreement with other checkers

Other programs judge the same inputs in Keyseal's tests: the vectors of \`tests/vectors/check\` for the profiles \`tls-server\` and \`smime\`, which both have rules that others know, and requests that Keyseal makes, of every profile and key type. Each finding is sorted by what it is about (\`tests/agreement/topics.mjs\`), and the findings are compared input by input and topic by topic. This page lists **every** difference on the vectors: in its level (error, warning; a notice forbids nothing and counts as nothing), who is right, and why. The tests fail when a difference appears that is not here, and when one that is here goes away. Where a judge cannot read an input at all, or says only the first fault that it finds, it agrees if Keyseal finds an error there too.

What Keyseal says of a request is compared as it would be of the certificate into which the request was copied, which is what the others judge.

"Both" are right where they answer different questions: a permitted key that a large authority refuses all the same, a severity that no clause decides, or a fault that an authority puts right in a request and must not leave in a certificate. On requests that Keyseal makes, nobody finds a fault but P-521, which Let's Encrypt refuses, and a common name, where one was asked for; \`tests/agreement/agreement.test.mjs\` demands that too.

${sections.join("\n")}`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL("docs/agreement.md", root), agreementPage());
}
