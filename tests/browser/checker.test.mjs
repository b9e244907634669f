// <keyseal-checker> in real browsers, over a checker that finds what it is told: what reaches it and what never does,
// where the focus goes, what is said, what the page around gets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { reports } from "./checker-states.mjs";
import { inEveryEngine } from "./in-engines.mjs";

const host = "keyseal-checker";
const at = (selector) => `${host} >>> ${selector}`;
const submit = at(".ks-submit .ks-btn--primary");
const pem = "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n";
const key = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIsecret\n-----END EC PRIVATE KEY-----\n";

/** Puts a checker into the page that finds `finds`, never an end or an error code; `window.calls` is what it was given. */
function place([attributes, finds]) {
  const element = document.createElement("keyseal-checker");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  window.calls = [];
  window.told = [];
  element.keyseal = {
    async checkFiles(request, { signal }) {
      const files = request.files.map(({ name, bytes }) => [name, typeof bytes === "string" ? bytes : bytes.length]);
      window.arrays = request.files.map(({ bytes }) => bytes);
      const blocklists = request.blocklists?.map(({ name, bytes }) => [name, bytes.length]);
      window.calls.push({ ...request, files, ...(blocklists && { blocklists }) });
      if (finds === "never") {
        return new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            window.aborted = true;
            reject(signal.reason);
          });
        });
      }
      if (typeof finds === "string") throw Object.assign(new Error(finds), { code: finds });
      return finds;
    },
  };
  for (const type of ["keyseal-checked", "keyseal-error"]) {
    document.addEventListener(type, ({ detail }) => window.told.push([type, detail]), { once: true });
  }
  document.body.replaceChildren(element);
}

/** Where the focus is: the element and what it says. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return `${element.localName} ${element.innerText ?? ""}`.trim();
}

const said = () => document.querySelector("keyseal-checker").shadowRoot.lastElementChild.textContent;
const html = () => document.querySelector("keyseal-checker").shadowRoot.innerHTML;
const textsOf = (selector) =>
  [...document.querySelector("keyseal-checker").shadowRoot.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility())
    .map((element) => element.innerText.replaceAll(/\s+/g, " ").trim());
const pasted = () => document.querySelector("keyseal-checker").shadowRoot.querySelector("textarea").value;

/** Puts a text into the field as a paste does. */
function paste(text) {
  const field = document.querySelector("keyseal-checker").shadowRoot.querySelector("textarea");
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}

/** Drops files, each [name, content or size], onto the form. Whether the page took them from the browser. */
function drop(files) {
  const dataTransfer = new DataTransfer();
  for (const [name, content] of files) {
    dataTransfer.items.add(new File([typeof content === "number" ? new Uint8Array(content) : content], name));
  }
  const section = document.querySelector("keyseal-checker").shadowRoot.querySelector("form");
  const send = (type) =>
    !section.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  const over = send("dragover");
  const marked = section.querySelector("[data-over]") !== null;
  const taken = send("drop");
  return { over, marked, taken, after: section.querySelector("[data-over]") !== null };
}

