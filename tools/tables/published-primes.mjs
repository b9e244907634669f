// published-primes.mjs BADKEYS_DIR OUT_FILE writes the list of published primes as the elements of a C++ array. The form of
// the list is that of wasm/core/keys/prime_list.h, and publishedPrimes() returns its bytes.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Of shorter moduli nothing is said: badkeys' primes of 1024-bit moduli alone would be three times this list. */
const leastBits = 2048;
const sizes = [2048, 4096];

const word = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** The number in a file of gmpy2.to_binary, little-endian. */
function numberIn(file) {
  const bytes = readFileSync(file);
  // What is not one odd number above 0 must not become a list that finds nothing.
  if (bytes[0] !== 1 || bytes[1] !== 1 || bytes[2] % 2 !== 1) throw new Error(`${path.basename(file)} is no product`);
  return bytes.subarray(2);
}

/** `folder` is the Python package badkeys, unpacked. */
export function publishedPrimes(folder) {
  const versions = readdirSync(folder).flatMap((name) => /^badkeys-(.*)\.dist-info$/.exec(name)?.[1] ?? []);
  if (versions.length !== 1) throw new Error("the version of badkeys is not where it was");
  const name = Buffer.from(`badkeys ${versions[0]}`);
  const products = sizes.flatMap((bits) => {
    const number = numberIn(path.join(folder, `badkeys/keydata/primes${bits}.dat`));
    return [word(bits), word(number.length), number];
  });
  return Buffer.concat([Buffer.from("KSPRIMES"), word(leastBits), Buffer.of(name.length), name, ...products]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, file] = process.argv.slice(2);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${publishedPrimes(folder)
      .join(",")
      .replace(/(?:\d+,){40}/g, "$&\n")}\n`,
  );
}
