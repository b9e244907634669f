/**
 * Checks the shape of a request and fills in the defaults. An unknown field or a wrong type is an error: a misspelt
 * option must not pass for a default. What the values mean is the core's to judge.
 */

import { InputError, PassphraseError } from "../base/errors.js";
import {
  copyOf,
  count,
  type Fields,
  fieldsOf,
  list,
  notValid,
  type ReadText,
  text,
  typedText,
} from "../base/request-shape.js";
import type { GenerateRequest, KeySpec, Sealing } from "../base/types.js";
import { type CoreRequest, wipe } from "../worker/messages.js";

const curves = { "P-256": "ecdsa-p256", "P-384": "ecdsa-p384", "P-521": "ecdsa-p521" } as const;

/** The core's name of a key type: "ecdsa-p256", "rsa-3072", "ml-dsa-65". */
export function keyName(spec: unknown): string {
  const shapes = {
    ecdsa: ["type", "curve"],
    rsa: ["type", "modulusBits"],
    ed25519: ["type"],
    "ml-dsa": ["type", "parameterSet"],
  };
  const given = fieldsOf(spec, ["type", "curve", "modulusBits", "parameterSet"], "key");
  const { type } = given;
  if (typeof type !== "string" || !Object.hasOwn(shapes, type)) throw new InputError("key-type-unknown", "key.type");
  const key = fieldsOf(given, shapes[type as KeySpec["type"]], "key") as KeySpec;
  switch (key.type) {
    case "ecdsa":
      if (!Object.hasOwn(curves, key.curve)) throw new InputError("key-type-unknown", "key.curve");
      return curves[key.curve];
    case "rsa":
      if (![2048, 3072, 4096].includes(key.modulusBits)) throw new InputError("key-type-unknown", "key.modulusBits");
      return `rsa-${key.modulusBits}`;
    case "ed25519":
      return "ed25519";
    case "ml-dsa":
      if (![44, 65, 87].includes(key.parameterSet)) throw new InputError("key-type-unknown", "key.parameterSet");
      return `ml-dsa-${key.parameterSet}`;
  }
}

/** The sealing with its defaults, which are the floors. */
export function completeSealing(sealing: unknown): Required<Sealing> {
  const given = fieldsOf(
    sealing ?? { kdf: "pbkdf2-hmac-sha256" },
    ["kdf", "iterations", "n", "r", "p", "cipher"],
    "sealing",
  );
  if (given.cipher !== undefined && given.cipher !== "aes-256-cbc") throw notValid("sealing.cipher");
  const cipher = "aes-256-cbc";
  switch (given.kdf) {
    case "pbkdf2-hmac-sha256":
      fieldsOf(given, ["kdf", "iterations", "cipher"], "sealing");
      return { kdf: given.kdf, iterations: count(given.iterations ?? 600_000, "sealing.iterations"), cipher };
    case "scrypt":
      fieldsOf(given, ["kdf", "n", "r", "p", "cipher"], "sealing");
      return {
        kdf: given.kdf,
        n: count(given.n ?? 2 ** 17, "sealing.n"),
        r: count(given.r ?? 8, "sealing.r"),
        p: count(given.p ?? 1, "sealing.p"),
        cipher,
      };
    default:
      throw notValid("sealing.kdf");
  }
}

function tnEntry(value: unknown, field: string, read: ReadText): CoreRequest["tnAuthList"][number] {
  const entry = fieldsOf(value, ["spc", "tn", "start", "count"], field);
  const shape = Object.keys(entry).sort().join();
  if (shape === "spc") return { kind: "spc", text: read(entry.spc, `${field}.spc`), count: 1 };
  if (shape === "tn") return { kind: "tn", text: read(entry.tn, `${field}.tn`), count: 1 };
  if (shape === "count,start") {
    return { kind: "range", text: read(entry.start, `${field}.start`), count: count(entry.count, `${field}.count`) };
  }
  throw notValid(field);
}

/** The passphrase as UTF-8 of its own, which the caller wipes. */
export function takePassphrase(passphrase: unknown): Uint8Array {
  if (passphrase instanceof Uint8Array) return copyOf(passphrase);
  if (passphrase === undefined) throw new PassphraseError("passphrase-empty", "passphrase");
  if (typeof passphrase !== "string") throw notValid("passphrase");
  if (!passphrase.isWellFormed()) throw new PassphraseError("passphrase-not-text", "passphrase");
  return new TextEncoder().encode(passphrase);
}

const requestFields = [
  "profile",
  "key",
  "subject",
  "dns",
  "ip",
  "email",
  "uri",
  "tnAuthList",
  "mustStaple",
  "authority",
  "passphrase",
  "sealing",
] as const satisfies readonly (keyof GenerateRequest)[];

/** Checks everything but the passphrase. */
function checkGenerateRequest(request: unknown, read: ReadText): { core: CoreRequest; sealing: Required<Sealing> } {
  const given = fieldsOf(request, requestFields, "request", "passphrase");
  if (given.mustStaple !== undefined && typeof given.mustStaple !== "boolean") throw notValid("mustStaple");
  const sealing = completeSealing(given.sealing);
  const { cipher: _, ...kdf } = sealing;
  return {
    sealing,
    core: {
      profile: read(given.profile ?? "tls-server", "profile"),
      key: keyName(given.key ?? { type: "ecdsa", curve: "P-256" }),
      subject: list(given.subject, "subject", (item, field) => {
        const attribute = fieldsOf(item, ["type", "value"], field);
        return { type: read(attribute.type, `${field}.type`), value: read(attribute.value, `${field}.value`) };
      }),
      dns: list(given.dns, "dns", read),
      ip: list(given.ip, "ip", read),
      email: list(given.email, "email", read),
      uri: list(given.uri, "uri", read),
      tnAuthList: list(given.tnAuthList, "tnAuthList", (item, field) => tnEntry(item, field, read)),
      mustStaple: given.mustStaple ?? false,
      kdf,
      authority: read(given.authority ?? "", "authority"),
    },
  };
}

export interface TakenRequest {
  core: CoreRequest;
  sealing: Required<Sealing>;
  /** UTF-8, the caller's to wipe. */
  passphrase: Uint8Array;
}

function takeRequest<Taken>(request: unknown, read: ReadText, take: (passphrase: unknown) => Taken) {
  // Alone and first, so that it is wiped whatever the getter of another field throws.
  const passphrase = Object.hasOwn(Object(request), "passphrase") ? (request as Fields).passphrase : undefined;
  try {
    return { ...checkGenerateRequest(request, read), passphrase: take(passphrase) };
  } finally {
    if (passphrase instanceof Uint8Array) wipe([passphrase]);
  }
}

/** Checks a request and takes its passphrase. Passphrase bytes that were given are wiped, also when this throws. */
export const takeGenerateRequest = (request: unknown): TakenRequest => takeRequest(request, text, takePassphrase);

/** Bytes that are UTF-8 of nothing, so that the core finds that they are no text. */
const notUtf8 = Uint8Array.of(0xff);

function takeTypedPassphrase(passphrase: unknown): Uint8Array | null {
  if (passphrase === undefined) return null;
  if (typeof passphrase === "string" && !passphrase.isWellFormed()) return Uint8Array.from(notUtf8);
  return takePassphrase(passphrase);
}

/** As takeGenerateRequest, for a request that is only judged: what was typed never makes it throw. */
export const takePreviewRequest = (request: unknown): { core: CoreRequest; passphrase: Uint8Array | null } =>
  takeRequest(request, typedText, takeTypedPassphrase);
