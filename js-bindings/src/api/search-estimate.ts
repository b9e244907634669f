/**
 * What can truly be said of a race for an RSA key while it goes on. A candidate that the sieve passes is a prime with a
 * chance of 1/m, each time anew, so nothing tells how much is left; but how long such races take is known.
 *
 * m is bits/57: of the numbers near 2^(bits/2) one in (bits/2) ln 2 is prime, and the sieve by all primes below 2^16
 * leaves one in e^gamma ln 2^16 = 19.75 (Mertens' third theorem). A search has tested n candidates without an end with a
 * chance of (1 + n/(m-1)) (1 - 1/m)^n: none of them was prime, or one was. A race of independent searches goes on for as
 * long as all of them do: the product.
 */

/** What a worker has told of its search. Times count from the beginning of the race. */
export interface Search {
  /** Candidates that went through the filter. */
  tested: number;
  primesFound: number;
  /** When it told this. */
  ms: number;
  /** The first that it told of candidates: what comes before is tables, and code that is not yet compiled to the end. */
  first?: { tested: number; ms: number } | undefined;
  /** Whether its worker is lost: it counts for what was, not for what comes. */
  lost?: boolean;
}

export interface Estimate {
  fraction: number;
  expectedMs?: [number, number];
}

/**
 * What is done besides, in candidates' time: the primes are accepted (FIPS 186-5 B.3.1), the key is computed and checked.
 * Measured in Node, Chromium, Firefox and WebKit.
 */
export const workBesides = (bits: number): number => (bits === 2048 ? 65 : 50);

/** The chance that a search has not ended with its nth candidate. */
function chanceBeyond(n: number, m: number): number {
  return n > 0 ? (1 + n / (m - 1)) * (1 - 1 / m) ** n : 1;
}

/** How many candidates a search has tested at some time, if it goes on as it does: a straight line. */
interface Pace {
  perMs: number;
  atStart: number;
}

function paceOf({ tested, primesFound, ms, first }: Search, work: number): Pace {
  const done = tested + (work / 4) * primesFound; // the other half comes after both
  const perMs = first && ms > first.ms ? (done - first.tested) / (ms - first.ms) : 0;
  return { perMs, atStart: done - work - perMs * ms };
}

/** When a race is over with this chance. */
function msUntil(chance: number, paces: readonly Pace[], m: number): number {
  const isOver = (ms: number) =>
    1 - paces.reduce((left, { perMs, atStart }) => left * chanceBeyond(atStart + perMs * ms, m), 1) >= chance;
  let low = 0;
  let high = 1;
  while (!isOver(high)) high *= 2;
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (isOver(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Of a race for a key of `bits` bits. `expectedMs` is there once a search has told how fast it is. */
export function estimateOf(searches: readonly Search[], bits: number): Estimate {
  const m = bits / 57;
  const live = searches.filter(({ lost }) => !lost);
  const left = searches.reduce((chance, { tested }) => chance * chanceBeyond(tested, m), 1);
  const isOver = live.some(({ primesFound }) => primesFound === 2);
  const fraction = isOver ? 1 : 1 - Math.max(left, Number.EPSILON);
  const paces = live.map((search) => paceOf(search, workBesides(bits))).filter(({ perMs }) => perMs > 0);
  if (paces.length === 0) return { fraction };
  return { fraction, expectedMs: [msUntil(0.1, paces, m), msUntil(0.9, paces, m)] };
}

/** The luck of a race in whole numbers: [9, 10] where nine of ten would have been over. */
export function lateness(fraction = 0): readonly [number, number] | undefined {
  const all = fraction < 1 && [1000, 100, 10].find((each) => fraction >= 1 - 1 / each);
  return all ? [all - 1, all] : undefined;
}
