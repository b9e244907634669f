// Every state of <keyseal-generator>, reached as a person reaches it, over the fake of keyseal/testing: for what is
// looked at in each of them.
import { packageDir } from "../node/support.mjs";

const { generatorOn, useFakeKeyseal } = await import(`${packageDir}/keyseal-testing.mjs`);

const passphrase = "copper lantern orbit thistle";
const slow = { delayMs: 600_000 };
const searching = { phase: "key", fraction: 0.4, expectedMs: [830, 5400], elapsedMs: 2100 };
const unlucky = { phase: "key", fraction: 0.93, expectedMs: [2100, 19_600], elapsedMs: 31_000 };

async function ready(page, generator) {
  await generator.fillNames(["www.example.com", "example.com", "bücher.example.net"]);
  await page.locator("keyseal-generator .ks-name").nth(2).waitFor();
  await generator.usePassphrase(passphrase);
  await page.locator("keyseal-generator .ks-meter:not([hidden])").waitFor();
}

async function working(page, generator) {
  await ready(page, generator);
  await generator.make();
  await page.locator("keyseal-generator .ks-work").waitFor();
}

async function done(page, generator) {
  await ready(page, generator);
  await generator.make();
  await generator.waitForResult();
}

const stop = (failWith, failAt = "open") => ({
  fake: { failWith, failAt },
  form: false,
  act: (page) => page.locator('keyseal-generator [part~="stop"]').waitFor(),
});

const openSettings = (page) => page.locator("keyseal-generator .ks-options > summary").click();

/** Name to { fake: options, attributes, policy, form: whether the form comes first, act(page, generator) }. */
export const states = {
  loading: {
    hold: true,
    form: false,
    act: (page) => page.locator("keyseal-generator progress").waitFor(),
  },
  empty: {},
  typing: {
    async act(page) {
      const field = page.locator("keyseal-generator textarea");
      await field.fill("bücher.example.net");
      await page.locator("keyseal-generator .ks-live").waitFor();
      await page.locator('keyseal-generator input[autocomplete="new-password"]').first().fill("Summer2026");
      await page.locator("keyseal-generator .ks-meter:not([hidden])").waitFor();
    },
  },
  invalid: {
    async act(page, generator) {
      await generator.fillNames(["www.example.com", "shop*1.example.com"]);
      await page.locator("keyseal-generator .ks-name[data-bad]").first().waitFor();
      await generator.usePassphrase("short");
      await generator.make();
      await page.locator("keyseal-generator .ks-banner:not([hidden])").waitFor();
    },
  },
  suggest: {
    async act(page) {
      await page.locator("keyseal-generator .ks-label-row .ks-link").click();
      await page.locator("keyseal-generator .ks-words:not(:empty)").waitFor();
    },
  },
  suggested: { act: (_, generator) => generator.takeSuggestion() },
  ready: { act: ready },
  options: { act: openSettings },
  subject: {
    async act(page) {
      await openSettings(page);
      await page.locator('keyseal-generator input[type="radio"][value="true"]').check();
      await page.locator("keyseal-generator select").last().waitFor();
    },
  },
  policy: {
    policy: {
      names: { default: ["www.example.com", "example.com"], locked: true },
      profile: { hidden: true },
      key: {
        allowed: [
          { type: "ecdsa", curve: "P-256" },
          { type: "rsa", modulusBits: 3072 },
        ],
      },
    },
    act: openSettings,
  },
  agreement: { slot: true },
  working: {
    fake: { ...slow, progress: [searching] },
    attributes: { key: "rsa-3072" },
    act: working,
  },
  unlucky: {
    fake: { ...slow, progress: [unlucky] },
    attributes: { key: "rsa-4096" },
    act: working,
  },
  cancelled: {
    fake: slow,
    attributes: { key: "rsa-3072" },
    async act(page, generator) {
      await working(page, generator);
      await generator.cancel();
      await page.locator("keyseal-generator .ks-banner:not([hidden])").waitFor();
    },
  },
  done: { act: done },
  saved: {
    async act(page, generator) {
      await done(page, generator);
      await page.locator('keyseal-generator [part~="card"] [part~="button"]').first().click();
      await page.locator('keyseal-generator [part~="card"] .ks-tag[data-tone="ok"]').first().waitFor();
    },
  },
  embedded: { attributes: { name: "csr" }, inForm: true, act: done },
  leave: {
    async act(page, generator) {
      await done(page, generator);
      await page.locator("keyseal-generator .ks-foot .ks-end").click();
      await page.locator("keyseal-generator dialog[open]").waitFor();
    },
  },
  error: {
    ...stop("random-repeats", "generate"),
    form: true,
    async act(page, generator) {
      await ready(page, generator);
      await generator.make();
      await page.locator('keyseal-generator [part~="stop"]').waitFor();
    },
  },
  memory: stop("out-of-memory"),
  insecure: stop("insecure-context"),
  unsupported: stop("no-webassembly"),
  tampered: stop("wasm-hash-mismatch"),
  "set-up-wrongly": stop("worker-csp-missing"),
};

/** Brings `page`, of Playwright, into a state. `url` is a page that holds one generator and nothing else. */
export async function showState(page, url, name, setUp = []) {
  const { fake = {}, attributes = {}, policy, slot, inForm, hold, form = true, act } = states[name];
  for (const content of setUp) await page.addInitScript({ content });
  await useFakeKeyseal(page, fake);
  await page.goto(url);
  await page.evaluate(
    ([attributes, policy, slot, inForm, hold]) => {
      const element = document.createElement("keyseal-generator");
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      if (policy) element.policy = policy;
      if (slot) {
        const text = document.createElement("p");
        text.slot = "agreement";
        text.textContent = "You keep the key to yourself, and say so when it is lost.";
        element.append(text);
      }
      const holder = document.createElement(inForm ? "form" : "div");
      const title = document.createElement("h1");
      title.textContent = "A page";
      const main = document.createElement("main");
      main.append(title, holder);
      holder.append(element);
      document.body.style.setProperty("background", "Canvas"); // what a page without colours shows, said for axe
      document.querySelector("keyseal-generator").replaceWith(main);
      if (hold) element.keyseal = new Promise(() => {}); // once it is in the page, where the fake is given
    },
    [attributes, policy, slot, inForm, hold],
  );
  const generator = generatorOn(page);
  if (form) await generator.waitForForm();
  await act?.(page, generator);
}
