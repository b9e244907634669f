/** Browsers, where the files come over the network. */

import { EnvironmentError, InputError } from "../base/errors.js";
import type { LoadedFile, Platform } from "./platform.js";
import { checkWebRealm, webForgetsCompiling, webParallelism, webSha256 } from "./web-realm.js";
import { makeTrustedTypesPolicy, startFromBytes, startFromUrl } from "./web-worker.js";
import { confinesWorker } from "./worker-policy.js";

interface FetchedFile extends LoadedFile {
  url: URL;
  /** The Content-Security-Policy of the file's own response; null for none, and beside one that only reports. */
  policy: string | null;
}

/** A worker starts only from an address of the page's own origin; an opaque origin ("null") has none. */
function hasOwnOrigin(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && url.origin === globalThis.origin;
}

/** A browser whose page API lies at `base`, and the other files beside it. */
export function browserAt(base: string): Platform<FetchedFile> {
  return {
    check: checkWebRealm,

    async load(name, given) {
      const url = given === undefined ? new URL(name, base) : new URL(given, document.baseURI);
      const response = await fetch(url, { redirect: "error" });
      if (!response.ok) throw new Error(`${response.status}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const { headers } = response;
      const reports = headers.has("Content-Security-Policy-Report-Only"); // of what the other policy forbids too
      return { bytes, url, policy: reports ? null : headers.get("Content-Security-Policy") };
    },

    primes: "when-asked", // 80 KB, which a page that makes keys has no use for
    parallelism: webParallelism,
    forgetsCompiling: webForgetsCompiling,
    sha256: webSha256,

    workerStarter({ bytes, url, policy }, options) {
      const how = options.worker ?? (hasOwnOrigin(url) ? "url" : "blob");
      if (how === "url") {
        if (!hasOwnOrigin(url)) throw new InputError("option-not-allowed", "worker");
        if (!confinesWorker(policy)) throw new EnvironmentError("worker-csp-missing");
      }
      makeTrustedTypesPolicy();
      return () => (how === "url" ? startFromUrl(url.href) : startFromBytes(bytes));
    },
  };
}
