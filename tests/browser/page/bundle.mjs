// What the tests of the bundle ask a page to do.
import { open } from "./keyseal.mjs";
import { offerSteps } from "./run-step.mjs";

let keyseal;
let begun;
let ending;

// Every worker that the page starts, so that those which were never ended can be counted. Each is called by its number,
// for workers that have a fault in one of several.
let running = 0;
const live = new Set();
let started = 0;
let passphrases = [];
let naming = () => `${started}`;
const { Worker } = window;
window.Worker = class extends Worker {
  #ended = false;
  constructor(url, options) {
    super(url, { ...options, name: naming() });
    running += 1;
    started += 1;
    live.add(this);
  }
  postMessage(call, transfer) {
    const { passphrase } = call;
    const text = passphrase && new TextDecoder().decode(passphrase);
    super.postMessage(call, transfer);
    if (passphrase) passphrases.push({ text, left: passphrase.length });
  }
  terminate() {
    if (!this.#ended) running -= 1;
    this.#ended = true;
    live.delete(this);
    super.terminate();
  }
};

const publicPart = ({ csrPem, sealedKeyPem, names, spkiSha256 }) => ({ csrPem, sealedKeyPem, names, spkiSha256 });

const steps = {
  async open(options) {
    keyseal = await open(options);
    return { version: keyseal.version, wasmSha256: keyseal.wasmSha256 };
  },

  /** Opens in a realm that lacks `name`. */
  async openWithout(name) {
    delete window[name];
    await open();
  },

  async generate(request) {
    const phases = [];
    const onProgress = ({ phase }) => phases.at(-1) !== phase && phases.push(phase);
    return { ...publicPart(await keyseal.generate(request, { onProgress })), phases };
  },

  /** Generates with workers that are called "first", and lets the next ones be counted from zero. */
  async makeFirst(request) {
    const byNumber = naming;
    naming = () => "first";
    await keyseal.generate(request);
    naming = byNumber;
    started = 0;
  },

  /**
   * Generates, and tells of the workers: how many there were, how many of them in each phase at most, and the passphrases
   * that they were given with what was left of these on the page.
   */
  async race(request) {
    [started, passphrases] = [0, []];
    const most = {};
    const onProgress = ({ phase }) => {
      most[phase] = Math.max(most[phase] ?? 0, running);
    };
    const generated = publicPart(await keyseal.generate(request, { onProgress }));
    return { generated, started, most, passphrases };
  },

  /** Opens and generates in one step, for the tests that expect a failure of either. */
  async make([options, request]) {
    return publicPart(await (await open(options)).generate(request));
  },

  /** Two of them, on one page and at the same time. */
  async generateTwice(requests) {
    const both = await Promise.all(requests.map(() => open()));
    return Promise.all(both.map(async (each, index) => publicPart(await each.generate(requests[index]))));
  },

  /** Aborts while the key is being made. */
  async generateAndAbort(request) {
    const controller = new AbortController();
    const onProgress = ({ phase }) => phase === "key" && controller.abort();
    await keyseal.generate(request, { signal: controller.signal, onProgress });
    return "not aborted";
  },

  /** Begins to generate, and leaves it running. */
  begin(request) {
    ending = new AbortController();
    begun = keyseal.generate(request, { signal: ending.signal });
    begun.catch(() => {});
  },

  /** Ends what was begun, in one of two ways. */
  async end(how) {
    if (how === "abort") ending.abort();
    else keyseal.close();
    return begun;
  },

  /** A page that spoils its own random numbers before anything is opened. */
  patchRandom() {
    Crypto.prototype.getRandomValues = (array) => array.fill(7);
    crypto.getRandomValues(new Uint8Array(1));
  },

  /** Makes a call and ends it in `way`, `afterMs` from now; then previews. Tells the end of both by their name or code. */
  async endInTheMiddle({ call, way, afterMs, passphrase }) {
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const request = { dns: ["www.example.com"], passphrase };
    const calls = {
      generate: () => keyseal.generate(request, options),
      race: () => keyseal.generate({ ...request, key: { type: "rsa", modulusBits: 2048 } }, options),
      preview: () => keyseal.preview(request, options),
      check: () => keyseal.checkFiles({ files: [{ name: "a", bytes: new Uint8Array(9) }] }, options),
      suggest: () => keyseal.suggestPassphrase(),
    };
    const ways = {
      abort: () => controller.abort(),
      close: () => keyseal.close(),
      // Nobody is told of a worker that a script of the page ended: whoever waits for it has to give up.
      terminate() {
        for (const worker of live) Worker.prototype.terminate.call(worker);
        setTimeout(ways[call === "suggest" ? "close" : "abort"], 50);
      },
      break() {
        for (const worker of live) worker.dispatchEvent(new ErrorEvent("error"));
      },
    };
    const endOf = (promise) =>
      promise.then(
        () => "value",
        ({ name, code }) => (typeof code === "string" ? code : name),
      );
    const timer = setTimeout(ways[way], afterMs);
    const ended = await endOf(calls[call]());
    clearTimeout(timer);
    await new Promise((resolve) => setTimeout(resolve, way === "terminate" ? 60 : 0)); // or it ends the next one
    const next = await endOf(keyseal.preview(request));
    if (next === "closed") keyseal = await open({ workers: 2 });
    return { ended, next: next === "closed" ? await endOf(keyseal.preview(request)) : next, running };
  },

  /** Opens and checks: what is told of primes, and how often the page asked for their list. */
  async checkPrimes([options, inputs]) {
    keyseal = await open(options);
    const told = [];
    for (const input of inputs) {
      const { findings } = await keyseal.check({ input });
      told.push(
        findings.filter(({ rule }) => rule === "K-02").map(({ severity, message }) => `${severity} ${message}`),
      );
    }
    const asked = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("keyseal-primes.dat"));
    return { told, asked: asked.length };
  },

  ratePassphrase: (passphrase) => keyseal.ratePassphrase(passphrase),
  suggestPassphrase: () => keyseal.suggestPassphrase(),
  runningWorkers: () => running,
};

offerSteps(steps);
