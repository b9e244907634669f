// Spoils a realm of its own for each case, has a key made there, and tells what came of it. What it does itself, it does
// in its own realm, which stays as it is.
import { patches } from "./hostile-patches.mjs";
import { offerSteps } from "./run-step.mjs";

const hangsAfterMs = 60_000;

/** Counts the workers that a realm starts and does not end. */
function countWorkers(realm) {
  const count = { running: 0 };
  realm.Worker = class extends realm.Worker {
    #ended = false;
    constructor(...given) {
      super(...given);
      count.running += 1;
    }
    terminate() {
      if (!this.#ended) count.running -= 1;
      this.#ended = true;
      super.terminate();
    }
  };
  return count;
}

/** What was seen, as text: bytes in hexadecimal. Large ones are files, not secrets. */
function collector() {
  const seen = new Set();
  const held = [];
  const see = (value, depth = 0) => {
    if (typeof value === "string") seen.add(value.slice(0, 10_000));
    if (typeof value !== "object" || value === null || depth > 4) return;
    const bytes = ArrayBuffer.isView(value) ? value.buffer : value;
    if (Object.prototype.toString.call(bytes) === "[object ArrayBuffer]") {
      if (bytes.byteLength === 0 || bytes.byteLength > 10_000) return;
      const array = new Uint8Array(bytes);
      held.push(array);
      seen.add(Array.from(array, (byte) => byte.toString(16).padStart(2, "0")).join(""));
      return;
    }
    for (const key of Object.keys(value)) {
      try {
        see(value[key], depth + 1);
      } catch {} // a getter that wants another `this`
    }
  };
  return { seen, held, see };
}

async function startFrame() {
  const frame = document.createElement("iframe");
  frame.src = "hostile-frame.html";
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  return frame;
}

function load(frame) {
  const inside = frame.contentDocument;
  const script = inside.createElement("script");
  script.type = "module";
  script.src = "hostile-frame.mjs";
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("the script did not load")));
  });
  inside.head.append(script);
  return loaded;
}

const publicPart = ({ csrPem, sealedKeyPem, spkiSha256, names }) => ({ csrPem, sealedKeyPem, spkiSha256, names });

async function within(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("it hangs")), hangsAfterMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const steps = {
  names: () => Object.keys(patches),

  /** What came of `name`, done before Keyseal was loaded or after it: a value or an error, and what was seen. */
  async suffer([name, when, passphrase]) {
    const frame = await startFrame();
    const realm = frame.contentWindow;
    const workers = countWorkers(realm);
    const { seen, held, see } = collector();
    const outcome = {};
    try {
      if (when === "before") patches[name](realm, see);
      await within(load(frame));
      if (when === "after") patches[name](realm, see);
      const made = await within(realm.generate({ dns: ["www.example.com"], passphrase }));
      see(made);
      outcome.value = publicPart(made);
    } catch (error) {
      outcome.error = { name: String(error?.name), code: String(error?.code), text: String(error?.message) };
    }
    outcome.seen = [...seen];
    outcome.running = workers.running;
    outcome.held = held.length;
    frame.remove();
    return outcome;
  },
};

offerSteps(steps);
