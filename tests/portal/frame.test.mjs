// The bridge of a sandboxed frame, in real browsers: a portal on one origin, the offline file from another. What the
// page learns, what it ignores, and what it asks before a key is lost.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { engines } from "../browser/engines.mjs";
import { startHttp } from "../browser/http.mjs";
import { judge } from "../browser/judge.mjs";
import { savedText, waitUntil } from "../browser/wait.mjs";
import { packageDir } from "../node/support.mjs";
import { bundleFolder, passphrase } from "./support.mjs";

const { fixtures, generatorOn } = await import(`${packageDir}/keyseal-testing.mjs`);

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A portal</title>
<script type="module" src="portal.mjs"></script><body><p>A portal around a frame</p></body></html>`;

/** Keeps all that the frame tells, and lets the test add frames and settings of its own. */
const script = `
import { connectFrame } from "./keyseal-frame.mjs";
window.told = [];
// All that reaches the page: what was heard here and not told has been ignored.
window.heard = [];
addEventListener("message", ({ data, source, origin }) => window.heard.push({ type: data?.type ?? data, origin, source }));
window.loaded = [];
window.addFrame = (src, options = {}, sandbox = "allow-scripts allow-downloads") => {
  const frame = document.createElement("iframe");
  if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
  frame.title = "Keyseal";
  const number = document.querySelectorAll("iframe").length;
  const tell = (type) => (value) => window.told.push({ type, value, number });
  window.connection = connectFrame(frame, {
    onGenerated: tell("generated"), onSaved: tell("saved"), onProgress: tell("progress"), onError: tell("error"),
    onState: tell("state"), onResize: tell("resize"), ...options,
  });
  frame.addEventListener("load", () => window.loaded.push(number));
  frame.src = src;
  document.body.append(frame);
};
window.ready = true;`;

/** A document that says to the page around it what a frame of Keyseal would say. */
const impostor = (messages, target) => `<!doctype html><meta charset="utf-8"><title>x</title><script>
for (const message of ${JSON.stringify(messages)}) ${target}.postMessage(message, "*");
</script>`;

const { spkiSha256, names, receipt } = fixtures["ecdsa-p256"];
const blockOf = (pem) => pem.slice(pem.indexOf("-----BEGIN"));
const [csrPem, sealedKeyPem] = [fixtures["ecdsa-p256"].csrPem, fixtures["ecdsa-p256"].sealedKeyPem].map(blockOf);
const made = { csrPem, spkiSha256, names, receipt };
const generated = { keyseal: 1, type: "generated", made };
const state = { keyseal: 1, type: "state", state: "done", unsaved: true };
const withKey = { ...generated, made: { ...made, sealedKeyPem } };
const last = { keyseal: 1, type: "resize", height: 7 };
const malformed = [
  { ...generated, keyseal: 2 },
  { ...generated, made: { ...made, passphrase } },
  { ...generated, made: { ...made, sealedKeyPem: sealedKeyPem.replaceAll("ENCRYPTED ", "") } },
  { ...generated, made: { ...made, names: [passphrase] } },
  { ...generated, made: { ...made, csrPem: `${passphrase}\n${csrPem}` } },
  { ...state, unsaved: "yes" },
  "generated",
  null,
];

/** The first message of this type. It reaches the page later than what it tells of can be seen in the frame. */
const waitForTold = (tab, type) => tab.waitFor((wanted) => window.told.find((each) => each.type === wanted), type);

for (const [engine, start] of Object.entries(engines)) {
  describe(engine, () => {
    let portal;
    let foreign;
    let browser;
    const opened = [];

    before(async () => {
      portal = await startHttp(async (path) => {
        if (path === "/") return { bytes: page };
        if (path === "/portal.mjs") return { bytes: script };
        if (path === "/keyseal-frame.mjs") return { bytes: await readFile(`${bundleFolder}${path}`) };
        if (path === "/impostor") return { bytes: impostor([generated, state, last], "parent") };
        if (path === "/beside") {
          const configure = [{ keyseal: 1, type: "configure", sealedKey: true }];
          return { bytes: `${impostor(configure, "parent.frames[0]")}<script>parent.besideSaid = true</script>` };
        }
        return undefined;
      });
      foreign = await startHttp(async (path) => {
        if (path === "/keyseal-offline.html") return { bytes: await readFile(`${bundleFolder}${path}`) };
        if (path === "/impostor") return { bytes: impostor([generated, state, last], "parent") };
        if (path === "/malformed") return { bytes: impostor([...malformed, last], "parent") };
        if (path === "/with-key") return { bytes: impostor([withKey, last], "parent") };
        if (path === "/nested") {
          return { bytes: `<!doctype html><meta charset="utf-8"><title>x</title><iframe src="/inner"></iframe>` };
        }
        if (path === "/inner") return { bytes: impostor([generated, state, last], "parent.parent") };
        return undefined;
      });
      browser = await start();
    });
    after(async () => {
      for (const each of opened) await each.close();
      await browser?.close();
      await portal?.close();
      await foreign?.close();
    });

    const origin = () => `http://localhost:${portal.port}`;
    const file = () => `http://localhost:${foreign.port}/keyseal-offline.html#frame=${origin()}`;

    async function openPortal() {
      const tab = await browser.openPage(`${origin()}/`);
      opened.push(tab);
      await tab.waitFor(() => window.ready);
      return tab;
    }
    const addFrame = (tab, src, options, sandbox) =>
      tab.run(
        ([address, given, box]) => window.addFrame(address, given, box),
        [src, options ?? {}, sandbox ?? "allow-scripts allow-downloads"],
      );
    const told = (tab, type) =>
      tab.run((wanted) => window.told.filter((each) => each.type === wanted).map(({ value }) => value), type);

    test("the frame begins when the page around it has said what it wants, and is as high as it needs", async () => {
      const tab = await openPortal();
      await addFrame(tab, file(), { lang: "en" });
      await tab.waitFor(() => window.told.some(({ type, value }) => type === "state" && value === "form"));
      // Until its styles are there, it may be as high as it likes: the height that was told last is the one that counts.
      await tab.waitFor(() => {
        const height = window.told.findLast(({ type }) => type === "resize")?.value;
        return height > 600 && height < 3000;
      });
      assert.deepEqual(await told(tab, "error"), []);
    });

    test("a policy of a wrong form comes back as an error, and no form is shown", async () => {
      const tab = await openPortal();
      await addFrame(tab, file(), { policy: { nmaes: {} } });
      const { value } = await waitForTold(tab, "error");
      assert.deepEqual(value, { code: "request-not-valid", field: "policy" });
      assert.deepEqual(await told(tab, "state"), []);
    });

    test("settings of a wrong form are refused before anything is loaded", async () => {
      const tab = await openPortal();
      const code = await tab.run(() => {
        try {
          window.addFrame("about:blank", { language: "en" });
        } catch (error) {
          return error.code;
        }
      });
      assert.equal(code, "request-not-valid");
    });

    test("a frame speaks with no page but the one that its address names", async () => {
      const tab = await openPortal();
      const elsewhere = file().replace(origin(), "https://portal.example");
      await addFrame(tab, elsewhere);
      await addFrame(tab, file().replace(/#frame=.*/, "#frame=*"));
      await tab.waitFor(() => window.loaded.length === 2);
      await addFrame(tab, file());
      await tab.waitFor(() => window.told.some(({ number, value }) => number === 2 && value === "form"));
      const numbers = await tab.run(() => window.told.map(({ number }) => number));
      assert.deepEqual([...new Set(numbers)], [2]);
    });

    test("what another window says is ignored: the page's own frames, foreign ones, and ones inside the frame", async () => {
      const tab = await openPortal();
      await addFrame(tab, file());
      await tab.run(
        (sources) => {
          for (const src of sources) {
            const frame = document.createElement("iframe");
            frame.src = src;
            document.body.append(frame);
          }
        },
        [`${origin()}/impostor`, `http://localhost:${foreign.port}/impostor`],
      );
      await tab.run((message) => window.postMessage(message, "*"), generated);
      await tab.waitFor(() => window.told.some(({ type, value }) => type === "state" && value === "form"));
      const untilHeard = (page, type, count) =>
        page.waitFor(
          ([wanted, times]) => window.heard.filter((each) => each.type === wanted).length >= times,
          [type, count],
        );
      await untilHeard(tab, "generated", 3);
      const nested = await openPortal();
      await addFrame(nested, `http://localhost:${foreign.port}/nested`);
      await untilHeard(nested, "resize", 1);
      for (const each of [tab, nested]) {
        assert.deepEqual(await told(each, "generated"), []);
        assert.equal(await each.run(() => window.connection.unsaved), false);
      }
    });

    test("what comes from another origin than the frame's is ignored", async () => {
      const tab = await openPortal();
      // Connected as an unsandboxed frame of the portal's own origin, it then shows a foreign document.
      await tab.run(
        ([own, other]) => {
          window.addFrame(own, {}, null);
          const frame = document.querySelector("iframe");
          Object.defineProperty(frame, "src", { value: own });
          frame.setAttribute("src", other);
        },
        [`${origin()}/`, `http://localhost:${foreign.port}/impostor`],
      );
      await tab.waitFor(
        (origin) => window.heard.some(({ type, origin: from }) => type === "resize" && from === origin),
        `http://localhost:${foreign.port}`,
      );
      assert.deepEqual(await told(tab, "generated"), []);
    });

    test("what has not the form of the protocol is ignored", async () => {
      const tab = await openPortal();
      await addFrame(tab, `http://localhost:${foreign.port}/malformed`);
      await waitForTold(tab, "resize");
      assert.deepEqual(await tab.run(() => window.told.map(({ type }) => type)), ["resize"]);
      assert.equal(await tab.run(() => window.connection.unsaved), false);
    });

    test("a sealed key that the page did not ask for is ignored, and one that it asked for must be there", async () => {
      for (const [path, options, taken] of [
        ["with-key", {}, false],
        ["with-key", { sealedKey: true }, true],
        ["impostor", { sealedKey: true }, false],
      ]) {
        const tab = await openPortal();
        await addFrame(tab, `http://localhost:${foreign.port}/${path}`, options);
        await waitForTold(tab, "resize");
        assert.equal((await told(tab, "generated")).length, taken ? 1 : 0, path);
      }
    });

    test("a frame hears the page around it, and no other document of the page's origin", async () => {
      const tab = await openPortal();
      // The page itself only holds the frame; a document of its origin beside it says what the page would say.
      await tab.run(
        ([address, beside]) => {
          const frame = document.createElement("iframe");
          frame.src = address;
          document.body.append(frame);
          frame.addEventListener("load", () => {
            const other = document.createElement("iframe");
            other.src = beside;
            document.body.append(other);
          });
        },
        [file(), `${origin()}/beside`],
      );
      await tab.waitFor(() => window.besideSaid);
      // What the page says later is heard later: by then the frame has heard the other, if it hears it at all.
      await tab.run(() => frames[0].postMessage({ keyseal: 1, type: "ask-leave", id: 1 }, "*"));
      await tab.waitFor(() => window.heard.some(({ type }) => type === "leave-answer"));
      assert.deepEqual(
        await tab.run(() => window.heard.map(({ type }) => type).filter((type) => ["state", "error"].includes(type))),
        [],
      );
    });

    test("the right words from the right frame are heard", async () => {
      const tab = await openPortal();
      await addFrame(tab, `http://localhost:${foreign.port}/impostor`);
      await waitForTold(tab, "generated");
      assert.deepEqual(await told(tab, "generated"), [made]);
      assert.equal(await tab.run(() => window.connection.unsaved), true);
    });
  });
}

