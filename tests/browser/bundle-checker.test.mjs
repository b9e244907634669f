// <keyseal-checker> from the bundle with the real module: vectors of the rules in, what the same module says in Node out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { packageDir, root } from "../node/support.mjs";
import { inEveryEngine } from "./in-engines.mjs";

const vector = (path) => readFileSync(`${root}tests/vectors/check/${path}.pem`, "utf8");
const derOf = (pem) => [...Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64")];
const { open } = await import(`${packageDir}/keyseal-node.mjs`);
const keyseal = await open();
after(() => keyseal.close());

const pemOf = (der, label) => {
  const lines = Buffer.from(der)
    .toString("base64")
    .match(/.{1,64}/g);
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
};
/** A SubjectPublicKeyInfo of an RSA key in whose modulus every byte value stands. */
const everyByte = [
  ...Buffer.from("30820122300d06092a864886f70d01010105000382010f003082010a0282010100", "hex"),
  ...Array.from({ length: 256 }, (_, at) => 255 - at),
  ...[2, 3, 1, 0, 1],
];
const { fakeKeyseal } = await import(`${packageDir}/keyseal-testing.mjs`);
/** A request in DER in which the PEM of another one stands behind `before`. */
async function requestWithPem(before) {
  const { csrDer } = await fakeKeyseal().generate({
    dns: ["www.example.com"],
    subject: [{ type: "O", value: before + vector("csr/good") }],
    passphrase: "copper lantern orbit thistle",
  });
  return [...csrDer];
}
const pemInALine = await requestWithPem(" ");
const pemOnItsOwn = await requestWithPem("\n");

/** What the same module says in Node: the reports, and as `keyseal check` prints them. */
async function nodeSays(files) {
  const bytesOf = (content) => (typeof content === "string" ? Buffer.from(content) : Uint8Array.from(content));
  const named = Object.entries(files).map(([name, content]) => ({ name, bytes: bytesOf(content) }));
  const { reports } = await keyseal.checkAndPrint({ files: named }, { json: false, compare: true });
  return { text: reports.join(""), reports: await keyseal.checkFiles({ files: named }) };
}

/** Drops files, each [name, bytes or text], onto the form. */
function drop(files) {
  const dataTransfer = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = typeof content === "string" ? content : Uint8Array.from(content);
    dataTransfer.items.add(new File([bytes], name));
  }
  const form = document.querySelector("keyseal-checker").shadowRoot.querySelector("form");
  form.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true }));
}

/** Chooses files as a person does in the browser's dialog. */
function choose(files) {
  const chosen = document.querySelector("keyseal-checker").shadowRoot.querySelector(".ks-filein");
  const dataTransfer = new DataTransfer();
  for (const [name, content] of files) dataTransfer.items.add(new File([Uint8Array.from(content)], name));
  chosen.files = dataTransfer.files;
  chosen.dispatchEvent(new Event("change"));
}

function paste(text) {
  const { shadowRoot } = document.querySelector("keyseal-checker");
  const field = shadowRoot.querySelector("textarea");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  shadowRoot.querySelector(".ks-submit .ks-btn--primary").click();
}

const shown = () => {
  const { state, shadowRoot } = document.querySelector("keyseal-checker");
  const texts = (selector) =>
    [...shadowRoot.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility())
      .map(({ innerText }) => innerText.replaceAll(/\s+/g, " ").trim());
  return { state, title: texts(".ks-title")[0], errors: texts(".ks-error"), findings: texts('[part~="finding"]') };
};

