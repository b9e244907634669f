/** A Keyseal that answers at once, always the same, for tests of what is built around it. It cannot make real keys. */

import { takeGenerateRequest, takePreviewRequest } from "../api/check-request.js";
import { takeCheckFilesRequest, takeCheckRequest } from "../api/checker-request.js";
import { abortError } from "../api/race.js";
import type { ErrorCode } from "../base/error-codes.js";
import { errorOf, InputError, isErrorCode } from "../base/errors.js";
import { pins } from "../base/pins.js";
import type {
  CallOptions,
  CheckedInput,
  CheckFilesRequest,
  CheckReport,
  CheckRequest,
  Generated,
  GenerateRequest,
  Keyseal,
  Packaged,
  PackageRequest,
  PassphraseRating,
  Preview,
  PreviewRequest,
  Problem,
  Profile,
  Progress,
  ProofOfCompromise,
  Requested,
  RequestFromKey,
  Resealed,
  ResealRequest,
} from "../base/types.js";
import { type CoreRequest, wipe } from "../worker/messages.js";
import { type CheckReportName, checkReports } from "./check-reports.js";
import { fakePackage, fakeRequested, fakeResealed } from "./fake-packs.js";
import { fakeTime, mark, noModule } from "./mark.js";
import { judgeNames, namesIn } from "./names.js";
import { emptySealedKey, type KeyName, spkiSha256Of, unsignedRequest } from "./unsigned.js";

export interface FakeOptions {
  /** How long `generate` takes, in milliseconds, spread evenly over what it reports. Default 0. */
  delayMs?: number;
  /** What `generate` reports. Default: each phase once, and for RSA the fractions 0, 0.5 and 1. */
  progress?: Progress[];
  /** `generate`, or what `failAt` names, rejects with this code in the end; with "open" nothing opens. */
  failWith?: ErrorCode;
  /** The field of that error. */
  failField?: string;
  /** "package" is `request` and `reseal` too. */
  failAt?: "generate" | "check" | "package" | "open";
  /** What `preview` finds wrong besides what a fake can judge. `generate` rejects with the first. */
  problems?: Problem[];
  /** What `check` and `checkFiles` answer, whatever they are given. Default "acceptable". */
  checkReport?: CheckReportName | CheckReport;
}

const minCodePoints = 15;
const words = "alpha bravo cedar delta ember fjord grove heron inlet jetty".split(" ");
const levels = [8, minCodePoints, 20, 28]; // code points from which the score is one higher

const knownOptions = [
  "delayMs",
  "progress",
  "failWith",
  "failField",
  "failAt",
  "problems",
  "checkReport",
] as const satisfies (keyof FakeOptions)[];

/** The PEM in a text, as it stands there: what the real one makes of all else is no business of a fake. */
const pemIn = (bytes: unknown): string =>
  bytes instanceof Uint8Array
    ? (/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/.exec(new TextDecoder().decode(bytes))?.[0] ?? "")
    : "";

function checkOptions(options: FakeOptions): void {
  const known: readonly string[] = knownOptions;
  for (const field of Object.keys(options)) {
    if (!known.includes(field)) throw new InputError("request-not-valid", "options");
  }
  const { delayMs = 0, progress, failWith, problems = [], checkReport } = options;
  if (typeof checkReport === "string" && !Object.hasOwn(checkReports, checkReport)) {
    throw new InputError("request-not-valid", "checkReport");
  }
  if (!Number.isFinite(delayMs) || delayMs < 0) throw new InputError("request-not-valid", "delayMs");
  if (progress?.length === 0) throw new InputError("request-not-valid", "progress");
  for (const code of [failWith, ...problems.map((problem) => problem.code)]) {
    if (code !== undefined && !isErrorCode(code)) throw new InputError("request-not-valid", "failWith");
  }
}

const allPhases = (key: string): Progress[] => [
  { phase: "loading", elapsedMs: 0 },
  ...(key.startsWith("rsa-")
    ? [0, 0.5, 1].map((fraction): Progress => ({ phase: "key", fraction, elapsedMs: 0 }))
    : [{ phase: "key", elapsedMs: 0 } as const]),
  { phase: "sealing", elapsedMs: 0 },
  { phase: "signing", elapsedMs: 0 },
];

/** What the fake finds wrong. The passphrase is wiped; null is not judged. */
function judge(core: CoreRequest, passphrase: Uint8Array | null, { problems = [] }: FakeOptions) {
  const { names, preview } = judgeNames(core);
  if (passphrase) {
    const codePoints = Array.from(new TextDecoder().decode(passphrase)).length;
    wipe([passphrase]);
    const code = codePoints === 0 ? "passphrase-empty" : "passphrase-too-short";
    if (codePoints < minCodePoints) preview.problems.push({ code, field: "passphrase" });
  }
  preview.problems.push(...problems);
  return { names, preview };
}

const ownFinding = { rule: "keyseal-fake", clause: "keyseal/testing", message: mark };

class FakeKeyseal implements Keyseal {
  readonly version = `${pins.version}-fake`;
  readonly wasmSha256 = noModule;
  readonly #options: FakeOptions;
  readonly #running = new Set<() => void>();
  #closed = false;
  #suggested = 0;

  constructor(options: FakeOptions) {
    this.#options = options;
  }

