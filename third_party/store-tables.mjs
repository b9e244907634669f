// store-tables.mjs ADA_CPP OUT writes ada.cpp with its Unicode tables stored instead of compressed: Ada reads both, by
// the same code (RFC 1951 3.2.4). A server's compression then sees the tables themselves and makes them a third smaller,
// and nothing is inflated each time a worker begins. Ada reads them into a block of the heap, and takes every name for a
// bad one from then on if it gets none: they go into static memory instead. A source of another shape stops the build.
import { readFileSync, writeFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

const maxStored = 0xffff; // bytes of one stored block

/** A raw DEFLATE stream of stored blocks. */
function store(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += maxStored) {
    const block = bytes.subarray(at, at + maxStored);
    const head = Buffer.alloc(5);
    head[0] = at + maxStored >= bytes.length ? 1 : 0; // the last one says so
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(block.length ^ 0xffff, 3);
    parts.push(head, block);
  }
  return Buffer.concat(parts);
}

function only(text, pattern) {
  const found = [...text.matchAll(pattern)];
  if (found.length !== 1) throw new Error(`ada.cpp has ${found.length} times what looks like ${pattern}`);
  return found[0];
}

const [source, out] = process.argv.slice(2);
const text = readFileSync(source, "utf8");
const [sizeLine, size] = only(text, /constexpr size_t compressed_size = (\d+);/g);
const [, fullSize] = only(text, /constexpr size_t uncompressed_size = (\d+);/g);
const [array, numbers] = only(text, /inline constexpr uint8_t compressed\[\] = \{([^}]*)\};/g);

const [heap] = only(text, /new \(std::nothrow\) uint8_t\[table_blob::uncompressed_size\]/g);
const [free] = only(text, /delete\[\] buffer;/g);

const compressed = Buffer.from(numbers.match(/\w+/g).map(Number));
if (compressed.length !== Number(size)) throw new Error(`the tables have ${compressed.length} bytes, not ${size}`);
const tables = inflateRawSync(compressed);
if (tables.length !== Number(fullSize))
  throw new Error(`the tables inflate to ${tables.length} bytes, not ${fullSize}`);
const stored = store(tables);

writeFileSync(
  out,
  text
    .replace(
      heap,
      "[]() noexcept { alignas(8) static uint8_t tables[table_blob::uncompressed_size]; return tables; }()",
    )
    .replace(free, "")
    .replace(sizeLine, `constexpr size_t compressed_size = ${stored.length};`)
    .replace(array, `inline constexpr uint8_t compressed[] = {${[...stored].join(",")}};`),
);
