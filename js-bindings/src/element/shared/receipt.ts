/** The receipt as a file: public facts about how the key was made. */

import type { Generated } from "../../base/types.js";

export function receiptJson({ receipt, names }: Pick<Generated, "receipt" | "names">): string {
  return `${JSON.stringify({ ...receipt, names }, null, 2)}\n`;
}
