// Inputs that ask for as much work, memory or text as a mebibyte can: made here, since they are large. Each is a file.

const tlv = (tag, ...parts) => {
  const contents = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const size = [];
  for (let rest = contents.length; rest > 0; rest >>>= 8) size.unshift(rest & 255);
  const length = contents.length < 128 ? [contents.length] : [128 | size.length, ...size];
  return Buffer.concat([Buffer.of(tag, ...length), contents]);
};
const hex = (text) => Buffer.from(text, "hex");
const seq = (...parts) => tlv(0x30, ...parts);
const oid = (text) => tlv(6, hex(text));
const number = (value) => {
  const text = value.toString(16);
  const bytes = hex(text.padStart(text.length + (text.length % 2), "0"));
  return tlv(2, ...(bytes[0] >= 128 ? [Buffer.of(0), bytes] : [bytes]));
};
const repeat = (count, make) => Buffer.concat(Array.from({ length: count }, (_, i) => make(i)));
const pem = (label, der) =>
  `-----BEGIN ${label}-----\n${der.toString("base64").replace(/.{64}/g, "$&\n").trim()}\n-----END ${label}-----\n`;

const mebibyte = 2 ** 20;
const point = hex(
  "04" +
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296" + // P-256's generator
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
);
const ecKey = seq(seq(oid("2a8648ce3d0201"), oid("2a8648ce3d030107")), tlv(3, Buffer.of(0), point));
const rsaAlgorithm = hex("300d06092a864886f70d0101010500");
const sha256WithRsa = hex("300d06092a864886f70d01010b0500");
const ecdsa = seq(oid("2a8648ce3d040302"));

export const rsaKey = (n, e = 65537n) => seq(rsaAlgorithm, tlv(3, Buffer.of(0), seq(number(n), number(e))));
const request = ({ subject = [], key = ecKey, attributes = [], algorithm = ecdsa, signature = [0] }) =>
  seq(seq(hex("020100"), seq(...subject), key, tlv(0xa0, ...attributes)), algorithm, tlv(3, Buffer.from(signature)));
const extensionsOf = (...extensions) => seq(oid("2a864886f70d01090e"), tlv(0x31, seq(...extensions)));
const extension = (type, value) => seq(oid(type), tlv(4, value));
const rdn = (type, value, tag = 12) => tlv(0x31, seq(oid(type), tlv(tag, value)));
const san = (...names) => extensionsOf(extension("551d11", seq(...names)));
const dns = (text) => tlv(0x82, Buffer.from(text));

/** A number of `bits` bits that is odd and looks random, the same each time. */
export function oddNumber(bits, seed = 1n) {
  const parts = [];
  let state = seed;
  for (let at = 0; at < bits; at += 32) {
    state = (state * 6364136223846793005n + 1442695040888963407n) & (2n ** 64n - 1n);
    parts.push((state >> 32n).toString(16).padStart(8, "0"));
  }
  return (BigInt(`0x${parts.join("")}`) & (2n ** BigInt(bits) - 1n)) | (2n ** BigInt(bits - 1)) | 1n;
}

function primesTo(most) {
  const primes = [];
  for (let n = 3; n <= most; n += 2) if (primes.every((p) => p * p > n || n % p !== 0)) primes.push(n);
  return primes;
}

/** A modulus for which the residues modulo small primes rule out no power: 1 modulo all of them. */
function looksLikeEveryPower() {
  const primes = primesTo(65537);
  const wanted = new Set();
  for (const k of primes.filter((p) => p < 1024)) {
    for (const q of primes.filter((p) => p % k === 1).slice(0, 6)) wanted.add(q);
  }
  let product = 2n;
  for (const q of [...wanted].sort((a, b) => a - b)) {
    if ((product * BigInt(q)).toString(2).length > 16300) break;
    product *= BigInt(q);
  }
  const missing = 16384 - product.toString(2).length;
  return product * 2n ** BigInt(missing) + 1n;
}

/** n and e with a quotient whose continued fraction is all ones: convergents grow as slowly as they can. */
function golden(bits) {
  let [a, b] = [1n, 1n];
  while (a >> BigInt(bits - 1) === 0n) [a, b] = [a + b, a];
  while (a % 2n === 0n || b % 2n === 0n) [a, b] = [a + b, a];
  return [a, b];
}

