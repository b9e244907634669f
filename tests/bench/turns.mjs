// Who has its turn when: everything is measured in turns, so that what changes during the run meets all alike.

/** Whether something that runs only `own` times has its turn in this round: its turns are spread over the whole run. */
export function hasTurn(round, rounds, own = rounds) {
  const turnsBy = (number) => Math.floor((number * Math.min(own, rounds)) / rounds);
  return turnsBy(round + 1) > turnsBy(round);
}
