// Makes one declaration file of the many that tsc emits, for a page API that travels without a package: every file that
// the entry needs, dependencies first, with imports gone and the entry's own exports at the end.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const importOrReexport = /^(?:import|export)\s+(?:type\s+)?(?:\*|\{[^}]*\})\s+from\s+"(\.[^"]+)\.js";\n/gm;
const exported = /^export (?:declare )?(?:abstract )?(interface|type|class|function|const) (\w+)/gm;

/** The files that `path` imports, itself last, each once. */
function withDependencies(path, seen = new Set()) {
  if (seen.has(path)) return [];
  seen.add(path);
  const text = readFileSync(path, "utf8");
  const imported = [...text.matchAll(importOrReexport)].map(([, name]) => join(dirname(path), `${name}.d.ts`));
  return [...imported.flatMap((each) => withDependencies(each, seen)), path];
}

const isType = (kind) => kind === "interface" || kind === "type";
const declaredIn = (text) => [...text.matchAll(exported)].map(([, kind, name]) => ({ name, type: isType(kind) }));

/** What `entry` exports: { name, type } each. */
function exportsOf(entry) {
  const text = readFileSync(entry, "utf8");
  const found = declaredIn(text);
  for (const [line, type, what, path] of text.matchAll(
    /^export\s+(type\s+)?(\*|\{[^}]*\})\s+from\s+"(\.[^"]+)\.js";$/gm,
  )) {
    const all = declaredIn(readFileSync(join(dirname(entry), `${path}.d.ts`), "utf8"));
    const names = what === "*" ? all.map(({ name }) => name) : what.slice(1, -1).split(",");
    for (const name of names.map((each) => each.trim()).filter(Boolean)) {
      const known = all.find((each) => each.name === name);
      if (known === undefined) throw new Error(`${line} names what is not there`);
      found.push({ name, type: known.type || type !== undefined });
    }
  }
  return found;
}

/** The text of a declaration file that says what `entry`, a .d.ts of tsc's, says with the files beside it. */
export function joinDeclarations(entry) {
  const bodies = withDependencies(entry).map((path) => {
    const body = readFileSync(path, "utf8")
      .replace(importOrReexport, "")
      .replace(/^export \{\};\n/gm, "");
    if (/^\s*import\b/m.test(body)) throw new Error(`${path} imports in a way that is not understood`);
    // Without "export", a name is the file's own: only the lists at the end are public.
    return body.replace(/^export (?=declare |abstract |interface |type )/gm, "").trim();
  });
  const list = (types) =>
    exportsOf(entry)
      .filter(({ type }) => type === types)
      .map(({ name }) => name)
      .join(", ");
  return `${bodies.join("\n\n")}\n\nexport { ${list(false)} };\nexport type { ${list(true)} };\n`;
}
