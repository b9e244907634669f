// <keyseal-checker> in real browsers, over a checker that finds what it is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { testInput } from "./checker-input.mjs";
import { checkerOn } from "./checker-page.mjs";
import { testReport } from "./checker-report.mjs";
import { inEveryEngine } from "./in-engines.mjs";

inEveryEngine(
  {},
  (context) => {
    const checker = checkerOn(context);
    testInput(context, checker);
    testReport(context, checker);

    test("broke no policy and put no error on the console", async () => {
      assert.deepEqual(context.server.violations, []);
      assert.deepEqual(await context.page.errors(), []);
    });
  },
  { firstPage: "form.html" },
);
