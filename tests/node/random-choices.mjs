// Choices that are the same in every run with the same seed, for tests that try more than can be written down.

/** KEYSEAL_ROUNDS asks for another number of rounds, KEYSEAL_SEED for other choices. */
export const roundsOf = (usual) => Number(process.env.KEYSEAL_ROUNDS ?? usual);
export const seed = Number(process.env.KEYSEAL_SEED ?? 1);

/** A choice of numbers and of list members: Mulberry32 over `from`. */
export function choicesFrom(from) {
  let state = from >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, pick: (list) => list[below(list.length)] };
}
