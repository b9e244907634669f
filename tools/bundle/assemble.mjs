// make dist: puts the release bundle together in dist/keyseal-VERSION from what build/package holds. Everything is written
// into a folder beside it and renamed at the end, so that nothing half-written gets the name.
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { embedPage, embedPolicy } from "./embed-page.mjs";
import { madeWith, readFacts, root } from "./facts.mjs";
import { writeHeaders } from "./headers.mjs";
import { filesUnder, integrityOf, manifestName, sealBundle, sumsName } from "./manifest.mjs";
import { noticesText } from "./notices.mjs";
import { offlinePage } from "./offline-page.mjs";
import { partsOf } from "./parts.mjs";
import { sbomText } from "./sbom.mjs";

const packageFolder = resolve(process.env.KEYSEAL_PACKAGE_DIR ?? join(root, "build/package"));
const distFolder = resolve(process.env.KEYSEAL_DIST_DIR ?? join(root, "dist"));

/** What comes out of the package as it is. */
const fromPackage = [
  "keyseal.mjs",
  "keyseal.d.mts",
  "keyseal.iife.js",
  "keyseal-element.mjs",
  "keyseal-frame.mjs",
  "keyseal-worker.js",
  "keyseal.wasm",
  "keyseal-primes.dat",
];

async function assemble(folder, facts) {
  const { version } = facts;
  for (const path of fromPackage) copyFileSync(join(packageFolder, path), join(folder, path));
  cpSync(join(packageFolder, "languages"), join(folder, "languages"), { recursive: true });

  const offline = await offlinePage(packageFolder, version);
  writeFileSync(join(folder, "keyseal-offline.html"), offline.page);

  const programs = filesUnder(folder).filter(
    (path) => /\.(mjs|js|wasm|dat|html)$/.test(path) && !path.endsWith(".d.mts"),
  );
  const parts = partsOf(facts);
  writeFileSync(join(folder, "EMBED.html"), embedPage(folder, version));
  writeFileSync(join(folder, "THIRD_PARTY_NOTICES"), noticesText(parts, programs));
  writeFileSync(join(folder, "sbom.cdx.json"), sbomText(folder, programs, version, parts));
  const headers = ["nginx.conf", "apache.conf", "_headers"].map((name) => `headers/${name}`);
  writeHeaders(folder, {
    version,
    paths: [...filesUnder(folder), ...headers, manifestName, sumsName].sort(),
    policies: { "EMBED.html": embedPolicy, "keyseal-offline.html": offline.policy },
    scripts: programs
      .filter((path) => /\.(mjs|js)$/.test(path) && path !== "keyseal-worker.js")
      .map((path) => `'${integrityOf(readFileSync(join(folder, path)))}'`),
  });
  sealBundle(folder, version, madeWith(facts));
}

const facts = readFacts();
const target = join(distFolder, `keyseal-${facts.version}`);
mkdirSync(distFolder, { recursive: true });
const staging = mkdtempSync(join(distFolder, ".keyseal-"));
try {
  await assemble(staging, facts);
  for (const path of filesUnder(staging)) chmodSync(join(staging, path), 0o644);
  for (const path of ["headers", "languages", "languages/findings", "."]) chmodSync(join(staging, path), 0o755);
  const old = `${staging}.old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(staging, target);
  rmSync(old, { recursive: true, force: true });
} finally {
  rmSync(staging, { recursive: true, force: true });
}
process.stdout.write(`${target}\n`);
