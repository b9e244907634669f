// What a key costs on the average, without the luck of a sample: how many candidates a search looks at is a matter of
// chance with a known law, and the time of each part is measured by itself.

const eulerGamma = 0.5772156649;
const sieveLimit = 65536; // kSieveLimit in wasm/core/rsa/prime_sieve.h

/**
 * The chance that a candidate of `bits` bits which survived the sieve is prime. Primes around n have a density of
 * 1/ln n, and by Mertens the sieve leaves e^-gamma / ln(limit) of all numbers. Candidates lie between 0.75 and 1 times
 * 2^bits.
 */
function chanceOf(bits) {
  const logOfCandidate = bits * Math.LN2 - 0.13;
  return (Math.exp(eulerGamma) * Math.log(sieveLimit)) / logOfCandidate;
}

/**
 * How many candidates go through the filter until the first of `workers` that race has two primes: it looks at them in
 * pairs, and a prime ends a search.
 */
export function expectedCandidates(modulusBits, workers = 1) {
  const chance = chanceOf(modulusBits / 2);
  const miss = (1 - chance) ** 2; // no prime in a pair
  let pairs = 0;
  // The mean of a count is the sum over n of the chance that it is above n.
  for (let n = 0, left = 1; left > 1e-12; n += 1) {
    const fewerThanTwo = miss ** n + n * (1 - miss) * miss ** (n - 1);
    left = Math.min(1, fewerThanTwo) ** workers;
    pairs += left;
  }
  return 2 * pairs;
}

/**
 * The ms of a key from the mean ms of its parts, where `sieve` is for a survivor with all that were thrown away before
 * it. With more workers than cores, each is so much slower.
 */
export function modelOf(modulusBits, workers, parts, cores) {
  const { tables, sieve, filter, accept, derive, check } = parts;
  const candidates = expectedCandidates(modulusBits, workers);
  const fixed = tables + 2 * accept + derive + check;
  return { candidates, fixed, ms: Math.max(1, workers / cores) * (candidates * (sieve + filter) + fixed) };
}
