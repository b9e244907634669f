/**
 * Keyseal for a page that carries everything inside itself, such as the offline page:
 *
 *     const keyseal = await openEmbedded({ wasmBase64, workerSource, primesBase64 });
 *
 * where the page takes all texts from data blocks of its own (`<script type="text/plain" id="…">`, `.textContent`).
 * They are compared with the pinned hashes as files are, and a changed byte gives "wasm-hash-mismatch",
 * "worker-hash-mismatch" or, once an RSA key is checked, "primes-hash-mismatch". Nothing is requested from anywhere. The worker is a blob, so the page's policy needs
 * `worker-src blob:`. Bundled into pages by the project's own tools, with the pins in; not an entry of the package.
 */

import { openOn } from "./api/keyseal.js";
import { pins } from "./base/pins.js";
import type { Keyseal, OpenOptions } from "./base/types.js";
import { type EmbeddedFiles, embeddedPage } from "./platform/embedded.js";

/** Verifies the pinned hashes of worker and module first, and fails closed with an EnvironmentError. */
export function openEmbedded(files: EmbeddedFiles, options?: Pick<OpenOptions, "workers">): Promise<Keyseal> {
  return openOn(embeddedPage(files), pins, options);
}

export type { EmbeddedFiles } from "./platform/embedded.js";
