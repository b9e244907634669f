/** Helpers for Playwright: a person at <keyseal-checker>, in whatever language it speaks. */

import type { CheckedInput, CheckProfile } from "../base/types.js";
import type { CheckerState } from "../element/checker/checker.js";
import type { LocatorLike, PageLike } from "./playwright.js";

export interface CheckerOnPage {
  /** The form, where it is not there yet. */
  waitForForm(): Promise<void>;
  state(): Promise<CheckerState>;
  /** Chooses whose rules count. */
  chooseProfile(profile: CheckProfile): Promise<void>;
  /** Puts a text into the box and has it checked. */
  check(text: string): Promise<void>;
  /** Waits for what was found. Throws with the error's code where nothing was checked. */
  waitForReports(options?: { timeoutMs?: number }): Promise<CheckedInput[]>;
  /** The verdict as it is shown. */
  verdict(): Promise<string>;
  /** The report as it is shown: rule, clause and sentence of each finding. */
  findings(): Promise<string[]>;
  /** Back to the form, for the next one. */
  again(): Promise<void>;
}

/** Runs in the page. Resolves when there is a report, or a reason why there is none. */
async function outcome(element: HTMLElement & { state: string; reports: CheckedInput[] }, timeoutMs: number) {
  const end = performance.now() + timeoutMs;
  const codes = '[part~="stop"] .ks-code code, .ks-error:not([hidden]) .ks-rule';
  for (;;) {
    if (element.state === "done") return { reports: element.reports };
    const root = element.shadowRoot;
    if (root?.querySelector(".ks-banner:not([hidden])")) return { failed: "private-key-given" };
    const failed = root?.querySelector(codes)?.textContent;
    if (failed) return { failed };
    if (performance.now() > end) return { failed: `nothing was found in ${timeoutMs} ms: state ${element.state}` };
    await new Promise((later) => setTimeout(later, 20));
  }
}

/** A person at the checker of `page`, or at the one that `checker` finds: in a frame, or among several. */
export function checkerOn(page: PageLike, checker?: LocatorLike): CheckerOnPage {
  const host = checker ?? page.locator("keyseal-checker");
  return {
    waitForForm: () => host.locator('[part~="form"]').waitFor(),
    state: () => host.evaluate((element) => element.state),
    async chooseProfile(profile) {
      await host
        .locator(".ks-options select")
        .nth(0)
        .evaluate((select, value) => {
          select.value = value;
          select.dispatchEvent(new Event("change"));
        }, profile);
    },
    async check(text) {
      await host.locator('textarea[part~="input"]').fill(text);
      await host.locator('.ks-submit [part~="primary"]').click();
    },
    async waitForReports({ timeoutMs = 30_000 } = {}) {
      const { failed, reports } = await host.evaluate(outcome, timeoutMs);
      if (failed !== undefined) throw new Error(`Nothing was checked: ${failed}`);
      return reports;
    },
    verdict: async () => (await host.locator('[part~="report"] [part~="title"]').textContent()) ?? "",
    findings: () => host.locator('[part~="finding"]').allTextContents(),
    again: () => host.locator('[part~="report"] [part~="actions"] > .ks-link:last-child').click(),
  };
}
