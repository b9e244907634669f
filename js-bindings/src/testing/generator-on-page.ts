/** Helpers for Playwright: a person at <keyseal-generator>, in whatever language it speaks. */

import type { GeneratorState } from "../element/generator/generator.js";
import type { FakeOptions } from "./fake.js";
import type { LocatorLike, PageLike } from "./playwright.js";

declare const __KEYSEAL_FAKE_IN_PAGE__: string;

/**
 * Gives every component of the pages that `page` opens from now on the fake in place of the real module. It runs before
 * the page's scripts and is not bound by its policy. Call it before `page.goto`.
 */
export async function useFakeKeyseal(page: PageLike, options: FakeOptions = {}): Promise<void> {
  const content = `(() => { ${__KEYSEAL_FAKE_IN_PAGE__}\nkeysealFake.giveFake(${JSON.stringify(options)}); })();`;
  await page.addInitScript({ content });
}

export interface ResultOnPage {
  csrPem: string;
  /** As A-labels. */
  names: string[];
  /** SHA-256 of the public key, lower-case hex. */
  spkiSha256: string;
}

export interface SavedFile {
  name: string;
  text: string;
}

export interface GeneratorOnPage {
  /** The form, where it is not there yet. */
  waitForForm(): Promise<void>;
  state(): Promise<GeneratorState>;
  /** Adds names as a pasted list. */
  fillNames(names: readonly string[]): Promise<void>;
  /** The names in the list, as they are shown. */
  names(): Promise<string[]>;
  /** Types the passphrase into both fields. */
  usePassphrase(passphrase: string): Promise<void>;
  /** Has a passphrase made, takes it, and types it again as if from a note. Returns it. */
  takeSuggestion(): Promise<string>;
  /** Chooses a key type that the form offers: "ecdsa-p256", "rsa-3072". */
  chooseKey(key: string): Promise<void>;
  /** Ticks the box of the agreement. */
  acceptAgreement(): Promise<void>;
  /** Presses the button that makes key and request. */
  make(): Promise<void>;
  cancel(): Promise<void>;
  /** Waits for what was made. Throws with the error's code where nothing was, or with what the form still asks for. */
  waitForResult(options?: { timeoutMs?: number }): Promise<ResultOnPage>;
  /** Saves the key file, and gives what the browser downloaded. */
  saveKey(): Promise<SavedFile>;
  /** What the summary of errors says; empty where it is not shown. */
  problems(): Promise<string[]>;
}

/** Runs in the page. Resolves when the generator is at an end, or when it asks for something. */
async function outcome(element: HTMLElement & { state: string; value: string }, timeoutMs: number) {
  const end = performance.now() + timeoutMs;
  const root = element.shadowRoot;
  const texts = (selector: string) =>
    Array.from(root?.querySelectorAll(selector) ?? [], (each) => each.textContent ?? "");
  for (;;) {
    if (element.state === "done") {
      const [print = ""] = texts('[part~="fingerprint"]');
      return {
        csrPem: element.value,
        spkiSha256: print.replaceAll(/\s/g, ""),
        names: texts('[part~="result"] .ks-plain bdi[dir="ltr"]'),
      };
    }
    if (element.state === "stopped") return { failed: texts('[part~="stop"] .ks-code code').join() };
    const asked = element.state === "form" ? texts('.ks-banner[data-tone="bad"]:not([hidden]) a') : [];
    if (asked.length > 0) return { failed: asked.join("; ") };
    if (performance.now() > end) return { failed: `nothing was made in ${timeoutMs} ms: state ${element.state}` };
    await new Promise((later) => setTimeout(later, 20));
  }
}

/** A person at the generator of `page`, or at the one that `generator` finds: in a frame, or among several. */
export function generatorOn(page: PageLike, generator?: LocatorLike): GeneratorOnPage {
  const host = generator ?? page.locator("keyseal-generator");
  const passphrase = host.locator('input[autocomplete="new-password"]');
  const suggested = host.locator(".ks-suggest");
  return {
    waitForForm: () => host.locator('[part~="form"]').waitFor(),
    state: () => host.evaluate((element) => element.state),
    async fillNames(names) {
      const field = host.locator('textarea[part~="input"]');
      await field.fill(names.join("\n"));
      await field.press("Enter");
    },
    names: () => host.locator(".ks-name__value").allTextContents(),
    async usePassphrase(typed) {
      await passphrase.nth(0).fill(typed);
      await passphrase.nth(1).fill(typed);
    },
    async takeSuggestion() {
      const offered = await suggested.evaluate((element) => !element.hidden);
      if (!offered) await host.locator(".ks-label-row .ks-link").click();
      const words = suggested.locator(".ks-words:not(:empty)");
      await words.waitFor();
      const text = (await words.textContent()) ?? "";
      await suggested.locator(".ks-btn").click();
      await passphrase.nth(1).fill(text);
      return text;
    },
    async chooseKey(key) {
      const settings = host.locator(".ks-options");
      if (!(await settings.evaluate((element) => element.open))) await settings.locator("summary").nth(0).click();
      const choice = host.locator(`input[type="radio"][value="${key}"]`);
      const folded = await choice.evaluate((element) => element.closest("[hidden]") !== null);
      if (folded) await host.locator('input[type="radio"][value="other"]').check();
      await choice.check();
    },
    acceptAgreement: () => host.locator(".ks-agreement ~ .ks-field input").check(),
    make: () => host.locator('.ks-submit [part~="primary"]').click(),
    cancel: () => host.locator('.ks-work [part~="button"]').click(),
    async waitForResult({ timeoutMs = 30_000 } = {}) {
      const { failed, ...made } = await host.evaluate(outcome, timeoutMs);
      if (failed !== undefined) throw new Error(`No key was made: ${failed}`);
      return made;
    },
    async saveKey() {
      const downloading = page.waitForEvent("download");
      await host.locator('[part~="card"]').nth(0).locator('[part~="button"]').click();
      const download = await downloading;
      const parts: Uint8Array[] = [];
      for await (const part of await download.createReadStream()) parts.push(part as Uint8Array);
      const decoder = new TextDecoder();
      const text = parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
      return { name: download.suggestedFilename(), text };
    },
    problems: () => host.locator('.ks-banner[data-tone="bad"]:not([hidden]) a').allTextContents(),
  };
}