inEveryEngine(
  {},
  (context) => {
    const run = (...call) => context.page.run(...call);
    const click = (path) => context.page.click(path);
    const calls = () => run(() => window.calls);
    const told = () => run(() => window.told);
    const untilState = (state) =>
      context.page.waitFor((wanted) => document.querySelector("keyseal-checker")?.state === wanted, state);
    const until = (selector) =>
      context.page.waitFor(
        (wanted) => document.querySelector("keyseal-checker").shadowRoot.querySelector(wanted) !== null,
        selector,
      );

    async function begin(finds = [], attributes = {}) {
      await context.open("whole", "form.html");
      await context.page.waitFor(() => customElements.get("keyseal-checker") !== undefined);
      await run(place, [attributes, finds]);
      await untilState("form");
    }
    async function check(finds, attributes) {
      await begin(finds, attributes);
      await run(paste, pem);
      await click(submit);
      await untilState("done");
    }

    test("the verdict gets the focus, the counts are spoken, the worst comes first, each with rule and clause", async () => {
      await check(reports.bad);
      assert.equal(await run(focused), "h2 Not acceptable: 3 errors");
      assert.match(await run(said), /^No compliant certificate can follow from it\. Use: Website \(TLS server\)\./);
      assert.deepEqual(await run(textsOf, "h3"), ["Errors 3", "Warnings 1", "Notices 3", "What it says"]);
      const findings = await run(textsOf, '[part~="finding"]');
      assert.deepEqual(
        findings.map((text) => text.match(/[A-Z]-\d\d/)[0]),
        ["K-10", "N-09", "S-10", "C-08", "K-04", "K-05", "S-14"],
      );
      assert.equal(findings[0], "The RSA modulus has fewer than 2048 bits. K-10 BR 6.1.5 key");
      assert.match(findings[4], /Not evaluated$/);
    });

    test("what the core says in English is marked as English in every language", async () => {
      await check(reports.bad, { lang: "de" });
      assert.equal(await run(focused), "h2 Nicht annehmbar: 3 Fehler");
      const marked = await run(() =>
        [...document.querySelector("keyseal-checker").shadowRoot.querySelectorAll('[part~="finding"] [lang]')].map(
          (element) => `${element.lang}: ${element.textContent}`,
        ),
      );
      assert.equal(marked.length, 7);
      assert.equal(marked[0], "en: The RSA modulus has fewer than 2048 bits.");
    });

    /** A report with so many findings of each severity, and so many of all else. */
    function endless(found, decoded) {
      const [base] = reports.bad;
      const finding = (severity) => ({ ...base.findings[0], severity, field: "san[0]", message: "x".repeat(2000) });
      const many = (items) => Array.from({ length: decoded }, () => items[0]);
      const { subject, names, extensions, ...rest } = base.decoded;
      return {
        ...base,
        findings: ["error", "warning", "notice"].flatMap((severity) => Array(found).fill(finding(severity))),
        decoded: { ...rest, subject: many(subject), names: many(names), extensions: many(extensions) },
      };
    }

    test("a report of any length is shown up to a bound, and says how many more there are", async () => {
      const lists = () =>
        run(() =>
          [...document.querySelector("keyseal-checker").shadowRoot.querySelectorAll("ul.ks-findings, ul.ks-plain")].map(
            (list) => [list.childElementCount, list.lastElementChild.textContent.match(/^and .*/)?.[0] ?? ""],
          ),
        );
      await check([endless(200, 1000)]);
      assert.deepEqual(await lists(), [...Array(3).fill([200, ""]), ...Array(3).fill([1000, ""])]);
      await check([endless(1201, 1001)]);
      assert.deepEqual(await lists(), [
        ...Array(3).fill([201, "and 1,001 more"]),
        ...Array(3).fill([1001, "and 1 more"]),
      ]);
      assert.equal(await run(focused), "h2 Not acceptable: 1,201 errors");
      const [message] = await run(textsOf, '[part~="finding"] [lang]');
      assert.equal(message.length, 1001);
      const rules = await run(textsOf, ".ks-said .ks-inline");
      assert.equal(rules.length, 20);
    });

    test("of many inputs no more than a thousand become rows, when they are asked for", async () => {
      const many = (count) => Array.from({ length: count }, () => reports.good[0]);
      const rowsOf = () =>
        run(() => document.querySelector("keyseal-checker").shadowRoot.querySelectorAll("tbody tr").length);
      for (const [count, shown, more] of [
        [1000, 1000, []],
        [1001, 1000, ["and 1 more"]],
      ]) {
        await check(many(count));
        assert.equal(await rowsOf(), 50);
        await run(() =>
          [...document.querySelector("keyseal-checker").shadowRoot.querySelectorAll(".ks-link")].at(-1).click(),
        );
        assert.equal(await rowsOf(), shown);
        assert.deepEqual(await run(textsOf, "section > p.ks-muted"), more);
      }
    });

    test("what was not evaluated keeps the verdict from sounding like a full pass", async () => {
      await check(reports.partly);
      assert.equal(await run(focused), "h2 Acceptable, but 2 rules were not evaluated");
      assert.match(await run(said), /this is not a full pass/);
      await check(reports.good);
      assert.equal(await run(focused), "h2 Acceptable");
    });

    test("the request as decoded: characters that turn the text written out, bad values with their rule", async () => {
      await check(reports.bad);
      const [, subject, , server] = await run(textsOf, ".ks-said");
      assert.equal(subject, "O Example U+202ELtd");
      assert.equal((await run(textsOf, ".ks-said"))[0], "C UK S-10");
      assert.equal(server, "Domain www.example.com");
      assert.ok((await run(textsOf, ".ks-said")).includes("Domain server.local N-09"));
      assert.ok((await run(textsOf, "dd")).includes("subjectAltName critical 1.3.6.1.4.1.99999.1"));
    });

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
      assert.match(rows[0], /^old\.key Not checked A private key\. It was not checked\. private-key-given$/);
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
        assert.equal(value, "-----BEGIN CERTIFICATE REQUEST-----\nMAMCAQU=\n-----END CERTIFICATE REQUEST-----\n");
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

    test("of several, the worst stand first, and one that was opened leads back to its row", async () => {
      await check(reports.many);
      assert.equal(await run(focused), "h2 3 of 5 are not acceptable");
      const first = (await run(textsOf, "tbody th")).map((text) => text.split(",")[0]);
      assert.deepEqual(first, [
        "two.pem",
        "notes-about-the-servers-of-the-department.txt",
        "old.key",
        "two.pem",
        "www.example.com.csr.pem",
      ]);
      await click(at("tbody tr:nth-child(4) .ks-link"));
      assert.equal(await run(focused), "h2 Acceptable, with 1 warning");
      await click(at(".ks-actions .ks-link"));
      assert.equal(await run(focused), "button two.pem, block 1");
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
      assert.deepEqual(options, { profile: "code-signing" });
    });

    test("a profile or level that does not exist stops calmly: nothing was checked", async () => {
      for (const attributes of [{ profile: "tls-sever" }, { level: "gold" }]) {
        await context.open("whole", "form.html");
        await context.page.waitFor(() => customElements.get("keyseal-checker") !== undefined);
        await run(place, [attributes, []]);
        await untilState("stopped");
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

    test("the page around gets the reports and the request as PEM, and they are gone with the next", async () => {
      await check(reports.good);
      const given = () => {
        const { state, reports, value } = document.querySelector("keyseal-checker");
        return { state, reports, value };
      };
      assert.deepEqual(await run(given), { state: "done", reports: reports.good, value: pem });
      assert.deepEqual(await told(), [["keyseal-checked", { reports: reports.good }]]);
      await click(at(".ks-actions .ks-link"));
      assert.deepEqual(await run(given), { state: "form", reports: [], value: "" });
      assert.equal(await run(focused), "textarea");
      assert.equal(await run(pasted), pem);
    });

    test("another language keeps the report and what was pasted; another profile begins anew", async () => {
      await check(reports.bad);
      await run(() => document.querySelector("keyseal-checker").setAttribute("lang", "fr"));
      await context.page.waitFor(() =>
        /Non acceptable/.test(document.querySelector("keyseal-checker").shadowRoot.textContent),
      );
      await run(() => document.querySelector("keyseal-checker").setAttribute("profile", "smime"));
      await untilState("form");
      assert.equal(await run(pasted), "");
      assert.deepEqual(await run(() => document.querySelector("keyseal-checker").reports), []);
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

    test("an element that is taken away forgets all of it", async () => {
      await check(reports.good);
      const left = await run(async () => {
        const element = document.querySelector("keyseal-checker");
        element.remove();
        await new Promise((later) => setTimeout(later, 0));
        return [element.state, element.reports, element.value, element.shadowRoot.childElementCount];
      });
      assert.deepEqual(left, ["loading", [], "", 0]);
    });

    test("broke no policy and put no error on the console", async () => {
      assert.deepEqual(context.server.violations, []);
      assert.deepEqual(await context.page.errors(), []);
    });
  },
  { firstPage: "form.html" },
);
