// docs/offline.md: every sample, over the bundle and over a key and a request that were made.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bundle, command, readBytes, root } from "../bundle/support.mjs";
import { samplesOf } from "./samples.mjs";
import { runShell } from "./shell.mjs";

const samples = samplesOf("docs/offline.md");
const used = new Set();
const passphrase = "copper lantern orbit thistle";
let folder;
let generated;

async function run(name, input) {
  used.add(name);
  const { status, output } = await runShell(samples.get(name), { cwd: folder, input });
  assert.equal(status, 0, output);
  return output;
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), "keyseal-docs-"));
  for (const name of ["keyseal-offline.html", "keyseal.wasm", "SHA256SUMS"])
    cpSync(join(bundle, name), join(folder, name));
  writeFileSync(join(folder, "passphrase"), `${passphrase}\n`, { mode: 0o600 });
  const args = ["generate", "--dns", "www.example.com", "--passphrase-file", "passphrase", "--json"];
  generated = JSON.parse(execFileSync(command, args, { cwd: folder, encoding: "utf8" }));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("the file is checked against SHA256SUMS, and a changed one is not accepted", async () => {
  assert.equal(await run("check"), "keyseal-offline.html: OK\n");
  writeFileSync(
    join(folder, "keyseal-offline.html"),
    Buffer.concat([readBytes("keyseal-offline.html"), Buffer.from("\n")]),
  );
  await assert.rejects(run("check"), /FAILED/);
  cpSync(join(bundle, "keyseal-offline.html"), join(folder, "keyseal-offline.html"));
});

test("the lines for Linux and macOS give the same hash", async () => {
  const lines = [...readFileSync(`${root}docs/offline.md`, "utf8").matchAll(/^\| (Linux|macOS) \| `(.*)` \|$/gm)];
  assert.equal(lines.length, 2);
  const [linux, mac] = await Promise.all(lines.map(([, , line]) => runShell(line, { cwd: folder })));
  assert.deepEqual([linux.status, mac.output], [0, linux.output]);
});

test("the key opens with its passphrase, and belongs to the request", async () => {
  assert.match(await run("open-key", `${passphrase}\n`), /Public-Key: \(256 bit\)/);
  const prints = (await run("same-key", `${passphrase}\n`)).match(/[0-9a-f]{64}/g);
  assert.deepEqual(prints, [generated.spkiSha256, generated.spkiSha256]);
});

test("the module is taken out of the file", async () => {
  assert.equal(await run("blocks"), "the same module\n");
});

test("every sample was run", () =>
  assert.deepEqual(
    [...samples.keys()].filter((name) => !used.has(name)),
    [],
  ));
