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

// An outcome that cannot be posted, and so never comes.
variants.mute = {
  files: withPrelude(`const post = self.postMessage.bind(self);
    self.postMessage = (message) => {
      if (message.kind === "outcome") throw new DataCloneError();
      post(message);
    };`),
};

inEveryEngine(variants, ({ open, step, failure }) => {
  for (const [what, field] of moduleStops) {
    test(`${what}: ${field}`, async () => {
      await open(variantOf(what));
      const message = `InternalError: Something went wrong inside. Nothing was made. (${field})`;
      await assert.rejects(step("make", [{}, request]), { message });
      assert.equal(await step("runningWorkers"), 0);
    });
  }

  test("a worker that cannot say what came of its call: worker-lost", { timeout: 120_000 }, async () => {
    await open("mute");
    assert.equal(await failure("make", [{}, request]), "worker-lost");
    assert.equal(await step("runningWorkers"), 0);
  });
});
