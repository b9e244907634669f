// Reads a _headers file: an address on a line of its own, and below it indented headers.

/** { address: { header: value } } */
export function parseHeadersFile(text) {
  const rules = {};
  let current;
  for (const line of text.split("\n")) {
    if (/^\s*(#|$)/.test(line)) continue;
    const header = /^\s+([A-Za-z-]+):\s*(.*)$/.exec(line);
    if (header && current) current[header[1]] = header[2];
    else if (/^\/\S*$/.test(line) && !rules[line]) current = rules[line] = {};
    else throw new Error(`_headers: this line is not understood: ${line}`);
  }
  return rules;
}
