/** What the working view says of a call's progress, without any page. */

import type { Progress } from "../types.js";
import type { TextKey } from "./catalogue.js";

export const steps = ["random", "key", "test", "sealing", "signing"] as const;
export type Step = (typeof steps)[number];

/** From the 10th to the 90th of a hundred, in seconds: how long the search for primes takes is a matter of luck. */
export const rsaSeconds: Readonly<Record<string, readonly [number, number]>> = {
  "rsa-2048": [0.3, 2],
  "rsa-3072": [1, 6],
  "rsa-4096": [2, 15],
};

/** When the view says that it takes longer than usual. */
export const slowAfterMs = 30_000;

const quickMs = 300;

/** How long to wait before the view is shown: what is over at once would only flicker. */
export function shownAfterMs(key: string): number {
  return key === "ecdsa-p256" ? quickMs : 0;
}

const isRsa = (key: string): boolean => key in rsaSeconds;

/** The step that `progress` is in. Whatever stands before it is done. */
export function stepOf({ phase, fraction }: Progress): Step {
  if (phase === "loading") return "random";
  if (phase === "key") return fraction === 1 ? "test" : "key";
  return phase;
}

/** What happens now. */
export function nowText(step: Step, key: string): TextKey {
  if (step === "random") return "working.now.loading";
  if (step === "key") return isRsa(key) ? "working.now.primes" : "working.now.key";
  return `working.now.${step}`;
}

/** What stands below it: the luck of the search, or that it takes longer than usual. */
export function belowText({ phase, elapsedMs }: Progress, key: string, ecdsaOffered: boolean): TextKey | undefined {
  const searching = isRsa(key) && phase !== "sealing" && phase !== "signing";
  if (elapsedMs < slowAfterMs) return searching ? "working.luck" : undefined;
  return searching && ecdsaOffered ? "working.slow" : "working.slowOther";
}

/** The whole seconds that are spoken when time goes from `beforeMs` to `nowMs`: 5, 15, then every 30. */
export function spokenSeconds(beforeMs: number, nowMs: number): number | undefined {
  const latest = (ms: number): number => {
    const seconds = Math.floor(ms / 1000);
    if (seconds >= 30) return seconds - (seconds % 30);
    return [15, 5].find((mark) => seconds >= mark) ?? 0;
  };
  return latest(nowMs) > latest(beforeMs) ? latest(nowMs) : undefined;
}

/** Minutes and seconds: [0, 4]. */
export function minutesAndSeconds(ms: number): [number, number] {
  const seconds = Math.floor(ms / 1000);
  return [Math.floor(seconds / 60), seconds % 60];
}
