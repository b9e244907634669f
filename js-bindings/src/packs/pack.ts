/** The zip of a package. The same input gives the same bytes. */

import { type Zippable, zipSync } from "fflate";
import type { PackedFile, ServerTarget } from "../base/types.js";
import { type GuideFacts, guide } from "./guide.js";
import type { Material } from "./target.js";
import { targets } from "./targets/index.js";

/** Every file of the chosen targets, each in the folder of its own. */
export function packFiles(chosen: readonly ServerTarget[], material: Material, facts: GuideFacts): PackedFile[] {
  const utf8 = new TextEncoder();
  return chosen.flatMap((name) => {
    const target = targets[name];
    const files = [...target.files(material), { name: "README.txt", content: guide(target, material, facts) }];
    return files.map(({ name: file, content, ...rest }) => ({
      path: `${name}/${file}`,
      bytes: typeof content === "string" ? utf8.encode(content) : content,
      mode: "owned" in rest ? 0o600 : file.endsWith(".sh") ? 0o700 : 0o644,
    }));
  });
}

/** DOS knows no earlier day, and a later one would make each zip another. */
const epoch = new Date(1980, 0, 1);
const unix = 3; // of "version made by" (APPNOTE 4.4.2): external attributes are a mode
const regularFile = 0o100000;

export function zipOf(files: readonly PackedFile[]): Uint8Array {
  const entries: Zippable = Object.fromEntries(
    files.map(({ path, bytes, mode }) => [path, [bytes, { os: unix, attrs: ((regularFile | mode) << 16) >>> 0 }]]),
  );
  return zipSync(entries, { mtime: epoch, level: 9 });
}
