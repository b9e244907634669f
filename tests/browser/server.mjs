// Serves the package on 127.0.0.1 as a strict portal would, beside pages of its own.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startHttp } from "./http.mjs";
import { pagePolicy, workerPolicy } from "./policies.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packageFolder = resolve(process.env.KEYSEAL_PACKAGE_DIR ?? `${root}build/package`);

/** Serves the files in the folder `pages` and the package's, as startHttp does. */
export const startServer = (pages) =>
  startHttp(async (pathname) => {
    const [, name] = pathname.match(/^\/([a-z-]+(?:\.[a-z]+)+)$/) ?? [];
    if (name === undefined) return undefined;
    const bytes = await readFile(`${name.startsWith("keyseal") ? packageFolder : pages}/${name}`);
    return { bytes, policy: name === "keyseal-worker.js" ? workerPolicy : pagePolicy() };
  });
