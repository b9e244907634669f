// The browsers. Each starts so that it finds `insecureHost` on 127.0.0.1, opens pages and runs their steps.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { chromium, firefox } from "playwright-core";
import { startWebkit } from "./webkit.mjs";

const chromiumPath = "/usr/bin/chromium";
const firefoxPath = "/usr/bin/firefox-esr";

function needed(path) {
  if (!existsSync(path)) throw new Error(`${path} is missing: run tools/setup-tests.sh browsers`);
  return path;
}

function drive(browser, onClose = () => {}) {
  return {
    version: browser.version(),
    async openPage(url) {
      const page = await browser.newPage();
      const errors = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("pageerror", (error) => errors.push(String(error)));
      await page.goto(url);
      return {
        errors,
        runStep: (name, argument) => page.evaluate(([step, value]) => window.runStep(step, value), [name, argument]),
        close: () => page.close(),
      };
    },
    async close() {
      await browser.close();
      await onClose();
    },
  };
}

async function startChromium(insecureHost) {
  const browser = await chromium.launch({
    executablePath: needed(chromiumPath),
    args: [
      ...(process.getuid() === 0 ? ["--no-sandbox"] : []), // as root, Chromium's sandbox does not start
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`,
    ],
  });
  return drive(browser);
}

async function startFirefox(insecureHost) {
  const home = await mkdtemp(`${tmpdir()}/keyseal-firefox-`); // it wants a writable HOME
  const removeHome = () => rm(home, { recursive: true, force: true, maxRetries: 5 });
  const browser = await firefox.launch({
    channel: "moz-firefox",
    executablePath: needed(firefoxPath),
    env: { ...process.env, HOME: home },
    firefoxUserPrefs: { "network.dns.localDomains": insecureHost },
  });
  return drive(browser, removeHome);
}

export const engines = { Chromium: startChromium, Firefox: startFirefox, WebKit: startWebkit };
