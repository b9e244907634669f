/**
 * Names as the fake spells them: by the URL parser of the platform, which knows A-labels and IP addresses. It accepts
 * more than the core does, and rejects what is no name at all.
 */

import type { ErrorCode } from "../base/error-codes.js";
import type { Preview, PreviewedName, Problem } from "../base/types.js";
import type { CoreRequest } from "../worker/messages.js";
import type { Bytes } from "./der.js";

export interface Names {
  dns: string[];
  ip: { text: string; bytes: Bytes }[];
  email: string[];
  uri: string[];
  tn: string[];
}

function hostOf(authority: string): string {
  try {
    return new URL(`https://${authority}/`).host;
  } catch {
    return "";
  }
}

function dnsName(typed: string): string {
  const [, wildcard = "", name = ""] = typed.trim().match(/^(\*\.)?([^\s/@:?#[\]\\*]+)$/) ?? [];
  const host = name === "" ? "" : hostOf(name.toLowerCase());
  return host === "" || /^[\d.]+$/.test(host) ? "" : wildcard + host;
}

function ipAddress(typed: string): Names["ip"][number] | undefined {
  const text = typed.trim();
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    return hostOf(text) === text ? { text, bytes: Uint8Array.from(text.split("."), Number) } : undefined;
  }
  const host = hostOf(`[${text}]`).slice(1, -1);
  if (host === "") return undefined;
  const [left = [], right = []] = host.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  const numbers = groups.map((group) => Number.parseInt(group, 16));
  return { text: host, bytes: Uint8Array.from(numbers.flatMap((number) => [number >> 8, number & 0xff])) };
}

const matches = (pattern: RegExp) => (typed: string) => typed.trim().match(pattern)?.[0] ?? "";
const mailbox = matches(/^[^\s@]+@[^\s@]+$/);
const uri = matches(/^[a-z][a-z\d+.-]*:\S+$/i);

/** What a request's names become, and what is wrong with them. */
export function judgeNames(core: CoreRequest): { names: Names; preview: Preview } {
  const names: Names = { dns: [], ip: [], email: [], uri: [], tn: [] };
  const previewed: PreviewedName[] = [];
  const problems: Problem[] = [];
  const seen = new Map<string, string>();

  /** Notes one name; says whether it is to be kept. */
  const note = (field: string, text: string, code: ErrorCode): boolean => {
    if (text === "") {
      previewed.push({ field });
      problems.push({ code, field });
      return false;
    }
    const repeats = seen.get(text);
    if (repeats === undefined) seen.set(text, field);
    previewed.push({
      field,
      text,
      ...(text.startsWith("*.") ? { wildcard: true } : {}),
      ...(repeats === undefined ? {} : { repeats }),
    });
    return repeats === undefined;
  };

  core.dns.forEach((typed, at) => {
    const text = dnsName(typed);
    if (note(`dns[${at}]`, text, "name-not-valid")) names.dns.push(text);
  });
  core.ip.forEach((typed, at) => {
    const address = ipAddress(typed);
    if (note(`ip[${at}]`, address?.text ?? "", "ip-not-valid") && address) names.ip.push(address);
  });
  core.email.forEach((typed, at) => {
    const text = mailbox(typed);
    if (note(`email[${at}]`, text, "email-not-valid")) names.email.push(text);
  });
  core.uri.forEach((typed, at) => {
    const text = uri(typed);
    if (note(`uri[${at}]`, text, "uri-not-valid")) names.uri.push(text);
  });
  core.tnAuthList.forEach(({ text }, at) => {
    if (note(`tnAuthList[${at}]`, text.trim(), "tn-not-valid")) names.tn.push(text.trim());
  });
  if (previewed.length === 0) problems.push({ code: "no-names", field: "names" });
  return { names, preview: { names: previewed, problems } };
}

/** All of them, as a request lists them. */
export const namesIn = ({ dns, ip, email, uri, tn }: Names): string[] => [
  ...dns,
  ...ip.map(({ text }) => text),
  ...email,
  ...uri,
  ...tn,
];
