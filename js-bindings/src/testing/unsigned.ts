/**
 * A request and a sealed key that have the form of real ones and are neither: nothing signed the request, and in the
 * place of the encrypted key stands a sentence. Both carry the mark inside and out.
 */

import type { SubjectAttribute } from "../base/types.js";
import { type Bytes, bitString, der, fromBase64, octets, oid, pem, sequence, set, utf8 } from "./der.js";
import publicKeys from "./fixtures/public-keys.json";
import { mark } from "./mark.js";
import type { Names } from "./names.js";

const attributeTypes: Readonly<Record<string, string>> = {
  CN: "2.5.4.3",
  C: "2.5.4.6",
  L: "2.5.4.7",
  ST: "2.5.4.8",
  O: "2.5.4.10",
  OU: "2.5.4.11",
};
const extensionRequest = "1.2.840.113549.1.9.14"; // RFC 2985 5.4.2
const unstructuredName = "1.2.840.113549.1.9.2"; // RFC 2985 5.4.1
const subjectAltName = "2.5.29.17";
const ecdsaWithSha256 = "1.2.840.10045.4.3.2";

function rdn({ type, value }: SubjectAttribute): Bytes {
  return set(sequence(oid(attributeTypes[type] ?? type), der(0x0c, utf8(value))));
}

/** GeneralNames (RFC 5280 4.2.1.6); telephone numbers have an extension of their own, which a fake does without. */
function generalNames({ dns, ip, email, uri }: Names): Bytes {
  return sequence(
    ...dns.map((name) => der(0x82, utf8(name))),
    ...ip.map((address) => der(0x87, address.bytes)),
    ...email.map((address) => der(0x81, utf8(address))),
    ...uri.map((name) => der(0x86, utf8(name))),
  );
}

export type KeyName = keyof typeof publicKeys;

/** The published key that stands in for a key of this type: SHA-256 of its SubjectPublicKeyInfo. */
export const spkiSha256Of = (key: KeyName): string => publicKeys[key].spkiSha256;

/** A CertificationRequest (RFC 2986 4.2) for these names, with a published key and the mark for a signature. */
export function unsignedRequest(key: KeyName, names: Names, subject: readonly SubjectAttribute[]) {
  const extensions = sequence(sequence(oid(subjectAltName), octets(generalNames(names))));
  const info = sequence(
    der(0x02, Uint8Array.of(0)),
    sequence(...subject.map(rdn)),
    fromBase64(publicKeys[key].spki),
    der(
      0xa0,
      sequence(oid(unstructuredName), set(der(0x0c, utf8(mark)))),
      sequence(oid(extensionRequest), set(extensions)),
    ),
  );
  const csrDer = sequence(info, sequence(oid(ecdsaWithSha256)), bitString(utf8(mark)));
  return { csrDer, csrPem: pem("CERTIFICATE REQUEST", csrDer, mark) };
}

/** An EncryptedPrivateKeyInfo (RFC 5958 3) of the module's default form, which no passphrase opens. */
export function emptySealedKey() {
  const pbkdf2 = sequence(
    octets(utf8("Keyseal fake key")), // the salt, 16 bytes
    der(0x02, Uint8Array.of(0x09, 0x27, 0xc0)), // 600,000 iterations
    sequence(oid("1.2.840.113549.2.9"), der(0x05)), // hmacWithSHA256
  );
  const aes256Cbc = sequence(oid("2.16.840.1.101.3.4.1.42"), octets(utf8("never a real key"))); // the IV, 16 bytes
  const pbes2 = sequence(
    oid("1.2.840.113549.1.5.13"),
    sequence(sequence(oid("1.2.840.113549.1.5.12"), pbkdf2), aes256Cbc),
  );
  const sealedKeyDer = sequence(pbes2, octets(utf8(mark.padEnd(32))));
  return { sealedKeyDer, sealedKeyPem: pem("ENCRYPTED PRIVATE KEY", sealedKeyDer, mark) };
}
