// What the portal's tests share: the demo's server over the bundle in dist/, and a page of it in a browser.
import { readFileSync } from "node:fs";
import { startPortal } from "../../tools/portal/server.mjs";
import { engines } from "../browser/engines.mjs";
import { root } from "../node/support.mjs";

const { version } = JSON.parse(readFileSync(`${root}js-bindings/package.json`, "utf8"));
export const bundleFolder = `${process.env.KEYSEAL_DIST_DIR ?? `${root}dist`}/keyseal-${version}`;
export const passphrase = "copper lantern orbit thistle";

/** The portal and a browser. `visit` opens one of its pages; everything is closed by `close`. */
export async function startPortalIn(engine) {
  const portal = await startPortal({ bundleFolder });
  const browser = await engines[engine]();
  return {
    portal,
    browser,
    visit: (path = "") => browser.openPage(`${portal.address}${path}`),
    async close() {
      await browser.close();
      await portal.close();
    },
  };
}
