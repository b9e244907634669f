/** One line on the terminal that tells how the search for an RSA key goes. */

import type { Progress } from "../index-node.js";

const clear = "\r\x1b[K";

const phases: Record<Progress["phase"], string> = {
  loading: "Get ready",
  key: "Find the key",
  sealing: "Encrypt it with your passphrase",
  signing: "Write and sign the request",
};

function lineOf({ phase, fraction, elapsedMs }: Progress): string {
  const primes = fraction === undefined ? "" : `: ${Math.round(fraction * 2)} of 2 primes`;
  return `${phases[phase]}${primes}, ${(elapsedMs / 1000).toFixed(1)} s`;
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
