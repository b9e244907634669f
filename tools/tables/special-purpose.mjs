// Blocks of IP addresses that are not for one host on the public internet (N-20): iana/README.md says where they come
// from. All of a block counts, globally reachable or not: BR 1.6.1 makes no exception. Blocks inside others are left out.
//
// A block is its first 64 bits, IPv4 on the left, and the length of its prefix. IPv6 blocks outside 2000::/3 are left
// out: nothing there is public anyway.

import { readFileSync } from "node:fs";

const IPV4_MINIMUM = 25;
const IPV6_MINIMUM = 25;
const files = ["iana-ipv4-special-registry-1.csv", "iana-ipv6-special-registry-1.csv", "more-blocks.csv"];

export const name = "SpecialPurposeBlocks";
export const file = "special_purpose_blocks.inc";

export function write() {
  const blocks = files.flatMap((name) => readBlocks(readFileSync(new URL(`iana/${name}`, import.meta.url), "utf8")));
  const ipv4 = outermost(blocks.filter(({ isIpv4 }) => isIpv4));
  const ipv6 = outermost(blocks.filter(({ isIpv4 }) => !isIpv4));
  const global = ipv6.filter(({ prefix }) => prefix >> 61n === 1n);
  if (blocks.filter(({ isIpv4 }) => isIpv4).length < IPV4_MINIMUM) throw new Error("too few IPv4 blocks");
  if (blocks.filter(({ isIpv4 }) => !isIpv4).length < IPV6_MINIMUM) throw new Error("too few IPv6 blocks");
  if (global.some(({ bits }) => bits > 64)) throw new Error("an IPv6 block of less than 2^64 addresses");
  const text = [
    "// Made by tools/tables/make-tables.mjs from IANA's special-purpose address registries (CC0).",
    array("kIpv4Blocks", ipv4),
    array("kIpv6Blocks", global),
    "",
  ].join("\n");
  return { text, size: `${ipv4.length + global.length} entries, ${16 * (ipv4.length + global.length)} bytes` };
}

/** The blocks of a CSV file whose first column may list several, with a footnote: "192.0.0.0/24 [2]". */
export function readBlocks(csv) {
  const [header, ...rows] = [...csv.matchAll(/(?:"(?:[^"]|"")*"|[^"\n])+/g)].map(([row]) => row);
  if (!header.startsWith("Address Block,Name,RFC")) throw new Error("a registry has other columns");
  return rows.flatMap((row) => {
    const [, quoted, plain] = /^(?:"([^"]*)"|([^",]*)),/.exec(row) ?? [];
    return (quoted ?? plain).split(",").map((cell) => toBlock(cell.replace(/\[\d+\]/, "").trim()));
  });
}

function toBlock(text) {
  const [, address, length] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const isIpv4 = address?.includes(".");
  const bits = Number(length);
  if (address === undefined || bits < 1 || bits > (isIpv4 ? 32 : 128)) throw new Error("a block has an odd shape");
  const prefix = isIpv4 ? ipv4Bits(address) << 32n : ipv6Bits(address) >> 64n;
  if (bits < 64 && BigInt.asUintN(64 - bits, prefix) !== 0n) throw new Error(`${text} has bits behind its prefix`);
  return { text, isIpv4, prefix, bits };
}

function ipv4Bits(text) {
  const octets = text.split(".").map(Number);
  if (octets.length !== 4 || !octets.every((octet) => octet >= 0 && octet <= 255)) throw new Error(text);
  return octets.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
}

function ipv6Bits(text) {
  const [head, tail] = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) throw new Error(text);
  const groups = tail === undefined ? head : [...head, ...Array(missing).fill("0"), ...tail];
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function outermost(blocks) {
  const isInside = (inner, outer) =>
    inner.bits > outer.bits &&
    outer.bits <= 64 &&
    inner.prefix >> BigInt(64 - outer.bits) === outer.prefix >> BigInt(64 - outer.bits);
  return blocks
    .filter((block) => !blocks.some((other) => isInside(block, other)))
    .sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

function array(name, blocks) {
  const rows = blocks.map(
    ({ text, prefix, bits }) => `    {0x${prefix.toString(16).padStart(16, "0")}, ${bits}},  // ${text}`,
  );
  return `constexpr AddressBlock ${name}[] = {\n${rows.join("\n")}\n};`;
}
