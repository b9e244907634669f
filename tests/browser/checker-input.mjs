// What is put into <keyseal-checker>: what reaches the checker and what never does, and what is said of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { at, drop, focused, html, key, paste, pasted, pem, said, submit, textsOf } from "./checker-page.mjs";
import { reports } from "./checker-states.mjs";

/** The second argument is checkerOn(context). */
export function testInput(context, { run, click, calls, told, untilState, until, begin }) {
  test("a pasted private key is gone at once, nothing of it is repeated or given on, and advice is spoken", async () => {
    await begin();
    await run(paste, `notes\n${key}`);
    assert.equal(await run(pasted), "");
    assert.doesNotMatch(await run(html), /MHcCAQEE|secret|BEGIN EC/);
    assert.match(await run(said), /^That was a private key, not a request\. .*treat it as compromised/);
    assert.equal((await run(textsOf, ".ks-banner")).length, 1);
    await click(submit);
    assert.deepEqual(await calls(), []);
    assert.equal(await run(focused), "textarea");
    assert.deepEqual(await run(textsOf, ".ks-error"), ["Paste a request, or choose a file."]);
  });

  test("a file with a private key never reaches the checker, and the others of the drop do", async () => {
    await begin(reports.good);
    await run(drop, [["old.key", key]]);
    await until(".ks-banner:not([hidden])");
    assert.match(await run(focused), /^div That was a private key/);
    assert.deepEqual(await calls(), []);
    assert.deepEqual(await told(), [["keyseal-error", { code: "private-key-given" }]]);

    await run(drop, [
      ["old.key", key],
      ["good.pem", pem],
    ]);
    await untilState("done");
    assert.deepEqual((await calls()).at(-1).files, [["good.pem", pem.length]]);
    const rows = await run(textsOf, "tbody tr");
    assert.match(
      rows[0],
      /^old\.key Not checked A private key, or a PFX file, which has one inside\. It was not checked\. private-key-given$/,
    );
    assert.equal(await run(focused), "h2 1 of 2 is not acceptable");
    assert.doesNotMatch(await run(html), /MHcCAQEE|secret/);
  });

  test("dropped files are checked at once; the drop is marked while it hangs over the form", async () => {
    await begin(reports.many);
    const shown = await run(drop, [
      ["one.der", 300],
      ["two.pem", pem],
    ]);
    assert.deepEqual(shown, { over: true, marked: true, taken: true, after: false });
    await untilState("done");
    assert.deepEqual(
      (await calls()).map(({ files }) => files),
      [
        [
          ["one.der", 300],
          ["two.pem", pem.length],
        ],
      ],
    );
  });

  for (const [ending, finds, state] of [
    ["a report", reports.good, "done"],
    ["an error", "internal", "stopped"],
    ["an abort", "never", "form"],
  ]) {
    test(`what was read of a file is wiped when the check is over: by ${ending}`, async () => {
      await begin(finds);
      await run(drop, [["request.der", "0\x03\x02\x01\x05"]]);
      await context.page.waitFor(() => window.arrays !== undefined);
      if (finds === "never") await run(() => document.querySelector("keyseal-checker").reset());
      await untilState(state);
      const wiped = () =>
        window.arrays.length === 1 && window.arrays[0].length === 5 && !window.arrays[0].some(Boolean);
      await context.page.waitFor(wiped);
      if (finds !== reports.good) return;
      const value = await run(() => document.querySelector("keyseal-checker").value);
      assert.equal(value, "PEM of request.der");
    });
  }

  test("a file of more than 1 MiB is refused beside its name, and not given on", async () => {
    await begin();
    await run(drop, [["large\u202e.der", 2 ** 20 + 1]]);
    await until(".ks-error:not([hidden])");
    assert.deepEqual(await run(textsOf, ".ks-error"), [
      "largeU+202E.der: Larger than 1 MB. A request is a few kilobytes. input-too-large",
    ]);
    assert.deepEqual(await calls(), []);
  });

  test("what cannot be read is said at the field, with its line, and the text stays", async () => {
    await begin(reports.unreadable);
    await run(paste, pem);
    await click(submit);
    await until(".ks-error:not([hidden])");
    assert.deepEqual(await run(textsOf, ".ks-error"), [
      "The end is missing. Copy the whole text, with its first and its last line. Line 3. pem-incomplete",
    ]);
    assert.equal(await run(pasted), pem);
    assert.equal(await run(focused), "textarea");
    const described = await run(() => {
      const { shadowRoot } = document.querySelector("keyseal-checker");
      const field = shadowRoot.querySelector("textarea");
      const [first] = field.getAttribute("aria-describedby").split(" ");
      return [field.getAttribute("aria-invalid"), shadowRoot.getElementById(first).className];
    });
    assert.deepEqual(described, ["true", "ks-error"]);
    await run(paste, `${pem}\n`);
    assert.deepEqual(await run(textsOf, ".ks-error"), []);
  });

  test("a list of bad keys that cannot be used is said at the field, and nothing is checked", async () => {
    await begin("blocklist-unknown");
    await run(paste, pem);
    await click(submit);
    await until(".ks-error:not([hidden])");
    assert.deepEqual(await run(textsOf, ".ks-error"), [
      "The key list is of no kind that is known here. Nothing was checked. blocklist-unknown",
    ]);
    assert.equal(await run(pasted), pem);
  });

  test("profile, level, day, strictness and lists reach the checker", async () => {
    await begin(reports.good, { profile: "tls-server", level: "ev" });
    await click(at(".ks-options > summary"));
    await run(() => {
      const { shadowRoot } = document.querySelector("keyseal-checker");
      const set = (selector, change) => {
        const control = shadowRoot.querySelector(selector);
        change(control);
        control.dispatchEvent(new Event("change"));
      };
      set("input[type=date]", (date) => {
        date.value = "2026-03-15";
      });
      set("input[type=checkbox]", (box) => {
        box.checked = true;
      });
      const lists = new DataTransfer();
      lists.items.add(new File(["ab".repeat(32)], "spki.txt"));
      set(".ks-options input[type=file]", (chosen) => {
        chosen.files = lists.files;
      });
    });
    await until(".ks-options summary bdi");
    await run(paste, pem);
    await click(submit);
    await untilState("done");
    const [{ files, ...options }] = await calls();
    assert.deepEqual(files, [["pasted", pem]]);
    assert.deepEqual(options, {
      pem: true,
      profile: "tls-server",
      level: "ev",
      date: "2026-03-15",
      strict: true,
      blocklists: [["spki.txt", 64]],
    });
    const facts = await run(textsOf, ".ks-meta");
    assert.match(facts[0], /Website \(TLS server\), Extended \(EV\).*15 March 2026.*Strict/);
  });

  test("a list that is read late, or not at all, is waited for, and never left out", async () => {
    await begin(reports.good);
    await run((text) => {
      const { arrayBuffer } = File.prototype;
      File.prototype.arrayBuffer = async function () {
        if (this.name === "gone.txt") throw new DOMException("gone", "NotReadableError");
        await new Promise((resolve) => setTimeout(resolve, 200));
        return Reflect.apply(arrayBuffer, this, []);
      };
      const { shadowRoot } = document.querySelector("keyseal-checker");
      const chosen = new DataTransfer();
      for (const name of ["late.txt", "gone.txt"]) chosen.items.add(new File(["ab".repeat(32)], name));
      const lists = shadowRoot.querySelector(".ks-options input[type=file]");
      lists.files = chosen.files;
      lists.dispatchEvent(new Event("change"));
      shadowRoot.querySelector("textarea").value = text;
      shadowRoot.querySelector(".ks-submit .ks-btn--primary").click();
      const profile = shadowRoot.querySelector(".ks-options select");
      profile.value = "private-pki"; // too late
      profile.dispatchEvent(new Event("change"));
    }, pem);
    await untilState("done");
    const [{ blocklists, profile }] = await calls();
    // An empty list is one that the core refuses.
    assert.deepEqual(
      [blocklists, profile],
      [
        [
          ["late.txt", 64],
          ["gone.txt", 0],
        ],
        "tls-server",
      ],
    );
    assert.match((await run(textsOf, ".ks-meta"))[0], /Website \(TLS server\)/);
  });

  test("mail has levels and generations of its own, which go with it alone", async () => {
    await begin(reports.good, { profile: "smime", level: "sponsor", generation: "strict" });
    await click(at(".ks-options > summary"));
    const offered = () =>
      run(() => {
        const fields = [...document.querySelector("keyseal-checker").shadowRoot.querySelectorAll(".ks-options select")];
        const isShown = (select) => !select.closest(".ks-field").hidden;
        return fields.filter(isShown).map((select) =>
          [...select.options]
            .map(({ value }) => value)
            .join(" ")
            .trim(),
        );
      });
    assert.deepEqual((await offered()).slice(1), [
      "mailbox organization sponsor individual",
      "strict multipurpose legacy",
    ]);
    const choose = (profile) =>
      run((value) => {
        const select = document.querySelector("keyseal-checker").shadowRoot.querySelector(".ks-options select");
        select.value = value;
        select.dispatchEvent(new Event("change"));
      }, profile);
    await choose("tls-server");
    assert.deepEqual((await offered()).slice(1), ["dv iv ov ev"]);
    await choose("private-pki");
    assert.deepEqual((await offered()).slice(1), []);
    await choose("smime");
    await run(paste, pem);
    await click(submit);
    await untilState("done");
    const [{ files, ...options }] = await calls();
    assert.deepEqual(options, { pem: true, profile: "smime", level: "sponsor", generation: "strict" });
    assert.match((await run(textsOf, ".ks-meta"))[0], /Person in an organisation.*Strict/);
  });

  test("every profile can be chosen, code signing too, and the level goes only with a TLS server", async () => {
    await begin(reports.good, { level: "dv", profile: "code-signing" });
    await click(at(".ks-options > summary"));
    const offered = await run(() =>
      [...document.querySelector("keyseal-checker").shadowRoot.querySelector("select").options].map(
        ({ value }) => value,
      ),
    );
    assert.deepEqual([...offered].sort(), [
      "code-signing",
      "private-pki",
      "smime",
      "spiffe",
      "stir-shaken",
      "tls-client",
      "tls-server",
    ]);
    await run(paste, pem);
    await click(submit);
    await untilState("done");
    const [{ files, ...options }] = await calls();
    assert.deepEqual(options, { pem: true, profile: "code-signing" });
  });

  test("a profile or level that does not exist stops calmly: nothing was checked", async () => {
    for (const attributes of [{ profile: "tls-sever" }, { level: "gold" }, { generation: "lax" }]) {
      await begin([], attributes, "stopped");
      assert.match((await run(textsOf, '[part~="stop"]'))[0], /Nothing was checked\./);
    }
  });

  test("Cancel ends the work: nothing was checked, and the text is still there", async () => {
    await begin("never");
    await run(paste, pem);
    await click(submit);
    await until(".ks-work");
    assert.equal(await run(focused), "h2 Checking");
    await click(at(".ks-work .ks-btn"));
    assert.equal(await run(() => window.aborted), true);
    assert.equal(await run(said), "Nothing was checked.");
    assert.equal(await run(pasted), pem);
  });

  test("with the keyboard alone: paste, choose the rules, check, copy, check another", async () => {
    await begin(reports.warnings);
    const tabTo = async (what) => {
      for (let presses = 0; !what.test(await run(focused)); presses += 1) {
        assert.ok(presses < 12, `Tab does not lead to ${what}`);
        await context.page.press("Tab");
      }
    };
    await tabTo(/^textarea/);
    await context.page.type("MIIB");
    await tabTo(/^input/); // the choice of files
    await tabTo(/^summary/);
    await tabTo(/^button Check/);
    await context.page.press("Enter");
    await untilState("done");
    assert.deepEqual((await calls())[0].files, [["pasted", "MIIB"]]);
    assert.equal(await run(focused), "h2 Acceptable, with 1 warning");
    await tabTo(/^button Copy report/);
    await tabTo(/^button Save as JSON/);
    await tabTo(/^button Check another/);
    await context.page.press("Enter");
    assert.equal(await run(focused), "textarea");
  });
}
