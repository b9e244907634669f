/** One Keyseal for all components of a page that ask for the same one. */

import type { Keyseal, OpenOptions } from "../../base/types.js";
import { open } from "../../index-browser.js";

const opened = new Map<string, Promise<Keyseal>>();

/** Opens, or returns what was opened with the same options. What failed is opened anew the next time. */
export function sharedKeyseal(options: OpenOptions): Promise<Keyseal> {
  const name = JSON.stringify(options);
  const before = opened.get(name);
  if (before) return before;
  const opening = open(options);
  opened.set(name, opening);
  opening.catch(() => opened.delete(name));
  return opening;
}