inEveryEngine(
  {},
  (context) => {
    const run = (...call) => context.page.run(...call);
    const reports = () => run(() => document.querySelector("keyseal-checker").reports);

    async function begin(attributes = {}) {
      await context.open("whole", "form.html");
      await run((given) => {
        const element = document.createElement("keyseal-checker");
        for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
        document.body.replaceChildren(element);
      }, attributes);
      await context.page.waitFor(() => document.querySelector("keyseal-checker").state === "form");
    }
    async function settled() {
      const at = () => {
        const { state, shadowRoot } = document.querySelector("keyseal-checker");
        return (
          state === "done" || shadowRoot.querySelector(".ks-error:not([hidden]), .ks-banner:not([hidden])") !== null
        );
      };
      await context.page.waitFor(at);
      return run(shown);
    }

    test("good.pem: no error and no warning, but no full pass either, since no list of bad keys was given", async () => {
      await begin();
      await run(paste, vector("csr/good"));
      const { title, findings } = await settled();
      assert.match(title, /^Acceptable/);
      const [{ acceptable, kind, decoded, names }] = await reports();
      assert.deepEqual([acceptable, kind, decoded.key], [true, "csr", "ECDSA P-256"]);
      assert.ok(names.length > 0);
      assert.equal(findings.length, (await reports())[0].findings.length);
      assert.equal(await run(() => document.querySelector("keyseal-checker").value), vector("csr/good"));
    });

    test("a request that must be refused: every finding with rule and clause, as in Node", async () => {
      await begin();
      const pem = vector("csr/dns-a.local");
      await run(drop, [["uk.pem", pem]]);
      const { title, findings } = await settled();
      assert.equal(title, "Not acceptable: 1 error");
      const said = (await nodeSays({ "uk.pem": pem })).reports;
      assert.deepEqual(await reports(), said);
      for (const { rule, clause, message } of said[0].findings) {
        assert.ok(findings.some((text) => [rule, clause, message].every((part) => text.includes(part))));
      }
    });

    test("several blocks, DER, a certificate, a public key and what is none: each judged as in Node", async () => {
      await begin();
      const files = {
        "a.pem": `first\n${vector("csr/good")}then\n${vector("csr/cn-only")}`,
        "b.der": Buffer.from(derOf(vector("csr/dns-wildcard"))),
        "c.pem": vector("certificate/dv"),
        "d.pem": vector("key/ec-p256"),
        "e.txt": "There is nothing of the kind in here.\n",
      };
      await run(
        drop,
        Object.entries(files).map(([name, content]) => [name, typeof content === "string" ? content : [...content]]),
      );
      await settled();
      const said = (await nodeSays(files)).reports;
      assert.equal(said.length, 6);
      assert.deepEqual(await reports(), said);
    });

    for (const [name, content, label] of [
      ["a request", derOf(vector("csr/good")), "CERTIFICATE REQUEST"],
      ["a certificate", derOf(vector("certificate/dv")), "CERTIFICATE"],
      ["a public key", derOf(vector("key/ec-p256")), "PUBLIC KEY"],
      ["a key with every byte value", everyByte, "PUBLIC KEY"],
      ["a request with the PEM of another in it", pemInALine, "CERTIFICATE REQUEST"],
    ]) {
      test(`${name} in DER, dropped and chosen: judged as in Node, and given to the page as PEM of its bytes`, async () => {
        const said = (await nodeSays({ "one.der": content })).reports;
        assert.equal(said.length, 1);
        for (const give of [drop, choose]) {
          await begin();
          await run(give, [["one.der", content]]);
          assert.equal((await settled()).state, "done");
          assert.deepEqual(await reports(), said);
          assert.equal(await run(() => document.querySelector("keyseal-checker").value), pemOf(content, label));
        }
      });
    }

    test("a request in DER that a reader of PEM takes for another: both are judged, and the page gets neither", async () => {
      const said = (await nodeSays({ "two.der": pemOnItsOwn })).reports;
      assert.deepEqual(
        said.map(({ block, kind }) => [block, kind]),
        [
          [1, "csr"],
          [2, "csr"],
        ],
      );
      await begin();
      await run(drop, [["two.der", pemOnItsOwn]]);
      assert.equal((await settled()).state, "done");
      assert.deepEqual(await reports(), said);
      assert.equal(await run(() => document.querySelector("keyseal-checker").value), "");
    });

    test("the report that is copied is what the command prints", async () => {
      await begin();
      const pem = vector("csr/dns-a.local");
      await run(drop, [["uk.pem", pem]]);
      await settled();
      await run(() => {
        Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
        document.querySelector("keyseal-checker").shadowRoot.querySelector(".ks-actions .ks-btn").click();
      });
      await context.page.waitFor(
        () => document.querySelector("keyseal-checker").shadowRoot.querySelector(".ks-bykey textarea") !== null,
      );
      const copied = await run(
        () => document.querySelector("keyseal-checker").shadowRoot.querySelector(".ks-bykey textarea").value,
      );
      assert.equal(copied, (await nodeSays({ "uk.pem": pem })).text);
    });

    test("a list of compromised keys that has the key refuses it", async () => {
      await begin();
      await run(paste, vector("csr/good"));
      await settled();
      const [{ spkiSha256 }] = await reports();
      await begin();
      await run((hash) => {
        const { shadowRoot } = document.querySelector("keyseal-checker");
        const chosen = shadowRoot.querySelector(".ks-options input[type=file]");
        const lists = new DataTransfer();
        lists.items.add(new File([`${hash}\n`], "compromised.txt"));
        chosen.files = lists.files;
        chosen.dispatchEvent(new Event("change"));
      }, spkiSha256);
      await context.page.waitFor(
        () => document.querySelector("keyseal-checker").shadowRoot.querySelector(".ks-options summary bdi") !== null,
      );
      await run(paste, vector("csr/good"));
      assert.equal((await settled()).title, "Not acceptable: 1 error");
      assert.ok((await reports())[0].findings.some(({ rule, severity }) => rule === "K-04" && severity === "error"));
    });

    test("another profile judges by its own rules", async () => {
      await begin({ profile: "code-signing" });
      await run(paste, vector("csr/good"));
      assert.equal((await settled()).title, "Acceptable, but 3 rules were not evaluated");
      assert.ok((await reports())[0].findings.some(({ rule }) => rule === "K-51"));
    });

    test("a private key in DER, which has no label, is refused by the core and not kept", async () => {
      const pair = await run(async () => {
        const algorithm = { name: "ECDSA", namedCurve: "P-256" };
        const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
        return [...new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey))];
      });
      await begin();
      await run(drop, [["key.der", pair]]);
      await context.page.waitFor(
        () => document.querySelector("keyseal-checker").shadowRoot.querySelector(".ks-banner:not([hidden])") !== null,
      );
      assert.deepEqual(await reports(), []);
    });

    for (const [name, content, code] of [
      ["garbage", "?".repeat(300), "not-checkable"],
      ["a request without its end", vector("csr/good").slice(0, -30), "pem-incomplete"],
      ["a broken line", vector("csr/good").replace(/\n(.{20})./, "\n$1?"), "pem-bad"],
      ["too much text", "x".repeat(2 ** 20 + 1), "input-too-large"],
    ]) {
      test(`${name}: ${code}, said at the field`, async () => {
        await begin();
        await run(paste, content);
        const { state, errors } = await settled();
        assert.equal(state, "form");
        assert.match(errors.join(), new RegExp(`${code}$`));
      });
    }

    test("broke no policy and put no error on the console", async () => {
      assert.deepEqual(context.server.violations, []);
      assert.deepEqual(await context.page.errors(), []);
    });
  },
  { firstPage: "form.html" },
);
