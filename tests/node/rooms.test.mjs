// The plan of the house. A room uses only rooms that stand before it in its list; inside a room there are no circles.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { root } from "./support.mjs";

const coreRooms = [
  ...[
    "base",
    "asn1",
    "names",
    "rsa",
    "keys",
    "sealing",
    "request",
    "blocklists",
    "rules",
    "check",
    "generate",
    "packs",
  ],
];

const pageRooms = [
  ...["base", "packs", "worker", "platform", "api", "index"], // the entry files, index-*.ts, are a room too
  ...["element/languages", "element/shared", "element/generator", "element/checker", "element"],
  ...["frame", "testing", "cli"],
];

const read = (path) => readFileSync(`${root}${path}`, "utf8");
const filesIn = (folder, kind) =>
  readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && kind.test(entry.name))
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(`${root}${folder}/`.length));

/** Every include of the core as [part, part]. A part is a header with what implements it. */
const coreIncludes = filesIn("wasm/core", /\.(h|cc)$/).flatMap((file) =>
  [...read(`wasm/core/${file}`).matchAll(/^#include "core\/([a-z\d_/]+)\.(?:h|def)"/gm)]
    .filter(([, path]) => !path.startsWith("tables/"))
    .map(([, path]) => [file.replace(/\.\w+$/, ""), path]),
);

const pageImports = filesIn("js-bindings/src", /(?<!\.d)\.ts$/).flatMap((file) =>
  [...read(`js-bindings/src/${file}`).matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)\.js"/g)].map(([, path]) => [
    file.replace(/\.ts$/, ""),
    new URL(path, new URL(file, "file:///")).pathname.slice(1),
  ]),
);

/** The room of a part: the innermost that its folder is or lies in. */
function roomOf(rooms, part) {
  const folder = /^index-\w+$/.test(part) ? "index" : part.replace(/\/?[^/]*$/, "");
  const around = rooms.filter((name) => folder === name || folder.startsWith(`${name}/`));
  assert.ok(around.length > 0, `${part} stands in no room`);
  return around.reduce((inner, name) => (name.length > inner.length ? name : inner));
}

const upward = (rooms, includes) =>
  includes.filter(([from, to]) => rooms.indexOf(roomOf(rooms, to)) > rooms.indexOf(roomOf(rooms, from)));

/** The parts that stand on a circle, or lead to one. */
function circles(includes) {
  const left = new Map();
  for (const [from, to] of includes) if (from !== to) left.set(from, (left.get(from) ?? new Set()).add(to));
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [from, to] of left) if (![...to].some((part) => left.has(part))) left.delete(from);
  }
  return [...left.keys()];
}

/** Which rooms the parts of each room use, but their own. */
function uses(rooms, includes) {
  const used = new Map(rooms.map((room) => [room, new Set()]));
  for (const pair of includes) {
    const [from, to] = pair.map((part) => roomOf(rooms, part));
    if (from !== to) used.get(from).add(to);
  }
  return new Map([...used].map(([room, others]) => [room, rooms.filter((other) => others.has(other))]));
}

for (const [house, rooms, includes] of [
  ["wasm/core", coreRooms, coreIncludes],
  ["js-bindings/src", pageRooms, pageImports],
]) {
  test(`${house}: a room uses only rooms that stand before it`, () => {
    assert.ok(includes.length > 100);
    assert.deepEqual(upward(rooms, includes), []);
  });

  test(`${house}: no part includes itself through others`, () => assert.deepEqual(circles(includes), []));

  test(`${house}: every room has a README of ten lines or less, which says what the room uses`, () => {
    for (const [room, others] of uses(rooms, includes)) {
      if (room === "index" || room === "element") continue; // entries: they hand names on
      const text = read(`${house}/${room}/README.md`);
      assert.ok(text.trimEnd().split("\n").length <= 10, room);
      const [, said] = /^Uses: (.*)\.$/m.exec(text) ?? assert.fail(room);
      const names = said.split(", ").filter((name) => rooms.includes(name));
      assert.deepEqual(names, others, room);
    }
  });

  test(`${house}: CONTRIBUTING's map shows the rooms in their order`, () => {
    const [, map] = read("CONTRIBUTING.md").split(`### The rooms of \`${house}\``);
    const shown = [...map.split("###")[0].matchAll(/^ {4}([a-z\d/]+) {2}/gm)].map(([, room]) => room);
    assert.deepEqual(
      shown,
      rooms.filter((room) => room !== "index" && room !== "element"),
    );
  });
}

test("what does not hold is found: a room above, and a circle", () => {
  const includes = [
    ["asn1/der", "base/status"],
    ["base/status", "asn1/der"],
    ["base/status", "base/status"],
    ["keys/a", "keys/b"],
    ["keys/b", "asn1/der"],
  ];
  assert.deepEqual(upward(coreRooms, includes), [["base/status", "asn1/der"]]);
  assert.deepEqual(circles(includes).toSorted(), ["asn1/der", "base/status", "keys/a", "keys/b"]);
  assert.deepEqual(circles(includes.slice(2)), []);
  assert.equal(roomOf(pageRooms, "element/shared/styles/base"), "element/shared");
  assert.throws(() => roomOf(coreRooms, "status"), /stands in no room/);
});

test("CMake compiles the rooms in their order, and no file stands outside", () => {
  const [, listed] = /^foreach\(room ([a-z\d ]+)\)$/m.exec(read("wasm/core/CMakeLists.txt"));
  assert.deepEqual(listed.split(" "), coreRooms);
  for (const file of filesIn("wasm/core", /\.(h|cc|def)$/)) assert.match(file, /^[a-z\d]+\/[a-z\d_]+\.\w+$/);
  for (const file of filesIn("tests/core", /_test\.cc$/)) assert.ok(coreRooms.includes(file.split("/")[0]), file);
});

test("the core knows neither Emscripten nor files nor clocks", () => {
  for (const file of filesIn("wasm/core", /\.(h|cc)$/)) {
    assert.doesNotMatch(
      read(`wasm/core/${file}`),
      /#include <(emscripten|iostream|fstream|cstdio|stdio\.h|ctime|time\.h|chrono|filesystem)/,
      file,
    );
  }
});

test("a test of the core stands for every part that does something, in the folder of its room", () => {
  const tests = new Set(filesIn("tests/core", /_test\.cc$/).map((file) => file.replace(/_test\.cc$/, "")));
  // These are seen through the names, keys, passphrases and requests that they serve.
  const throughOthers = ["base/bssl", "names/label_context", "names/onion", "sealing/passphrase_patterns"];
  throughOthers.push("generate/judged_request");
  // And these through the checker's vectors, each of which rule_test judges.
  throughOthers.push("keys/public_key", "keys/raw_key");
  // What rsa_weakness_test asks of it is held against plain arithmetic.
  throughOthers.push("keys/perfect_power");
  // These are parts of what issued_test sees.
  throughOthers.push("check/issued_list", "check/issued_names", "check/issued_extensions");
  for (const part of [
    ...["request_parts", "subject_rules", "name_rules", "extension_rules", "onion_rules", "policy_rules"],
    ...["server_usages", "smime_usages", "code_signing_usages", "private_usages", "caller_rules", "ev_rules"],
  ]) {
    throughOthers.push(`rules/${part}`);
  }
  const parts = filesIn("wasm/core", /\.cc$/).map((file) => file.replace(/\.cc$/, ""));
  assert.ok(parts.length > 60);
  assert.deepEqual(
    parts.filter((part) => !tests.has(part) && !throughOthers.includes(part)),
    [],
  );
});
