// What the test asks the page to do.
import { open } from "./keyseal.mjs";
import { offerSteps } from "./run-step.mjs";

let keyseal;

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
    const { csrPem, sealedKeyPem, names } = await keyseal.generate(request, { onProgress });
    return { csrPem, sealedKeyPem, names, phases };
  },

  /** Aborts while the key is being made. */
  async generateAndAbort(request) {
    const controller = new AbortController();
    const onProgress = ({ phase }) => phase === "key" && controller.abort();
    await keyseal.generate(request, { signal: controller.signal, onProgress });
    return "not aborted";
  },

  ratePassphrase: (passphrase) => keyseal.ratePassphrase(passphrase),
  suggestPassphrase: () => keyseal.suggestPassphrase(),
};

offerSteps(steps);
