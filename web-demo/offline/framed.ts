/** The page in a portal's sandboxed frame: the component alone, as the portal's page wants it. */

import { h } from "../../js-bindings/src/element/dom.js";
import type { KeysealGenerator } from "../../js-bindings/src/element/index.js";
import { frameOrigin, serveFrame } from "../../js-bindings/src/frame/guest.js";

/** Serves the page around this one, if the address names its origin ("#frame=https://portal.example"). */
export function serveAround(makeGenerator: () => KeysealGenerator): boolean {
  const origin = frameOrigin(location.hash);
  if (origin === undefined) return false;
  serveFrame(origin, ({ policy, profile, key, lang, sealedKey }) => {
    if (lang !== undefined) document.documentElement.lang = lang;
    const generator = makeGenerator();
    if (profile !== undefined) generator.setAttribute("profile", profile);
    if (key !== undefined) generator.setAttribute("key", key);
    // A page that gets the sealed key must never have seen its passphrase: this forces one that the module makes.
    if (sealedKey) generator.setAttribute("sealed-key-name", "sealed-key");
    if (policy !== undefined) generator.policy = policy;
    document.body.replaceChildren(h("main", { class: "framed" }, generator));
    return generator;
  });
  return true;
}