  async generate(request: GenerateRequest, options: CallOptions = {}): Promise<Generated> {
    this.#checkOpen();
    const { core, sealing, passphrase } = takeGenerateRequest(request);
    const { names, preview } = judge(core, passphrase, this.#options);
    const [problem] = preview.problems;
    if (problem) throw errorOf(problem.code, problem.field);
    await this.#takeTime(this.#options.progress ?? allPhases(core.key), options);
    this.#failAt("generate");
    const spkiSha256 = spkiSha256Of(core.key as KeyName);
    return {
      ...unsignedRequest(core.key as KeyName, names, core.subject),
      ...emptySealedKey(),
      spkiSha256,
      names: namesIn(names),
      findings: [{ ...ownFinding, severity: "warning" }],
      receipt: {
        version: this.version,
        wasmSha256: this.wasmSha256,
        time: fakeTime,
        profile: core.profile as Profile,
        key: core.key,
        sealing,
        spkiSha256,
      },
    };
  }

  async preview(request: PreviewRequest): Promise<Preview> {
    this.#checkOpen();
    const { core, passphrase } = takePreviewRequest(request);
    return judge(core, passphrase, this.#options).preview;
  }

  async check(request: CheckRequest, options: CallOptions = {}): Promise<CheckReport> {
    this.#checkOpen();
    const { files, options: asked } = takeCheckRequest(request);
    const report = await this.#report(options);
    return asked.pem ? { ...report, pem: pemIn(files[0]?.bytes) } : report;
  }

  async checkFiles(request: CheckFilesRequest, options: CallOptions = {}): Promise<CheckedInput[]> {
    this.#checkOpen();
    const { files, options: asked } = takeCheckFilesRequest(request);
    const report = await this.#report(options);
    return files.map(({ name, bytes }) => ({ file: name, ...report, ...(asked.pem && { pem: pemIn(bytes) }) }));
  }

  async package(request: PackageRequest, options: CallOptions = {}): Promise<Packaged> {
    return this.#ofKey(() => fakePackage(request), options);
  }

  async request(request: RequestFromKey | ProofOfCompromise, options: CallOptions = {}): Promise<Requested> {
    return this.#ofKey(() => fakeRequested(request), options);
  }

  async reseal(request: ResealRequest, options: CallOptions = {}): Promise<Resealed> {
    return this.#ofKey(() => fakeResealed(request), options);
  }

  async ratePassphrase(passphrase: string): Promise<PassphraseRating> {
    this.#checkOpen();
    const { length } = Array.from(passphrase);
    const score = levels.filter((level) => length >= level).length as PassphraseRating["score"];
    return { score, guessesLog10: length / 2, suggestions: [mark] };
  }

  async suggestPassphrase(count = 6): Promise<string> {
    this.#checkOpen();
    if (!Number.isInteger(count) || count < 5 || count > 20) throw new InputError("request-not-valid", "words");
    const word = () => words[this.#suggested++ % words.length];
    return ["fake", "never", "use", ...Array.from({ length: count - 3 }, word)].join("-");
  }

  close(): void {
    this.#closed = true;
    for (const abort of this.#running) abort();
  }

  async #ofKey<Made>(make: () => Made, options: CallOptions): Promise<Made> {
    this.#checkOpen();
    const made = make();
    await this.#takeTime([{ phase: "loading", elapsedMs: 0 }], options);
    this.#failAt("package");
    return made;
  }

  #failAt(call: "generate" | "check" | "package"): void {
    const { failWith, failField, failAt = "generate" } = this.#options;
    if (failWith && failAt === call) throw errorOf(failWith, failField);
  }

  async #report(options: CallOptions): Promise<CheckReport> {
    await this.#takeTime([{ phase: "loading", elapsedMs: 0 }], options);
    this.#failAt("check");
    const { checkReport = "acceptable" } = this.#options;
    const report = typeof checkReport === "string" ? checkReports[checkReport] : checkReport;
    return { ...report, findings: [...report.findings, { ...ownFinding, severity: "notice" }] };
  }

  #checkOpen(): void {
    if (this.#closed) throw new InputError("closed");
  }

  /** Reports each of `all` in its time. Rejects with an AbortError when the call is aborted. */
  async #takeTime(all: readonly Progress[], { signal, onProgress }: CallOptions): Promise<void> {
    const { delayMs = 0 } = this.#options;
    let abort = () => {};
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(abortError());
    });
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    this.#running.add(abort);
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      for (const [at, progress] of all.entries()) {
        onProgress?.({ ...progress, elapsedMs: progress.elapsedMs || (delayMs * at) / all.length });
        const wait = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, delayMs / all.length);
        });
        await Promise.race([wait, aborted]);
      }
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      this.#running.delete(abort);
    }
  }
}

/**
 * A Keyseal whose requests nobody signed and whose sealed keys hold no key: every output says so, from the version to the
 * bytes inside the PEM. It judges the shape of a request as the real one does, but of the content only what is no name
 * at all and what is too short.
 */
export function fakeKeyseal(options: FakeOptions = {}): Keyseal {
  checkOptions(options);
  console.info(`${mark} This page has been given the fake of keyseal/testing.`);
  return new FakeKeyseal(options);
}

/** `open()` of the fake; rejects with `failWith` if that is to happen at "open". */
export async function openFakeKeyseal(options: FakeOptions = {}): Promise<Keyseal> {
  checkOptions(options);
  if (options.failAt === "open") throw errorOf(options.failWith ?? "internal", options.failField);
  return fakeKeyseal(options);
}
