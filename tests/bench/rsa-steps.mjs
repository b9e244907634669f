// One sample of each thing that the RSA benchmark measures, timed in the page.
import { makeSteps } from "./steps.mjs";

const passphrase = "copper lantern orbit thistle";
const request = (key) => ({ profile: "private-pki", key, dns: ["www.example.com"], passphrase });
const phases = ["loading", "key", "sealing", "signing"];

let tested; // candidates of the latest search, as its worker told the page API

/** Hears what Keyseal's workers tell the page API besides what it tells its caller. */
function hearWorkers() {
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.kind === "progress" && data.phase === "key") tested = data.tested;
      });
    }
  };
}

/** The worker around the benchmark's own module (wasm/bench_module.cc). */
async function startParts() {
  const module = await WebAssembly.compileStreaming(fetch("bench.wasm"));
  const types = globalThis.trustedTypes?.createPolicy("bench", { createScriptURL: (url) => url });
  const worker = new Worker(types ? types.createScriptURL("parts-worker.js") : "parts-worker.js");
  const ask = (message) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.error === undefined ? resolve(data) : reject(new Error(data.error)));
      worker.onerror = ({ message: text }) => reject(new Error(`parts-worker.js: ${text}`));
      worker.postMessage(message);
    });
  await ask({ module });
  return ask;
}

export function makeRsaSteps(open) {
  hearWorkers();
  const peers = makeSteps(open);
  const opened = new Map();
  let parts;

  async function keysealWith(workers) {
    if (!opened.has(workers)) opened.set(workers, await open({ workers }));
    return opened.get(workers);
  }

  async function ask(message) {
    parts ??= await startParts();
    return parts(message);
  }

  return {
    /**
     * The key alone, which is what the peers make. The call goes on to its end: Chromium ends no worker in the middle, but
     * two seconds later, and WebKit may compile again in its next call what an ended worker had asked for.
     */
    async key({ bits, workers }) {
      const keyseal = await keysealWith(workers);
      const started = performance.now();
      let began;
      let ended;
      const onProgress = ({ phase }) => {
        if (phase === "key") began ??= performance.now();
        else if (phase !== "loading") ended ??= performance.now();
      };
      await keyseal.generate(request({ type: "rsa", modulusBits: bits }), { onProgress });
      return { ms: ended - began, loading: began - started, ...(workers === 1 && { tested }) };
    },

    webCrypto: ({ bits }) =>
      peers.webCrypto({
        algorithm: { name: "RSASSA-PKCS1-v1_5", modulusLength: bits, hash: "SHA-256" },
        usages: ["sign", "verify"],
      }),
    forge: ({ bits }) => peers.forge({ bits }),
    jsrsasign: ({ bits }) => peers.jsrsasign({ algorithm: "RSA", size: bits }),
    unchanged: ({ bits }) => ask({ name: "unchanged", arguments: [bits] }),

    /** Mean ms of one time of each part: see parts-worker.mjs. */
    parts: ({ bits }) => ask({ name: "parts", arguments: [bits] }),
    pbkdf2: () => ask({ name: "pbkdf2", arguments: [] }),

    /** All that a click is: open, make the key, seal it, sign. */
    async click({ key }) {
      const began = { opening: performance.now() };
      const keyseal = await open();
      began.loading = performance.now();
      const onProgress = ({ phase }) => {
        began[phase] ??= performance.now();
      };
      await keyseal.generate(request(key), { onProgress });
      const ended = performance.now();
      keyseal.close();
      const order = ["opening", ...phases];
      const times = order.map((phase, at) => [phase, (began[order[at + 1]] ?? ended) - began[phase]]);
      return { ms: ended - began.opening, phases: Object.fromEntries(times) };
    },

    /** Start-up with the files in the browser's cache, step by step; `loading` is a worker with an instance. */
    async startUp() {
      const clock = [performance.now()];
      const lap = () => clock.push(performance.now());
      const bytes = await (await fetch("keyseal.wasm")).arrayBuffer();
      lap();
      await crypto.subtle.digest("SHA-256", bytes);
      lap();
      const module = await WebAssembly.compile(bytes);
      lap();
      const imports = {};
      for (const { module: space, name } of WebAssembly.Module.imports(module)) {
        imports[space] ??= {};
        imports[space][name] = () => 0;
      }
      await WebAssembly.instantiate(module, imports);
      lap();
      const [fetching, hashing, compiling, instantiating] = clock.slice(1).map((time, at) => time - clock[at]);
      const started = performance.now();
      const keyseal = await open();
      const opening = performance.now() - started;
      keyseal.close();
      return { fetching, hashing, compiling, instantiating, ms: compiling + instantiating, opening };
    },
  };
}
