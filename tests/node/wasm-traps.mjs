// Modules in which one function stops: the shipped bytes with a body of `unreachable` in the place of its own.
const codeSection = 10;
const exportSection = 7;
const importSection = 2;
const functionKind = 0;
const unreachable = Buffer.from([3, 0, 0x00, 0x0b]); // a body of 3 bytes: no locals, unreachable, end

/** Reads an unsigned LEB128 at `at`: its value and where it ends. */
function readNumber(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function writeNumber(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    bytes.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) return Buffer.from(bytes);
  }
}

/** Each section as [id, where its head begins, where its contents begin, where they end]. */
function* sectionsOf(bytes) {
  for (let at = 8; at < bytes.length; ) {
    const [size, contents] = readNumber(bytes, at + 1);
    yield [bytes[at], at, contents, contents + size];
    at = contents + size;
  }
}

const sectionOf = (bytes, id) => [...sectionsOf(bytes)].find(([found]) => found === id);

/** The function index of every exported function, by name. */
export function exportedFunctions(bytes) {
  const [, , contents] = sectionOf(bytes, exportSection);
  let [count, at] = readNumber(bytes, contents);
  const functions = new Map();
  for (; count > 0; count--) {
    const [size, name] = readNumber(bytes, at);
    const [index, end] = readNumber(bytes, name + size + 1);
    if (bytes[name + size] === functionKind) functions.set(bytes.toString("utf8", name, name + size), index);
    at = end;
  }
  return functions;
}

/** How many functions come before the module's own: its imports, each of which is one. */
export function countImports(bytes) {
  const [, , contents] = sectionOf(bytes, importSection);
  return readNumber(bytes, contents)[0];
}

/** Where the body of each of the module's own functions begins, its size included, and where it ends. */
export function bodiesOf(bytes) {
  const [, , contents] = sectionOf(bytes, codeSection);
  let [count, at] = readNumber(bytes, contents);
  const bodies = [];
  for (; count > 0; count--) {
    const [size, body] = readNumber(bytes, at);
    bodies.push([at, body + size]);
    at = body + size;
  }
  return bodies;
}

/** The module in which the `own`-th function that it has itself stops as soon as it is called. */
export function trapAt(bytes, own) {
  const [, head, contents, end] = sectionOf(bytes, codeSection);
  const [from, to] = bodiesOf(bytes)[own];
  const body = Buffer.concat([bytes.subarray(contents, from), unreachable, bytes.subarray(to, end)]);
  const section = [bytes.subarray(0, head), Buffer.from([codeSection]), writeNumber(body.length), body];
  return Buffer.concat([...section, bytes.subarray(end)]);
}
