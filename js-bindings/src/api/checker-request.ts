/** What the checker is asked, checked for its shape and turned into the core's terms. */

import { copyOf, type Fields, fieldsOf, fileBytes, list, notValid, text } from "../base/request-shape.js";
import type { Blocklist, CheckFilesRequest, CheckOptions, CheckRequest, PrimeList } from "../base/types.js";
import type { CoreCheck } from "../worker/messages.js";

/** More of a file is not read: the core tells by the one byte more that it is too large. */
export const maxFileBytes = 2 ** 20 + 1;

const optionFields = [
  "profile",
  "level",
  "generation",
  "date",
  "until",
  "authority",
  "strict",
  "pem",
  "match",
  "blocklists",
  "primes",
  "signers",
] as const satisfies (keyof CheckOptions)[];
const blocklistFields = ["bytes", "kind", "covers", "name"] as const satisfies (keyof Blocklist)[];
const levels = new Map([
  ["tls-server", ["dv", "iv", "ov", "ev"]],
  ["smime", ["mailbox", "organization", "sponsor", "individual"]],
]);
const generations = ["strict", "multipurpose", "legacy"];

const bytesOf = (value: unknown, field: string): Uint8Array => fileBytes(value, field, maxFileBytes);

function blocklistOf(value: unknown, field: string): CoreCheck["blocklists"][number] {
  const { bytes, kind, covers, name } = fieldsOf(value, blocklistFields, field);
  if (!(bytes instanceof Uint8Array)) throw notValid(`${field}.bytes`);
  if (covers !== undefined && kind === undefined) throw notValid(`${field}.covers`);
  return {
    bytes: copyOf(bytes),
    kind: text(kind ?? "", `${field}.kind`),
    covers: text(covers ?? "", `${field}.covers`),
    name: text(name ?? "", `${field}.name`),
  };
}

function primesOf(value: unknown, field: string): CoreCheck["primes"][number] {
  const { bytes, name } = fieldsOf(value, ["bytes", "name"] satisfies (keyof PrimeList)[], field);
  if (!(bytes instanceof Uint8Array)) throw notValid(`${field}.bytes`);
  return { bytes: copyOf(bytes), name: text(name ?? "", `${field}.name`) };
}

function optionsOf(given: Fields): Omit<CoreCheck, "files"> {
  const { level = "", generation = "", strict = false, pem = false } = given;
  const profile = text(given.profile ?? "tls-server", "profile");
  if (level !== "" && !levels.get(profile)?.includes(level as string)) throw notValid("level");
  const hasGeneration = profile === "smime" && generations.includes(generation as string);
  if (generation !== "" && !hasGeneration) throw notValid("generation");
  if (typeof strict !== "boolean") throw notValid("strict");
  if (typeof pem !== "boolean") throw notValid("pem");
  return {
    options: {
      profile,
      level: level as string,
      generation: generation as string,
      date: text(given.date ?? new Date().toISOString().slice(0, 10), "date"),
      until: text(given.until ?? "", "until"),
      authority: text(given.authority ?? "", "authority"),
      strict,
      json: true,
      compare: true,
      pem,
      explain: false,
    },
    match: given.match === undefined ? null : bytesOf(given.match, "match"),
    blocklists: list(given.blocklists, "blocklists", blocklistOf),
    primes: list(given.primes, "primes", primesOf),
    signers: list(given.signers, "signers", bytesOf),
    mayAsk: false,
  };
}

export function takeCheckRequest(request: unknown): CoreCheck {
  const given = fieldsOf(request, [...optionFields, "input" satisfies keyof CheckRequest], "request");
  return { files: [{ name: "", bytes: bytesOf(given.input, "input") }], ...optionsOf(given) };
}

/** As takeCheckRequest, for several files. `unreadable` files have null for their bytes, which only the command gives. */
export function takeCheckFilesRequest(request: unknown, unreadable: "refuse" | "report" = "refuse"): CoreCheck {
  const given = fieldsOf(request, [...optionFields, "files" satisfies keyof CheckFilesRequest], "request");
  if (given.files === undefined) throw notValid("files");
  const files = list(given.files, "files", (item, field) => {
    const { name, bytes } = fieldsOf(item, ["name", "bytes"], field);
    const isGone = bytes === null && unreadable === "report";
    return { name: text(name, `${field}.name`), bytes: isGone ? null : bytesOf(bytes, `${field}.bytes`) };
  });
  return { files, ...optionsOf(given) };
}
