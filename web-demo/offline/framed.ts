/** The page in a portal's sandboxed frame: the component alone, as the portal's page wants it. */

import type { KeysealGenerator } from "../../js-bindings/src/element/index.js";
import { h } from "../../js-bindings/src/element/shared/dom.js";
import { frameOrigin, serveFrame } from "../../js-bindings/src/frame/guest.js";
import type { Settings } from "../../js-bindings/src/frame/messages.js";

function mount(settings: Settings, generator: KeysealGenerator): KeysealGenerator {
  const { policy, profile, key, lang, colorScheme, sealedKey } = settings;
  if (lang !== undefined) document.documentElement.lang = lang;
  if (colorScheme !== undefined) document.documentElement.style.setProperty("color-scheme", colorScheme);
  if (profile !== undefined) generator.setAttribute("profile", profile);
  if (key !== undefined) generator.setAttribute("key", key);
  // Nobody sends this form: the names tell the component what the page around takes over. A page that gets the sealed
  // key must never have seen its passphrase, and that name forces one that the module makes.
  generator.setAttribute("name", "csr");
  if (sealedKey) generator.setAttribute("sealed-key-name", "sealed-key");
  if (policy !== undefined) generator.policy = policy;
  document.body.replaceChildren(h("main", { class: "framed" }, h("form", null, generator)));
  return generator;
}

/**
 * Serves the page around this one, if there is one and the address names its origin ("#frame=https://portal.example").
 * A frame whose address names none shows nothing but that.
 */
export function serveAround(makeGenerator: () => KeysealGenerator): boolean {
  if (parent === window) return false;
  try {
    const origin = frameOrigin(location.hash);
    if (origin === undefined) return false;
    serveFrame(origin, (settings) => mount(settings, makeGenerator()));
  } catch {
    const wrong = "This frame is set up wrongly: its address must end in #frame= and the origin of the page around it.";
    document.body.replaceChildren(h("main", { class: "framed", lang: "en" }, h("p", { role: "alert" }, wrong)));
  }
  return true;
}
