/** The button under a fingerprint. */

import type { Announcer } from "./announcer.js";
import { type Catalogue, text } from "./catalogue.js";
import { copyText, offerToCopy } from "./clipboard.js";
import { h, icon } from "./dom.js";

export function copyFingerprintButton(catalogue: Catalogue, announcer: Announcer, sha256: string): HTMLButtonElement {
  const copy = async () => {
    if (await copyText(sha256)) announcer.say(text(catalogue, "done.saidFingerprintCopied"));
    else offerToCopy(catalogue, button, sha256, text(catalogue, "done.fingerprint"));
  };
  const button = h(
    "button",
    { class: "ks-link", type: "button", on: { click: () => void copy() } },
    icon("copy"),
    text(catalogue, "done.copyFingerprint"),
  );
  return button;
}
