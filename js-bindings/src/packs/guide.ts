/** The README.txt of a folder: what each file is, what to do with it, how to try it, how to renew. */

import type { Material, Step, Target } from "./target.js";

const lines = (steps: readonly Step[]): string =>
  steps.map((step) => (typeof step === "string" ? `${step}\n` : `\n    ${step.type}\n\n`)).join("");

export interface GuideFacts {
  /** "2027-01-07" */
  validUntil: string;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex. */
  spkiSha256: string;
}

/** Lines end as Windows wants them too: every editor shows the rest right. */
export function guide(target: Target, material: Material, { validUntil, spkiSha256 }: GuideFacts): string {
  const text = `${material.host}: ${target.title}

The key in these files is encrypted under the passphrase of your key file. A lost passphrase is a lost key.

Install
-------
${lines(target.steps(material))}
Try
---
${lines(target.tries(material))}
Renew
-----
The certificate is valid until ${validUntil}. Three weeks before, make a new key and a new request, and come back with the new certificate.

Fingerprint of the public key (SPKI SHA-256): ${spkiSha256}
`;
  return text.replace(/\n{3,}/g, "\n\n").replace(/\n/g, "\r\n");
}
