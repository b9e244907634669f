// Reads a _headers file, as a static host does: so the demo serves the bundle with the very headers that it ships.

/** Path to its headers: { "/keyseal-1.0.0/keyseal.wasm": { "Content-Type": "application/wasm", … } }. */
export function parseHeadersFile(text) {
  const paths = {};
  let current;
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (line.startsWith(" ")) {
      const [, name, value] = line.match(/^ +([^:]+): (.*)$/);
      current[name] = value;
    } else {
      current = {};
      paths[line] = current;
    }
  }
  return paths;
}