const rsaRequest = (n, e, size = Math.ceil(n.toString(16).length / 2)) =>
  request({ key: rsaKey(n, e), algorithm: sha256WithRsa, signature: [0, ...Buffer.alloc(size, 0x55)] });

/** By name: a file, at most a mebibyte. */
export const hostile = {
  "wiener-above": () => rsaKey(oddNumber(2048), oddNumber(8 * 60000, 7n)),
  "wiener-mebibyte": () => rsaKey(oddNumber(2048), oddNumber(8 * 1000000, 7n)),
  "wiener-16384": () => rsaKey(oddNumber(16384), oddNumber(16383, 5n)),
  "wiener-golden": () => rsaKey(...golden(16384)),
  "modulus-mebibyte": () => rsaKey(oddNumber(8 * 1000000), 65537n),
  "rsa-16384": () => rsaRequest(oddNumber(16384), 65537n),
  "rsa-4096-long-exponent": () => rsaRequest(oddNumber(4096), oddNumber(4095, 3n)),
  "rsa-16384-exponent-256": () => rsaRequest(oddNumber(16384), oddNumber(255, 3n)),
  powers: () => rsaKey(looksLikeEveryPower()),
  "roca-modulus": () => rsaKey((65537n ** 960n) | 1n),
  "empty-attributes": () => request({ attributes: [repeat(149000, () => hex("30050601003100"))] }),
  "unknown-attributes": () => request({ attributes: [repeat(110000, () => seq(oid("2a"), tlv(0x31, hex("0500"))))] }),
  "challenge-passwords": () =>
    request({ attributes: [repeat(50000, () => seq(oid("2a864886f70d010907"), tlv(0x31, hex("0c00"))))] }),
  "extension-requests": () =>
    request({ attributes: [repeat(50000, () => seq(oid("2a864886f70d01090e"), tlv(0x31, hex("3000"))))] }),
  nonces: () => request({ attributes: [repeat(80000, () => seq(oid("67810c29"), tlv(0x31, hex("0400"))))] }),
  "repeated-extensions": () =>
    request({
      attributes: [
        extensionsOf(
          repeat(100, (i) => extension(`2a${(i & 127).toString(16).padStart(2, "0")}`, "")),
          repeat(110000, () => extension("2a63", "")),
        ),
      ],
    }),
  "long-repeated-extensions": () =>
    request({
      attributes: [
        extensionsOf(repeat(1000, (i) => extension("2a".repeat(1000) + (i % 100).toString(16).padStart(2, "0"), ""))),
      ],
    }),
  purposes: () => request({ attributes: [extensionsOf(extension("551d25", seq(repeat(300000, () => oid("2a")))))] }),
  policies: () =>
    request({ attributes: [extensionsOf(extension("551d20", seq(repeat(150000, () => seq(oid("2a"))))))] }),
  names: () => request({ attributes: [san(repeat(200000, (i) => dns(`a${i % 10}`)))] }),
  "bad-names": () => request({ attributes: [san(repeat(1000, (i) => dns(`A_${i}..-xn--${"z".repeat(900)}`)))] }),
  "long-name": () => request({ attributes: [san(dns("a".repeat(1000000)))] }),
  "long-puny": () => request({ attributes: [san(dns(`xn--${"z".repeat(1000000)}`))] }),
  "puny-labels": () =>
    request({ attributes: [san(repeat(1000, (i) => dns(`${`xn--${"z9".repeat(29)}.`.repeat(3)}${i}.com`)))] }),
  dots: () => request({ attributes: [san(dns("a.".repeat(500000)))] }),
  "long-uri": () => request({ attributes: [san(tlv(0x86, Buffer.from(`spiffe://a/${"a/".repeat(500000)}`)))] }),
  "long-mail": () => request({ attributes: [san(tlv(0x81, Buffer.from(`${"a.".repeat(500000)}@example.com`)))] }),
  "many-mails": () =>
    request({ attributes: [san(repeat(1000, (i) => tlv(0x81, Buffer.from(`${"a".repeat(900)}${i}@example.com`))))] }),
  "other-names": () => request({ attributes: [san(repeat(1000, () => tlv(0xa0, Buffer.alloc(1000))))] }),
  "common-names": () =>
    request({
      subject: Array.from({ length: 100 }, (_, i) => rdn("550403", `${"a".repeat(900)}${String(i).padStart(4, "0")}`)),
      attributes: [san(repeat(1000, (i) => dns(`${"A".repeat(900)}${i + 1000}`)))],
    }),
  "long-value": () => request({ subject: [rdn("55040a", Buffer.alloc(1000000, "\u0001"))] }),
  "compromised-value": () => request({ subject: [rdn("55040a", "proof of compromised kez".repeat(43000))] }),
  "bmp-value": () => request({ subject: [rdn("55040a", Buffer.alloc(1000000, 0x20ac), 30)] }),
  "long-oid": () => request({ subject: [rdn("2a".repeat(1000000), "x")] }),
  "big-arc": () => request({ subject: [rdn(`2a${"ff".repeat(1000000)}7f`, "x")] }),
  "key-oid": () => seq(seq(oid("2a".repeat(1000000))), tlv(3, [0, 0])),
  deep: () => {
    let der = Buffer.alloc(0);
    for (let i = 0; i < 3000; i++) der = seq(der);
    return seq(
      der,
      repeat(100000, () => hex("3000")),
    );
  },
  "deep-sets": () => {
    let der = repeat(300000, () => hex("0500"));
    for (let i = 0; i < 31; i++) der = tlv(0x31, der);
    return seq(der, Buffer.from([5, 0]));
  },
  elements: () => seq(repeat(500000, () => hex("0500"))),
  "bad-elements": () => seq(repeat(500000, () => hex("0501"))),
  "begin-lines": () => Buffer.from("-----BEGIN ".repeat(mebibyte / 11)),
  "begin-ends": () => Buffer.from("-----BEGIN A-----\n-----END A-----\n".repeat(mebibyte / 36)),
  "half-lines": () => Buffer.from(`-----BEGIN CERTIFICATE REQUEST-----\n${"\n-----END ".repeat(100000)}`),
  "many-begins-no-end": () => Buffer.from("-----BEGIN CERTIFICATE REQUEST-----\nMAA\n".repeat(26000)),
  "one-character-lines": () =>
    Buffer.from(`-----BEGIN CERTIFICATE REQUEST-----\n${"A\n".repeat(500000)}-----END CERTIFICATE REQUEST-----\n`),
  "one-long-line": () =>
    Buffer.from(`-----BEGIN CERTIFICATE REQUEST-----\n${"A".repeat(1000000)}\n-----END CERTIFICATE REQUEST-----\n`),
  "small-keys": () => Buffer.from(pem("PUBLIC KEY", ecKey).repeat(5800)),
  "small-requests": () =>
    Buffer.from(
      pem("CERTIFICATE REQUEST", request({ attributes: [repeat(100, () => hex("30050601003100"))] })).repeat(800),
    ),
  "rsa-keys-2048": () =>
    Buffer.from(
      Array.from({ length: 1000 }, (_, i) => pem("PUBLIC KEY", rsaKey(oddNumber(2048, BigInt(i + 1))))).join(""),
    ),
  "rsa-keys-16384": () =>
    Buffer.from(
      Array.from({ length: 360 }, (_, i) => pem("PUBLIC KEY", rsaKey(oddNumber(16384, BigInt(i + 1))))).join(""),
    ),
  ed25519: () =>
    request({
      key: seq(seq(oid("2b6570")), tlv(3, Buffer.of(0), Buffer.alloc(32, 9))),
      algorithm: seq(oid("2b6570")),
      signature: Buffer.alloc(65),
      subject: [rdn("55040a", "x".repeat(1000000))],
    }),
  "ml-dsa": () =>
    request({
      key: seq(seq(oid("608648016503040313")), tlv(3, Buffer.of(0), Buffer.alloc(2592, 9))),
      algorithm: seq(oid("608648016503040313")),
      signature: Buffer.alloc(4628),
      subject: [rdn("55040a", "x".repeat(1000000))],
    }),
};

// Three keys of 1024 bits that share a prime, in PEM.
const shared = oddNumber(512, 99n);
export const rsaKeys = [1n, 2n, 3n].map((seed) => pem("PUBLIC KEY", rsaKey(shared * oddNumber(512, seed))));
