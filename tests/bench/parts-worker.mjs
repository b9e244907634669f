// The worker around the benchmark's module. It answers { module } with nothing, and { name, arguments } with
// { ms, ... }: each part is repeated until the browser's clock, which may tick once in a ms, measures it well.
import createModule from "bench-module";

const wantedMs = 60;
let core;

async function start(module) {
  core = await createModule({
    instantiateWasm(imports, received) {
      const instance = new WebAssembly.Instance(module, imports);
      received(instance);
      return instance.exports;
    },
    printErr() {},
    random(heap, out, size) {
      crypto.getRandomValues(heap.subarray(out, out + size));
      return 0;
    },
    progress() {},
  });
}

/** ms of one call. */
function time(name, ...args) {
  const started = performance.now();
  if (!core[`_bench_${name}`](...args)) throw new Error(`bench_${name} failed`);
  return performance.now() - started;
}

/** Mean ms of one time of a part that takes as its argument how often. */
function mean(name) {
  for (let times = 1; ; ) {
    const ms = time(name, times);
    if (ms >= wantedMs) return ms / times;
    times = ms < 5 ? times * 8 : Math.ceil((1.1 * times * wantedMs) / ms);
  }
}

const jobs = {
  unchanged: (bits) => ({ ms: time("unchanged", bits) }),

  parts(bits) {
    time("choose", bits / 2);
    return {
      tables: mean("tables"),
      sieve: mean("sieve"),
      filter: mean("filter_pair") / 2,
      accept: mean("accept"),
      acceptOfBssl: mean("accept_of_bssl"),
      derive: mean("derive"),
      check: mean("check"),
      checkAndSign: mean("check_and_sign"),
    };
  },

  pbkdf2() {
    const iterations = 100_000;
    return { ms: time("pbkdf2", iterations) * 6, bssl: time("pbkdf2_of_bssl", iterations) * 6 };
  },
};

self.onmessage = async ({ data }) => {
  try {
    if (data.module) postMessage(await start(data.module).then(() => ({})));
    else postMessage(jobs[data.name](...data.arguments));
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
