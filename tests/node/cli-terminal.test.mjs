// What the command prints of names that others chose: nothing moves a terminal's cursor, turns its line round or ends it.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { keyseal, plain, workFolder } from "./cli-tool.mjs";

/** Controls of C0 and C1, every direction mark (UAX #9, table 4), an invisible one, and the ends of lines. */
const marks =
  "\u001b[2J\u009b\u007f\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\u2028\u2029\n\u{e0041}";
const unprintable = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/u;
const shown = marks.replace(
  /[\p{C}\p{Zl}\p{Zp}]/gu,
  (c) => `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
);

function oddFolder(t) {
  const folder = workFolder(t);
  const out = join(folder.out, `a${marks}b`);
  mkdirSync(out);
  return { ...folder, out };
}

/** What the core prints escapes controls and direction marks; what is merely not seen may stand. */
const harmful = /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;

const isClean = ({ stdout, stderr }, pattern = unprintable) => assert.doesNotMatch(stdout + stderr, pattern);

test("generate shows where its files are with every such character as its number", async (t) => {
  const folder = oddFolder(t);
  const run = await keyseal(plain(folder));
  assert.equal(run.status, 0, run.stderr);
  isClean(run);
  assert.ok(run.stdout.includes(`/a${shown}b/www.example.com.csr.pem\n`), run.stdout);
  assert.ok(run.stdout.includes(`/a${shown}b/www.example.com.key.pem\n`));
});

test("generate --json escapes them, and a program reads the very path", async (t) => {
  const folder = oddFolder(t);
  const run = await keyseal(plain(folder, "--json"));
  isClean(run);
  assert.equal(run.stdout.split("\n").length, 2);
  assert.equal(JSON.parse(run.stdout).files.csr, join(folder.out, "www.example.com.csr.pem"));
});

test("errors of files show them as numbers: what is there, what is not, what cannot be written", async (t) => {
  const folder = oddFolder(t);
  writeFileSync(join(folder.out, "www.example.com.csr.pem"), "old");
  const bundle = join(folder.out, "x");
  mkdirSync(bundle);
  writeFileSync(join(bundle, `c${marks}d`), "");
  writeFileSync(join(folder.out, "no-list"), "no list\n");
  for (const args of [
    plain(folder),
    plain({ ...folder, out: join(folder.out, "nowhere") }),
    ["verify-bundle", join(folder.out, "nowhere")],
    ["verify-bundle", bundle],
    ["verify-bundle", bundle, "--json"],
    ["check", join(folder.out, "no-list"), "--blocklist", join(folder.out, "nowhere")],
    ["check", join(folder.out, "no-list"), "--blocklist", `spki=${join(folder.out, "no-list")}`],
    ["check", join(folder.out, "no-list")],
    ["check", join(folder.out, "no-list"), "--json"],
    ["check", join(folder.out, "nowhere")],
  ]) {
    const run = await keyseal(args);
    assert.notEqual(run.status, 0, args.join(" "));
    isClean(run, args[0] === "check" && run.stderr === "" ? harmful : unprintable);
    assert.equal(run.stderr.split("\n").length, args[0] === "check" && run.stderr === "" ? 1 : 2, run.stderr);
  }
});

test("verify-bundle shows a foreign file's name as numbers", async (t) => {
  const folder = workFolder(t);
  const { sealBundle } = await import("../../tools/bundle/manifest.mjs");
  writeFileSync(join(folder.out, "a"), "");
  sealBundle(folder.out, "1.2.3", {});
  writeFileSync(join(folder.out, `c${marks}d`), "");
  const run = await keyseal(["verify-bundle", folder.out]);
  isClean(run);
  assert.ok(run.stderr.includes(`(c${shown}d)`), run.stderr);
});
