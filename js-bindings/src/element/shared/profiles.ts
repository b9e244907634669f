/** What the form offers for each profile. What is accepted is the core's to judge (wasm/core/request/profile.cc). */

import { type KeyName, keySpecs } from "../../base/key-names.js";
import type { Profile } from "../../base/types.js";
import type { NameKind } from "./name-kinds.js";

const allKeys = Object.keys(keySpecs) as KeyName[];
const publicKeys = allKeys.filter((name) => name.startsWith("ecdsa-") || name.startsWith("rsa-"));

/** Every public name of a profile, in the order in which they are offered. */
export const profileNames = [
  "tls-server",
  "smime",
  "tls-client",
  "spiffe",
  "stir-shaken",
  "private-pki",
] as const satisfies readonly Profile[];

export interface ProfileForm {
  readonly keys: readonly KeyName[];
  readonly kinds: readonly NameKind[];
  /** The attributes of the subject that are asked for where the subject is wanted; none where it never is. */
  readonly subject: readonly string[];
  /** The attributes of which one is enough, if any. */
  readonly eitherOf: readonly string[];
  /** Whether the subject alone can make a request. */
  readonly namesMayBeMissing: boolean;
  readonly mustStaple: boolean;
}

const organisation = ["O", "L", "ST", "C"] as const;

export const profileForms: Readonly<Record<Profile, ProfileForm>> = {
  "tls-server": {
    keys: publicKeys,
    kinds: ["dns", "ip"],
    subject: organisation,
    eitherOf: ["L", "ST"], // BR 7.1.2.7.4
    namesMayBeMissing: false,
    mustStaple: true,
  },
  smime: {
    keys: allKeys,
    kinds: ["email"],
    subject: [],
    eitherOf: [],
    namesMayBeMissing: false,
    mustStaple: false,
  },
  "tls-client": {
    keys: allKeys,
    kinds: ["dns", "ip", "email", "uri"],
    subject: ["CN", ...organisation],
    eitherOf: [],
    namesMayBeMissing: true,
    mustStaple: false,
  },
  spiffe: {
    keys: [...publicKeys, "ed25519"],
    kinds: ["uri", "dns"],
    subject: [],
    eitherOf: [],
    namesMayBeMissing: false,
    mustStaple: false,
  },
  "stir-shaken": {
    keys: ["ecdsa-p256"],
    kinds: ["spc", "tn", "range"],
    subject: ["CN", "O", "C"],
    eitherOf: [],
    namesMayBeMissing: false,
    mustStaple: false,
  },
  "private-pki": {
    keys: allKeys,
    kinds: ["dns", "ip", "email", "uri"],
    subject: ["CN", "O", "OU", "L", "ST", "C"],
    eitherOf: [],
    namesMayBeMissing: true,
    mustStaple: true,
  },
};

/** Most characters of an attribute (BR 7.1.4.2), where there is a limit. */
export const subjectLimits: Readonly<Record<string, number>> = {
  CN: 64,
  O: 64,
  OU: 64,
  L: 128,
  ST: 128,
  C: 2,
  postalCode: 40,
  street: 128,
  SN: 64,
  GN: 64,
  serialNumber: 64,
  businessCategory: 128,
  jurisdictionC: 2,
  jurisdictionST: 128,
  jurisdictionL: 128,
};
