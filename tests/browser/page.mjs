// A page of Chromium or Firefox, driven by Playwright.
import { elementAt, runStep } from "./in-page.mjs";
import { waitUntil } from "./wait.mjs";

export async function openPlaywrightPage(browser, contextOptions, { url, downloads, offline }) {
  const context = await browser.newContext(contextOptions);
  if (offline) await context.setOffline(true);
  const page = await context.newPage();
  const errors = [];
  const requests = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  page.on("dialog", (dialog) => dialog.accept()); // else a page that asks before it is left stays
  page.on("download", (download) => download.saveAs(`${downloads}/${download.suggestedFilename()}`)); // Chromium's
  const run = (body, argument) => page.evaluate(body, argument);
  await page.goto(url);
  return {
    playwright: page,
    errors: async () => errors,
    requests: async () => requests,
    goto: (address) => page.goto(address),
    run,
    runStep: (name, argument) => run(runStep, [name, argument]),
    waitFor: (body, argument) => waitUntil(() => run(body, argument), String(body)),
    async click(path) {
      const element = (await page.evaluateHandle(elementAt, path)).asElement();
      if (element === null) throw new Error(`there is no ${path}`);
      await element.click();
    },
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    screenshot: () => page.screenshot(),
    setViewport: (size) => page.setViewportSize(size),
    close: () => context.close(),
  };
}
