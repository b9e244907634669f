// One set of tests, in each of the three engines, on pages beside variants of the bundle.
import { after, before, describe } from "node:test";
import { serveBundle } from "./bundle.mjs";
import { engines } from "./engines.mjs";

export const passphrase = "six herons crossed the frozen lake";
export const request = { dns: ["www.example.com"], passphrase };

/**
 * Calls `define(context)` in a suite for each engine. The context has, once a test runs, `browser`, `server` and `page`,
 * which is opened on `firstPage`, if one is named, and
 *   open(variant, page, host)    brings another page of a variant into it
 *   step(name, argument)         what a step of the page gives; throws if the step failed
 *   failure(name, argument)      the code of the error with which a step must fail
 */
export function inEveryEngine(variants, define, { firstPage = "bundle.html" } = {}) {
  for (const [name, start] of Object.entries(engines)) {
    describe(name, () => {
      const context = { engine: name };
      before(async () => {
        context.server = await serveBundle(variants);
        context.browser = await start();
        context.page = await context.browser.openPage(context.server.urlOf("whole", firstPage));
      });
      after(async () => {
        await context.browser?.close();
        await context.server?.close();
      });
      context.open = (...where) => context.page.goto(context.server.urlOf(...where));
      context.step = async (...step) => {
        const { value, error } = await context.page.runStep(...step);
        if (error !== undefined) throw new Error(error.field ? `${error.text} (${error.field})` : error.text);
        return value;
      };
      context.failure = async (...step) => {
        const { value, error } = await context.page.runStep(...step);
        if (error === undefined) throw new Error(`${step[0]} did not fail: ${JSON.stringify(value)}`);
        return typeof error.code === "string" ? error.code : error.name; // an AbortError has a number
      };
      define(context);
    });
  }
}
