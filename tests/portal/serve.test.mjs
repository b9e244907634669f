// make serve's script: it says where it serves, ends at once when it is told to, and says in one line why it cannot begin.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { root } from "../node/support.mjs";

/** Runs the script; resolves with { status, stdout, stderr } at its end. `started` is told what it printed first. */
function serve(env, started = () => {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${root}tools/serve.mjs`], { env: { ...process.env, ...env } });
    const said = { stdout: "", stderr: "" };
    child.stderr.on("data", (data) => {
      said.stderr += data;
    });
    child.stdout.on("data", (data) => {
      if (said.stdout === "") started(String(data), child);
      said.stdout += data;
    });
    child.on("close", (status) => resolve({ status, ...said }));
  });
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  test(`serves until ${signal}, also while a browser keeps its connection`, async () => {
    let page;
    const { status, stdout, stderr } = await serve({ PORT: "0" }, async (text, child) => {
      const [address] = text.match(/http:\/\/localhost:\d+\//);
      page = await (await fetch(address)).text();
      child.kill(signal);
    });
    assert.equal(status, 0);
    assert.equal(stderr, "");
    assert.match(stdout, /^The portal demo: http:\/\/localhost:\d+\/ {2}\(Ctrl\+C ends it\)\n$/);
    assert.match(page, /<title>Order a certificate/);
  });
}

test("says what was ordered, and nothing of it", async () => {
  const csr = await readFile(`${root}tests/vectors/check/csr/good.pem`, "utf8");
  const { stdout } = await serve({ PORT: "0" }, async (text, child) => {
    const [address] = text.match(/http:\/\/localhost:\d+\//);
    await fetch(`${address}order`, {
      method: "POST",
      body: new URLSearchParams({ domain: "a.example", product: "dv", csr }),
    });
    child.kill("SIGTERM");
  });
  assert.equal(stdout.split("\n")[1], "order for a.example: product, csr");
});

test("names a port that is taken, one that is none, and a bundle that is missing, each in one line", async () => {
  const other = createServer();
  await new Promise((listening) => other.listen(0, "127.0.0.1", listening));
  const { port } = other.address();
  const empty = await mkdtemp(`${tmpdir()}/keyseal-serve-`);
  try {
    for (const [env, line] of [
      [{ PORT: String(port) }, `Port ${port} is taken. Choose another: make serve PORT=8081\n`],
      [{ PORT: "http" }, "PORT=http is no port.\n"],
      [{ PORT: "65536" }, "PORT=65536 is no port.\n"],
    ]) {
      assert.deepEqual(await serve(env), { status: 1, stdout: "", stderr: line });
    }
    const { status, stderr } = await serve({ KEYSEAL_DIST_DIR: empty });
    assert.equal(status, 1);
    assert.match(stderr, /^There is no bundle in \S+: run make dist\.\n$/);
  } finally {
    other.close();
    await rm(empty, { recursive: true });
  }
});
