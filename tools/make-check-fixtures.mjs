// Makes the reports that keyseal/testing's fake answers with, by the real module from the checker's own vectors. Run it
// when what `check` says of them has changed; tests/node/check.test.mjs compares what is committed.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
export const fixturesFile = `${root}js-bindings/src/testing/fixtures/check-reports.json`;
const date = "2026-11-21"; // any day will do, as long as it stays

const vectors = { acceptable: "csr/ov.pem", refused: "csr/dns-a.internal.pem" };

/** What the file should hold. */
export async function checkFixtures(keyseal) {
  const reports = {};
  for (const [name, vector] of Object.entries(vectors)) {
    reports[name] = await keyseal.check({ input: readFileSync(`${root}tests/vectors/check/${vector}`), date });
  }
  return `${JSON.stringify(reports, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { open } = await import(`${process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`}/keyseal-node.mjs`);
  writeFileSync(fixturesFile, await checkFixtures(await open()));
}
