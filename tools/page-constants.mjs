// What the build puts into the page API, as esbuild's `define`: the pins and the rating's data.
import { pinsOf } from "./package-pins.mjs";
import { ratingData } from "./rating-data.mjs";

/** `folder` holds keyseal.wasm, keyseal-worker.js, keyseal-primes.dat, package.json and languages/. */
export const pageConstants = (folder) => ({
  ...pinsOf(folder),
  __KEYSEAL_RATING_DATA__: JSON.stringify(ratingData()),
});
