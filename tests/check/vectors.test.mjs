// The vectors that are committed are those that the script makes, byte for byte.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";

const vectors = fileURLToPath(new URL("../vectors/check", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "keyseal-vectors-"));
after(() => rmSync(folder, { recursive: true }));

function files(base) {
  const names = ["key", "csr", "certificate", "lists", "signature", "read"].flatMap((kind) =>
    readdirSync(join(base, kind)).map((name) => join(kind, name)),
  );
  return ["expected.txt", "issued.txt", ...names.sort()].map((name) => [
    name,
    readFileSync(join(base, name), "base64"),
  ]);
}

test("make.py makes the committed vectors", () => {
  execFileSync("python3", ["-B", join(vectors, "make.py"), folder]);
  assert.deepEqual(files(folder), files(vectors));
});
