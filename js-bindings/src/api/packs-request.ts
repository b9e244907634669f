/** What is asked of a key that exists, checked for its shape and turned into the core's terms. */

import { errorOf, InputError, isKeysealError } from "../base/errors.js";
import { type Fields, fileBytes, list, notValid } from "../base/request-shape.js";
import type { PackageRequest, ProofOfCompromise, RequestFromKey, ResealRequest, ServerTarget } from "../base/types.js";
import { targets } from "../packs/targets/index.js";
import { arraysOf, type CorePackage, type Unsent, wipe } from "../worker/messages.js";
import { completeSealing, takeGenerateRequest, takePassphrase } from "./check-request.js";
import { maxFileBytes } from "./checker-request.js";

const maxChainFiles = 100;

/**
 * Reads the secrets among `fields` of `request` first, hands them to `take`, and wipes them whatever happens: a getter of
 * another field may throw. A string cannot be wiped.
 */
function withSecrets<Taken>(request: unknown, fields: readonly string[], take: (secrets: Fields) => Taken): Taken {
  const secrets: Fields = { __proto__: null };
  for (const field of fields) {
    if (Object.hasOwn(Object(request), field)) secrets[field] = (request as Fields)[field];
  }
  try {
    return take(secrets);
  } finally {
    wipe(Object.values(secrets).filter((secret) => secret instanceof Uint8Array));
  }
}

/** As fieldsOf, without those of `secrets`, which are not read again. */
function otherFields(request: unknown, allowed: readonly string[], secrets: Fields): Fields {
  const own: Fields = { __proto__: null };
  if (typeof request !== "object" || request === null || Array.isArray(request)) throw notValid("request");
  for (const key of Reflect.ownKeys(request)) {
    if (typeof key !== "string" || !allowed.includes(key)) throw notValid("request");
    if (!(key in secrets)) own[key] = (request as Fields)[key];
  }
  return own;
}

/** Wipes the copies in `call` where the rest of the request is not right. */
function completed<Call extends Unsent>(call: Call, check: () => void): Call {
  try {
    check();
    return call;
  } catch (error) {
    wipe(arraysOf(call));
    throw error;
  }
}

const packageFields = ["key", "chain", "passphrase", "for", "pfx"] as const satisfies (keyof PackageRequest)[];

export interface TakenPackage {
  call: Unsent & { call: "package" };
  targets: ServerTarget[];
}

function targetOf(value: unknown, field: string): ServerTarget {
  if (typeof value !== "string" || !Object.hasOwn(targets, value)) throw notValid(field);
  return value as ServerTarget;
}

export function takePackageRequest(request: unknown, now: number): TakenPackage {
  return withSecrets(request, ["passphrase"], (secrets) => {
    const given = otherFields(request, packageFields, secrets);
    const chosen = given.for === undefined ? ["pem" as const] : list(given.for, "for", targetOf);
    if (chosen.length === 0 || new Set(chosen).size < chosen.length) throw notValid("for");
    const { pfx = "modern" } = given;
    if (pfx !== "modern" && pfx !== "legacy") throw notValid("pfx");
    if (given.chain === undefined) throw new InputError("chain-missing", "chain");
    const files = Array.isArray(given.chain) ? given.chain : [given.chain];
    if (files.length > maxChainFiles) throw notValid("chain");
    const chain = list(files, "chain", (file, field) => fileBytes(file, field, maxFileBytes));
    const parts: CorePackage = {
      keyFile: fileBytes(given.key, "key", maxFileBytes),
      chain,
      pfx: chosen.some((name) => targets[name].pfx) ? [pfx] : [],
      now,
    };
    return {
      call: { call: "package", package: parts, passphrase: takePassphrase(secrets.passphrase) },
      targets: chosen,
    };
  });
}

const proofFields = ["proveCompromise", "keyFile", "passphrase"] as const satisfies (keyof ProofOfCompromise)[];

const isProof = (request: unknown): request is ProofOfCompromise => Object.hasOwn(Object(request), "proveCompromise");

export function takeRequestFromKey(request: RequestFromKey | ProofOfCompromise): Unsent {
  if (isProof(request)) {
    return withSecrets(request, ["passphrase"], (secrets): Unsent => {
      const given = otherFields(request, proofFields, secrets);
      if (given.proveCompromise !== true) throw notValid("proveCompromise");
      const keyFile = fileBytes(given.keyFile, "keyFile", maxFileBytes);
      return { call: "proveCompromise", keyFile, passphrase: takePassphrase(secrets.passphrase) };
    });
  }
  const { keyFile, ...rest } = ((): Fields => {
    if (typeof request !== "object" || request === null) throw notValid("request");
    if (Object.hasOwn(request, "key") || Object.hasOwn(request, "sealing")) throw notValid("request");
    return { __proto__: null, ...request };
  })();
  const { core, passphrase } = takeGenerateRequest(rest);
  const call: Unsent & { call: "request" } = { call: "request", keyFile: new Uint8Array(), request: core, passphrase };
  return completed(call, () => {
    call.keyFile = fileBytes(keyFile, "keyFile", maxFileBytes);
  });
}

/** As takePassphrase, for the other field. */
function takeNewPassphrase(passphrase: unknown): Uint8Array {
  try {
    return takePassphrase(passphrase);
  } catch (error) {
    throw isKeysealError(error) ? errorOf(error.code, "newPassphrase") : error;
  }
}

const resealFields = ["key", "passphrase", "newPassphrase", "sealing"] as const satisfies (keyof ResealRequest)[];

export function takeResealRequest(request: unknown): Unsent {
  return withSecrets(request, ["passphrase", "newPassphrase"], (secrets): Unsent => {
    const given = otherFields(request, resealFields, secrets);
    const { cipher: _, ...kdf } = completeSealing(given.sealing);
    const call: Unsent & { call: "reseal" } = {
      call: "reseal",
      keyFile: fileBytes(given.key, "key", maxFileBytes),
      passphrase: new Uint8Array(),
      newPassphrase: new Uint8Array(),
      kdf,
    };
    return completed(call, () => {
      call.passphrase = takePassphrase(secrets.passphrase);
      call.newPassphrase = takeNewPassphrase(secrets.newPassphrase);
    });
  });
}
