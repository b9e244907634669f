/** As much DER (X.690) as a request needs, and PEM around it (RFC 7468). */

export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

function concat(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** An element of this tag with these contents. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Bytes {
  const body = concat(contents);
  if (body.length < 0x80) return concat([Uint8Array.of(tag, body.length), body]);
  const size: number[] = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  return concat([Uint8Array.of(tag, 0x80 | size.length, ...size), body]);
}

/** An OBJECT IDENTIFIER in dotted form (X.690 8.19). */
export function oid(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const base128 = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      base128.unshift((left % 128) | 0x80);
    return base128;
  });
  return der(0x06, Uint8Array.from(bytes));
}

export const sequence = (...contents: readonly Uint8Array[]): Bytes => der(0x30, ...contents);
export const set = (...contents: readonly Uint8Array[]): Bytes => der(0x31, ...contents);
export const octets = (...contents: readonly Uint8Array[]): Bytes => der(0x04, ...contents);
export const bitString = (contents: Uint8Array): Bytes => der(0x03, Uint8Array.of(0), contents);

export const fromBase64 = (base64: string): Bytes => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** PEM with a line before it, which parsers pass over (RFC 7468 2). */
export function pem(label: string, bytes: Uint8Array, note: string): string {
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [note, `-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** The bytes of the PEM block in `text`. */
export function fromPem(text: string): Bytes {
  const [, base64 = ""] = text.match(/-----BEGIN [A-Z ]+-----\n([^-]*)-----END /) ?? [];
  return fromBase64(base64.replaceAll("\n", ""));
}
