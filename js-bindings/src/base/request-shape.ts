/** The shapes that requests are made of. Each reader throws "request-not-valid" with the field for any other. */

import { InputError } from "./errors.js";

export type Fields = Record<string, unknown>;

export const notValid = (field: string): InputError => new InputError("request-not-valid", field);

/** The fields of `value` as they are now, its own alone: what a page's Object.prototype holds nobody asked for. */
export const ownFields = (value: unknown): Fields => ({ __proto__: null, ...(value as object) });

/** As ownFields, of an object that has no other than `allowed`. The one that is `taken` is not read again. */
export function fieldsOf(value: unknown, allowed: readonly string[], field: string, taken?: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw notValid(field);
  const own: Fields = { __proto__: null };
  for (const key of Reflect.ownKeys(value)) {
    // Its name is input: the field is the place where it stands.
    if (typeof key !== "string" || !allowed.includes(key)) throw notValid(field);
    if (key !== taken) own[key] = (value as Fields)[key]; // once: a getter may answer otherwise the second time
  }
  return own;
}

export type ReadText = (value: unknown, field: string) => string;

export const text: ReadText = (value, field) => {
  if (typeof value !== "string" || !value.isWellFormed()) throw notValid(field);
  return value;
};

/** As `text`, but half a character pair becomes U+FFFD, which the core refuses in every field with that field's code. */
export const typedText: ReadText = (value, field) => {
  if (typeof value !== "string") throw notValid(field);
  return value.toWellFormed();
};

export function count(value: unknown, field: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 0xffffffff) throw notValid(field);
  return value;
}

export function list<Item>(value: unknown, field: string, convert: (item: unknown, field: string) => Item): Item[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw notValid(field);
  return Array.from(value, (item, index) => convert(item, `${field}[${index}]`));
}

/** A copy of `bytes`, asking no method that a page may have changed. Empty where the buffer went elsewhere. */
export const copyOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.length > 0 ? bytes : []);

/** The bytes of a file, or of the text in it, as a copy that goes to the worker and is wiped there. At most `most` of them. */
export function fileBytes(value: unknown, field: string, most: number): Uint8Array {
  if (value instanceof Uint8Array) return copyOf(value.length > most ? value.subarray(0, most) : value);
  if (typeof value !== "string") throw notValid(field);
  const whole = new TextEncoder().encode(value.slice(0, most));
  const bytes = whole.slice(0, most);
  whole.fill(0);
  return bytes;
}
