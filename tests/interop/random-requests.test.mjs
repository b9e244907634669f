// Random requests of every kind, made by Keyseal and read by Python's cryptography, Go, OpenSSL and Keyseal's checker; and
// the other way round. 200 of each, or as many as KEYSEAL_REQUESTS says; KEYSEAL_SEED draws others.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { setUpJudges } from "./commands.mjs";
import { longIp, purposes, usages } from "./openssl.mjs";
import { foreignRequest, opensslConfig } from "./random/foreign.mjs";
import * as judges from "./random/judges.mjs";
import { Draws, randomRequest } from "./random/requests.mjs";

const count = Number(process.env.KEYSEAL_REQUESTS ?? 200);
const seed = Number(process.env.KEYSEAL_SEED ?? 20261129);
const root = fileURLToPath(new URL("../..", import.meta.url));
/** OpenSSL takes a process or two for each, and so reads and makes no more than these. */
const openssls = Math.min(count, 1000);
const { PYTHON, TOOLCHAIN } = setUpJudges();
execFileSync(`${root}tools/build-native.sh`, ["make_requests", "keyseal-check"], { stdio: "inherit" });
const folder = await mkdtemp(`${tmpdir()}/keyseal-random-`);
after(() => rm(folder, { recursive: true, force: true }));

/** A folder for each request, made before the tests. */
const prepare = (requests) => Promise.all(requests.map(({ name }) => mkdir(`${folder}/${name}`)));
const namesOf = (requests) => requests.map(({ name }) => name);

/** Holds every answer against its request: `view` gives [what was found, what had to be]. */
function agree(requests, answers, view) {
  assert.equal(answers.size, requests.length);
  for (const request of requests) {
    const [found, wanted] = view(answers.get(request.name), request);
    assert.deepEqual(found, wanted, `seed ${seed}: ${request.line ?? JSON.stringify(request)}`);
  }
}

const withoutTypes = (subject) => subject.map(([oid, , value]) => [oid, value]);
const allNames = ({ dns, ip, email, uri }) => [...dns, ...ip, ...email, ...uri];
/** The names of a request as keyseal-check tells them, whatever their order is. */
const checkedNames = (answer) => [...answer.names].sort();
const checkedSubject = ({ decoded }) => decoded.subject.map(({ value }) => value);

/** What OpenSSL prints of each extension. */
function printed(asks) {
  const names = [
    ...asks.dns.map((name) => `DNS:${name}`),
    ...asks.ip.map((ip) => `IP Address:${longIp(ip)}`),
    ...asks.email.map((mailbox) => `email:${mailbox}`),
    ...asks.uri.map((uri) => `URI:${uri}`),
  ];
  return {
    "2.5.29.15": asks.keyUsage.map((usage) => usages[usage]).join(", "),
    "2.5.29.37": asks.extendedKeyUsage.map((oid) => purposes[oid]).join(", "),
    "2.5.29.17": names.join(", "),
    "1.3.6.1.5.5.7.1.24": asks.mustStaple ? "status_request" : "",
  };
}

