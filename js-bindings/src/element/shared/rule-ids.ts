/** The rule of the requirement matrix that stands beside an error, where there is one. */

import type { ErrorCode } from "../../base/error-codes.js";

const rules: { readonly [code in ErrorCode]?: string } = {
  "name-not-valid": "N-05",
  "name-too-long": "N-07",
  "name-internal": "N-09",
  "name-public-suffix": "N-13",
  "wildcard-misplaced": "N-11",
  "idn-not-valid": "N-17",
  "ip-reserved": "N-20",
  "ip-not-valid": "N-19",
  "name-kind-not-allowed": "N-02",
  "key-type-not-allowed": "K-19",
  "country-not-valid": "S-10",
  "subject-placeholder": "S-11",
  "subject-too-long": "S-05",
  "subject-not-valid": "S-04",
  "subject-duplicate": "S-02",
  "subject-missing": "S-08",
  "common-name-not-in-san": "S-13",
};

/** `name` is the name that the code is about, if it is about one: a wildcard has a rule of its own. */
export function ruleOf(code: string, name = ""): string | undefined {
  if (code === "name-public-suffix" && name.startsWith("*.")) return "N-12";
  return rules[code as ErrorCode];
}
