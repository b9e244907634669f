/** The terminal that a person sits at: shows text, and reads lines that are not shown. */

import { openSync, writeSync } from "node:fs";
import type { ReadStream } from "node:tty";
import { SecretLine, type Typed } from "./secret-line.js";

/** Where to write so that the person sees it: standard error, unless that goes to a file. */
function screenOf(): number | undefined {
  if (process.stderr.isTTY) return 2;
  try {
    return openSync("/dev/tty", "w");
  } catch {
    return undefined;
  }
}

export class Terminal {
  /** Bytes that were typed ahead, for the next line. */
  #ahead: Uint8Array = new Uint8Array(0);

  private constructor(
    private readonly keyboard: ReadStream,
    private readonly screen: number,
  ) {}

  /** The terminal, if standard input is one. */
  static find(): Terminal | undefined {
    if (!process.stdin.isTTY) return undefined;
    const screen = screenOf();
    return screen === undefined ? undefined : new Terminal(process.stdin, screen);
  }

  show(text: string): void {
    writeSync(this.screen, text);
  }

  /** Runs `work` while the terminal shows nothing that is typed. Its mode is as before afterwards, in every case. */
  async withoutEcho<Value>(work: () => Promise<Value>): Promise<Value> {
    this.keyboard.setRawMode(true);
    try {
      return await work();
    } finally {
      this.keyboard.setRawMode(false);
    }
  }

  /**
   * Asks, and reads one line; only inside withoutEcho. Returns undefined at the end of the input (^D). ^C raises SIGINT,
   * and an abort rejects.
   */
  async askSecret(prompt: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const line = new SecretLine();
    this.show(prompt);
    try {
      return (await this.#readLine(line, signal)) === "done" ? line.take() : undefined;
    } finally {
      line.wipe();
      this.show("\n");
    }
  }

  /** Lets the program end: an open keyboard would keep it running. */
  close(): void {
    this.#ahead.fill(0);
    this.keyboard.destroy();
  }

  #readLine(line: SecretLine, signal: AbortSignal): Promise<"done" | "end"> {
    const { keyboard } = this;
    return new Promise((resolve, reject) => {
      const stop = (settle: () => void) => {
        keyboard.off("data", take).off("end", end).off("error", end).pause();
        signal.removeEventListener("abort", abort);
        settle();
      };
      const abort = () => stop(() => reject(signal.reason));
      const end = () => stop(() => resolve("end"));
      const take = (bytes: Uint8Array) => {
        const typed = this.#type(line, bytes);
        // As the terminal itself would: the handler of the signal then aborts.
        if (typed === "interrupt") process.kill(process.pid, "SIGINT");
        else if (typed !== "more") stop(() => resolve(typed));
      };
      if (signal.aborted) return abort();
      signal.addEventListener("abort", abort);
      keyboard.on("data", take).on("end", end).on("error", end).resume();
      const ahead = this.#ahead;
      this.#ahead = new Uint8Array(0);
      take(ahead);
    });
  }

  /** Types `bytes` into `line` and wipes them. What follows the line's end is kept for the next. */
  #type(line: SecretLine, bytes: Uint8Array): Typed {
    let typed: Typed = "more";
    let used = 0;
    while (used < bytes.length && typed === "more") typed = line.type(bytes[used++] as number);
    this.#ahead = Uint8Array.from(bytes.subarray(used));
    bytes.fill(0);
    return typed;
  }
}
