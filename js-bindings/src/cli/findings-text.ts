/** Findings of a key and its certificate, for standard error. */

import type { Finding } from "../index-node.js";
import { printable } from "./errors.js";

export const findingsText = (findings: readonly Finding[]): string =>
  findings
    .map(({ severity, message, value, remedy, rule, field }) => {
      const spoken = value ? `${message} (${printable(value)})` : message;
      return `keyseal: ${severity}: ${spoken}${remedy ? ` ${remedy}` : ""} (${field ? `${rule}, ${field}` : rule})\n`;
    })
    .join("");
