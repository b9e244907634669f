// What Keyseal says that Let's Encrypt makes of a request's names is what Boulder's own packages make of them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { setUpJudges } from "../interop/commands.mjs";
import { vectorInputs } from "./inputs.mjs";

const command =
  process.env.KEYSEAL_CHECK ??
  fileURLToPath(new URL("../../build/host-release/wasm/check/keyseal-check", import.meta.url));
const { AGREEMENT_JUDGES } = setUpJudges("agreement");
const requests = vectorInputs().filter(({ kind, profile }) => kind === "csr" && profile === "tls-server");

function objects(file, args, input) {
  const { stdout, error } = spawnSync(file, args, { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (error) throw error;
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** The names and the common name that the rows of `issued` speak of. */
function issuedNames({ issued, names, subject }) {
  const content = ({ part, becomes }) => {
    if (becomes !== undefined) return becomes;
    const [, where, index] = /^(san|subject)\[(\d+)\]$/.exec(part);
    return where === "san" ? names[index].text : subject[index].value; // not cut, as `value` may be
  };
  const isCommonName = ({ part }) =>
    part === "subject" || subject[part.match(/^subject\[(\d+)\]$/)?.[1]]?.type === "CN";
  const stays = issued.filter(({ fate }) => fate !== "dropped");
  return {
    commonName: stays.filter(isCommonName).map(content)[0] ?? "",
    identifiers: stays
      .filter(({ part }) => part === "san" || part.startsWith("san["))
      .map(content)
      .sort(),
  };
}

test("Boulder takes over the same names, in the same spelling, and the same common name", (t) => {
  const tasks = requests.map(({ path, day }) => JSON.stringify({ file: path, day, policy: "dv", issued: "/dev/null" }));
  const boulders = new Map(objects(AGREEMENT_JUDGES, [], `${tasks.join("\n")}\n`).map((one) => [one.file, one.names]));
  const paths = requests.map(({ path }) => path);
  const reports = objects(command, ["--json", "--authority", "lets-encrypt", "--date", "2026-11-21", ...paths]);
  let compared = 0;
  for (const { file, decoded } of reports) {
    const boulder = boulders.get(file);
    // Go reads less of what is malformed, and where Boulder finds no name it refuses the request.
    if (!boulder?.identifiers.length || !decoded.issued) continue;
    const ours = issuedNames(decoded);
    // A common name that is none of the DNS is a name for Boulder all the same, for which it then refuses the request.
    const isRefused = decoded.issued.some(({ part, reason }) => part.startsWith("subject") && /refuses/.test(reason));
    if (isRefused) continue;
    // Names that no authority issues for, and more than are judged, are nobody's to spell.
    if (decoded.names.length >= 1000 || decoded.names.some(({ text }) => !/^[a-zA-Z0-9.:*_-]{0,100}$/.test(text)))
      continue;
    if (ours.identifiers.some((name) => name.startsWith("::ffff:"))) continue; // Go spells it as IPv4; N-20 refuses it
    assert.deepEqual(ours, { ...boulder, identifiers: boulder.identifiers.sort() }, file);
    compared++;
  }
  t.diagnostic(`${compared} requests`);
  assert.ok(compared > 150);
});
