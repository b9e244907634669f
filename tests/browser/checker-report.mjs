// What <keyseal-checker> shows of what was found, where the focus goes, and what the page around gets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { at, focused, pasted, pem, said, textsOf } from "./checker-page.mjs";
import { reports } from "./checker-states.mjs";

/** The second argument is checkerOn(context). */
export function testReport(context, { run, click, told, untilState, check }) {
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
    const advice =
      "Make the request again with what is right, as this sentence would say it at some length. " +
      "A certificate with this is revoked within 5 days (superseded)";
    assert.equal(findings[0], `The RSA modulus has fewer than 2048 bits. ${advice} K-10 BR 6.1.5 key`);
    assert.ok(findings[1].endsWith(String.raw`san[1] a-long.value-that-the-input.has-in-this-place.internal\u{202e}`));
    assert.match(findings[4], /Not evaluated$/);
  });

  test("what the core says is in the page's language, and marked as English where it has no words for it", async () => {
    await check(reports.bad, { lang: "de" });
    assert.equal(await run(focused), "h2 Nicht annehmbar: 3 Fehler");
    const sentences = () =>
      run(() =>
        [
          ...document.querySelector("keyseal-checker").shadowRoot.querySelectorAll('[part~="finding"] p:first-child'),
        ].map(({ firstElementChild }) => [firstElementChild.lang, firstElementChild.textContent]),
      );
    const [first, second] = await sentences();
    assert.deepEqual(first, ["", "Der RSA-Modulus hat weniger als 2048 Bits."]);
    assert.deepEqual(second, ["en", "The name has no public suffix: it is internal."]);
    const marked = await run(
      () =>
        [...document.querySelector("keyseal-checker").shadowRoot.querySelectorAll('[part~="finding"] [lang="en"]')]
          .length,
    );
    assert.equal(marked, 9); // six sentences, and what to do about three
    await run(() => document.querySelector("keyseal-checker").setAttribute("lang", "ja"));
    await context.page.waitFor(() =>
      document.querySelector("keyseal-checker").shadowRoot.querySelector("h2")?.textContent.startsWith("受け入れ不可"),
    );
    assert.deepEqual((await sentences())[0], ["", "RSAのモジュラスが2048ビット未満です。"]);
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

  test("what an authority makes of a request: by fate, each part with what it becomes, the reason and the clause", async () => {
    await check(reports.good);
    assert.ok(!(await run(textsOf, "h3")).includes("What an authority makes of it"));
    const row = (part, fate, more) => ({ part, fate, reason: "Because.", clause: "BR 7.1", ...more });
    const issued = [
      row("subject[0]", "rewritten", { value: "WWW.example.com", becomes: "www.example.com" }),
      row("subject[1]", "dropped", { value: "Example \\u{202e}Ltd" }),
      row("validity", "added"),
      row("extensions[1]", "dropped", { value: "1.2.3.4" }),
    ];
    const subject = [
      { type: "CN", value: "WWW.example.com" },
      { type: "O", value: "Example \u202eLtd" },
    ];
    const [base] = reports.good;
    await check([{ ...base, decoded: { ...base.decoded, subject, issued } }]);
    assert.equal((await run(textsOf, "h3")).at(-1), "What an authority makes of it");
    assert.deepEqual(await run(textsOf, '[part~="issued"] dt'), ["Rewritten", "Left out", "Added"]);
    assert.deepEqual(await run(textsOf, '[part~="issued"] li'), [
      "CN WWW.example.com → www.example.com Because. BR 7.1",
      "O Example \\u{202e}Ltd Because. BR 7.1",
      "extensions[1] 1.2.3.4 Because. BR 7.1",
      "validity Because. BR 7.1",
    ]);
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

  test("the page around gets the reports and the request as PEM, and they are gone with the next", async () => {
    await check(reports.good);
    const given = () => {
      const { state, reports, value } = document.querySelector("keyseal-checker");
      return { state, reports, value };
    };
    assert.deepEqual(await run(given), { state: "done", reports: reports.good, value: "PEM of pasted" });
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
}
