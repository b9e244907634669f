/** One line on the terminal that tells how the search for an RSA key goes. */

import { lateness } from "../api/search-estimate.js";
import type { Progress } from "../index-node.js";

const clear = "\r\x1b[K";

const phases: Record<Progress["phase"], string> = {
  loading: "Get ready",
  key: "Find the key",
  sealing: "Encrypt it with your passphrase",
  signing: "Write and sign the request",
};

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

/** How long such a search takes, or that this one has bad luck. */
function luckOf({ fraction, expectedMs }: Progress): string {
  const late = lateness(fraction);
  if (late) return ` (${late.join(" of ")} such searches are over sooner)`;
  return expectedMs ? ` (mostly ${expectedMs.map((ms) => seconds(Math.max(ms, 100))).join(" to ")} s)` : "";
}

function lineOf(progress: Progress): string {
  return `${phases[progress.phase]}, ${seconds(progress.elapsedMs)} s${luckOf(progress)}`;
}

export interface ProgressLine {
  onProgress?: (progress: Progress) => void;
  /** Takes the line away. */
  end(): void;
}

/** A line on standard error; nothing at all where that is no terminal that can take a line back. */
export function startProgressLine(): ProgressLine {
  if (!process.stderr.isTTY || process.env.TERM === "dumb") return { end() {} };
  return {
    onProgress: (progress) => void process.stderr.write(clear + lineOf(progress)),
    end: () => void process.stderr.write(clear),
  };
}
