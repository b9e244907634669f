/** Subjects as text: `C=DE,O="Example, GmbH"` (RFC 4514, with the quotes of RFC 2253). */

import { InputError, type SubjectAttribute } from "../index-node.js";

/** RFC 4514 2.4: what stands in a value only escaped. An equals sign may stand there plainly (3). */
const special = /["+,;<>\\]/;
const escapable = /["+,;<>\\ #=]/;
const space = /^ *$/;

/** Reads one attribute after another; each method moves `#at` behind what it read. */
class SubjectReader {
  #at = 0;
  #index = 0;

  constructor(private readonly text: string) {}

  readAll(): SubjectAttribute[] {
    const attributes: SubjectAttribute[] = [];
    if (space.test(this.text)) return attributes;
    for (;;) {
      attributes.push({ type: this.#readType(), value: this.#readValue() });
      if (this.#at === this.text.length) return attributes;
      if (this.text[this.#at] !== ",") throw this.#fault(); // "+": one RDN with several attributes
      this.#at++;
      this.#index++;
    }
  }

  #fault(): InputError {
    return new InputError("subject-not-valid", `subject[${this.#index}]`);
  }

  #readType(): string {
    const end = this.text.indexOf("=", this.#at);
    const type = this.text.slice(this.#at, Math.max(end, this.#at)).trim();
    if (type === "" || special.test(type)) throw this.#fault();
    this.#at = end + 1;
    return type;
  }

  #readValue(): string {
    this.#skipSpaces();
    if (this.text[this.#at] === '"') return this.#readQuoted();
    if (this.text[this.#at] === "#") throw this.#fault(); // RFC 4514 2.4: DER in hex
    let value = "";
    let kept = 0; // spaces at the end belong to the value only where they are escaped
    for (;;) {
      const character = this.text[this.#at];
      if (character === undefined || character === "," || character === "+") return value.slice(0, kept);
      if (character === "\\") {
        value += this.#readEscaped();
        kept = value.length;
        continue;
      }
      if (special.test(character)) throw this.#fault();
      value += character;
      this.#at++;
      if (character !== " ") kept = value.length;
    }
  }

  #readQuoted(): string {
    let value = "";
    for (this.#at++; this.text[this.#at] !== '"'; ) {
      const character = this.text[this.#at];
      if (character === undefined) throw this.#fault();
      if (character === "\\") {
        value += this.#readEscaped();
      } else {
        value += character;
        this.#at++;
      }
    }
    this.#at++;
    this.#skipSpaces();
    const next = this.text[this.#at];
    if (next !== undefined && next !== "," && next !== "+") throw this.#fault();
    return value;
  }

  /** One escaped character, or a run of hex pairs, which are UTF-8. */
  #readEscaped(): string {
    const next = this.text[this.#at + 1] ?? "";
    if (escapable.test(next)) {
      this.#at += 2;
      return next;
    }
    const pairs = /^(?:\\[0-9A-Fa-f]{2})+/.exec(this.text.slice(this.#at))?.[0];
    if (pairs === undefined) throw this.#fault();
    this.#at += pairs.length;
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        Buffer.from(pairs.replaceAll("\\", ""), "hex"),
      );
    } catch {
      throw this.#fault();
    }
  }

  #skipSpaces(): void {
    while (this.text[this.#at] === " ") this.#at++;
  }
}

/**
 * The attributes of `text`, in its order; none for blank text. Fails with an InputError "subject-not-valid" at the index
 * of the attribute that cannot be read. Which types there are, and what a value may be, is the core's to judge.
 */
export function parseSubject(text: string): SubjectAttribute[] {
  return new SubjectReader(text).readAll();
}
