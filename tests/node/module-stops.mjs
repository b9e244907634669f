// Ways in which an engine stops a module: a worker's prelude for each, and what the error's field must say of it.

// (module (memory 1) (func (export "u") unreachable)
//   (func (export "o") (drop (i32.load (i32.const -1)))) (func $r (export "r") (call $r)))
const bytes =
  "0061736d01000000" + // magic, version
  "010401600000" + // a type without parameters and results
  "030403000000" + // three functions of it
  "0503010001" +
  "070d030175000001" + // exports
  "6f000101720002" +
  "0a13030300000b" + // their code
  "0800417f2802001a0b" +
  "040010020b";

/** While the core runs, it asks for the time, and `name` of the module above stops instead. */
const whileItRuns = (name) =>
  `const stopping = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(${JSON.stringify(
    bytes.match(/../g).map((byte) => Number.parseInt(byte, 16)),
  )}))).exports;
  performance.now = () => stopping.${name}();`;

/** While the core runs, it asks for the time, and the glue's own abort() comes instead. */
const aborting = `const Real = WebAssembly.Instance;
  WebAssembly.Instance = function (module, imports) {
    performance.now = imports.env._abort_js;
    return new Real(module, imports);
  };`;

/** What the module is given back it does not take, neither in the call nor when it is asked why the call failed. */
const takingNothingBack = `const Real = WebAssembly.Instance;
  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Real(module, imports);
    return { exports: { ...exports, free: () => { throw new WebAssembly.RuntimeError("unreachable"); } } };
  };`;

const whenItStarts = (error) => `WebAssembly.Instance = function () { throw ${error}; };`;
const whenItReports = (error) => `performance.now = () => { throw ${error}; };`;

export const moduleStops = [
  ["code that cannot be reached", "call: unreachable", whileItRuns("u")],
  ["memory out of bounds", "call: out-of-bounds", whileItRuns("o")],
  ["a stack that is full", "call: stack-overflow", whileItRuns("r")],
  ["an abort of the module's own", "call: abort", aborting],
  ["a module that stops again when it is asked why", "call: unreachable", takingNothingBack],
  ["an error of JavaScript", "call: TypeError", whenItReports(`new TypeError("secret")`)],
  ["an error of nobody's", "call: other", whenItReports(`{ name: "secret" }`)],
  ["nothing at all", "call: other", whenItReports("undefined")],
  ["a module that cannot be linked", "start: LinkError", whenItStarts(`new WebAssembly.LinkError("secret")`)],
  ["what breaks when it starts", "start: Error", whenItStarts(`new Error("secret")`)],
];
