/** The API: what `open` returns. */

import { errorOf, InputError } from "../base/errors.js";
import type { Pins } from "../base/pins.js";
import { fieldsOf, ownFields } from "../base/request-shape.js";
import type {
  CallOptions,
  CheckedInput,
  CheckFilesRequest,
  CheckReport,
  CheckRequest,
  Generated,
  GenerateRequest,
  Keyseal,
  OpenOptions,
  Packaged,
  PackageRequest,
  PassphraseRating,
  Preview,
  PreviewRequest,
  Profile,
  ProofOfCompromise,
  Receipt,
  Requested,
  RequestFromKey,
  Resealed,
  ResealRequest,
  Sealing,
} from "../base/types.js";
import type { LoadedFile, Platform } from "../platform/platform.js";
import {
  arraysOf,
  type CoreCheck,
  type CoreChecked,
  type CoreGenerated,
  type CorePackaged,
  type CorePreview,
  type CoreRequest,
  type CoreWordLists,
  type Unsent,
  wipe,
} from "../worker/messages.js";
import { takeGenerateRequest, takePreviewRequest } from "./check-request.js";
import { takeCheckFilesRequest, takeCheckRequest } from "./checker-request.js";
import { takePackageRequest, takeRequestFromKey, takeResealRequest } from "./packs-request.js";
import { toPreview } from "./preview.js";
import { rsaBitsOf, startRace } from "./race.js";
import { makeRating, type Rate } from "./rating.js";
import { toPackaged } from "./to-packaged.js";
import { loadBundle, type Verified } from "./verify.js";

const defaultWords = 6;

/** CheckFilesRequest, where a file that could not be read has null for its bytes. */
export type FilesToPrint = Omit<CheckFilesRequest, "files"> & {
  files: { name: string; bytes: Uint8Array | null }[];
};

/** Whether as JSON, whether keys are compared with each other, and whether text says what an authority makes of it. */
export type Printed = Pick<CoreCheck["options"], "json" | "compare" | "explain">;

/** What the command needs besides: the reports as the core writes them. Not for others. */
export interface PrintingKeyseal extends Keyseal {
  checkAndPrint(request: FilesToPrint, printed: Printed, options?: CallOptions): Promise<CoreChecked>;
}

const inputsOf = ({ reports }: CoreChecked): CheckedInput[] =>
  reports.flatMap((lines) =>
    lines
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );

/** A CheckedInput of either kind. */
type CheckedReport = CheckReport & { file: string; error?: { code: string; line?: number } };

class OpenKeyseal implements PrintingKeyseal {
  readonly version: string;
  readonly wasmSha256: string;
  readonly #bundle: Verified;
  readonly #workers: number;
  readonly #running = new Set<() => void>();
  /** Where an engine forgets compiling, one worker makes the first RSA key, so that no later race needs any. */
  #mayRace: boolean;
  #rate: Rate | undefined;
  #closed = false;

  constructor(pins: Pins, bundle: Verified, workers: number, mayRace: boolean) {
    this.version = pins.version;
    this.wasmSha256 = pins.wasmSha256;
    this.#bundle = bundle;
    this.#workers = workers;
    this.#mayRace = mayRace;
  }

