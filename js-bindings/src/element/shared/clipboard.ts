/** Copying: only ever on a press of a button, and by the person's own keys where the browser does not let us. */

import { type Catalogue, text } from "./catalogue.js";
import { h, newId } from "./dom.js";

/** Whether it is on the clipboard now. Frames without permission and old browsers refuse. */
export async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return false;
  }
}

const onApple = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

function selectAll(field: HTMLTextAreaElement): void {
  field.focus();
  field.select();
}

/** "Press Ctrl+C to copy." */
export function copyHint(catalogue: Catalogue): string {
  return text(catalogue, "done.pressCopy", { keys: onApple() ? "⌘C" : "Ctrl+C" });
}

/** Shows `value` selected behind `place`, for the person's own keys; again on the next press, not twice. */
export function offerToCopy(catalogue: Catalogue, place: Element, value: string, label: string): void {
  const before = place.nextElementSibling;
  const there = before?.matches(".ks-bykey") ? before.querySelector("textarea") : null;
  if (there) {
    there.value = value;
    selectAll(there);
    return;
  }
  const hint = newId("hint");
  const field = h("textarea", {
    class: "ks-input ks-pem",
    readonly: true,
    rows: Math.min(10, value.split("\n").length + 1),
    "aria-label": label,
    "aria-describedby": hint,
    value,
  });
  place.after(
    h("div", { class: "ks-field ks-bykey" }, field, h("p", { class: "ks-help", id: hint }, copyHint(catalogue))),
  );
  selectAll(field);
}