describe("Chromium, with a person at the frame", () => {
  let portal;
  let foreign;
  let browser;

  before(async () => {
    portal = await startHttp(async (path) => {
      if (path === "/") return { bytes: page };
      if (path === "/portal.mjs") return { bytes: script };
      return { bytes: await readFile(`${bundleFolder}${path}`) };
    });
    foreign = await startHttp(async (path) => ({ bytes: await readFile(`${bundleFolder}${path}`) }));
    browser = await engines.Chromium();
  });
  after(async () => {
    await browser?.close();
    await portal?.close();
    await foreign?.close();
  });

  /** The portal with the form in its frame, for this name. */
  async function openForm(name, options = {}) {
    const tab = await browser.openPage(`http://localhost:${portal.port}/`);
    await tab.waitFor(() => window.ready);
    const policy = { names: { default: [name], locked: true } };
    const src = `http://localhost:${foreign.port}/keyseal-offline.html#frame=http://localhost:${portal.port}`;
    await tab.run(([address, given]) => window.addFrame(address, given), [src, { policy, ...options }]);
    const frame = tab.playwright.frameLocator("iframe");
    const generator = generatorOn(tab.playwright, frame.locator("keyseal-generator"));
    await generator.waitForForm();
    return { tab, frame, generator };
  }
  const told = (tab) => tab.run(() => window.told);
  const untilUnsaved = (tab, wanted) => tab.waitFor((is) => window.connection.unsaved === is, wanted);

  test("the page gets the request alone, and the key file is saved out of the frame", async () => {
    const { tab, generator } = await openForm("one.example.com");
    await generator.usePassphrase(passphrase);
    await generator.make();
    await generator.waitForResult();
    await untilUnsaved(tab, true);
    await generator.saveKey();
    const sealedKeyPem = await savedText(browser, "one.example.com.key.pem");
    const { value: got } = await waitForTold(tab, "generated");
    assert.deepEqual(Object.keys(got).toSorted(), ["csrPem", "names", "receipt", "spkiSha256"]);
    await judge({ csrPem: got.csrPem, sealedKeyPem }, passphrase, ["one.example.com"]);
    await waitForTold(tab, "saved");
    await untilUnsaved(tab, false);
    const everything = JSON.stringify(await told(tab));
    assert.ok(!everything.includes("PRIVATE KEY") && !everything.includes(passphrase));
    await tab.close();
  });

  test("a page that asked for the sealed key gets it under words that the frame made, and cannot have others typed", async () => {
    const { tab, frame, generator } = await openForm("two.example.com", {
      sealedKey: true,
      policy: { passphrase: "any", names: { default: ["two.example.com"] } },
    });
    const words = await generator.takeSuggestion();
    assert.equal(await frame.locator('input[autocomplete="new-password"]').first().isEditable(), false);
    await generator.make();
    await generator.waitForResult();
    const { value: got } = await waitForTold(tab, "generated");
    await judge(got, words, ["two.example.com"]);
    assert.ok(!JSON.stringify(await told(tab)).includes(words));
    await tab.close();
  });

  test("leaving asks in the frame while the key is unsaved, and not after", async () => {
    const { tab, frame, generator } = await openForm("three.example.com");
    assert.equal(await tab.run(() => window.connection.confirmLeave()), true);
    await generator.usePassphrase(passphrase);
    await generator.make();
    await generator.waitForResult();
    await untilUnsaved(tab, true);
    await tab.run(() => {
      window.answer = window.connection.confirmLeave();
    });
    const dialog = frame.locator('[part~="dialog"]');
    await dialog.waitFor();
    await dialog.locator("button").nth(1).click(); // stay
    assert.equal(await tab.run(() => window.answer), false);
    const asked = [];
    tab.playwright.on("dialog", (each) => asked.push(each.type()));
    await tab.playwright.reload();
    assert.deepEqual(asked, ["beforeunload"]);
    await tab.close();
  });

  test("a frame is as high as what it shows, where the page leaves that to it", async () => {
    const { tab, frame } = await openForm("five.example.com", { onResize: undefined });
    const heights = async () => [
      await tab.run(() => document.querySelector("iframe").clientHeight),
      await frame.locator("body").evaluate((body) => Math.ceil(body.getBoundingClientRect().height)),
    ];
    const same = async () => {
      const [outer, inner] = await heights();
      return outer === inner && outer;
    };
    const before = await waitUntil(same, "the frame's height");
    await frame.locator(".ks-options summary").first().click();
    await waitUntil(async () => (await same()) > before, "a higher frame");
    await tab.playwright.setViewportSize({ width: 400, height: 700 });
    await waitUntil(same, "the height of a narrow frame");
    await tab.close();
  });

  test("a frame shows nothing to a page that its address does not name", async () => {
    const tab = await browser.openPage(`http://localhost:${portal.port}/`);
    await tab.waitFor(() => window.ready);
    const src = `http://localhost:${foreign.port}/keyseal-offline.html#frame=https://portal.example`;
    await tab.run((address) => window.addFrame(address), src);
    await tab.waitFor(() => window.loaded.length === 1);
    const inside = tab.playwright.frames().find((frame) => frame.url() === src);
    await inside.evaluate(() => {
      addEventListener("message", () => {
        window.heardTheTest = true; // behind the page's own listener
      });
    });
    await tab.run(() => frames[0].postMessage({ keyseal: 1, type: "configure", sealedKey: true }, "*"));
    await inside.waitForFunction(() => window.heardTheTest);
    const body = tab.playwright.frameLocator("iframe").locator("body");
    assert.equal(await body.locator("keyseal-generator").count(), 0);
    assert.equal((await body.innerText()).trim(), "");
    await tab.close();
  });

  test("after another was begun, the page is told that the last is void", async () => {
    const { tab, frame, generator } = await openForm("four.example.com");
    await generator.usePassphrase(passphrase);
    await generator.make();
    await generator.waitForResult();
    await generator.saveKey();
    await waitForTold(tab, "saved");
    await frame.locator(".ks-foot .ks-end").click();
    await tab.waitFor(() => window.told.filter(({ type }) => type === "state").at(-1).value === "form");
    assert.equal(await tab.run(() => window.connection.unsaved), false);
    await tab.close();
  });
});