  async generate(request: GenerateRequest, options: CallOptions = {}): Promise<Generated> {
    const { core, sealing, passphrase } = takeGenerateRequest(request);
    const generated = await this.#call<CoreGenerated>({ call: "generate", request: core, passphrase }, options);
    return { ...generated, receipt: this.#receipt(core, sealing, generated.spkiSha256) };
  }

  async preview(request: PreviewRequest, options: CallOptions = {}): Promise<Preview> {
    const { core, passphrase } = takePreviewRequest(request);
    return toPreview(await this.#call<CorePreview>({ call: "preview", request: core, passphrase }, options));
  }

  async check(request: CheckRequest, options: CallOptions = {}): Promise<CheckReport> {
    const inputs = inputsOf(await this.#call({ call: "check", check: takeCheckRequest(request) }, options));
    const [input, ...others] = inputs;
    if (!input || others.length > 0) throw new InputError("several-inputs", "input");
    const { file: _, error, ...report } = ownFields(input) as unknown as CheckedReport;
    if (error) throw errorOf(error.code, error.line === undefined ? "input" : `line ${error.line}`);
    return report;
  }

  async checkFiles(request: CheckFilesRequest, options: CallOptions = {}): Promise<CheckedInput[]> {
    return inputsOf(await this.#call({ call: "check", check: takeCheckFilesRequest(request) }, options));
  }

  async checkAndPrint(request: FilesToPrint, printed: Printed, options: CallOptions = {}): Promise<CoreChecked> {
    const check = takeCheckFilesRequest(request, "report");
    Object.assign(check.options, printed);
    return this.#call({ call: "check", check }, options);
  }

  async package(request: PackageRequest, options: CallOptions = {}): Promise<Packaged> {
    const { call, targets } = takePackageRequest(request, Math.floor(Date.now() / 1000));
    return toPackaged(await this.#call<CorePackaged>(call, options), targets);
  }

  async request(request: RequestFromKey | ProofOfCompromise, options: CallOptions = {}): Promise<Requested> {
    return this.#call<Requested>(takeRequestFromKey(request), options);
  }

  async reseal(request: ResealRequest, options: CallOptions = {}): Promise<Resealed> {
    return this.#call<Resealed>(takeResealRequest(request), options);
  }

  async ratePassphrase(passphrase: string): Promise<PassphraseRating> {
    this.#checkOpen();
    if (typeof passphrase !== "string") throw new InputError("request-not-valid", "passphrase");
    const rate = this.#rate ?? makeRating(await this.#call<CoreWordLists>({ call: "wordLists" }, {}));
    this.#rate = rate;
    return rate(passphrase);
  }

  async suggestPassphrase(words: number = defaultWords): Promise<string> {
    if (!Number.isInteger(words) || words < 0 || words > 255) throw new InputError("request-not-valid", "words");
    const utf8 = await this.#call<Uint8Array>({ call: "suggestPassphrase", words }, {});
    const text = new TextDecoder().decode(utf8);
    wipe([utf8]);
    return text;
  }

  close(): void {
    this.#closed = true;
    for (const abort of this.#running) abort();
  }

  #receipt(core: CoreRequest, sealing: Required<Sealing>, spkiSha256: string): Receipt {
    return {
      version: this.version,
      wasmSha256: this.wasmSha256,
      time: new Date().toISOString(),
      profile: core.profile as Profile, // the core has judged it
      key: core.key,
      sealing,
      spkiSha256,
    };
  }

  #checkOpen(): void {
    if (this.#closed) throw new InputError("closed");
  }

  async #call<Value>(call: Unsent, options: CallOptions): Promise<Value> {
    let abort = () => {};
    try {
      this.#checkOpen();
      if (call.call === "check") await this.#bundle.primes.addTo(call.check);
      const running = startRace<Value>(this.#bundle, call, options, this.#mayRace ? this.#workers : 1);
      abort = running.abort;
      this.#running.add(abort);
      if (this.#closed) abort(); // by the first report
      const value = await running.result;
      if (rsaBitsOf(call) !== undefined) this.#mayRace = true; // what a race needs has run now
      return value;
    } finally {
      this.#running.delete(abort);
      wipe(arraysOf(call)); // still here if the call never began
    }
  }
}

const openFields: readonly string[] = [
  "workerUrl",
  "wasmUrl",
  "primesUrl",
  "worker",
  "workers",
] satisfies (keyof OpenOptions)[];
const maxWorkers = 16;
const defaultWorkers = 4; // more gain little, and a machine has other work

/** Verifies the pinned hashes of worker and module, and opens. Fails closed: with any doubt there is no Keyseal. */
export async function openOn<File extends LoadedFile>(
  platform: Platform<File>,
  pins: Pins,
  options: OpenOptions = {},
): Promise<Keyseal> {
  const own: OpenOptions = fieldsOf(options, openFields, "options");
  const { worker, workers = Math.min(defaultWorkers, platform.parallelism()) } = own;
  if (worker !== undefined && worker !== "url" && worker !== "blob")
    throw new InputError("request-not-valid", "worker");
  if (!Number.isInteger(workers) || workers < 1 || workers > maxWorkers) {
    throw new InputError("request-not-valid", "workers");
  }
  platform.check(own);
  return new OpenKeyseal(pins, await loadBundle(platform, pins, own), workers, !platform.forgetsCompiling());
}