describe(`${count} random requests that Keyseal makes`, () => {
  const draws = new Draws(seed);
  const requests = Array.from({ length: count }, (_, i) => randomRequest(`k${i}`, draws));
  const answers = {};
  before(async () => {
    await prepare(requests);
    await judges.makeByKeyseal(folder, requests, seed);
    answers.go = await judges.readByGo(folder, namesOf(requests));
    answers.python = await judges.readByPython(folder, namesOf(requests), PYTHON);
    answers.openssl = await judges.readByOpenssl(folder, namesOf(requests.slice(0, openssls)), TOOLCHAIN);
    answers.keyseal = new Map();
    for (const profile of new Set(requests.map((request) => request.profile))) {
      const names = namesOf(requests.filter((request) => request.profile === profile));
      for (const [name, answer] of await judges.readByKeyseal(folder, names, profile))
        answers.keyseal.set(name, answer);
    }
  });

  test("are of every profile, kind of key and kind of name", () => {
    for (const profile of ["tls-server", "tls-client", "smime", "spiffe", "stir-shaken", "private-pki"]) {
      assert.ok(
        requests.some((request) => request.profile === profile),
        profile,
      );
    }
    for (const kind of ["dns", "ip", "email", "uri", "subject", "tnAuthList"]) {
      assert.ok(
        requests.some(({ asks }) => asks[kind].length > 0),
        kind,
      );
    }
    for (const key of ["ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "rsa", "ed25519", "ml-dsa"]) {
      assert.ok(
        requests.some(({ keyType }) => keyType.startsWith(key)),
        key,
      );
    }
  });

  test("have no key twice", () => {
    const keys = [...answers.go.values()].map(({ spkiSha256 }) => spkiSha256);
    assert.equal(new Set(keys).size, count);
  });

  test("verify in Go, which reads the subject, the names and the extensions that were asked for", () => {
    agree(requests, answers.go, (answer, { keyType, asks, extensions }) => [
      {
        signature: keyType.startsWith("ml-dsa") ? "valid" : answer.signature,
        subject: answer.subject,
        extensions: answer.extensions,
        names: { dns: answer.dns, ip: answer.ip, email: answer.email, uri: answer.uri },
      },
      {
        signature: "valid",
        subject: withoutTypes(asks.subject),
        extensions,
        names: { dns: asks.dns, ip: asks.ip, email: asks.email, uri: asks.uri },
      },
    ]);
  });

  test("have a private key that Go reads as the request's", () => {
    const known = requests.filter(({ keyType }) => !keyType.startsWith("ml-dsa"));
    const found = new Map(known.map(({ name }) => [name, answers.go.get(name)]));
    agree(known, found, ({ keys }) => [keys, "match"]);
  });

  test("verify in Python's cryptography, which reads all that was asked for, and the request's private key", () => {
    agree(requests, answers.python, (answer, { asks, extensions }) => {
      const { signature, spkiSha256, privateKey, subject, extensions: found, asks: read } = answer;
      const { subject: wanted, ...contents } = asks;
      return [
        { signature, privateKey, subject, extensions: found, read },
        { signature: "valid", privateKey: spkiSha256, subject: withoutTypes(wanted), extensions, read: contents },
      ];
    });
  });

  test("verify in OpenSSL, which reads the subject with its types, the names and the extensions", () => {
    agree(requests.slice(0, openssls), answers.openssl, (answer, { asks, extensions }) => {
      const values = Object.entries(printed(asks));
      return [
        {
          signature: answer.signature,
          subject: answer.subject,
          extensions: [...answer.extensions].map(([oid, { critical }]) => [oid, critical]).sort(),
          values: values.map(([oid]) => [oid, answer.extensions.get(oid)?.value ?? ""]),
        },
        { signature: "valid", subject: asks.subject, extensions, values },
      ];
    });
  });

  test("have a private key that OpenSSL reads as the request's", () => {
    agree(requests.slice(0, openssls), answers.openssl, ({ spkiSha256, privateKey }) => [privateKey, spkiSha256]);
  });

  test("have the same key for Go, Python, OpenSSL and the checker", () => {
    agree(requests, answers.go, ({ spkiSha256 }, { name }) => {
      const judged = [answers.python, answers.keyseal, answers.openssl].map((of) => of.get(name)?.spkiSha256);
      return [judged, [spkiSha256, spkiSha256, answers.openssl.has(name) ? spkiSha256 : undefined]];
    });
  });

  test("are accepted by the checker, which reads the same names and subject", () => {
    agree(requests, answers.keyseal, (answer, { asks }) => [
      { acceptable: answer.acceptable, names: checkedNames(answer), subject: checkedSubject(answer) },
      { acceptable: true, names: allNames(asks).sort(), subject: asks.subject.map(([, , value]) => value) },
    ]);
  });
});

for (const maker of ["OpenSSL", "Go"]) {
  const made = maker === "Go" ? count : openssls;
  describe(`${made} random requests that ${maker} makes`, () => {
    const draws = new Draws(seed + maker.length);
    const requests = Array.from({ length: made }, (_, i) => foreignRequest(`${maker}${i}`, draws));
    const answers = {};
    before(async () => {
      await prepare(requests);
      if (maker === "Go") {
        answers.made = await judges.makeByGo(folder, requests);
      } else {
        await Promise.all(
          requests.map((request) => writeFile(`${folder}/${request.name}/openssl.cnf`, opensslConfig(request))),
        );
        await judges.makeByOpenssl(folder, namesOf(requests), TOOLCHAIN);
        answers.made = await judges.readByOpenssl(folder, namesOf(requests), TOOLCHAIN);
      }
      answers.keyseal = await judges.readByKeyseal(folder, namesOf(requests), "private-pki");
    });

    test("have the same key, names and subject for the checker, and verify", () => {
      agree(requests, answers.keyseal, (answer, request) => [
        {
          key: answer.spkiSha256,
          names: checkedNames(answer),
          subject: checkedSubject(answer),
          signatures: answer.findings.filter(({ field, severity }) => field === "signature" && severity === "error"),
        },
        {
          key: answers.made.get(request.name).spkiSha256,
          names: allNames(request).sort(),
          subject: request.subject.map(([, value]) => value),
          signatures: [],
        },
      ]);
    });
  });
}
