/** A file that is named on the command line, as bytes. */

import { closeSync, constants, openSync, readSync } from "node:fs";
import { maxFileBytes } from "../api/checker-request.js";
import { InputError } from "../index-node.js";
import { errnoOf, printable } from "./errors.js";

/** What is in the file, or as much of it as shows that it is too large. Fails with "file-unreadable". */
export function readInputFile(path: string): Uint8Array {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK); // a pipe without a writer would hold the program
    const read = new Uint8Array(maxFileBytes);
    let size = 0;
    for (let count = -1; count !== 0 && size < read.length; size += count) {
      count = readSync(file, read, size, read.length - size, null);
    }
    return read.slice(0, size);
  } catch (error) {
    throw new InputError("file-unreadable", `${printable(path)}: ${errnoOf(error) ?? "failed"}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
