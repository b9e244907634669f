/** What a person types or pastes, as names: split, stripped of what surrounds them, each with its kind. */

import type { Profile, TnAuthEntry } from "../../base/types.js";

/** `spc`, `tn` and `range` are the entries of a TNAuthList (RFC 8226 9). */
export type NameKind = "dns" | "ip" | "email" | "uri" | "spc" | "tn" | "range";

export interface TypedName {
  readonly kind: NameKind;
  /** What goes into the request. */
  readonly text: string;
  /** What was typed, where the name was taken out of it: "https://www.example.com/shop". Never left out silently. */
  readonly from?: string;
}

/** The full-width ones are what Chinese and Japanese keyboards type. */
const betweenNames = /[\s,;，、；]+/u;
/** Telephone numbers are written with spaces in them, and people with their names before the address. */
const betweenEntries = /[\r\n,;，、；]+/u;

/** What is longer is no name, and is not read: an address with its path is shorter. */
const mostCharacters = 4096;

const surroundings = /^["'“”‘’]+|(?<!["'“”‘’])["'“”‘’]+$/gu;

/** scheme://user@host:port/path: the host. */
const inUri = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)(?::\d*)?(?:[/?#].*)?$/iu;
/** host:port/path, as browsers show addresses. The host has a letter: 10.0.0.0/8 is no address of a page. */
const inAddress = /^(?=[^/?#:]*[^\d./?#:])([^/?#:@\s]+)(?::\d+)?(?:[/?#].*)?$/u;
const bracketed = /^\[([^\]]*)\](?::\d+)?$/u;
const withPersonsName = /^[^<>]*<(?=[^@>]*@)([^<>\s]+)>$/u;

const dotted = /^(?=.*\d)[\d.]+$/u;
const hexColons = /^(?=[^:]*:[^:]*:)[\da-f:.]+$/iu;
const addressWithPrefix = /^[\da-f:.]+\/\d+$/iu;
const uri = /^[a-z][a-z0-9+.-]*:(?!\d+$)/iu;

function looksLikeIp(text: string): boolean {
  return (dotted.test(text) && text.includes(".")) || hexColons.test(text) || addressWithPrefix.test(text);
}

const named = (kind: NameKind, text: string, typed: string): TypedName =>
  text === typed ? { kind, text } : { kind, text, from: typed };

function hostName(typed: string): TypedName {
  const plain = typed.replace(surroundings, "");
  const inner = inUri.exec(plain)?.[1] ?? plain;
  const text = bracketed.exec(inner)?.[1] ?? inner;
  if (looksLikeIp(text)) return named("ip", text, typed);
  if (text.includes("@")) return named("email", text, typed);
  return named("dns", inAddress.exec(text)?.[1] ?? text, typed);
}

function mailbox(typed: string): TypedName {
  const address = withPersonsName.exec(typed)?.[1] ?? typed;
  return named("email", address.replace(surroundings, "").replace(/^mailto:/iu, ""), typed);
}

/** Where names of every kind can stand, an address is a URI and stays whole. */
function anyName(typed: string): TypedName {
  const plain = typed.replace(surroundings, "");
  const text = bracketed.exec(plain)?.[1] ?? plain;
  if (looksLikeIp(text)) return named("ip", text, typed);
  if (uri.test(text)) return named("uri", text, typed);
  if (text.includes("@")) return named("email", text, typed);
  return named("dns", text, typed);
}

function spiffeName(typed: string): TypedName {
  const text = typed.replace(surroundings, "");
  return named(uri.test(text) || text.includes("/") ? "uri" : "dns", text, typed);
}

/**
 * "spc:" and "tn:" decide; without them, up to four characters or a letter among them are a provider's code, as "709J".
 * A number followed by ":100" begins a range of a hundred. RFC 8226 has digits only, so what groups them is taken out.
 */
function telephoneEntry(typed: string): TypedName {
  const [, prefix, rest = ""] = /^(?:(spc|tn)\s*:)?\s*(.*)$/isu.exec(typed) ?? [];
  const said = prefix?.toLowerCase();
  if (said === "spc" || (said !== "tn" && /^[a-z\d]+$/iu.test(rest) && (rest.length <= 4 || /[a-z]/iu.test(rest)))) {
    return named("spc", rest, typed);
  }
  const [first = "", count] = rest.split(/:(?=\s*\d{1,9}\s*$)/u);
  const digits = first.replace(/[\s().+-]/gu, "");
  return count === undefined ? named("tn", digits, typed) : named("range", `${digits}:${count.trim()}`, typed);
}

const readers: Readonly<Record<Profile, (typed: string) => TypedName>> = {
  "tls-server": hostName,
  "tls-client": anyName,
  smime: mailbox,
  spiffe: spiffeName,
  "stir-shaken": telephoneEntry,
  "private-pki": anyName,
};

/** What `typed`, one name, is for `profile`. */
export function readName(typed: string, profile: Profile): TypedName {
  if (typed.length > mostCharacters) return { kind: readers[profile]("").kind, text: typed };
  return readers[profile](typed);
}

function separatorIn(pasted: string, profile: Profile): RegExp {
  return profile === "stir-shaken" || (profile === "smime" && pasted.includes("<")) ? betweenEntries : betweenNames;
}

/** Whether `typed` ends a name, or `pasted` has more than one. */
export function separates(typed: string, profile: Profile): boolean {
  return separatorIn(typed, profile).test(typed);
}

/** Every name in `pasted`, in its order and as it stands there. Repeats are still among them. */
export function splitNames(pasted: string, profile: Profile): string[] {
  return pasted
    .toWellFormed()
    .split(separatorIn(pasted, profile))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
}

/** The entry of a TNAuthList that `name` stands for; its kind is one of those. */
export function tnEntryOf({ kind, text }: TypedName): TnAuthEntry {
  if (kind === "spc") return { spc: text };
  if (kind === "tn") return { tn: text };
  const [start = "", count = ""] = text.split(":");
  return { start, count: Number(count) };
}

/** First labels of names that are no website's, whose "www" nobody expects. */
const services = new Set(
  "api app autodiscover cdn dev ftp imap intranet m mail mx ns pop smtp staging static test vpn webmail".split(" "),
);

/** The other of "example.com" and "www.example.com", or nothing where there is none to expect. */
export function withOrWithoutWww(dns: string): string | undefined {
  const labels = dns.split(".");
  if (labels.includes("") || labels[0] === "*" || labels.length < 2) return undefined;
  if (labels[0]?.toLowerCase() === "www") return labels.length > 2 ? labels.slice(1).join(".") : undefined;
  return labels.length <= 3 && !services.has(labels[0]?.toLowerCase() ?? "") ? `www.${dns}` : undefined;
}
