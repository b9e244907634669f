// Requests and sealed keys for the judges, made once per run by the package's own wasm in Node.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { passphrase, wanted, wrongPassphrase } from "./requests.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packageFolder = resolve(process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`);

export const control = "control";

async function write(folder, name, { csrDer, csrPem, sealedKeyDer, sealedKeyPem }) {
  await mkdir(`${folder}/${name}`);
  await Promise.all([
    writeFile(`${folder}/${name}/csr.der`, csrDer),
    writeFile(`${folder}/${name}/csr.pem`, csrPem),
    writeFile(`${folder}/${name}/key.der`, sealedKeyDer),
    writeFile(`${folder}/${name}/key.pem`, sealedKeyPem),
  ]);
}

/** A request with one letter of its name changed, beside the key of another: what every judge must notice. */
function spoil(generated, other) {
  const csrDer = Uint8Array.from(generated.csrDer);
  csrDer[Buffer.from(csrDer).indexOf("www.example.com")] ^= 1;
  const lines = Buffer.from(csrDer)
    .toString("base64")
    .match(/.{1,64}/g);
  const csrPem = ["-----BEGIN CERTIFICATE REQUEST-----", ...lines, "-----END CERTIFICATE REQUEST-----", ""].join("\n");
  return { csrDer, csrPem, sealedKeyDer: other.sealedKeyDer, sealedKeyPem: other.sealedKeyPem };
}

/** Returns { folder, fixtures, remove }: for each fixture a folder of its name with csr.pem, csr.der, key.pem, key.der. */
export async function makeFixtures() {
  const { open } = await import(pathToFileURL(`${packageFolder}/keyseal-node.mjs`).href);
  const folder = await mkdtemp(`${tmpdir()}/keyseal-interop-`);
  const remove = () => rm(folder, { recursive: true, force: true });
  const keyseal = await open();
  try {
    const made = new Map();
    const waiting = [...wanted];
    const workOff = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        try {
          made.set(next.name, await keyseal.generate(next.request));
        } catch (error) {
          throw new Error(`${next.name}: ${error.code} ${error.field ?? ""}`, { cause: error });
        }
        await write(folder, next.name, made.get(next.name));
      }
    };
    await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, workOff));
    await write(folder, control, spoil(made.get("ecdsa-p256"), made.get("ecdsa-p256-scrypt")));
    await writeFile(`${folder}/passphrase`, passphrase);
    await writeFile(`${folder}/wrong-passphrase`, wrongPassphrase);
    return { folder, fixtures: wanted, remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    keyseal.close();
  }
}
