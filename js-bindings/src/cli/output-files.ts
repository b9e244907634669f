/** Writes files that belong together: all of them or none, whole or not at all. */

import { randomBytes } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { EnvironmentError, InputError } from "../index-node.js";
import { errnoOf, printable } from "./errors.js";

export interface OutputFile {
  path: string;
  text: string | Uint8Array;
  /** What the umask leaves of it is the file's mode from its first moment. */
  mode: number;
}

export type Existing = "refuse" | "replace";

function notWritten(path: string, cause: unknown): EnvironmentError {
  const errno = errnoOf(cause);
  return new EnvironmentError("file-not-written", printable(path) + (errno ? `: ${errno}` : ""));
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined; // a dangling link is there too
}

function refuseExisting(path: string): void {
  if (exists(path)) throw new InputError("file-exists", printable(path));
}

/** Fails early, before a key is made, where writeTogether would fail for certain. */
export function checkBeforehand(folder: string, paths: readonly string[], existing: Existing): void {
  try {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritten(folder, error);
  }
  if (existing === "refuse") for (const path of paths) refuseExisting(path);
}

/** Some file systems (FAT, some network shares) have no hard links. */
function lacksLinks(error: unknown): boolean {
  return ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(errnoOf(error) ?? "");
}

/** For steps of which each must be tried, whatever became of the one before. */
function quietly(step: () => void): void {
  try {
    step();
  } catch {}
}

/** One attempt to write files; what it changed can be taken back until it is finished. */
class Attempt {
  readonly #staged: string[] = [];
  readonly #kept: string[] = [];
  readonly #undo: (() => void)[] = [];

  /** Writes `text` under a name that nobody else has, and returns that. */
  stage({ path, text, mode }: OutputFile): string {
    const staged = this.#temporaryName(path);
    const file = openSync(staged, "wx", mode); // O_EXCL: never through somebody's link
    try {
      this.#staged.push(staged);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return staged;
  }

  /** Gives `staged` its name unless the name is taken: link(2) and open(2) with O_EXCL decide and act in one step. */
  publishNew(staged: string, { path, mode }: OutputFile): void {
    try {
      linkSync(staged, path);
      this.#undo.push(() => unlinkSync(path));
    } catch (error) {
      if (!lacksLinks(error)) throw error;
      const placeholder = openSync(path, "wx", mode);
      this.#undo.push(() => unlinkSync(path));
      closeSync(placeholder);
      renameSync(staged, path);
    }
  }

  /** Gives `staged` its name, and keeps what had it until the attempt is finished. */
  publishOver(staged: string, file: OutputFile): void {
    const { path } = file;
    const old = lstatSync(path, { throwIfNoEntry: false });
    if (!old) {
      this.publishNew(staged, file);
      return;
    }
    if (old.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    const kept = this.#temporaryName(path);
    try {
      linkSync(path, kept);
    } catch (error) {
      if (!lacksLinks(error)) throw error;
      renameSync(path, kept);
    }
    this.#kept.push(kept);
    this.#undo.push(() => {
      renameSync(kept, path);
      rmSync(kept, { force: true }); // where both were links to one file, rename did nothing
    });
    renameSync(staged, path);
  }

  finish(): void {
    for (const path of [...this.#staged, ...this.#kept]) quietly(() => rmSync(path, { force: true }));
  }

  takeBack(): void {
    for (const undo of this.#undo.reverse()) quietly(undo);
    for (const path of this.#staged) quietly(() => rmSync(path, { force: true }));
  }

  #temporaryName(path: string): string {
    return join(dirname(path), `.keyseal-${randomBytes(8).toString("hex")}.tmp`);
  }
}

/** Makes the names as lasting as the contents. Not every system can: the files are whole in any case. */
function syncFolder(folder: string): void {
  quietly(() => {
    const handle = openSync(folder, "r");
    quietly(() => fsyncSync(handle));
    closeSync(handle);
  });
}

/**
 * Writes all of `files` or, on any failure, none: then nothing is left behind, and what was there before is there again.
 * Fails with "file-exists" (never under "replace") or "file-not-written". It is synchronous, so that no signal handler
 * runs in the middle of it. A crash of the machine can leave the first files without the last.
 */
export function writeTogether(files: readonly OutputFile[], existing: Existing): void {
  const attempt = new Attempt();
  let current = files[0]?.path ?? "";
  try {
    const staged = files.map((file) => {
      current = file.path;
      return attempt.stage(file);
    });
    files.forEach((file, index) => {
      current = file.path;
      if (existing === "replace") attempt.publishOver(staged[index] as string, file);
      else attempt.publishNew(staged[index] as string, file);
    });
  } catch (error) {
    attempt.takeBack();
    if (existing === "refuse" && errnoOf(error) === "EEXIST") throw new InputError("file-exists", printable(current));
    throw notWritten(current, error);
  }
  attempt.finish();
  syncFolder(dirname(current));
}
