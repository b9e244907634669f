/** A passphrase from a file or from standard input, as bytes that can be wiped. */

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { InputError } from "../index-node.js";
import { errnoOf, withText } from "./errors.js";

const maxFileSize = 4096;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Never tells the path: a passphrase may have been given in its place. */
function unreadable(reason: string): InputError {
  return withText(
    new InputError("file-unreadable", "--passphrase-file"),
    `The passphrase file cannot be read: ${reason}.`,
  );
}

const byteOrderMark = [0xef, 0xbb, 0xbf]; // of UTF-8, which editors on Windows put in front
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** A copy of the first line of what was read, without its end and a byte order mark. Wipes what was read. */
function takeFirstLine(read: Uint8Array): Uint8Array {
  try {
    if (isUtf16(read)) throw unreadable("it is in UTF-16; save it as UTF-8");
    if (read.length > maxFileSize) throw unreadable(`it has more than ${maxFileSize} bytes`);
    if (read.includes(0)) throw unreadable("it holds a NUL");
    const end = read.indexOf(lineFeed);
    const start = byteOrderMark.every((byte, at) => read[at] === byte) ? byteOrderMark.length : 0;
    const line = read.subarray(start, end < 0 ? read.length : end);
    return Uint8Array.from(line.at(-1) === carriageReturn ? line.subarray(0, -1) : line);
  } finally {
    read.fill(0);
  }
}

function readRegularFile(file: number): Uint8Array {
  const read = new Uint8Array(maxFileSize + 1);
  let size = 0;
  while (size < read.length) {
    const count = readSync(file, read, size, read.length - size, null);
    if (count === 0) break;
    size += count;
  }
  return takeFirstLine(read.subarray(0, size));
}

/** Reads a pipe to the end of its first line: its other end may stay open. */
async function readStream(stream: Readable, signal: AbortSignal): Promise<Uint8Array> {
  const read = new Uint8Array(maxFileSize + 1);
  let size = 0;
  const stop = () => stream.destroy();
  signal.addEventListener("abort", stop);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const part = chunk.subarray(0, read.length - size);
      read.set(part, size);
      size += part.length;
      const ended = chunk.includes(lineFeed);
      chunk.fill(0);
      if (ended || size === read.length) break;
    }
  } catch (error) {
    read.fill(0);
    signal.throwIfAborted();
    throw unreadable(errnoOf(error) ?? "reading failed");
  } finally {
    signal.removeEventListener("abort", stop);
    stream.destroy();
  }
  signal.throwIfAborted();
  return takeFirstLine(read.subarray(0, size));
}

/** The first line of standard input. */
export function readPassphraseInput(signal: AbortSignal): Promise<Uint8Array> {
  return readStream(process.stdin, signal);
}

export interface FilePassphrase {
  utf8: Uint8Array;
  /** The file's mode lets other users read it. */
  readableByOthers: boolean;
}

/** The first line of the file. Fails with "file-unreadable". */
export async function readPassphraseFile(path: string, signal: AbortSignal): Promise<FilePassphrase> {
  let file: number | undefined;
  try {
    // Without O_NONBLOCK a named pipe that nobody writes to would hold the whole program, signals and all.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const facts = fstatSync(file);
    if (facts.isFIFO()) {
      const pipe = new Socket({ fd: file, readable: true, writable: false });
      file = undefined; // the socket closes it
      return { utf8: await readStream(pipe, signal), readableByOthers: false };
    }
    if (!facts.isFile()) throw unreadable("it is not a file");
    return { utf8: readRegularFile(file), readableByOthers: (facts.mode & 0o077) !== 0 };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof InputError ? error : unreadable(errnoOf(error) ?? "opening failed");
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
