/** What everything that the fake gives says of itself. */

export const mark = "Keyseal fake: not a real key.";

/** The hash of no module. */
export const noModule = "0".repeat(64);

/** A fake says the same at any time; no key of Keyseal's is as old as this. */
export const fakeTime = "2000-01-01T00:00:00.000Z";
