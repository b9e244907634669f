/**
 * The outer forms of what crosses a frame's border, as far as they keep a request, a sealed key and anything else apart.
 * Whether the content is any good, the core has judged.
 */

/** An element of DER: its tag and its contents. */
type Element = readonly [tag: number, contents: Uint8Array];

const deepest = 16;

/**
 * The elements of which `bytes` consist to the last one, with lengths in their shortest form (X.690 10.1) and the same for
 * all that stands in them; undefined otherwise.
 */
function elementsIn(bytes: Uint8Array, depth = 0): Element[] | undefined {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] as number;
    const first = bytes[at + 1] ?? 0x80;
    const count = first > 0x80 ? first - 0x80 : 0;
    const long = bytes.subarray(at + 2, at + 2 + count);
    const size = count ? long.reduce((sum, byte) => sum * 256 + byte, 0) : first;
    const isLeast = count ? count <= 3 && long[0] !== 0 && size >= 0x80 : first < 0x80;
    const begin = at + 2 + count;
    if (!isLeast || (tag & 0x1f) === 0x1f || begin + size > bytes.length) return undefined;
    const contents = bytes.subarray(begin, begin + size);
    if (tag & 0x20 && (depth === deepest || !elementsIn(contents, depth + 1))) return undefined;
    elements.push([tag, contents]);
    at = begin + size;
  }
  return elements;
}

/** What an element must be. */
type Form = (element: Element) => boolean;

const tagged =
  (wanted: number, holds: (contents: Uint8Array) => boolean = () => true): Form =>
  ([tag, contents]) =>
    tag === wanted && holds(contents);
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
/** This value, in hex. */
const exactly = (tag: number, ...values: string[]): Form => tagged(tag, (contents) => values.includes(hex(contents)));

function consistsOf(bytes: Uint8Array, forms: readonly Form[]): boolean {
  const elements = elementsIn(bytes);
  return elements?.length === forms.length && elements.every((element, at) => forms[at]?.(element));
}

/** A SEQUENCE of just these. */
const sequence =
  (...forms: readonly Form[]): Form =>
  ([tag, contents]) =>
    tag === 0x30 && consistsOf(contents, forms);
const anySequence = tagged(0x30);
const bitString = tagged(0x03, ([unused]) => unused === 0);

/** CertificationRequest (RFC 2986 4.2), with a SubjectPublicKeyInfo and attributes in their places. */
const certificationRequest = sequence(
  sequence(exactly(0x02, "00"), anySequence, sequence(anySequence, bitString), tagged(0xa0)),
  anySequence,
  bitString,
);

/** Begins as a key does that is not encrypted (RFC 5958 2, 5915 3, 8017 A.1.2): a version, and what follows it. */
const beginsAsKey = (bytes: Uint8Array): boolean =>
  /^30(..|81..|82....)02010[01](02|04|30)/.test(hex(bytes.subarray(0, 8)));

/**
 * EncryptedPrivateKeyInfo (RFC 5958 3) under PBES2 (RFC 8018 A.4) as the module makes it: PBKDF2 or scrypt, AES-256-CBC,
 * whose blocks have 16 bytes.
 */
const encryptedPrivateKeyInfo = sequence(
  sequence(
    exactly(0x06, "2a864886f70d01050d"),
    sequence(
      sequence(exactly(0x06, "2a864886f70d01050c", "2b06010401da47040b"), anySequence),
      sequence(
        exactly(0x06, "60864801650304012a"),
        tagged(0x04, ({ length }) => length === 16),
      ),
    ),
  ),
  tagged(0x04, (contents) => contents.length > 0 && contents.length % 16 === 0 && !beginsAsKey(contents)),
);

const forms = {
  "CERTIFICATE REQUEST": certificationRequest,
  "ENCRYPTED PRIVATE KEY": encryptedPrivateKeyInfo,
} as const;

/** The most of a request that is read, in bytes (wasm/core/check/check.h). */
const mostBytes = 2 ** 20;

/** The bytes of `pem`, each a character, if it is one block of this label and form as the module writes it, else undefined. */
export function binaryOf(pem: unknown, label: keyof typeof forms): string | undefined {
  if (typeof pem !== "string" || pem.length > mostBytes * 1.5) return undefined;
  const lines = new RegExp(`^-----BEGIN ${label}-----\\n((?:.{64}\\n)*.{1,64}\\n)-----END ${label}-----\\n$`).exec(pem);
  const base64 = lines?.[1]?.replaceAll("\n", "");
  if (base64 === undefined || !/^[A-Za-z\d+/]+={0,2}$/.test(base64) || base64.length % 4) return undefined;
  const binary = atob(base64);
  if (btoa(binary) !== base64) return undefined; // bits behind the last byte
  const bytes = Uint8Array.from(binary, (byte) => byte.charCodeAt(0));
  return consistsOf(bytes, [forms[label]]) ? binary : undefined;
}
