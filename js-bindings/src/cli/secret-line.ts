/** A line that is typed and not shown: a small editor over bytes, which never become a string. */

/** More than any passphrase has (1024 bytes after NFC), in any normalisation form. */
const maxLineSize = 8192;

const key = {
  ctrlC: 0x03,
  ctrlD: 0x04,
  backspace: 0x08,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  ctrlU: 0x15,
  escape: 0x1b,
  delete: 0x7f,
};

/** What a byte did: the line goes on, is complete, was given up (^C), or the input ended (^D on an empty line). */
export type Typed = "more" | "done" | "interrupt" | "end";

export class SecretLine {
  readonly #bytes = new Uint8Array(maxLineSize);
  #size = 0;
  /** Where in an escape sequence (ECMA-48 5.4: arrow keys and the like) the input stands; it is skipped. */
  #sequence: "none" | "begun" | "parameters" = "none";

  type(byte: number): Typed {
    if (this.#sequence !== "none") {
      this.#skip(byte);
      return "more";
    }
    switch (byte) {
      case key.carriageReturn:
      case key.lineFeed:
        return "done";
      case key.ctrlC:
        return "interrupt";
      case key.ctrlD:
        return this.#size === 0 ? "end" : "more";
      case key.backspace:
      case key.delete:
        this.#eraseCharacter();
        return "more";
      case key.ctrlU:
        this.wipe();
        return "more";
      case key.escape:
        this.#sequence = "begun";
        return "more";
    }
    const isControl = byte < 0x20;
    if (!isControl && this.#size < maxLineSize) this.#bytes[this.#size++] = byte;
    return "more";
  }

  /** A copy of what was typed; the line is wiped. A line that was cut off is still too long for a passphrase. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#size);
    this.wipe();
    return taken;
  }

  wipe(): void {
    this.#bytes.fill(0);
    this.#size = 0;
  }

  #eraseCharacter(): void {
    let size = this.#size;
    while (size > 0 && ((this.#bytes[size - 1] as number) & 0xc0) === 0x80) size--; // UTF-8 continuation bytes
    size = Math.max(size - 1, 0);
    this.#bytes.fill(0, size, this.#size);
    this.#size = size;
  }

  #skip(byte: number): void {
    const opensParameters = this.#sequence === "begun" && (byte === 0x5b || byte === 0x4f); // "[", "O"
    const isFinal = byte >= 0x40 && byte <= 0x7e;
    if (opensParameters) this.#sequence = "parameters";
    else if (this.#sequence === "begun" || isFinal) this.#sequence = "none";
  }
}
