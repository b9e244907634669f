/**
 * The module's only randomness: crypto.getRandomValues, captured when the worker starts, before anything else can run.
 * There is no fallback. Health tests stand in the core (core/base/entropy.h).
 */

const apply = Reflect.apply;
const source: unknown = globalThis.crypto;
const getRandomValues: unknown = globalThis.crypto?.getRandomValues;
const Bytes = Uint8Array;

/** Whether this realm has crypto.getRandomValues at all. */
export const hasRandom = typeof getRandomValues === "function";

/**
 * Fills `size` bytes of `heap` at `out` and returns 0, or returns -1. Never throws: an exception would unwind through
 * wasm frames and could leave a half-seeded generator.
 */
export function random(heap: Uint8Array, out: number, size: number): number {
  try {
    const fresh = new Bytes(size);
    const returned: unknown = apply(getRandomValues as (array: Uint8Array) => Uint8Array, source, [fresh]);
    if (returned !== fresh || fresh.length !== size) return -1;
    heap.set(fresh, out);
    fresh.fill(0);
    return 0;
  } catch {
    return -1;
  }
}
