/** What the working view says of a call's progress, without any page. */

import { lateness } from "../../api/search-estimate.js";
import type { Progress } from "../../base/types.js";
import type { TextKey } from "../shared/catalogue.js";

export const steps = ["random", "key", "test", "sealing", "signing"] as const;
export type Step = (typeof steps)[number];

/** When the view says what a person can do besides waiting. */
export const slowAfterMs = 30_000;

const quickMs = 300;

/** How long to wait before the view is shown: what is over at once would only flicker. */
export function shownAfterMs(key: string): number {
  return key === "ecdsa-p256" ? quickMs : 0;
}

const isRsa = (key: string): boolean => key.startsWith("rsa-");

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

/** Whether the length of what goes on is a matter of luck. */
const searches = ({ phase, fraction }: Progress, key: string): boolean =>
  isRsa(key) && (phase === "loading" || phase === "key") && fraction !== 1;

/** What stands below it: the luck of the search, and how long it takes as soon as that can be known. */
export function luckText(progress: Progress, key: string): TextKey | undefined {
  if (!searches(progress, key)) return undefined;
  if (lateness(progress.fraction)) return "working.unlucky";
  return progress.expectedMs ? "working.range" : "working.luck";
}

/** What a person can do where it takes long. */
export function waitText(progress: Progress, key: string, ecdsaOffered: boolean): TextKey | undefined {
  if (progress.elapsedMs < slowAfterMs) return undefined;
  return searches(progress, key) && ecdsaOffered ? "working.slow" : "working.slowOther";
}

export type Range = readonly [number, number];

/** The range to show: what is shown already, unless it has moved by a fifth. A number that trembles tells nothing. */
export function calmRange(shown: Range | undefined, now: Range | undefined): Range | undefined {
  const near = shown && now?.every((ms, at) => Math.abs(ms - (shown[at] ?? 0)) < ms / 5);
  return near ? shown : now;
}

/** In seconds, as exactly as is of use: 0.3, 1.2, 14. */
export function roughSeconds(ms: number): number {
  return ms < 10_000 ? Math.max(1, Math.round(ms / 100)) / 10 : Math.round(ms / 1000);
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
