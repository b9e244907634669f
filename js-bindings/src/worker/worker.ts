/** The worker: a classic script, the same for browsers and Node. It serves one call and is then terminated. */

import createKeysealModule, { type MainModule } from "keyseal-module";
import {
  arraysOf,
  type Call,
  type CoreChecked,
  type CoreValue,
  type Failed,
  type FromWorker,
  type Outcome,
  type PrimesForWorker,
  wipe,
} from "./messages.js";
import type { ModuleOptions } from "./module-options.js";
import { openPort } from "./port.js";
import { hasRandom, random } from "./random.js";
import { meaningOf } from "./stopped.js";

const phases = ["key", "sealing", "signing"] as const;
const port = openPort();
port.receive((call) => {
  // Without an outcome the page must hear that there will be none: a rejection in a worker is no error to it.
  serve(call as Call).catch(() =>
    setTimeout(() => {
      throw new Error();
    }),
  );
});
post({ kind: "ready" });

function failed({ code, field = "" }: { code: string; field?: string }): Failed {
  return { ok: false, code, field, index: null };
}

function instantiate(module: WebAssembly.Module): Promise<MainModule> {
  return new Promise((resolve, reject) => {
    const options: ModuleOptions = {
      instantiateWasm(imports, received) {
        // From the compiled module that the page verified: the glue has nothing to load. An error must not reach the glue,
        // which would go on to load the module itself. It comes when the glue has returned its promise: where the module
        // begins and then stops, the glue rejects that one, which would else be nobody's.
        queueMicrotask(() => {
          try {
            received(new WebAssembly.Instance(module, imports));
          } catch (error) {
            reject(error);
          }
        });
        return {};
      },
      printErr() {}, // an abort is reported by its outcome, not on a console
      random,
      progress(phase, primesFound, tested) {
        const name = phases[phase];
        const at = performance.timeOrigin + performance.now();
        if (name) post({ kind: "progress", phase: name, primesFound, tested, at });
      },
    };
    createKeysealModule(options).then(resolve, reject);
  });
}

const firstWaitMs = 100;
const lastWaitMs = 1600;

/** Starts the module, and waits where there is no memory yet: WebKit has that of workers that were ended back late. */
async function start(module: WebAssembly.Module): Promise<MainModule> {
  for (let waitMs = firstWaitMs; ; waitMs *= 2) {
    try {
      return await instantiate(module);
    } catch (error) {
      if (waitMs > lastWaitMs || meaningOf(error, "start").code !== "out-of-memory") throw error;
    }
    await new Promise((resume) => setTimeout(resume, waitMs));
  }
}

function run(core: MainModule, call: Call): Outcome<CoreValue> {
  switch (call.call) {
    case "generate":
      return core.generate(call.request, call.passphrase);
    case "preview":
      return core.preview(call.request, call.passphrase);
    case "check": {
      const { options, files, match, blocklists, primes, signers } = call.check;
      return core.check(options, files, match, blocklists, primes, signers);
    }
    case "package": {
      const { keyFile, chain, pfx, now } = call.package;
      return core.package(keyFile, chain, pfx, now, call.passphrase);
    }
    case "reseal":
      return core.reseal(call.keyFile, call.passphrase, call.newPassphrase, call.kdf);
    case "request":
      return core.request(call.keyFile, call.request, call.passphrase);
    case "proveCompromise":
      return core.proveCompromise(call.keyFile, call.passphrase);
    case "suggestPassphrase":
      return core.suggestPassphrase(call.words);
    case "wordLists":
      return core.wordLists();
  }
}

/** What an error of the module's means: BoringSSL aborts when its random source fails. */
function stopped(error: unknown, core: MainModule | undefined): Failed {
  try {
    const entropyFailure = core?.entropyFailure();
    if (entropyFailure) return failed({ code: entropyFailure });
  } catch {} // what stopped once may stop again
  return failed(meaningOf(error, core ? "call" : "start"));
}

/** Where a file stops the module, its code takes the place of its bytes, for another module to judge the others. */
function leaveOut(call: Call, { code }: Failed): boolean {
  const files = call.call === "check" ? call.check.files : [];
  const guilty = files.find(({ judged }) => judged === false);
  if (!(guilty?.bytes instanceof Uint8Array)) return false;
  guilty.bytes.fill(0);
  guilty.bytes = code;
  for (const file of files) delete file.judged;
  return true;
}

/** Asks for the published primes where a check could use them. Returns whether they came, so that it is to be made anew. */
async function takePrimes(call: Call, outcome: Outcome<CoreValue>): Promise<boolean> {
  if (call.call !== "check" || !call.check.mayAsk || !outcome.ok || !(outcome.value as CoreChecked).lacksPrimes) {
    return false;
  }
  call.check.mayAsk = false;
  const answer = new Promise<PrimesForWorker>((resolve) =>
    port.receive((message) => resolve(message as PrimesForWorker)),
  );
  post({ kind: "wants-primes" });
  const { bytes } = await answer;
  if (bytes) call.check.primes.push({ bytes, name: "" });
  return bytes !== null;
}

async function serve(call: Call): Promise<void> {
  let outcome: Outcome<CoreValue>;
  let core: MainModule | undefined;
  if (!hasRandom) {
    outcome = failed({ code: "no-random" });
  } else {
    try {
      core = await start(call.module);
      outcome = run(core, call);
      if (await takePrimes(call, outcome)) outcome = run(core, call);
    } catch (error) {
      outcome = stopped(error, core);
      if (leaveOut(call, outcome)) return serve(call);
    }
  }
  wipe(arraysOf(call)); // files, of which one may be a private key, and what the module never took
  post({ kind: "outcome", outcome });
  if (call.call === "suggestPassphrase" && outcome.ok) (outcome.value as Uint8Array).fill(0); // the page has a copy
}

function post(message: FromWorker): void {
  port.postMessage(message);
}
