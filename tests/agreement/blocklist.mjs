// A list of compromised keys in badkeys's own format, which badkeys and Keyseal both read.
import { createHash, createPublicKey } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";

/** Keys of each kind that badkeys looks up: by the modulus, the x coordinate, or the bytes of the key itself. */
export const blocked = ["key/rsa-2048", "key/rsa-3072", "key/ec-p384", "key/ec-p521", "key/ed25519-smime"];

/** 15 bytes of SHA-256 over the number without leading zeros, and one for the list that it is from. */
function entry(pem) {
  const { n, x } = createPublicKey(pem).export({ format: "jwk" });
  const bytes = Buffer.from(n ?? x, "base64url");
  const number = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([createHash("sha256").update(number).digest().subarray(0, 15), Buffer.of(7)]);
}

/** Writes `folder`/badkeys/blocklist.dat, as badkeys wants it under XDG_CACHE_HOME, and returns its path. */
export async function makeBlocklist(folder, inputs) {
  const paths = inputs.filter(({ name }) => blocked.includes(name)).map(({ path }) => path);
  if (paths.length !== blocked.length) throw new Error("a key of the blocklist is no vector");
  const entries = await Promise.all(paths.map(async (path) => entry(await readFile(path))));
  await mkdir(`${folder}/badkeys`);
  await writeFile(`${folder}/badkeys/badkeysdata.json`, '{"blocklists":[{"id":7,"name":"test"}]}');
  await writeFile(`${folder}/badkeys/blocklist.dat`, Buffer.concat(entries.sort(Buffer.compare)));
  return `${folder}/badkeys/blocklist.dat`;
}
