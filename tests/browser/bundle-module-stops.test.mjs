// An engine that stops the module: nothing is made, and the error says what stopped it, in each engine by the same name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { moduleStops } from "../node/module-stops.mjs";
import { withPrelude } from "./bundle.mjs";
import { inEveryEngine, request } from "./in-engines.mjs";

const variantOf = (what) => what.replaceAll(/[^a-z]/gi, "-");
const variants = Object.fromEntries(
  moduleStops.map(([what, , prelude]) => [variantOf(what), { files: withPrelude(prelude) }]),
);

inEveryEngine(variants, ({ open, step }) => {
  for (const [what, field] of moduleStops) {
    test(`${what}: ${field}`, async () => {
      await open(variantOf(what));
      const message = `InternalError: Something went wrong inside. Nothing was made. (${field})`;
      await assert.rejects(step("make", [{}, request]), { message });
      assert.equal(await step("runningWorkers"), 0);
    });
  }
});
