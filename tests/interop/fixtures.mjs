// Requests and sealed keys for the judges, made once per run by the package's own wasm in Node.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { wanted, wrongPassphrase } from "./requests.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packageFolder = resolve(process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`);

/** What every judge must notice: a request that was changed, and a request beside the key of another. */
export const controls = { changed: "changed", swapped: "swapped" };

async function write(folder, name, { csrDer, csrPem, sealedKeyDer, sealedKeyPem, passphrase }) {
  await mkdir(`${folder}/${name}`);
  await Promise.all([
    writeFile(`${folder}/${name}/csr.der`, csrDer),
    writeFile(`${folder}/${name}/csr.pem`, csrPem),
    writeFile(`${folder}/${name}/key.der`, sealedKeyDer),
    writeFile(`${folder}/${name}/key.pem`, sealedKeyPem),
    writeFile(`${folder}/${name}/passphrase`, passphrase),
  ]);
}

/** The same request with one letter of its name changed. */
function change({ csrDer, ...others }) {
  const changed = Buffer.from(csrDer);
  changed[changed.indexOf("www.example.com")] ^= 1;
  const base64 = changed.toString("base64").replace(/.{1,64}/g, "$&\n");
  const label = "CERTIFICATE REQUEST-----\n";
  return { ...others, csrDer: changed, csrPem: `-----BEGIN ${label}${base64}-----END ${label}` };
}

/** Returns { folder, fixtures, remove }: each fixture has a folder of its name with csr.*, key.* and its passphrase. */
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
          made.set(next.name, { ...(await keyseal.generate(next.request)), passphrase: next.passphrase });
        } catch (error) {
          throw new Error(`${next.name}: ${error.code} ${error.field ?? ""}`, { cause: error });
        }
        await write(folder, next.name, made.get(next.name));
      }
    };
    await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, workOff));
    const [one, other] = [made.get("ecdsa-p256"), made.get("spiffe")];
    await write(folder, controls.changed, change(one));
    await write(folder, controls.swapped, { ...other, csrDer: one.csrDer, csrPem: one.csrPem });
    await writeFile(`${folder}/wrong-passphrase`, wrongPassphrase);
    return { folder, fixtures: wanted, remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    keyseal.close();
  }
}
