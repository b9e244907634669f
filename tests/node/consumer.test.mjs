// The package as its users see it: the README's sample runs as it stands, and TypeScript knows the types.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { build } from "esbuild";
import { packageDir, passphrase, root } from "./support.mjs";

/** A folder in which `import "keyseal"` finds the package. */
function consumer(t) {
  const directory = mkdtempSync(join(tmpdir(), "keyseal-consumer-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(`${directory}/node_modules`);
  symlinkSync(packageDir, `${directory}/node_modules/keyseal`);
  return directory;
}

const run = (command, args, options) =>
  new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => resolve({ status: error?.code ?? 0, stdout, stderr }));
  });

for (const readme of [`${root}README.md`, `${packageDir}/README.md`]) {
  test(`the lines of ${readme.slice(root.length)} make a request and a sealed key`, async (t) => {
    const sample = readFileSync(readme, "utf8").match(/```js\n(.*?)```/s)[1];
    const directory = consumer(t);
    writeFileSync(
      `${directory}/sample.mjs`,
      `const passphrase = ${JSON.stringify(passphrase)};\n${sample}\nconsole.log(csrPem + sealedKeyPem);`,
    );
    const { status, stdout, stderr } = await run(process.execPath, ["sample.mjs"], { cwd: directory });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /BEGIN CERTIFICATE REQUEST.*BEGIN ENCRYPTED PRIVATE KEY/s);
  });
}

test("an error keeps its name in a bundle whose names were shortened", async (t) => {
  const directory = consumer(t);
  const entry = 'export { EnvironmentError, InputError, KeysealError } from "keyseal";';
  writeFileSync(`${directory}/entry.mjs`, entry);
  const options = {
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    conditions: ["node"],
    logLevel: "error",
  };
  await build({ ...options, entryPoints: [`${directory}/entry.mjs`], outfile: `${directory}/bundle.mjs` });
  const errors = await import(`${directory}/bundle.mjs`);
  for (const name of ["EnvironmentError", "InputError", "KeysealError"]) {
    assert.equal(new errors[name]("internal").name, name);
  }
});

const program = (request) => `
import { EnvironmentError, open, type Generated, type GenerateRequest } from "keyseal";
const request: GenerateRequest = ${request};
const keyseal = await open({ wasmUrl: new URL("https://example.com/keyseal.wasm") });
const generated: Generated = await keyseal.generate(request, { onProgress: ({ phase }) => void phase });
const code: string | undefined = new EnvironmentError("no-random").code;
export { code, generated };
`;

for (const [what, request, accepted] of [
  ["accept a good request", `{ dns: ["a.example"], key: { type: "rsa", modulusBits: 3072 }, passphrase: "x" }`, true],
  ["refuse a misspelt field", `{ dnsNames: ["a.example"], passphrase: "x" }`, false],
  ["refuse an unknown curve", `{ key: { type: "ecdsa", curve: "P-224" }, passphrase: "x" }`, false],
  ["refuse a request without a passphrase", `{ dns: ["a.example"] }`, false],
]) {
  test(`the shipped types ${what}`, async (t) => {
    const directory = consumer(t);
    writeFileSync(`${directory}/program.mts`, program(request));
    const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"];
    const tsc = `${root}node_modules/typescript/bin/tsc`;
    const { status, stdout } = await run(process.execPath, [tsc, ...options, "program.mts"], { cwd: directory });
    assert.equal(status === 0, accepted, stdout);
  });
}
