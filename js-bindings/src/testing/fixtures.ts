/** Finished requests and sealed keys, made by the real module: one of every key type. The keys are public. */

import type { Finding, Receipt } from "../base/types.js";
import { type Bytes, fromPem } from "./der.js";
import ecdsaP256 from "./fixtures/ecdsa-p256.json";
import ecdsaP384 from "./fixtures/ecdsa-p384.json";
import ecdsaP521 from "./fixtures/ecdsa-p521.json";
import ed25519 from "./fixtures/ed25519.json";
import mlDsa44 from "./fixtures/ml-dsa-44.json";
import mlDsa65 from "./fixtures/ml-dsa-65.json";
import mlDsa87 from "./fixtures/ml-dsa-87.json";
import rsa2048 from "./fixtures/rsa-2048.json";
import rsa3072 from "./fixtures/rsa-3072.json";
import rsa4096 from "./fixtures/rsa-4096.json";

/**
 * What `generate` once gave, with the passphrase that opens the key. Both PEM texts begin with a line that says that the
 * key is published, and the receipt's version ends in "-fixture".
 */
export interface Fixture {
  readonly passphrase: string;
  readonly csrPem: string;
  readonly csrDer: Bytes;
  readonly sealedKeyPem: string;
  readonly sealedKeyDer: Bytes;
  readonly spkiSha256: string;
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
  readonly receipt: Readonly<Receipt>;
}

type Stored = Omit<Fixture, "csrDer" | "sealedKeyDer" | "receipt" | "findings"> & { receipt: object; findings: object };

export type FixtureName =
  | "ecdsa-p256"
  | "ecdsa-p384"
  | "ecdsa-p521"
  | "rsa-2048"
  | "rsa-3072"
  | "rsa-4096"
  | "ed25519"
  | "ml-dsa-44"
  | "ml-dsa-65"
  | "ml-dsa-87";

const stored: Record<FixtureName, Stored> = {
  "ecdsa-p256": ecdsaP256,
  "ecdsa-p384": ecdsaP384,
  "ecdsa-p521": ecdsaP521,
  "rsa-2048": rsa2048,
  "rsa-3072": rsa3072,
  "rsa-4096": rsa4096,
  ed25519,
  "ml-dsa-44": mlDsa44,
  "ml-dsa-65": mlDsa65,
  "ml-dsa-87": mlDsa87,
};

const names = Object.keys(stored) as FixtureName[];

function restore({ passphrase, csrPem, sealedKeyPem, ...facts }: Stored): Fixture {
  const { spkiSha256, names, findings, receipt } = facts as Pick<
    Fixture,
    "spkiSha256" | "names" | "findings" | "receipt"
  >;
  const bytes = { csrDer: fromPem(csrPem), sealedKeyDer: fromPem(sealedKeyPem) };
  return { passphrase, csrPem, sealedKeyPem, ...bytes, spkiSha256, names, findings, receipt };
}

/**
 * By key type: websites (ecdsa-p256, rsa-3072; rsa-2048 with a wildcard and an A-label; ecdsa-p384 with an organisation),
 * a client (ecdsa-p521), e-mail (rsa-4096), a private authority (the others).
 */
export const fixtures = Object.fromEntries(names.map((name) => [name, restore(stored[name])])) as unknown as Readonly<
  Record<FixtureName, Fixture>
>;
