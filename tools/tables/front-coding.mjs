// Front coding: the binary form of a sorted table of short byte strings, read by wasm/core/base/string_table.cc.
//
//   table  = block*                     each block starts at an offset that the index holds
//   block  = entry{1,block size}        the last block may be shorter
//   entry  = shared tail                the tail ends where the next entry begins: at a byte below 0x20
//   shared = one byte                   how many bytes are taken from the entry before, at most 31, 0 for a block's first
//   tail   = bytes of 0x20 and above
//
// Nothing says how long a tail is, and few blocks begin anew: both weigh little, but hinder a server's compression.

const MAX_SHARED = 31;
const FIRST_TEXT_BYTE = 0x20;
const MAX_ENTRY = 64; // kMaxEntrySize of string_table.h
const MAX_OFFSET = 0xffff; // offsets are uint16_t

/** Encodes distinct `strings` in byte order, `blockSize` to a block. Throws where the format cannot hold them. */
export function encode(strings, blockSize) {
  const entries = strings.map((text) => Buffer.from(text, "utf8")).sort(Buffer.compare);
  const data = [];
  const offsets = [];
  let previous = Buffer.alloc(0);
  entries.forEach((entry, index) => {
    if (entry.length === 0 || entry.length > MAX_ENTRY) throw new Error(`entry of ${entry.length} bytes`);
    if (entry.some((byte) => byte < FIRST_TEXT_BYTE)) throw new Error("an entry holds a control character");
    if (index > 0 && entry.equals(previous)) throw new Error(`"${entry}" stands twice`);
    const isFirst = index % blockSize === 0;
    if (isFirst) offsets.push(data.length);
    const shared = isFirst ? 0 : sharedPrefix(previous, entry);
    data.push(shared, ...entry.subarray(shared));
    previous = entry;
  });
  if (offsets.at(-1) > MAX_OFFSET) throw new Error("the table outgrew its 16-bit index");
  return { data: Uint8Array.from(data), offsets, blockSize, count: entries.length };
}

function sharedPrefix(a, b) {
  const limit = Math.min(a.length, b.length, MAX_SHARED);
  let size = 0;
  while (size < limit && a[size] === b[size]) size += 1;
  return size;
}

/** The C++ text of a table: kNAMEData, kNAMEBlocks, kNAMEBlockSize and kNAMECount. */
export function toCpp(name, table, source) {
  return [
    `// Made by tools/tables/make-tables.mjs from ${source}.`,
    `constexpr uint8_t k${name}Data[] = {\n${numbers(table.data)}};`,
    `constexpr uint16_t k${name}Blocks[] = {\n${numbers(table.offsets)}};`,
    `constexpr size_t k${name}BlockSize = ${table.blockSize};`,
    `constexpr size_t k${name}Count = ${table.count};`,
    "",
  ].join("\n");
}

function numbers(values) {
  const lines = [];
  for (let start = 0; start < values.length; start += 24) lines.push(`${values.slice(start, start + 24).join(",")},\n`);
  return lines.join("");
}
