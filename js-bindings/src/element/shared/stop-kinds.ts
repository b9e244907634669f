/** Which stop an error leads to, without any page. */

import { hasText, type TextKey } from "./catalogue.js";

/** What its first button does. */
export type StopAction = "tryAgain" | "openHttps" | "reload";

interface StopKind {
  readonly name: string;
  readonly codes: readonly string[];
  /** A warning is what a person can put right; the rest is bad. */
  readonly icon: "warn" | "bad";
  readonly action?: StopAction;
}

const kinds: readonly StopKind[] = [
  { name: "random", codes: ["random-failed", "random-repeats"], icon: "bad", action: "tryAgain" },
  { name: "memory", codes: ["out-of-memory"], icon: "warn", action: "tryAgain" },
  { name: "insecure", codes: ["insecure-context"], icon: "warn", action: "openHttps" },
  { name: "unsupported", codes: ["no-webassembly", "no-worker", "no-random"], icon: "warn" },
  { name: "blocked", codes: ["wasm-blocked", "worker-blocked"], icon: "warn", action: "tryAgain" },
  {
    name: "tampered",
    codes: [
      "wasm-hash-mismatch",
      "worker-hash-mismatch",
      "primes-hash-mismatch",
      "integrity-malformed",
      "wasm-import-unexpected",
    ],
    icon: "bad",
    action: "reload",
  },
  { name: "missing", codes: ["bundle-unreadable"], icon: "warn", action: "tryAgain" },
  { name: "lost", codes: ["worker-lost"], icon: "warn", action: "tryAgain" },
  { name: "inside", codes: ["self-test-failed", "internal"], icon: "bad", action: "tryAgain" },
];

/** Whatever else stops the component, the page around has asked for: its headers, its policy, its attributes. */
const setup: StopKind = { name: "setup", codes: [], icon: "bad" };

export interface Stop {
  readonly icon: "warn" | "bad";
  readonly title: TextKey;
  readonly body: TextKey;
  readonly advice: TextKey;
  readonly action: StopAction | undefined;
}

function key(name: string): TextKey {
  if (!hasText(name)) throw new TypeError(`There is no text ${name}.`);
  return name;
}

export function stopOf(code: string): Stop {
  const kind = kinds.find(({ codes }) => codes.includes(code)) ?? setup;
  const own = `stop.${kind.name}.${code}`;
  return {
    icon: kind.icon,
    title: key(`stop.${kind.name}.title`),
    body: key(hasText(own) ? own : `stop.${kind.name}.body`),
    advice: key(`stop.${kind.name}.do`),
    action: kind.action,
  };
}
