// What the tests of the bundle ask a page to do.
import { open } from "./keyseal.mjs";
import { offerSteps } from "./run-step.mjs";

let keyseal;

// Every worker that the page starts, so that those which were never ended can be counted.
let running = 0;
const { Worker } = window;
window.Worker = class extends Worker {
  #ended = false;
  constructor(...values) {
    super(...values);
    running += 1;
  }
  terminate() {
    if (!this.#ended) running -= 1;
    this.#ended = true;
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

  /** A page that spoils its own random numbers before anything is opened. */
  patchRandom() {
    Crypto.prototype.getRandomValues = (array) => array.fill(7);
    crypto.getRandomValues(new Uint8Array(1));
  },

  ratePassphrase: (passphrase) => keyseal.ratePassphrase(passphrase),
  suggestPassphrase: () => keyseal.suggestPassphrase(),
  runningWorkers: () => running,
};

offerSteps(steps);
