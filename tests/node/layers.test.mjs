// The house's order: a file includes only what stands above it in its list. Both lists are the architecture.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { root } from "./support.mjs";

// Parts that stand together on one line do not know each other.
const core = [
  "status limits",
  "out_of_memory secret_bytes",
  "bssl bssl_internal string_table finding progress nfc pbkdf2",
  "entropy",
  "der utf8",
  "der_reader oid_names",
  "pem rsa_weakness published_keys shared_primes",
  "names joining_types label_classes special_purpose onion",
  "label_context public_suffix",
  "idna",
  "dns_name ip_address mailbox uri",
  "tn_auth_list exact_lanes",
  "montgomery_lanes",
  "fermat_filter prime_candidates prime_acceptance rsa_exponent",
  "prime_sieve rsa_conditions",
  "prime_search",
  "rsa_key",
  "private_key",
  "profile",
  "subject",
  "csr",
  "rule public_key blocklist_table",
  "blocklist_cover",
  "blocklist_text",
  "blocklist",
  "key_rules request_parts blocklist_rules",
  "signature_rules request_rules",
  "subject_rules name_rules extension_rules onion_rules",
  "check",
  "check_files",
  "check_text",
  "pbes2 passphrase_patterns",
  "passphrase",
  "sealed_key judged_request",
  "generate preview",
];

const page = [
  "error-codes",
  "errors types",
  "file-stem request-shape key-names",
  "worker/messages worker/module-options worker/random",
  "worker/port worker/stopped",
  "worker/worker pins check-request checker-request",
  "platform/platform platform/worker-policy platform/web-realm",
  "platform/web-worker",
  "platform/node platform/browser platform/embedded",
  "verify preview",
  "call rating search-estimate",
  "progress-reporter",
  "race",
  "keyseal",
  "index-node index-browser index-iife index-embedded",
  "element/languages/check/",
  "element/icons element/languages/en",
  "element/catalogue-type",
  "element/languages/de element/languages/es element/languages/fr element/languages/ja element/languages/zh-hans",
  "element/dom element/style-sheets",
  "element/catalogue element/announcer",
  "element/language-choice",
  "element/shown-text element/name-kinds element/rule-ids",
  "element/clipboard element/fingerprint element/receipt element/save-file element/working-steps element/stop-kinds",
  "element/blocks element/copy-fingerprint element/loading-view element/long-list element/result-model element/stage",
  "element/result-facts element/working-view element/stop-view element/leave-dialog",
  "element/result-view",
  "element/profiles",
  "element/policy",
  "element/draft",
  "element/newest element/failure element/described element/choices element/country-codes element/form-control element/shared-keyseal element/host-attributes",
  "element/presence element/form-context element/problem-text element/strength-meter element/form-header",
  "element/name-row element/name-field element/suggestion element/agreement-section element/error-summary",
  "element/key-choice element/subject-fields element/sealing-choice",
  "element/names-section element/passphrase-section element/settings-section",
  "element/form-view element/generator-attributes",
  "element/generator",
  "element/checked-input",
  "element/checker-options",
  "element/checker-input",
  "element/checker-head element/checker-decoded",
  "element/checker-report element/checker-table",
  "element/checker",
  "element/index",
  "frame/der-forms frame/names",
  "frame/messages",
  "frame/host frame/guest",
  "frame/index",
  "testing/der testing/mark",
  "testing/fixtures testing/names testing/check-reports",
  "testing/unsigned",
  "testing/fake",
  "testing/fake-in-page testing/playwright",
  "testing/generator-on-page testing/checker-on-page",
  "testing/index",
  "cli/",
];

/** Every pair of parts where the first includes the second without standing below it. */
function violations(order, includes) {
  const rank = new Map(order.flatMap((line, at) => line.split(" ").map((part) => [part, at])));
  const rankOf = (part) => {
    const found = rank.get(part) ?? rank.get(part.replace(/[^/]+$/, "")) ?? rank.get(`${part.split("/")[0]}/`);
    assert.notEqual(found, undefined, `${part} stands in no list: say where it belongs`);
    return found;
  };
  return includes.filter(([from, to]) => from !== to && !(rankOf(from) > rankOf(to)));
}

function coreIncludes() {
  return readdirSync(`${root}wasm/core`)
    .filter((name) => /\.(h|cc)$/.test(name))
    .flatMap((name) => {
      const text = readFileSync(`${root}wasm/core/${name}`, "utf8");
      const found = [...text.matchAll(/^#include "core\/([a-z0-9_]+)\.h"$/gm)];
      return found.map(([, part]) => [name.replace(/\.\w+$/, ""), part]);
    });
}

function pageImports() {
  return readdirSync(`${root}js-bindings/src`, { recursive: true })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .flatMap((name) => {
      const text = readFileSync(`${root}js-bindings/src/${name}`, "utf8");
      const found = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)\.js"/g)];
      const base = new URL(name, "file:///");
      return found.map(([, path]) => [name.replace(/\.ts$/, ""), new URL(path, base).pathname.slice(1)]);
    })
    .filter(([from, to]) => !(from.startsWith("cli/") && to.startsWith("cli/")));
}

test("the core includes only what stands above", () => assert.deepEqual(violations(core, coreIncludes()), []));

test("the page imports only what stands above", () => assert.deepEqual(violations(page, pageImports()), []));

test("the core knows neither Emscripten nor files nor clocks", () => {
  for (const name of readdirSync(`${root}wasm/core`)) {
    if (!/\.(h|cc)$/.test(name)) continue;
    const text = readFileSync(`${root}wasm/core/${name}`, "utf8");
    assert.doesNotMatch(
      text,
      /#include <(emscripten|iostream|fstream|cstdio|stdio\.h|ctime|time\.h|chrono|filesystem)/,
      name,
    );
  }
});

test("a test of the core stands for every part that does something", () => {
  const tests = new Set(readdirSync(`${root}tests/core`).map((name) => name.replace(/_test\.cc$/, "")));
  // These are seen through the names, keys, passphrases and requests that they serve.
  const throughOthers = ["bssl", "label_context", "onion", "passphrase_patterns", "judged_request"];
  // And these through the checker's vectors, each of which rule_test judges.
  throughOthers.push("public_key", "rsa_weakness", "request_parts", "signature_rules");
  throughOthers.push("request_rules", "subject_rules", "name_rules", "extension_rules", "onion_rules");
  const parts = readdirSync(`${root}wasm/core`)
    .filter((name) => name.endsWith(".cc"))
    .map((name) => name.replace(/\.cc$/, ""));
  assert.deepEqual(
    parts.filter((part) => !tests.has(part) && !throughOthers.includes(part)),
    [],
  );
});
