import type { KeySpec } from "./types.js";

/** The core's names of key types, in the order in which a form offers them. */
export const keySpecs = {
  "ecdsa-p256": { type: "ecdsa", curve: "P-256" },
  "rsa-3072": { type: "rsa", modulusBits: 3072 },
  "ecdsa-p384": { type: "ecdsa", curve: "P-384" },
  "ecdsa-p521": { type: "ecdsa", curve: "P-521" },
  "rsa-2048": { type: "rsa", modulusBits: 2048 },
  "rsa-4096": { type: "rsa", modulusBits: 4096 },
  ed25519: { type: "ed25519" },
  "ml-dsa-44": { type: "ml-dsa", parameterSet: 44 },
  "ml-dsa-65": { type: "ml-dsa", parameterSet: 65 },
  "ml-dsa-87": { type: "ml-dsa", parameterSet: 87 },
} as const satisfies Record<string, KeySpec>;

export type KeyName = keyof typeof keySpecs;
