// The packed package under each Node that it promises: the API and the command.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { judge } from "../browser/judge.mjs";
import { root } from "../node/support.mjs";
import { install, pack } from "./consumer.mjs";

const passphrase = "six herons crossed the frozen lake";
const run = promisify(execFile);
let folder;

/** Where setup-tests.sh has this Node. */
function nodeOf(major) {
  const places = execFileSync(`${root}tools/setup-tests.sh`, ["nodes"], { encoding: "utf8" });
  return places.match(new RegExp(`^NODE${major}=(.*)$`, "m"))[1];
}

/** Runs a program of the example with this input. */
function answer(node, args, input) {
  const running = run(node, args, { cwd: folder });
  running.child.stdin.end(input);
  return running;
}

before(async () => {
  folder = await install(await pack(), "node");
});

for (const major of [20, 24]) {
  test(`Node ${major}: the API makes a key and a request`, async () => {
    const node = nodeOf(major);
    assert.match((await run(node, ["--version"])).stdout, new RegExp(`^v${major}\\.`));
    const { stdout, stderr } = await answer(node, ["request.mjs", "www.example.com"], passphrase);
    assert.equal(stderr, "");
    const [csrPem, sealedKeyPem] = stdout.split(/(?=-----BEGIN ENCRYPTED)/);
    await judge({ csrPem, sealedKeyPem }, passphrase);
  });

  test(`Node ${major}: the command makes a key and a request`, async () => {
    const out = `${folder}/out-${major}`;
    await mkdir(out);
    const args = ["generate", "--dns", "www.example.com", "--passphrase-file", "-", "--out", out];
    await answer(nodeOf(major), ["node_modules/.bin/keyseal", ...args], passphrase);
    const read = (end) => readFile(`${out}/www.example.com.${end}.pem`, "utf8");
    await judge({ csrPem: await read("csr"), sealedKeyPem: await read("key") }, passphrase);
  });
}
