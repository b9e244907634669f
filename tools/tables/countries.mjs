// ISO 3166-1 alpha-2 codes that are officially assigned (S-10). Reserved ones, such as UK or EU, are no countries.

import { iso31661 } from "iso-3166";

const COUNTRY_COUNT = 249;

export const name = "CountryCodes";
export const file = "country_codes.inc";
export const source = "ISO 3166-1, in iso-3166 (MIT)";

export function read() {
  const codes = iso31661.filter((entry) => entry.state === "assigned").map((entry) => entry.alpha2);
  if (codes.length !== COUNTRY_COUNT) throw new Error(`${codes.length} countries, not ${COUNTRY_COUNT}`);
  if (!codes.every((code) => /^[A-Z]{2}$/.test(code))) throw new Error("a code has an unexpected shape");
  for (const code of ["DE", "GB", "US", "XK", "UK", "EU"]) {
    if (codes.includes(code) !== ["DE", "GB", "US"].includes(code)) throw new Error(`${code} is on the wrong side`);
  }
  return codes;
}
