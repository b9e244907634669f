/** What <keyseal-generator> is told from outside before it begins. */

import type { OpenOptions } from "../../base/types.js";
import { headingLevel, openOptions } from "../shared/host-attributes.js";
import type { FormAttributes } from "./policy.js";

export interface GeneratorAttributes {
  /** The level of the title, 1 to 6. */
  readonly headingLevel: number;
  /** The sealed key goes into a form of the page. */
  readonly vendorKeeps: boolean;
  readonly open: OpenOptions;
  readonly form: FormAttributes;
}

export function readAttributes(element: HTMLElement): GeneratorAttributes {
  const sealedKeyName = element.getAttribute("sealed-key-name");
  return {
    headingLevel: headingLevel(element),
    vendorKeeps: Boolean(sealedKeyName),
    open: openOptions(element),
    form: {
      profile: element.getAttribute("profile"),
      key: element.getAttribute("key"),
      authority: element.getAttribute("authority"),
      sealedKeyName,
    },
  };
}
