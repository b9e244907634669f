// sbom.cdx.json: CycloneDX 1.6. The same bundle gives the same bytes, so there is neither serial number nor time in it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { digest } from "./manifest.mjs";

/** SPDX identifiers stand as such, the rest as expressions. */
function licencesOf(licence) {
  const isExpression = licence.includes(" ");
  const chosen = isExpression ? new Models.LicenseExpression(licence) : new Models.SpdxLicense(licence);
  return new Models.LicenseRepository([chosen]);
}

function partComponent(part) {
  const component = new Models.Component(Enums.ComponentType[part.type ?? "Library"], part.name, {
    bomRef: part.id,
    version: part.version,
    purl: part.purl,
    copyright: part.copyright,
    licenses: licencesOf(part.licence),
    description: part.source,
  });
  if (part.sha256) component.hashes.set(Enums.HashAlgorithm["SHA-256"], part.sha256);
  if (part.sha512) component.hashes.set(Enums.HashAlgorithm["SHA-512"], part.sha512);
  // No hash of a file: of the `sha256sum` lines of all files of the tree, in C order.
  if (part.treeSha256) component.properties.add(new Models.Property("keyseal:tree-sha256", part.treeSha256));
  // Of third_party/toolchain.lock, which names every package of the root that compiles; or "none".
  if (part.lockSha256) component.properties.add(new Models.Property("keyseal:toolchain-lock-sha256", part.lockSha256));
  return component;
}

function fileComponent(folder, path) {
  const bytes = readFileSync(join(folder, path));
  const component = new Models.Component(Enums.ComponentType.File, path, {
    bomRef: path,
    licenses: licencesOf("Apache-2.0"),
  });
  for (const [algorithm, name] of [
    ["SHA-256", "sha256"],
    ["SHA-384", "sha384"],
  ]) {
    component.hashes.set(Enums.HashAlgorithm[algorithm], digest(name, bytes));
  }
  return component;
}

/** What one file of ours holds of the others, byte for byte or as source. */
const holds = (path, paths) => {
  const page = ["keyseal-worker.js", "keyseal.wasm", "keyseal-primes.dat"]; // pinned by hash, and loaded
  if (path === "keyseal-offline.html") return paths.filter((other) => other !== path && /\.(js|wasm|dat)$/.test(other));
  return /^keyseal(\.mjs|\.iife\.js|-element\.mjs)$/.test(path) ? page : [];
};

/** `paths`: the files in `folder` that run, the SBOM's subject. */
export function sbomText(folder, paths, version, parts) {
  const subject = new Models.Component(Enums.ComponentType.Application, "keyseal", {
    bomRef: "keyseal",
    version,
    purl: `pkg:npm/keyseal@${version}`,
    licenses: licencesOf("Apache-2.0"),
  });
  const files = new Map(paths.map((path) => [path, fileComponent(folder, path)]));
  const others = new Map(parts.map((part) => [part.id, partComponent(part)]));
  for (const file of files.values()) {
    subject.components.add(file);
    subject.dependencies.add(file.bomRef);
  }
  for (const [path, file] of files) {
    for (const other of holds(path, paths)) file.dependencies.add(files.get(other).bomRef);
    for (const part of parts) {
      if (!part.within && part.files.includes(path)) file.dependencies.add(others.get(part.id).bomRef);
    }
  }
  for (const part of parts) {
    if (part.within) others.get(part.within).dependencies.add(others.get(part.id).bomRef);
  }
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: subject }) });
  for (const component of others.values()) bom.components.add(component);
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  // Not sorted by the library: it would go by the machine's language. Everything above stands in an order of its own.
  return `${serializer.serialize(bom, { sortLists: false, space: 2 })}\n`;
}
