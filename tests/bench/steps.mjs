// One sample of each thing that is measured, timed where it runs: the same code in Node and in a page.
import jsrsasign from "jsrsasign";
import forge from "node-forge";

// Else node-forge hands the work to WebCrypto or Node, which are measured themselves.
forge.options.usePureJavaScript = true;

const passphrase = "copper lantern orbit thistle";
const phases = ["loading", "key", "sealing", "signing"];

// A browser's clock may tick every 0.1 ms or 1 ms, so what is quicker than that is repeated: a sample is their mean.
const wantedMs = 10;
const maxRepeats = 100;

async function meanTime(work) {
  const started = performance.now();
  let repeats = 0;
  let elapsed = 0;
  do {
    await work();
    repeats += 1;
    elapsed = performance.now() - started;
  } while (elapsed < wantedMs && repeats < maxRepeats);
  return { ms: elapsed / repeats };
}

function checkPair(present) {
  if (!present) throw new Error("no key pair came");
}

/** The steps over the package's `open`. Each resolves with { ms }, and with { unavailable } where there is no such thing. */
export function makeSteps(open) {
  let keyseal;
  return {
    async open() {
      keyseal?.close();
      const started = performance.now();
      keyseal = await open();
      return { ms: performance.now() - started, version: keyseal.version, wasmSha256: keyseal.wasmSha256 };
    },

    /** The whole click, with the time of each phase. Nothing is drawn while it runs. */
    async generate({ key }) {
      const began = {};
      const onProgress = ({ phase }) => {
        began[phase] ??= performance.now();
      };
      const request = { profile: "private-pki", key, dns: ["www.example.com"], passphrase };
      const started = performance.now();
      const { csrPem, sealedKeyPem } = await keyseal.generate(request, { onProgress });
      const ended = performance.now();
      checkPair(csrPem.includes("BEGIN CERTIFICATE REQUEST") && sealedKeyPem.includes("BEGIN ENCRYPTED PRIVATE KEY"));
      began.loading = started;
      const times = phases.map((phase, index) => (began[phases[index + 1]] ?? ended) - began[phase]);
      if (times.some(Number.isNaN)) throw new Error("a phase was not reported");
      return { ms: ended - started, phases: Object.fromEntries(phases.map((phase, index) => [phase, times[index]])) };
    },

    /** `count` checks of some requests in one call. */
    async check({ pems, count }) {
      const files = Array.from({ length: count }, (_, index) => ({
        name: `${index}`,
        bytes: pems[index % pems.length],
      }));
      const started = performance.now();
      const inputs = await keyseal.checkFiles({ files });
      const ms = performance.now() - started;
      if (inputs.length !== count || !inputs.every(({ acceptable }) => acceptable)) throw new Error("not acceptable");
      return { ms };
    },

    async webCrypto({ algorithm, usages }) {
      const whole = algorithm.modulusLength
        ? { ...algorithm, publicExponent: Uint8Array.of(1, 0, 1) } // drivers carry no typed arrays
        : algorithm;
      try {
        return await meanTime(async () => {
          checkPair((await crypto.subtle.generateKey(whole, true, usages)).privateKey);
        });
      } catch (error) {
        if (error.name === "NotSupportedError") return { unavailable: true };
        throw error;
      }
    },

    /** Synchronous, so without workers of its own: one thread against one thread. */
    forge: ({ bits }) => meanTime(() => checkPair(forge.pki.rsa.generateKeyPair({ bits }).privateKey)),

    jsrsasign: ({ algorithm, size }) =>
      meanTime(() => checkPair(jsrsasign.KEYUTIL.generateKeypair(algorithm, size).prvKeyObj)),
  };
}
