// The form of <keyseal-generator> in real browsers: what becomes of names, where the focus goes, what is said, what a
// portal's form gets, and what is left when the element goes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inEveryEngine, passphrase } from "./in-engines.mjs";

const host = "keyseal-generator";
const at = (selector) => `${host} >>> ${selector}`;
const names = at(".ks-input--names");
const first = at("input[autocomplete=new-password]");
const second = at(".ks-field:not(:has(.ks-meter)) > input[autocomplete=new-password]");
const submit = at(".ks-submit .ks-btn--primary");

/** Puts a generator into the page, in a form of it or not. `before` and `after` are its policy before and after that. */
function place({ attributes = {}, policy, inForm = false, agreement = false }) {
  const generator = document.createElement("keyseal-generator");
  for (const [name, value] of Object.entries(attributes)) generator.setAttribute(name, value);
  if (policy) generator.policy = policy;
  if (agreement) {
    const terms = document.createElement("p");
    terms.slot = "agreement";
    terms.textContent = "The terms.";
    generator.append(terms);
  }
  const form = document.createElement("form");
  if (inForm) form.append(generator);
  document.body.replaceChildren(inForm ? form : generator);
}

/** Where the focus is: the element, what it is called, what it says. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const label = element.getAttribute("aria-label") ?? element.innerText ?? "";
  return `${element.localName} ${element.className} ${label}`.replaceAll(/\s+/g, " ").trim();
}

const rows = () =>
  [...document.querySelector("keyseal-generator").shadowRoot.querySelectorAll(".ks-name")].map(
    (row) => (row.hasAttribute("data-bad") ? "bad " : "") + row.querySelector(".ks-name__value").textContent,
  );
const said = () => document.querySelector("keyseal-generator").shadowRoot.lastElementChild.textContent;
const textOf = (selector) =>
  [...document.querySelector("keyseal-generator").shadowRoot.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility())
    .map((element) => element.innerText.replaceAll(/\s+/g, " "));
const valueIn = (selector) => document.querySelector("keyseal-generator").shadowRoot.querySelector(selector).value;
const entries = () =>
  [...new FormData(document.querySelector("form"))].map(([name, value]) => [name, value.slice(0, 36)]);
const setAttribute = ([name, value]) => document.querySelector("keyseal-generator").setAttribute(name, value);
const removeAttribute = (name) => document.querySelector("keyseal-generator").removeAttribute(name);
const setPassphrasePolicy = (passphrase) => {
  document.querySelector("keyseal-generator").policy = { passphrase };
};
function moveToNewForm() {
  const old = document.querySelector("form");
  const form = document.createElement("form");
  old.before(form);
  form.append(document.querySelector("keyseal-generator"));
  old.remove();
}
const validity = () => {
  const { validity, state, saved } = document.querySelector("keyseal-generator");
  return { missing: validity.valueMissing, unsaved: validity.customError, state, saved };
};

inEveryEngine(
  {},
  (context) => {
    const { open } = context;
    const run = (...call) => context.page.run(...call);
    const click = (path) => context.page.click(path);
    const press = (key) => context.page.press(key);
    const type = (text) => context.page.type(text);
    const untilState = (state) =>
      context.page.waitFor((wanted) => document.querySelector("keyseal-generator")?.state === wanted, state);
    const untilRows = (wanted) =>
      context.page.waitFor((expected) => {
        const { shadowRoot } = document.querySelector("keyseal-generator");
        const found = [...shadowRoot.querySelectorAll(".ks-name")];
        const waiting = shadowRoot.querySelector(".ks-name [aria-label='Being checked']");
        return found.length === expected && waiting === null;
      }, wanted);

    async function begin(given = {}) {
      await open("whole", "form.html");
      await context.page.waitFor(() => customElements.get("keyseal-generator") !== undefined);
      await run(place, given);
      await untilState("form");
    }

    async function typePassphrase() {
      await click(first);
      await type(passphrase);
      await press("Tab"); // past Show
      await press("Tab");
      await type(passphrase);
    }

    async function make() {
      await click(names);
      await type("www.example.com,");
      await untilRows(1); // what is below moves down until then
      await typePassphrase();
      await click(submit);
      await untilState("done");
    }

    /** Pastes as the browsers do: the text is there, then they say so. */
    const paste = (text) =>
      run((pasted) => {
        const field = document.querySelector("keyseal-generator").shadowRoot.querySelector(".ks-input--names");
        field.focus();
        field.value = pasted;
        field.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
      }, text);

    test("names are added by comma, space, Enter and by leaving the field", async () => {
      await begin();
      await click(names);
      await type("a.example.com,b.example.com c.example.com");
      await press("Enter");
      await type("d.example.com");
      await press("Tab");
      await untilRows(4);
      assert.deepEqual(await run(rows), ["a.example.com", "b.example.com", "c.example.com", "d.example.com"]);
      assert.match(await run(focused), /^button .* Add$/);
    });

    test("a pasted list is split, repeats are left out, and what is wrong is said and shown", async () => {
      await begin();
      await paste(
        "www.example.com\nexample.com;WWW.EXAMPLE.COM, https://bücher.example.net/shop xn--bcher-kva.example.net shop.local 192.0.2.10 *.com",
      );
      await untilRows(6);
      await context.page.waitFor(
        () => document.querySelector("keyseal-generator").shadowRoot.lastElementChild.textContent !== "",
      );
      assert.equal(await run(said), "6 names added, 2 repeated left out, 3 to put right");
      assert.deepEqual((await run(rows)).slice(2), [
        "bücher.example.net",
        "bad shop.local",
        "bad 192.0.2.10",
        "bad *.com",
      ]);
      const [, , addressed, ...bad] = await run(textOf, ".ks-name");
      assert.match(addressed, /xn--bcher-kva\.example\.net.*Taken from https:\/\/bücher\.example\.net\/shop/);
      for (const [index, rule] of ["N-09", "N-20", "N-12"].entries()) assert.match(bad[index], new RegExp(rule));
      await click(at(".ks-names-head .ks-link"));
      await untilRows(3);
      assert.match(await run(focused), /^textarea/);
    });

    test("Backspace in the empty field leads to the last row, Remove to the next, Change puts the name back", async () => {
      await begin();
      await click(names);
      await type("a.example.com,shop.local,c.example.com,");
      await untilRows(3);
      await press("Backspace");
      assert.match(await run(focused), /Remove c\.example\.com$/);
      assert.equal((await run(rows)).length, 3);
      await press("Enter");
      assert.match(await run(focused), /Remove shop\.local$/);
      await untilRows(2); // the row has gone, and what was below has moved up
      await click(at('[aria-label="Change shop.local"]'));
      assert.equal(await run(valueIn, ".ks-input--names"), "shop.local");
      assert.match(await run(focused), /^textarea/);
      assert.deepEqual(await run(rows), ["a.example.com"]);
    });

    test("a hostile name can neither turn the text around it nor hide, nor fill the page", async () => {
      await begin();
      await paste(`a\u202emoc.example.com <script> ${"y".repeat(300)}.example.com`);
      await untilRows(3);
      const [turned, markup, long] = await run(rows);
      assert.equal(turned, "bad aU+202Emoc.example.com");
      assert.equal(markup, "bad <script>");
      assert.equal(long, `bad ${"y".repeat(80)}…`);
    });

    test("a button that is pressed while a name stands in the field is not moved away under the pointer", async () => {
      await begin();
      await typePassphrase();
      await click(names);
      await type("www.example.com,example.com,");
      await untilRows(2); // with the third, the list grows
      await type("example.net");
      await click(submit);
      await untilState("done");
      assert.deepEqual(
        await run(() => document.querySelector("keyseal-generator").shadowRoot.querySelector(".ks-file").textContent),
        "www.example.com.key.pem",
      );
    });

    test("sent too early, it says everything that is missing, and its links lead there", async () => {
      await begin({ agreement: true });
      await click(submit);
      await context.page.waitFor(
        () => document.querySelector("keyseal-generator").shadowRoot.activeElement?.className === "ks-banner",
      );
      assert.deepEqual(await run(textOf, ".ks-banner li"), [
        "There is no name yet",
        "There is no passphrase yet",
        "The agreement is not accepted yet",
      ]);
      assert.match(await run(focused), /3 things to put right first/);
      await click(at(".ks-banner li:nth-child(3) a"));
      assert.match(await run(focused), /^input/);
      await press("Space");
      assert.equal((await run(textOf, ".ks-banner li")).length, 2);
      await click(second);
      await type("x");
      await click(at(".ks-banner li:nth-child(1) a")); // leaving the field adds a line to the summary under the pointer
      assert.match(await run(focused), /^textarea/);
      assert.equal((await run(textOf, ".ks-banner li")).length, 3);
    });

    test("the gate's reason and a difference are shown when a field is left, and taken back while typing", async () => {
      await begin();
      await click(first);
      await type("qwertyuiopasdfgh");
      await press("Tab");
      await context.page.waitFor(() =>
        document.querySelector("keyseal-generator").shadowRoot.querySelector(".ks-error:not([hidden])"),
      );
      assert.match((await run(textOf, ".ks-error"))[0], /keys in a row/);
      await click(first);
      await type("x");
      assert.deepEqual(await run(textOf, ".ks-error"), []);
      await click(second);
      await type("other");
      await press("Tab");
      assert.match((await run(textOf, ".ks-error")).join(), /differ/);
    });

    test("a suggestion is read, taken, and typed again from a note", async () => {
      await begin();
      await click(names);
      await type("www.example.com,");
      await untilRows(1);
      await click(at(".ks-label-row .ks-link"));
      await context.page.waitFor(
        () => document.querySelector("keyseal-generator").shadowRoot.activeElement?.className === "ks-words",
      );
      const [words] = await run(textOf, ".ks-words");
      assert.match(words, /^[a-z]+(-[a-z]+){5,}$/);
      await click(at(".ks-suggest .ks-btn"));
      assert.equal(await run(valueIn, "input[autocomplete=new-password]"), words);
      assert.match(await run(focused), /^input/);
      await press("Enter");
      await context.page.waitFor(
        () => document.querySelector("keyseal-generator").shadowRoot.activeElement?.className === "ks-banner",
      );
      assert.deepEqual(await run(textOf, ".ks-banner li"), ["The two passphrases differ"]);
      await click(at(".ks-banner li a"));
      await type(words);
      assert.deepEqual(await run(textOf, ".ks-banner li"), []);
      await press("Enter");
      await untilState("done");
    });

    test("the organisation is asked for on demand, judged field by field, and in the request", async () => {
      await begin();
      await click(names);
      await type("www.example.com,");
      await untilRows(1);
      await click(at(".ks-options > summary"));
      assert.deepEqual(await run(textOf, ".ks-grid"), []);
      await click(at(".ks-choices--row .ks-choice:last-child"));
      const field = (type) => at(`.ks-grid .ks-field:has([autocomplete=${type}]) .ks-input`);
      await click(field("organization"));
      await type("Example GmbH");
      await press("Tab");
      await type("N/A");
      await press("Tab");
      await context.page.waitFor(() =>
        document.querySelector("keyseal-generator").shadowRoot.querySelector(".ks-error:not([hidden])"),
      );
      assert.match((await run(textOf, ".ks-error")).join(), /S-11/);
      await press("Shift+Tab");
      await type("Berlin");
      assert.deepEqual(await run(textOf, ".ks-error"), []);
      await typePassphrase();
      await press("Enter");
      await context.page.waitFor(
        () => document.querySelector("keyseal-generator").shadowRoot.activeElement?.className === "ks-banner",
      );
      assert.deepEqual(await run(textOf, ".ks-banner li"), [
        "Country: Your vendor needs this for organisation validation.",
      ]);
      await run((path) => {
        const select = document.querySelector("keyseal-generator").shadowRoot.querySelector(path);
        select.value = "DE";
        select.dispatchEvent(new Event("change"));
      }, ".ks-grid select");
      assert.match((await run(textOf, ".ks-options summary"))[0], /Example GmbH, DE/);
      await click(first);
      await press("Enter");
      await untilState("done");
      assert.match(
        Buffer.from(
          (await run(() => document.querySelector("keyseal-generator").value)).replaceAll(/-----.*-----/g, ""),
          "base64",
        ).toString("latin1"),
        /Example GmbH/,
      );
    });

    test("a portal's form gets the request, and a portal that keeps the key only words of the module's own", async () => {
      await begin({ inForm: true, attributes: { name: "csr", required: "" } });
      assert.deepEqual(await run(validity), { missing: true, unsaved: false, state: "form", saved: false });
      await make();
      assert.deepEqual(await run(entries), [["csr", "-----BEGIN CERTIFICATE REQUEST-----\n"]]);
      assert.equal((await run(validity)).missing, false);
      await run(() => document.querySelector("form").reset());
      await untilState("form");
      assert.deepEqual(await run(entries), []);

      await begin({ inForm: true, attributes: { name: "csr", "sealed-key-name": "key" } });
      assert.deepEqual(await run(textOf, "input[autocomplete=new-password]"), []); // nowhere to type one's own
      await context.page.waitFor(
        () => document.querySelector("keyseal-generator").shadowRoot.querySelector(".ks-words").textContent,
      );
      const [words] = await run(textOf, ".ks-words");
      await click(names);
      await type("www.example.com,");
      await untilRows(1);
      await click(at(".ks-suggest .ks-btn"));
      await type(words);
      await press("Enter");
      await untilState("done");
      const kept = await run(entries);
      assert.deepEqual(
        kept.map(([name]) => name),
        ["csr", "key"],
      );
      assert.match(kept[1][1], /^-----BEGIN ENCRYPTED PRIVATE KEY/);

      // What the person was told when the key was made stays so.
      for (const change of [
        [setAttribute, ["sealed-key-name", "other"]],
        [removeAttribute, "sealed-key-name"],
        [setPassphrasePolicy, "any"],
        [moveToNewForm],
      ]) {
        await run(...change);
        assert.deepEqual(await run(entries), kept, String(change));
      }
      await run(setAttribute, ["disabled", ""]);
      assert.deepEqual(await run(entries), []);
      await run(removeAttribute, "disabled");
      assert.deepEqual(await run(entries), kept);
      await run(() => document.querySelector("form").reset());
      await untilState("form");
      assert.deepEqual(await run(entries), []);
    });

    test("a key under a passphrase that was typed goes into no form, whatever the page says from the click on", async () => {
      await begin({ inForm: true, attributes: { name: "csr" } });
      await run(() => {
        const generator = document.querySelector("keyseal-generator");
        generator.addEventListener("keyseal-progress", () => generator.setAttribute("sealed-key-name", "key"));
        generator.addEventListener("keyseal-generated", () => generator.setAttribute("sealed-key-name", "generated"));
      });
      await make();
      const requestAlone = [["csr", "-----BEGIN CERTIFICATE REQUEST-----\n"]];
      assert.deepEqual(await run(entries), requestAlone);
      for (const change of [
        [setAttribute, ["sealed-key-name", "key"]],
        [setPassphrasePolicy, "suggested"],
        [moveToNewForm],
        [setAttribute, ["disabled", ""]],
        [removeAttribute, "disabled"],
        [setAttribute, ["lang", "de"]],
        [setAttribute, ["sealed-key-name", "csr"]],
      ]) {
        await run(...change);
        const wanted = change[1]?.[0] === "disabled" ? [] : requestAlone;
        assert.deepEqual(await run(entries), wanted, String(change));
      }
    });

    test("a name for the sealed key that comes while a passphrase stands in the form begins the form anew", async () => {
      await begin({ inForm: true, attributes: { name: "csr" } });
      await click(names);
      await type("www.example.com,");
      await untilRows(1);
      await typePassphrase();
      await run(() => {
        document.addEventListener(
          "click",
          () => document.querySelector("keyseal-generator").setAttribute("sealed-key-name", "key"),
          { once: true },
        );
      });
      await click(submit);
      await context.page.waitFor(
        () => document.querySelector("keyseal-generator").shadowRoot.querySelector(".ks-words")?.textContent,
      );
      assert.deepEqual(await run(entries), []);
      assert.deepEqual(await run(rows), []);
    });

    test("an element that must be saved is invalid until the key file was handed over", async () => {
      await begin({ policy: { requireSaved: true } });
      assert.equal((await run(validity)).unsaved, true);
      await make();
      assert.equal((await run(validity)).unsaved, true);
      await click(at(".ks-card:first-child .ks-btn"));
      assert.deepEqual(await run(validity), { missing: false, unsaved: false, state: "done", saved: true });
    });

    test("a policy that is misspelt throws, and one that cannot be met is a stop", async () => {
      await begin();
      const thrown = await run(() => {
        try {
          document.querySelector("keyseal-generator").policy = { nmaes: {} };
          return "nothing";
        } catch (error) {
          return [error.code, error.field];
        }
      });
      assert.deepEqual(thrown, ["request-not-valid", "policy"]);
      await run(place, { policy: { names: { default: ["shop.local"], locked: true } } });
      await untilState("stopped");
      assert.match((await run(textOf, ".ks-stop"))[0], /No key was made/);
      await run(place, { attributes: { key: "ed25519" } });
      await untilState("stopped");
      assert.match((await run(textOf, ".ks-stop"))[0], /key-type-not-allowed/);
    });

    test("what is locked is text, what is hidden leaves no trace but in the summary line", async () => {
      await begin({
        policy: {
          names: { default: ["www.example.com"], locked: true },
          profile: { default: "private-pki", hidden: true },
          key: { default: { type: "ed25519" }, locked: true },
          sealing: { hidden: true },
          mustStaple: { hidden: true },
        },
      });
      await untilRows(1);
      assert.deepEqual(await run(textOf, ".ks-input--names, .ks-name button, select, [type=radio]"), []);
      assert.match((await run(textOf, ".ks-options summary"))[0], /Private authority.*Ed25519/);
    });

    test("another language or level of headings keeps the names, another profile begins anew", async () => {
      await begin();
      await click(names);
      await type("www.example.com,");
      await untilRows(1);
      const set = (name, value) =>
        run((pair) => document.querySelector("keyseal-generator").setAttribute(...pair), [name, value]);
      await set("lang", "de");
      await context.page.waitFor(() =>
        document
          .querySelector("keyseal-generator")
          .shadowRoot.querySelector(".ks-title")
          ?.textContent.startsWith("Schlüssel"),
      );
      await untilState("form");
      await set("heading-level", "4");
      await context.page.waitFor(() =>
        document.querySelector("keyseal-generator").shadowRoot.querySelector("h4.ks-title + .ks-lead"),
      );
      assert.deepEqual(await run(rows), ["www.example.com"]);
      await set("profile", "smime");
      await context.page.waitFor(() =>
        document.querySelector("keyseal-generator").shadowRoot.querySelector(".ks-empty:not([hidden])"),
      );
      assert.deepEqual(await run(rows), []);
    });

    test("an element that is moved keeps its key; one that is removed forgets it, ends its work and can come back", async () => {
      await begin();
      await make();
      await run(() => document.body.append(document.createElement("main")));
      await run(() => document.querySelector("main").append(document.querySelector("keyseal-generator")));
      assert.equal((await run(validity)).state, "done");
      const gone = await run(async () => {
        const generator = document.querySelector("keyseal-generator");
        window.generator = generator;
        generator.remove();
        await new Promise((resolve) => setTimeout(resolve));
        return [generator.value, generator.shadowRoot.childElementCount, generator.state];
      });
      assert.deepEqual(gone, ["", 0, "loading"]);
      await run(() => document.body.append(window.generator));
      await untilState("form");
      assert.deepEqual(await run(rows), []);
    });

    test("broke no policy and put no error on the console", async () => {
      assert.deepEqual(context.server.violations, []);
      assert.deepEqual(await context.page.errors(), []);
    });
  },
  { firstPage: "form.html" },
);
