// What a hostile page does to its own realm. Each is a function of that realm and of `see`, which is told whatever comes by.

const methodsOf = (object) =>
  Object.getOwnPropertyNames(object).filter((name) => {
    const { value, configurable, writable } = Object.getOwnPropertyDescriptor(object, name);
    return typeof value === "function" && name !== "constructor" && (configurable || writable);
  });

/** Everything of a realm that a script in it could call. */
const ofRealm = (realm) => [
  realm.Array.prototype,
  realm.ArrayBuffer.prototype,
  realm.Function.prototype,
  realm.JSON,
  realm.Map.prototype,
  realm.Object,
  realm.Promise.prototype,
  realm.Reflect,
  realm.RegExp.prototype,
  realm.Set.prototype,
  realm.String.prototype,
  realm.Object.getPrototypeOf(realm.Uint8Array.prototype),
  realm.Object.getPrototypeOf(realm.Uint8Array),
  realm.AbortSignal.prototype,
  realm.Crypto.prototype,
  realm.EventTarget.prototype,
  realm.MessagePort.prototype,
  realm.Performance.prototype,
  realm.Response.prototype,
  realm.SubtleCrypto.prototype,
  realm.TextDecoder.prototype,
  realm.TextEncoder.prototype,
  realm.URL,
  realm.WebAssembly,
  realm.WebAssembly.Module,
  realm.Worker.prototype,
  realm.Object.getPrototypeOf(realm.Worker.prototype), // of the one that browsers have
];

function define(object, name, value) {
  try {
    Object.defineProperty(object, name, { value, configurable: true, writable: true, enumerable: true });
  } catch {} // an engine may hold it
}

/** Replaces every method by one that tells what it is given and gives. */
function watchAll(realm, see) {
  for (const object of ofRealm(realm)) {
    for (const name of methodsOf(object)) {
      const real = object[name];
      const watching = function (...given) {
        see(this);
        see(given);
        const result = Reflect.apply(real, this, given);
        see(result);
        return result;
      };
      define(object, name, Object.assign(watching, real));
    }
  }
  const { get } = Object.getOwnPropertyDescriptor(realm.MessageEvent.prototype, "data");
  Object.defineProperty(realm.MessageEvent.prototype, "data", {
    get() {
      const data = get.call(this);
      see(data);
      return data;
    },
  });
}

/** Names that Keyseal itself reads from objects, with values such as JSON can bring them into a prototype. */
const pollution = {
  passphrase: "password",
  key: { type: "rsa", modulusBits: 2048 },
  profile: "private-pki",
  subject: [{ type: "CN", value: "evil.example" }],
  dns: ["evil.example"],
  ip: ["9.9.9.9"],
  email: ["a@evil.example"],
  uri: ["https://evil.example/"],
  tnAuthList: [{ spc: "709J" }],
  mustStaple: true,
  authority: "mozilla",
  sealing: { kdf: "scrypt" },
  kdf: "scrypt",
  iterations: 1,
  cipher: "none",
  n: 2,
  r: 1,
  p: 1,
  workerUrl: "https://evil.example/worker.js",
  wasmUrl: "https://evil.example/module.wasm",
  worker: "blob",
  workers: 16,
  code: "closed",
  field: "evil",
  index: 7,
  ok: true,
  kind: "outcome",
  outcome: { ok: true, value: { csrPem: "evil" } },
  error: { code: "internal" },
  phase: "key",
  check: { match: null, files: [], blocklists: [] },
  module: {},
  call: "check",
};

const pollute = (realm) => {
  for (const [name, value] of Object.entries(pollution)) {
    Object.defineProperty(realm.Object.prototype, name, {
      value,
      configurable: true,
      writable: true,
      enumerable: true,
    });
  }
};

/** Accessors that take whatever is set, and give nothing back. */
const polluteWithAccessors = (realm, see) => {
  for (const name of Object.keys(pollution)) {
    Object.defineProperty(realm.Object.prototype, name, {
      get: () => undefined,
      set: (value) => see(value),
      configurable: true,
    });
  }
};

const polluteNamed = (name, value) => (realm) => define(realm.Object.prototype, name, value);

/** One method, replaced. */
const broken = (path, replacement) => (realm) => {
  const names = path.split(".");
  const last = names.pop();
  let object = realm;
  for (const name of names) object = name === "%TypedArray%" ? Object.getPrototypeOf(realm.Uint8Array) : object[name];
  const name = last.startsWith("@@") ? realm.Symbol[last.slice(2)] : last;
  define(object, name, replacement());
};
const throwing = () => () => {
  throw new RangeError("hostile");
};
const nothing = () => () => undefined;

const methods = [
  "Array.from",
  "Array.isArray",
  "Array.prototype.@@iterator",
  "Array.prototype.filter",
  "Array.prototype.includes",
  "Array.prototype.join",
  "Array.prototype.map",
  "Array.prototype.push",
  "Array.prototype.some",
  "AbortSignal.prototype.addEventListener",
  "Blob",
  "Date",
  "Function.prototype.apply",
  "Function.prototype.bind",
  "Function.prototype.call",
  "JSON.parse",
  "Map.prototype.delete",
  "Map.prototype.keys",
  "Map.prototype.set",
  "MessagePort.prototype.postMessage",
  "Number.isInteger",
  "Object.assign",
  "Object.hasOwn",
  "Promise",
  "Promise.all",
  "Reflect.ownKeys",
  "RegExp.prototype.exec",
  "RegExp.prototype.test",
  "Response.prototype.arrayBuffer",
  "String.prototype.isWellFormed",
  "String.prototype.padStart",
  "String.prototype.replace",
  "String.prototype.split",
  "TextEncoder",
  "TextEncoder.prototype.encode",
  "URL",
  "URL.createObjectURL",
  "WebAssembly.Module",
  "WebAssembly.Module.imports",
  "WebAssembly.compile",
  "Worker",
  "Worker.prototype.postMessage",
  "clearInterval",
  "crypto.getRandomValues",
  "crypto.subtle.digest",
  "fetch",
  "performance.now",
  "setInterval",
  "setTimeout",
  "structuredClone",
  "%TypedArray%.from",
  "%TypedArray%.prototype.fill",
  "%TypedArray%.prototype.set",
  "%TypedArray%.prototype.slice",
];

/** A worker of the page's own, which answers what it likes. */
const forged = { csrPem: "forged", sealedKeyPem: "forged", spkiSha256: "forged", names: [] };
const replaceWorker = (realm) => {
  realm.Worker = class {
    postMessage() {
      setTimeout(() => this.onmessage({ data: { kind: "outcome", outcome: { ok: true, value: forged } } }));
    }
    terminate() {}
  };
};

export const patches = {
  "nothing at all": () => {},
  "every method watched": watchAll,
  "prototypes polluted by JSON": pollute,
  "prototypes polluted by accessors": polluteWithAccessors,
  "a descriptor's get in the prototype": polluteNamed("get", () => 1),
  "a descriptor's value in the prototype": polluteNamed("value", 1),
  "a thenable prototype that passes on": polluteNamed("then", undefined),
  "weak random numbers": broken("crypto.getRandomValues", () => (array) => array.fill(7)),
  "a worker of the page's own": replaceWorker,
  ...Object.fromEntries(
    methods.flatMap((path) => [
      [`${path} throws`, broken(path, throwing)],
      [`${path} gives nothing`, broken(path, nothing)],
    ]),
  ),
};
