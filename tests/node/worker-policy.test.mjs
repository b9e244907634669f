// What a worker's own Content-Security-Policy must say, and what it must not. In doubt it does not confine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadPart } from "./page-parts.mjs";

const { confinesWorker } = await loadPart("platform/worker-policy");

const wasm = "https://portal.example/keyseal-0.1.0/keyseal.wasm";
const good = "default-src 'none'; script-src 'wasm-unsafe-eval'";

const confining = {
  "the least that is needed": good,
  "the release's own": `${good}; require-trusted-types-for 'script'; trusted-types 'none'`,
  "no connections, said twice": `${good}; connect-src 'none'`,
  "other case": "Default-Src 'NONE'; SCRIPT-SRC 'Wasm-Unsafe-Eval'; Connect-Src 'None'",
  "other spaces": ";\tdefault-src\t 'none' ;; script-src   'wasm-unsafe-eval'  ; ",
  "another order": "script-src 'wasm-unsafe-eval'; default-src 'none'",
  "what only documents obey": `${good}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "a repeat that browsers ignore": `${good}; default-src *; script-src 'unsafe-eval'`,
  "other sources that are none": `${good}; worker-src 'none'; script-src-elem 'none'; font-src 'none'`,
  "a second policy that is laxer": `${good}, default-src *`,
  "a second policy that confines, behind a laxer": `default-src 'self' 'unsafe-inline', ${good}`,
};

const lax = {
  "report-uri": `${good}; report-uri /r`,
  "report-to": `${good}; report-to group`,
  "report-uri in another case": `${good}; Report-URI /r`,
  "report-uri before the rest": `report-uri /r; ${good}`,
  "report-uri behind a directive that is repeated": `${good}; default-src 'none'; report-uri /r`,
  "report-uri in a second policy": `${good}, report-uri /r`,
  "report-to in a first policy": `default-src 'none'; report-to group, ${good}`,
  "a directive that is not known": `${good}; x-new thing`,
  "a sandbox": `${good}; sandbox allow-scripts`,
  "a directive without a value": `${good}; upgrade-insecure-requests`,
  "trusted types of another name": `${good}; trusted-types keyseal#worker`,
  "another value of require-trusted-types-for": `${good}; require-trusted-types-for 'none'`,
  "the module's address, whose query could tell anything": `${good}; connect-src ${wasm}`,
  "no header": null,
  "an empty header": "",
  "no default-src": "script-src 'wasm-unsafe-eval'; connect-src 'none'",
  "an empty default-src": "default-src; script-src 'wasm-unsafe-eval'",
  "another default-src": "default-src 'self'; script-src 'wasm-unsafe-eval'",
  "'none' beside another source, which makes it void": "default-src 'none' 'self'; script-src 'wasm-unsafe-eval'",
  "none without quotes": "default-src none; script-src 'wasm-unsafe-eval'",
  "no script-src": "default-src 'none'",
  eval: "default-src 'none'; script-src 'wasm-unsafe-eval' 'unsafe-eval'",
  "eval alone": "default-src 'none'; script-src 'unsafe-eval'",
  "inline scripts": "default-src 'none'; script-src 'wasm-unsafe-eval' 'unsafe-inline'",
  "scripts of the portal": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
  "scripts from everywhere": "default-src 'none'; script-src 'wasm-unsafe-eval' *",
  "importScripts through script-src-elem": `${good}; script-src-elem *`,
  "nested workers": `${good}; worker-src 'self'`,
  "nested workers through child-src": `${good}; child-src blob:`,
  "fonts, which a worker can load": `${good}; font-src https:`,
  images: `${good}; img-src *`,
  "connections to the portal": `${good}; connect-src 'self'`,
  "connections to everywhere": `${good}; connect-src *`,
  "connections of a scheme": `${good}; connect-src https:`,
  "connections to the module's host": `${good}; connect-src https://portal.example`,
  "connections to the module's folder": `${good}; connect-src https://portal.example/keyseal-0.1.0/`,
  "connections to another file": `${good}; connect-src https://portal.example/keyseal-0.1.0/other.wasm`,
  "connections to another host": `${good}; connect-src https://other.example/keyseal-0.1.0/keyseal.wasm`,
  "two addresses": `${good}; connect-src ${wasm} https://other.example/`,
  "an address beside 'none'": `${good}; connect-src 'none' ${wasm}`,
  "an empty connect-src": `${good}; connect-src`,
  "a first repeat that is laxer": `default-src *; ${good}`,
  "two policies that confine only together": "default-src 'none', script-src 'wasm-unsafe-eval'",
  "a comma inside, which ends the policy": "default-src 'none', x; script-src 'wasm-unsafe-eval'",
  "another quote": "default-src \u2018none\u2019; script-src 'wasm-unsafe-eval'",
  "a letter that only looks the same": "default-src 'none'; \u017fcript-src 'wasm-unsafe-eval'",
  "no-break spaces": "default-src\u00a0'none'; script-src\u00a0'wasm-unsafe-eval'",
};

for (const [what, header] of Object.entries(confining)) {
  test(`${what}: confines`, () => assert.equal(confinesWorker(header), true));
}

for (const [what, header] of Object.entries(lax)) {
  test(`${what}: does not confine`, () => assert.equal(confinesWorker(header), false));
}
