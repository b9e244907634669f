// The module's own two imports. The worker gives both functions; neither may throw.
addToLibrary({
  // keyseal_random fills size bytes at out and returns 0, or returns -1.
  keyseal_random: (out, size) => Module.random(HEAPU8, out, size),

  // keyseal_progress reports a phase (0 key, 1 sealing, 2 signing) how many primes were found and how many candidates tested.
  keyseal_progress: (phase, primesFound, tested) => Module.progress(phase, primesFound, tested),
});
