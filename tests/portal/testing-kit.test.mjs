// keyseal/testing in Node: a fake that answers like a Keyseal, and says in every answer that it is none.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, describe, mock, test } from "node:test";
import { promisify } from "node:util";
import { packageDir, passphrase } from "../node/support.mjs";

const { checkReports, fakeKeyseal, openFakeKeyseal } = await import(`${packageDir}/keyseal-testing.mjs`);
const request = {
  dns: ["WWW.example.com", "*.bücher.example.net"],
  ip: ["192.0.2.7", "2001:DB8:0:0:0:0:0:1"],
  email: ["kim@example.com"],
  uri: ["spiffe://example.com/web"],
  passphrase,
};
const openssl = (...args) => promisify(execFile)("openssl", args);

describe("the fake", () => {
  let said;
  before(() => {
    said = mock.method(console, "info", () => {});
  });
  after(() => mock.restoreAll());

  test("says on the console that it is one", () => {
    fakeKeyseal();
    assert.match(said.mock.calls.at(-1).arguments[0], /^Keyseal fake: not a real key\./);
  });

  test("says in every output that it is one", async () => {
    const fake = fakeKeyseal();
    const { csrPem, csrDer, sealedKeyPem, sealedKeyDer, findings, receipt } = await fake.generate(request);
    const { suggestions } = await fake.ratePassphrase(passphrase);
    const mark = "Keyseal fake: not a real key.";
    for (const pem of [csrPem, sealedKeyPem]) assert.ok(pem.startsWith(`${mark}\n-----BEGIN `));
    for (const der of [csrDer, sealedKeyDer]) assert.ok(Buffer.from(der).includes(mark));
    assert.match(fake.version, /^\d+\.\d+\.\d+-fake$/);
    assert.equal(receipt.version, fake.version);
    assert.equal(receipt.wasmSha256, "0".repeat(64));
    assert.deepEqual(findings.map(({ message }) => message).concat(suggestions), [mark, mark]);
    assert.match(await fake.suggestPassphrase(), /^fake-never-use-/);
  });

  test("makes a request for the names that were asked for, which nobody signed", async () => {
    const folder = await mkdtemp(`${tmpdir()}/keyseal-fake-`);
    try {
      const { csrPem, names } = await fakeKeyseal().generate(request);
      await writeFile(`${folder}/csr.pem`, csrPem);
      const { stdout } = await openssl("req", "-in", `${folder}/csr.pem`, "-noout", "-text");
      assert.match(
        stdout,
        /DNS:www\.example\.com, DNS:\*\.xn--bcher-kva\.example\.net, IP Address:192\.0\.2\.7, IP Address:2001:DB8:0:0:0:0:0:1, email:kim@example\.com, URI:spiffe:\/\/example\.com\/web\n/,
      );
      const unsigned = await openssl("req", "-in", `${folder}/csr.pem`, "-noout", "-verify").catch((error) => error);
      assert.doesNotMatch(`${unsigned.stdout}${unsigned.stderr}`, /verify OK/);
      const ip = ["192.0.2.7", "2001:db8::1"];
      const others = ["kim@example.com", "spiffe://example.com/web"];
      assert.deepEqual(names, ["www.example.com", "*.xn--bcher-kva.example.net", ...ip, ...others]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("makes a sealed key that its passphrase does not open", async () => {
    const folder = await mkdtemp(`${tmpdir()}/keyseal-fake-`);
    try {
      const { sealedKeyPem } = await fakeKeyseal().generate(request);
      await writeFile(`${folder}/key.pem`, sealedKeyPem);
      await openssl("asn1parse", "-in", `${folder}/key.pem`);
      await assert.rejects(openssl("pkey", "-in", `${folder}/key.pem`, "-passin", `pass:${passphrase}`));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("answers the same each time", async () => {
    assert.deepEqual(await fakeKeyseal().generate(request), await fakeKeyseal().generate(request));
    assert.equal(await fakeKeyseal().suggestPassphrase(), await fakeKeyseal().suggestPassphrase());
  });

  test("suggests another passphrase when asked again, of as many words as asked for", async () => {
    const fake = fakeKeyseal();
    const [one, other] = [await fake.suggestPassphrase(8), await fake.suggestPassphrase(8)];
    assert.notEqual(one, other);
    assert.equal(one.split("-").length, 8);
    for (const count of [4, 21]) {
      await assert.rejects(fake.suggestPassphrase(count), { code: "request-not-valid", field: "words" });
    }
  });

  test("refuses a misspelt field of the request as the real one does", async () => {
    await assert.rejects(fakeKeyseal().generate({ ...request, mustStapel: true }), { code: "request-not-valid" });
    await assert.rejects(fakeKeyseal().preview({ ...request, mustStapel: true }), { code: "request-not-valid" });
  });

  test("refuses a misspelt option, and a code that does not exist", () => {
    assert.throws(() => fakeKeyseal({ delay: 5 }), { code: "request-not-valid", field: "options" });
    assert.throws(() => fakeKeyseal({ failWith: "no-such-code" }), { code: "request-not-valid", field: "failWith" });
    assert.throws(() => fakeKeyseal({ delayMs: -1 }), { code: "request-not-valid", field: "delayMs" });
    assert.throws(() => fakeKeyseal({ progress: [] }), { code: "request-not-valid", field: "progress" });
  });

  test("answers a check with a real report that says that it is a fake's", async () => {
    for (const [options, name] of [
      [{}, "acceptable"],
      [{ checkReport: "refused" }, "refused"],
      [{ checkReport: checkReports.refused }, "refused"],
    ]) {
      const { findings, ...report } = await fakeKeyseal(options).check({ input: "anything" });
      const { findings: real, ...expected } = checkReports[name];
      assert.deepEqual(report, expected);
      assert.deepEqual(findings.slice(0, -1), real);
      const { rule, severity, message } = findings.at(-1);
      assert.deepEqual([rule, severity, message], ["keyseal-fake", "notice", "Keyseal fake: not a real key."]);
    }
    const files = ["a", "b"].map((file) => ({ name: file, bytes: "anything" }));
    const inputs = await fakeKeyseal().checkFiles({ files });
    assert.deepEqual(
      inputs.map(({ file, acceptable }) => [file, acceptable]),
      [
        ["a", true],
        ["b", true],
      ],
    );
  });

  test("refuses a check that the real one refuses for its shape, and fails where it is told to", async () => {
    await assert.rejects(fakeKeyseal().check({ inputs: "x" }), { code: "request-not-valid", field: "request" });
    await assert.rejects(fakeKeyseal().checkFiles({}), { code: "request-not-valid", field: "files" });
    assert.throws(() => fakeKeyseal({ checkReport: "none" }), { code: "request-not-valid", field: "checkReport" });
    const failing = fakeKeyseal({ failAt: "check", failWith: "not-checkable", failField: "input" });
    await assert.rejects(failing.check({ input: "x" }), { code: "not-checkable", field: "input" });
    assert.ok(await failing.generate(request));
  });

  test("wipes a passphrase that came as bytes", async () => {
    const bytes = new TextEncoder().encode(passphrase);
    await fakeKeyseal().generate({ ...request, passphrase: bytes });
    assert.ok(bytes.every((byte) => byte === 0));
  });

  test("previews names as the certificate spells them, with what is wrong", async () => {
    const typed = {
      dns: ["Example.com", "example.com", "no name", "*.example.com"],
      ip: ["1.2.3"],
      passphrase: "short",
    };
    assert.deepEqual(await fakeKeyseal().preview(typed), {
      names: [
        { field: "dns[0]", text: "example.com" },
        { field: "dns[1]", text: "example.com", repeats: "dns[0]" },
        { field: "dns[2]" },
        { field: "dns[3]", text: "*.example.com", wildcard: true },
        { field: "ip[0]" },
      ],
      problems: [
        { code: "name-not-valid", field: "dns[2]" },
        { code: "ip-not-valid", field: "ip[0]" },
        { code: "passphrase-too-short", field: "passphrase" },
      ],
    });
  });

  test("does not judge a passphrase that is not there, and misses names", async () => {
    const { problems } = await fakeKeyseal().preview({});
    assert.deepEqual(problems, [{ code: "no-names", field: "names" }]);
  });

  test("generates nothing from what it previews a problem in", async () => {
    await assert.rejects(fakeKeyseal().generate({ passphrase }), { code: "no-names", field: "names" });
    await assert.rejects(fakeKeyseal().generate({ ...request, passphrase: "" }), { code: "passphrase-empty" });
    const problem = { code: "name-internal", field: "dns[0]" };
    const scripted = fakeKeyseal({ problems: [problem] });
    assert.deepEqual((await scripted.preview(request)).problems, [problem]);
    await assert.rejects(scripted.generate(request), problem);
  });

  test("reports each phase once, and for RSA both primes", async () => {
    const phasesOf = async (key) => {
      const seen = [];
      await fakeKeyseal().generate(
        { ...request, key },
        { onProgress: ({ phase, fraction }) => seen.push([phase, fraction]) },
      );
      return seen.map((part) => part.filter((value) => value !== undefined).join(" "));
    };
    assert.deepEqual(await phasesOf({ type: "ecdsa", curve: "P-256" }), ["loading", "key", "sealing", "signing"]);
    const rsa = ["loading", "key 0", "key 0.5", "key 1", "sealing", "signing"];
    assert.deepEqual(await phasesOf({ type: "rsa", modulusBits: 3072 }), rsa);
  });

  test("reports the progress that it was given, over the time that it was given", async () => {
    const progress = [
      { phase: "key", elapsedMs: 31_000 },
      { phase: "sealing", elapsedMs: 32_000 },
    ];
    const seen = [];
    const begin = performance.now();
    await fakeKeyseal({ progress, delayMs: 60 }).generate(request, { onProgress: (each) => seen.push(each) });
    assert.ok(performance.now() - begin >= 50);
    assert.deepEqual(seen, progress);
  });

  test("fails with the code that it was given, of that code's class", async () => {
    const failing = fakeKeyseal({ failWith: "random-repeats" }).generate(request);
    await assert.rejects(failing, { name: "EnvironmentError", code: "random-repeats" });
    const placed = fakeKeyseal({ failWith: "name-internal", failField: "dns[0]" }).generate(request);
    await assert.rejects(placed, { name: "InputError", code: "name-internal", field: "dns[0]" });
  });

  test("does not open where that is to fail", async () => {
    await assert.rejects(openFakeKeyseal({ failAt: "open", failWith: "wasm-hash-mismatch" }), {
      code: "wasm-hash-mismatch",
    });
    assert.match((await openFakeKeyseal()).version, /-fake$/);
  });

  test("ends with an AbortError when it is aborted, before or during the call, or closed", async () => {
    const slow = fakeKeyseal({ delayMs: 60_000 });
    await assert.rejects(slow.generate(request, { signal: AbortSignal.abort() }), { name: "AbortError" });
    const controller = new AbortController();
    const running = slow.generate(request, { signal: controller.signal, onProgress: () => controller.abort() });
    await assert.rejects(running, { name: "AbortError" });
    const closing = slow.generate(request, { onProgress: () => slow.close() });
    await assert.rejects(closing, { name: "AbortError" });
    for (const call of [slow.generate(request), slow.preview(request), slow.suggestPassphrase()]) {
      await assert.rejects(call, { code: "closed" });
    }
  });
});
