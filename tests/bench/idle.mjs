// A machine that has nothing else to do: engines let a worker that was terminated compute on, Chromium for two seconds.
import os from "node:os";

const windowMs = 60;
const busyShare = 0.15; // of all cores

const pause = (ms) => new Promise((passed) => setTimeout(passed, ms));

/** ms that all cores were busy, and ms that they were there. */
function spent() {
  const sums = { busy: 0, all: 0 };
  for (const { times } of os.cpus()) {
    const all = Object.values(times).reduce((sum, ms) => sum + ms, 0);
    sums.all += all;
    sums.busy += all - times.idle;
  }
  return sums;
}

/** Waits until the machine is idle, `mostMs` at the most. Gives whether it is. */
export async function untilIdle(mostMs) {
  const end = performance.now() + mostMs;
  for (let before = spent(); ; ) {
    await pause(windowMs);
    const now = spent();
    if (now.busy - before.busy < busyShare * (now.all - before.all)) return true;
    if (performance.now() > end) return false;
    before = now;
  }
}
