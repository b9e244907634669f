// The browsers, behind one small surface, so that one test can be run in each.
//
// start(options) takes { colorScheme, reducedMotion, network, keepsOnSignal } and gives a browser, which a signal to this
// process ends unless it is kept for whoever closes it:
//   version
//   downloads        the folder where saved files land
//   openPage(url, { viewport }), close()
// and a page is (page.mjs for Chromium and Firefox, webdriver.mjs for WebKit):
//   goto(url), close()
//   run(function, argument)      in the page, awaited; argument and result as JSON
//   runStep(name, argument)      one of the steps that the page offers (page/run-step.mjs)
//   waitFor(function, argument)  until it gives something truthy, which is returned
//   click(path)                  with the mouse; path is CSS, " >>> " leads into a shadow root
//   type(text), press(key)       with the keyboard; keys are named as in KeyboardEvent.key, "Shift+Tab" too
//   screenshot()                 PNG
//   setViewport({ width, height })   WebKit's window is at least 447 wide
//   errors()                     what the page put on the console as an error or did not catch
//   requests()                   every address that the page or a worker of its own asked for; WebKit knows them only
//                                with network: false
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { chromium, firefox } from "playwright-core";
import { insecureHost } from "./hosts.mjs";
import { needed } from "./needed.mjs";
import { openPlaywrightPage } from "./page.mjs";
import { startWebkit } from "./webkit.mjs";

const chromiumPath = "/usr/bin/chromium";
const firefoxPath = "/usr/bin/firefox-esr";

/** A home and a folder for downloads, for one run of a browser. */
async function makeHome(name) {
  const home = await mkdtemp(`${tmpdir()}/keyseal-${name}-`);
  await mkdir(`${home}/downloads`);
  const remove = () => rm(home, { recursive: true, force: true, maxRetries: 5 });
  return { home, downloads: `${home}/downloads`, remove };
}

function drive(browser, { home, downloads, remove }, contextOptions, offline) {
  return {
    version: browser.version(),
    home,
    downloads,
    openPage: (url, { viewport } = {}) =>
      openPlaywrightPage(browser, { ...contextOptions, ...(viewport && { viewport }) }, { url, downloads, offline }),
    async close() {
      await browser.close();
      await remove();
    },
  };
}

async function launch(type, folder, keepsOnSignal, options) {
  const signals = Object.fromEntries(
    ["handleSIGINT", "handleSIGTERM", "handleSIGHUP"].map((on) => [on, !keepsOnSignal]),
  );
  try {
    return await type.launch({ ...signals, ...options });
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function startChromium({
  colorScheme = "light",
  reducedMotion = "no-preference",
  network = true,
  keepsOnSignal = false,
} = {}) {
  const folder = await makeHome("chromium");
  let executablePath = needed(chromiumPath);
  if (!network) {
    executablePath = `${folder.home}/chromium`;
    const own = `exec bwrap --dev-bind / / --unshare-net --die-with-parent ${chromiumPath} "$@"`; // a network without interfaces
    await writeFile(executablePath, `#!/bin/sh\n${own}\n`);
    await chmod(executablePath, 0o755);
  }
  const browser = await launch(chromium, folder, keepsOnSignal, {
    env: { ...process.env, HOME: folder.home },
    executablePath,
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
  return drive(browser, folder, { colorScheme, reducedMotion }, false);
}

async function startFirefox({
  colorScheme = "light",
  reducedMotion = "no-preference",
  network = true,
  keepsOnSignal = false,
} = {}) {
  const folder = await makeHome("firefox");
  const browser = await launch(firefox, folder, keepsOnSignal, {
    channel: "moz-firefox",
    executablePath: needed(firefoxPath),
    downloadsPath: folder.downloads,
    env: { ...process.env, HOME: folder.home }, // it wants a writable one
    firefoxUserPrefs: {
      "network.dns.localDomains": insecureHost,
      "browser.download.alwaysOpenPanel": false, // the panel would take the focus from the page
      "security.fileuri.strict_origin_policy": true, // as a person has it; the driver turns it off
      // Its protocol has no command for these two.
      "layout.css.prefers-color-scheme.content-override": colorScheme === "dark" ? 0 : 1,
      "ui.prefersReducedMotion": reducedMotion === "reduce" ? 1 : 0,
    },
  });
  return drive(browser, folder, {}, !network);
}

export const engines = { Chromium: startChromium, Firefox: startFirefox, WebKit: startWebkit };
