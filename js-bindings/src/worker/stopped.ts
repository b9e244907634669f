/** What a module that stopped may tell: names from this file. An engine's own text could hold anybody's data. */

const stops: [RegExp, string][] = [
  [/unreachable/i, "unreachable"],
  [/out of bounds/i, "out-of-bounds"],
  [/call stack|too much recursion/i, "stack-overflow"],
  [/aborted\(/i, "abort"],
];
const errorNames = ["CompileError", "LinkError", "RuntimeError", "RangeError", "TypeError", "ReferenceError", "Error"];

const nameOf = (error: unknown): string => {
  const name = (error as { name?: unknown } | null | undefined)?.name;
  return errorNames.find((known) => known === name) ?? "other";
};

/** What `error` meant, which stopped the module when it was to start or in its call: "internal" in "call: unreachable". */
export function meaningOf(error: unknown, stage: "start" | "call"): { code: string; field: string } {
  const text = String(error);
  const stop = stops.find(([pattern]) => pattern.test(text))?.[1] ?? nameOf(error);
  // The module's own word (wiping_malloc.cc), an engine's, and the error of whatever in JavaScript is too large.
  if (/OOM|out of memory/i.test(text) || stop === "RangeError") return { code: "out-of-memory", field: "" };
  return { code: "internal", field: `${stage}: ${stop}` };
}
