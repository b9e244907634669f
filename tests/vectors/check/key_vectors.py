"""Vectors for the K rules: SubjectPublicKeyInfos, one thing wrong with each, or on the right side of a limit."""

import base64
import math

from der import NULL, bits, integer, oid, seq, tlv
from keys import (EC, P256, P384, P521, RSA, RSA_ALGORITHM, EcKey, RsaKey, Stream, ec_spki, fermat_moduli, is_prime,
                  point_bytes, prime, prime_from, raw_spki, rough_modulus, rsa_key, rsa_spki, SMALL, SMALL_PRODUCT)

ED25519, X25519 = "1.3.101.112", "1.3.101.110"
DSA, GOST = "1.2.840.10040.4.1", "1.2.643.7.1.1.1.1"
ML_DSA_44 = "2.16.840.1.101.3.4.3.17"
UNKNOWN = {  # no key of these is looked into: name, OID, parameters, a key
    "dsa": (DSA, b"", integer(5)), "x25519": (X25519, b"", bytes(32)), "x448": ("1.3.101.111", b"", bytes(56)),
    "gost": (GOST, seq(oid("1.2.643.2.2.35.1")), bytes(64)), "slh-dsa": ("2.16.840.1.101.3.4.3.20", b"", bytes(32)),
}
RFC8410_KEY = bytes.fromhex("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1")
RFC7517_N = int.from_bytes(base64.urlsafe_b64decode(
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn6"
    "4tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n9"
    "1CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw=="), "big")



def with_factor(factor):
    """A modulus of 2048 bits with |factor| as its only factor up to 65537."""
    for size in (2048 - factor.bit_length(), 2049 - factor.bit_length()):
        rest = rough_modulus(f"beside {factor}", size, 3)
        if (factor * rest).bit_length() == 2048:
            return factor * rest


def roca_prime(name, primes):
    """k * M + (65537^a mod M), as the broken generator made them (CVE-2017-15361)."""
    m = math.prod(primes)
    stream = Stream(name)
    start = pow(65537, stream.bits(200), m)
    k = (stream.bits(1024) | 3 << 1022) // m
    while not is_prime(k * m + start):
        k += 1
    return k * m + start


def roca_modulus():
    primes = [2] + SMALL[:125]  # the first 126 for keys of 2048 bits
    return roca_prime("roca p", primes) * roca_prime("roca q", primes)


def roca_residues_only():
    """Each residue is a power of 65537 for itself, of exponents that do not go together."""
    n = rough_modulus("roca residues", 2048, 3)
    primes = [p for p in SMALL if p <= 167]
    m = 2 * math.prod(primes)
    target, modulus = 1, 2
    for index, p in enumerate(primes):
        residue = pow(65537, index % 3, p)
        target += modulus * ((residue - target) * pow(modulus, -1, p) % p)
        modulus *= p
    n += (target - n) % m
    while math.gcd(n, SMALL_PRODUCT) != 1:
        n += m
    return n


def small_private_exponent(bits_of_d):
    p, q = prime("wiener p", 1024), prime("wiener q", 1024)
    phi = (p - 1) * (q - 1)
    d = Stream("wiener d").bits(bits_of_d) | 1 << (bits_of_d - 1) | 1
    while math.gcd(d, phi) != 1:
        d += 2
    return RsaKey(p, q, pow(d, -1, phi))


def repeated(octet_count):
    """A modulus with one octet |octet_count| times in a row, and other ones around them."""
    return rough_modulus(f"repeated {octet_count}", 2048, int("c5" + "a7" * octet_count + "5b", 16))


def sparse_product(row_bits, coefficient_bits):
    """p and q are polynomials in 2^row_bits with small coefficients, so that n is one too and falls apart as such."""
    def sparse(name):
        stream = Stream(name)
        value = 3 << 1022
        for row in range(1024 // row_bits):
            value |= stream.bits(coefficient_bits) << (row_bits * row)
        return prime_from(value)
    return sparse(f"sparse p {row_bits}") * sparse(f"sparse q {row_bits}")


def modulus_with_ones(count):
    """A modulus of 2048 bits, of which |count| are one, and a little more one-sided below than above."""
    for attempt in range(9999):
        stream = Stream(f"ones {count} {attempt}")
        def half(ones, fixed):
            places = set(fixed)
            while len(places) < ones:
                places.add(stream.bits(10))
            return sum(1 << place for place in places)
        below = count // 2 + (5 if count > 1024 else -5)
        n = half(count - below, [1023]) << 1024 | half(below, [0])
        if math.gcd(n, SMALL_PRODUCT) == 1:
            return n


def modulus_of_text(text, copies):
    """|copies| of |text| from the top down, and random bits below."""
    head = (text * copies).encode()
    return rough_modulus(f"text {copies}", 2048, int.from_bytes(b"\xc5" + head, "big"))


def explicit_p256():
    """ECParameters in full (RFC 3279 2.3.5), which BR 7.1.3.1.2 does not allow."""
    return seq(oid(EC), seq(integer(1), seq(oid("1.2.840.10045.1.1"), integer(P256.p)),
                            seq(tlv(4, (P256.p - 3).to_bytes(32, "big")), tlv(4, P256.b.to_bytes(32, "big"))),
                            tlv(4, point_bytes(P256, P256.g)), integer(P256.n), integer(1)))


def rsa_vectors(add):
    good = rsa_key()
    add("rsa-2048", rsa_spki(good.n), accepts="kModulusRefused kExponentRefused kModulusShort kModulusNotOctets kExponentBad kExponentUnusual kModulusEven "
        "kSmallFactor kMediumFactor kModulusPrimePower kPerfectPower kRoca kRocaModuli kClosePrimes kNearlyClosePrimes "
        "kKeyPattern kSmallPrivateExponent kPublishedKey kRsaAlgorithmBytes kPssKey kKeyEncoding kKeyInvalid "
        "kKeyTypeNotPublic kModulusTooLong kCodeSigningHardware")
    for size in (2056, 3072, 4096, 8192, 16384):
        add(f"rsa-{size}", rsa_spki(rough_modulus(f"size {size}", size)), accepts="kModulusNotOctets kModulusTooLong")
    add("rsa-16392", rsa_spki(rough_modulus("size 16392", 16392)), "kModulusTooLong")
    add("rsa-1024", rsa_spki(rsa_key("short", 1024).n), "kModulusShort")
    add("rsa-1024-private", rsa_spki(rsa_key("short", 1024).n), "kModulusShortPrivate", profile="private-pki")
    add("rsa-2048-private", rsa_spki(good.n), accepts="kModulusShortPrivate kKeyTypeUnknown", profile="private-pki")
    add("rsa-2047", rsa_spki(rough_modulus("size 2047", 2047)), "kModulusShort kModulusNotOctets")
    add("rsa-2040", rsa_spki(rough_modulus("size 2040", 2040)), "kModulusShort", "kModulusNotOctets")
    add("rsa-2049", rsa_spki(rough_modulus("size 2049", 2049)), "kModulusNotOctets", "kModulusShort")
    add("rsa-4095", rsa_spki(rough_modulus("size 4095", 4095)), "kModulusNotOctets")

    for e in (0, 1, 2, 65536, -3):
        add(f"rsa-e{e}".replace("-3", "-negative"), rsa_spki(good.n, e), "kExponentBad")
    for e in (3, 17, 65535):
        add(f"rsa-e{e}", rsa_spki(good.n, e), "kExponentUnusual", "kExponentBad")
    add("rsa-e-256-bits", rsa_spki(good.n, 2**256 - 1), accepts="kExponentUnusual")
    add("rsa-e-257-bits", rsa_spki(good.n, 2**256 + 1), "kExponentUnusual")
    add("rsa-e-above-n", rsa_spki(good.n, good.n + 2), "kExponentUnusual kKeyInvalid")

    add("rsa-even", rsa_spki(good.n - 1), "kModulusEven")
    add("rsa-square", rsa_spki(prime("square", 1024) ** 2), "kModulusPrimePower kPerfectPower kClosePrimes")
    cube = prime_from(rough_modulus("cube", 683, 0b1011)) ** 3  # 1.375 * 2^682, cubed: 2048 bits
    add("rsa-cube", rsa_spki(cube), "kModulusPrimePower kPerfectPower", "kClosePrimes")
    for factor in (3, 751):
        add(f"rsa-factor-{factor}", rsa_spki(with_factor(factor)), "kSmallFactor")
    for factor in (757, 65537):
        add(f"rsa-factor-{factor}", rsa_spki(with_factor(factor)), "kMediumFactor", "kSmallFactor")
    add("rsa-factor-65539", rsa_spki(with_factor(65539)), accepts="kMediumFactor")

    for name, n in fermat_moduli().items():
        if name == "square":
            continue
        rounds = int(name)
        add(f"rsa-fermat-{rounds}", rsa_spki(n),
            "kClosePrimes" if rounds <= 100 else "kNearlyClosePrimes" if rounds <= 110 else "",
            "" if rounds <= 100 else "kClosePrimes" if rounds <= 110 else "kClosePrimes kNearlyClosePrimes")
    add("rsa-fermat-square", rsa_spki(fermat_moduli()["square"]), "kModulusPrimePower kPerfectPower kClosePrimes")

    add("rsa-roca", rsa_spki(roca_modulus()), "kRoca", "kRocaModuli")
    add("rsa-roca-residues", rsa_spki(roca_residues_only()), "kRocaModuli", "kRoca")
    # Wiener's method finds d up to a third of the fourth root of n, of 510 bits here, and looks no further than 513.
    wiener = small_private_exponent(510)
    add("rsa-small-d", rsa_spki(wiener.n, wiener.e), "kSmallPrivateExponent kExponentUnusual")
    # The same d behind an exponent above n, which is refused and not looked into, however long it is.
    above = wiener.e + (wiener.p - 1) * (wiener.q - 1)
    add("rsa-exponent-above-n", rsa_spki(wiener.n, above), "kKeyInvalid kExponentUnusual", "kSmallPrivateExponent")
    long_e = (wiener.n << 8000) | 1
    add("rsa-exponent-8k", rsa_spki(wiener.n, long_e), "kKeyInvalid kExponentUnusual", "kSmallPrivateExponent")
    wiener = small_private_exponent(515)
    add("rsa-large-e", rsa_spki(wiener.n, wiener.e), "kExponentUnusual", "kSmallPrivateExponent")
    add("rsa-16-octets-alike", rsa_spki(repeated(16)), "kKeyPattern")
    add("rsa-15-octets-alike", rsa_spki(repeated(15)), accepts="kKeyPattern")
    for row_bits, coefficient_bits in ((32, 9), (48, 16), (128, 16)):
        add(f"rsa-sparse-{row_bits}", rsa_spki(sparse_product(row_bits, coefficient_bits)), "kKeyPattern")
    for ones in (819, 1229):  # of 2048: two fifths are 819.2
        add(f"rsa-{ones}-ones", rsa_spki(modulus_with_ones(ones)), "kKeyPattern")
    for ones in (820, 1228):
        add(f"rsa-{ones}-ones", rsa_spki(modulus_with_ones(ones)), accepts="kKeyPattern")
    # A vanity key has a text in its upper half, and is as good as any other.
    add("rsa-text-above", rsa_spki(modulus_of_text("a key with its owner's name, ", 4)), accepts="kKeyPattern")
    add("rsa-text-repeated", rsa_spki(modulus_of_text("a key with its owner's name, ", 8)), "kKeyPattern")

    add("rsa-no-parameters", rsa_spki(good.n, algorithm=seq(oid(RSA))), "kRsaAlgorithmBytes")
    add("rsa-other-parameters", rsa_spki(good.n, algorithm=seq(oid(RSA), oid(P256.oid))), "kRsaAlgorithmBytes")
    add("rsa-long-length", rsa_spki(good.n, algorithm=tlv(0x30, oid(RSA) + NULL, 1)), "kRsaAlgorithmBytes")
    pss = rsa_spki(good.n, algorithm=seq(oid("1.2.840.113549.1.1.10")))
    add("rsa-pss", pss, "kPssKey")
    add("rsa-pss-code-signing", pss, "kPssKeyNotJudged kCodeSigningHardware", profile="code-signing")

    number = good.n.to_bytes(256, "big")
    add("rsa-padded-modulus", seq(RSA_ALGORITHM, bits(seq(tlv(2, b"\0\0" + number), integer(65537)))), "kKeyEncoding")
    add("rsa-negative-modulus", seq(RSA_ALGORITHM, bits(seq(tlv(2, number), integer(65537)))), "kKeyInvalid")
    add("rsa-unused-bits", seq(RSA_ALGORITHM, bits(seq(integer(good.n), integer(65537)), 1)), "kKeyEncoding")
    add("rsa-trailing", rsa_spki(good.n) + b"\0", "kKeyEncoding")
    add("rsa-indefinite", seq(RSA_ALGORITHM, bits(b"\x30\x80" + integer(good.n) + integer(65537) + b"\0\0")), "kKeyEncoding")
    add("rsa-long-outer-length", tlv(0x30, rsa_spki(good.n)[4:], 3), "kKeyEncoding")
    add("rsa-no-exponent", seq(RSA_ALGORITHM, bits(seq(integer(good.n)))), "kKeyInvalid")
    add("rsa-published", rsa_spki(RFC7517_N), "kPublishedKey")
    add("rsa-code-signing", rsa_spki(good.n), "kCodeSigningSize kCodeSigningHardware", profile="code-signing")
    add("rsa-3072-code-signing", rsa_spki(rough_modulus("size 3072", 3072)), "kCodeSigningHardware", "kCodeSigningSize kPssKeyNotJudged",
        profile="code-signing")
    add("rsa-stir-shaken", rsa_spki(good.n), "kKeyTypeNotCaller", profile="stir-shaken")


def shared_vectors(add):
    """Keys that are judged after those of another file."""
    p, q, r = prime("shared p", 1024), prime("shared q", 1024), prime("shared r", 1024)
    add("rsa-shared", rsa_spki(p * q), "kSharedPrime", "kSharedModulus", options="with=key/rsa-shared-prime.pem")
    add("rsa-shared-prime", rsa_spki(q * r), "kSharedPrime", "kSharedModulus", options="with=key/rsa-shared.pem")
    add("rsa-shared-modulus", rsa_spki(p * q, 65539), "kSharedModulus", "kSharedPrime", options="with=key/rsa-shared.pem")
    add("rsa-shared-nothing", rsa_spki(rsa_key().n), accepts="kSharedPrime kSharedModulus", options="with=key/rsa-shared.pem")
    add("rsa-shared-twice", rsa_spki(p * q), accepts="kSharedPrime kSharedModulus", options="with=key/rsa-shared.pem")
    others = [rsa_spki(n, 3) for n in range(2**16 + 1, 2**16 + 2001, 2)]  # no keys to use, but moduli enough
    add("with-999", others[:999])
    add("with-1000", others)
    add("rsa-after-999", rsa_spki(p * q), accepts="kModulusNotCompared", options="with=key/with-999.pem")
    add("rsa-after-1000", rsa_spki(p * q), "kModulusNotCompared", options="with=key/with-1000.pem")


def ec_vectors(add):
    for curve, name, rule in ((P256, "p256", "kP256AlgorithmBytes"), (P384, "p384", "kP384AlgorithmBytes"),
                              (P521, "p521", "kP521AlgorithmBytes")):
        point = EcKey(curve).point
        also = "kP521Refused" if curve is P521 else ""
        add(f"ec-{name}", ec_spki(curve, point), also, f"kPointInvalid kCurveNotAllowed kPointCompressed kCurveNotNamed {rule}"
            + ("" if also else " kP521Refused"))
        add(f"ec-{name}-null-behind", ec_spki(curve, point, seq(oid(EC), oid(curve.oid), NULL)), f"{rule} {also}")
        for d in (1, 65536, 65537):
            for scalar, sign in ((d, ""), (curve.n - d, "n-")):
                add(f"ec-{name}-scalar-{sign}{d}", ec_spki(curve, curve.multiply(scalar)),
                    f"{'kGuessableScalar' if d <= 65536 else ''} {also}", "" if d <= 65536 else "kGuessableScalar")
        x, y = point
        add(f"ec-{name}-off-curve", ec_spki(curve, (x, (y + 1) % curve.p)), f"kPointInvalid {also}")
        add(f"ec-{name}-infinity", ec_spki(curve, b"\0"), f"kPointInvalid {also}")
    key = EcKey()
    x, y = key.point
    # The same point modulo p, written above it: a reader that reduces would take it.
    small_x = next(x for x in range(1, 99) if pow(x**3 - 3 * x + P256.b, (P256.p - 1) // 2, P256.p) == 1)
    small_y = pow(small_x**3 - 3 * small_x + P256.b, (P256.p + 1) // 4, P256.p)
    add("ec-p256-x-above-p", ec_spki(P256, (small_x + P256.p, small_y)), "kPointInvalid")
    add("ec-p256-short", ec_spki(P256, point_bytes(P256, key.point)[:-1]), "kPointInvalid")
    add("ec-p256-long", ec_spki(P256, point_bytes(P256, key.point) + b"\0"), "kPointInvalid")
    add("ec-p256-empty", ec_spki(P256, b""), "kPointInvalid")
    add("ec-p256-hybrid", ec_spki(P256, point_bytes(P256, key.point, 6 + y % 2)), "kPointInvalid")
    add("ec-p256-compressed", ec_spki(P256, point_bytes(P256, key.point, 2 + y % 2)), "kPointCompressed", "kPointInvalid")
    add("ec-p256-point-on-p384", ec_spki(P384, point_bytes(P256, key.point)), "kPointInvalid")
    p224 = seq(oid(EC), oid("1.3.132.0.33"))
    add("ec-p224", seq(p224, bits(bytes([4]) + bytes(56))), "kCurveNotAllowed")
    add("ec-p224-private", seq(p224, bits(bytes([4]) + bytes(56))), "kCurveUnknown", profile="private-pki")
    add("ec-secp256k1", seq(seq(oid(EC), oid("1.3.132.0.10")), bits(bytes([4]) + bytes(64))), "kCurveNotAllowed")
    add("ec-brainpool", seq(seq(oid(EC), oid("1.3.36.3.3.2.8.1.1.7")), bits(bytes([4]) + bytes(64))), "kCurveNotAllowed")
    add("ec-explicit", ec_spki(P256, key.point, explicit_p256()), "kCurveNotNamed")
    add("ec-null", ec_spki(P256, key.point, seq(oid(EC), NULL)), "kCurveNotNamed")
    add("ec-no-parameters", ec_spki(P256, key.point, seq(oid(EC))), "kCurveNotNamed")
    add("ec-long-length", ec_spki(P256, key.point, tlv(0x30, oid(EC) + oid(P256.oid), 1)), "kP256AlgorithmBytes")
    scalar = int("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721", 16)
    add("ec-rfc6979", ec_spki(P256, P256.multiply(scalar)), "kPublishedKey")
    add("ec-p256-stir-shaken", ec_spki(P256, key.point), accepts="kKeyTypeNotCaller", profile="stir-shaken")
    add("ec-p384-stir-shaken", ec_spki(P384, EcKey(P384).point), "kKeyTypeNotCaller", profile="stir-shaken")
    add("ec-p256-private", ec_spki(P256, key.point), accepts="kCurveUnknown", profile="private-pki")
    add("ec-p256-code-signing", ec_spki(P256, key.point), "kCodeSigningHardware", "kCodeSigningSize", profile="code-signing")


ED448, ML_KEM_768 = "1.3.101.113", "2.16.840.1.101.3.4.4.2"
P25519, P448 = 2**255 - 19, 2**448 - 2**224 - 1


def edwards_square(y, is_448):
    """x^2 of the point with this y (RFC 8032 5.1, 5.2)."""
    p = P448 if is_448 else P25519
    below = -39081 * y * y - 1 if is_448 else -121665 * pow(121666, -1, p) * y * y + 1
    return (y * y - 1) * pow(below, -1, p) % p


def edwards_vectors(add):
    private = dict(profile="private-pki")
    for name, dotted, p, size, is_448 in (("ed25519", ED25519, P25519, 32, False), ("ed448", ED448, P448, 57, True)):
        def key(y, sign=0):
            return raw_spki(dotted, (y | sign << (8 * size - 1)).to_bytes(size, "little"))
        start = Stream(f"{name} points").bits(240)
        on = next(y for y in range(start, start + 99) if pow(edwards_square(y, is_448), (p - 1) // 2, p) == 1)
        off = next(y for y in range(start, start + 99) if pow(edwards_square(y, is_448), (p - 1) // 2, p) != 1)
        add(f"{name}-point", key(on), accepts="kKeyInvalid", **private)
        add(f"{name}-point-opposite", key(on, 1), accepts="kKeyInvalid", **private)
        add(f"{name}-no-point", key(off), "kKeyInvalid", **private)
        for which, y in (("identity", 1), ("order-2", p - 1), ("order-4", 0)):
            add(f"{name}-{which}", key(y), "kKeyInvalid", **private)
            add(f"{name}-{which}-negative", key(y, 1), "kKeyInvalid", **private)
        small = next(y for y in range(2, 99) if pow(edwards_square(y, is_448), (p - 1) // 2, p) == 1)
        add(f"{name}-y-small", key(small), accepts="kKeyInvalid", **private)
        if is_448 or small < 19:  # the same number, written above the prime
            add(f"{name}-y-above-p", key(small + p), "kKeyInvalid", **private)
        add(f"{name}-y-p", key(p), "kKeyInvalid", **private)
    # Order 8: d y^4 + 2 y^2 - 1 = 0.
    d = -121665 * pow(121666, -1, P25519) % P25519
    root = ed25519_root((1 + d) % P25519)
    for sign in (1, -1):
        squared = (-1 + sign * root) * pow(d, -1, P25519) % P25519
        if pow(squared, (P25519 - 1) // 2, P25519) == 1:
            for which, y in (("", ed25519_root(squared)), ("-opposite", P25519 - ed25519_root(squared))):
                add(f"ed25519-order-8{which}", raw_spki(ED25519, y.to_bytes(32, "little")), "kKeyInvalid", **private)
    for name, coefficient in (("most", 3328), ("above", 3329)):
        for at in (0, 767):
            key = bytearray(1184)
            key[at // 2 * 3 + at % 2] |= (coefficient if at % 2 == 0 else coefficient << 4) & 0xff
            key[at // 2 * 3 + at % 2 + 1] |= coefficient >> 8 if at % 2 == 0 else coefficient >> 4
            add(f"ml-kem-768-{name}-{at}", raw_spki(ML_KEM_768, bytes(key)), "kKeyInvalid" if coefficient > 3328 else "",
                "" if coefficient > 3328 else "kKeyInvalid", profile="smime")


def ed25519_root(square):
    """A square root modulo 2^255 - 19."""
    root = pow(square, (P25519 + 3) // 8, P25519)
    return root if root * root % P25519 == square else root * pow(2, (P25519 - 1) // 4, P25519) % P25519


def other_vectors(add):
    ed25519 = next(key for key in (Stream(f"ed25519 {n}").bits(254).to_bytes(32, "little") for n in range(99))
                   if pow(edwards_square(int.from_bytes(key, "little"), False), (P25519 - 1) // 2, P25519) == 1)
    add("ed25519", raw_spki(ED25519, ed25519), "kKeyTypeNotPublic")
    add("ed25519-smime", raw_spki(ED25519, ed25519), accepts="kAlgorithmRefused kSmimeKeyType kOtherAlgorithmBytes kKeyInvalid", profile="smime")
    add("ed25519-null", raw_spki(ED25519, ed25519, NULL), "kOtherAlgorithmBytes", profile="smime")
    add("ed25519-short", raw_spki(ED25519, ed25519[1:]), "kKeyInvalid", profile="smime")
    add("ed25519-rfc8410", raw_spki(ED25519, RFC8410_KEY), "kPublishedKey", profile="private-pki")
    add("ml-dsa-44", raw_spki(ML_DSA_44, Stream("ml-dsa").bits(8 * 1312).to_bytes(1312, "big")), "kKeyTypeNotPublic")
    add("ml-dsa-44-smime", raw_spki(ML_DSA_44, Stream("ml-dsa").bits(8 * 1312).to_bytes(1312, "big")),
        accepts="kKeyInvalid", profile="smime")
    add("ml-dsa-44-short", raw_spki(ML_DSA_44, bytes(1311)), "kKeyInvalid", profile="smime")
    add("ed448", raw_spki(ED448, bytes([3]) + bytes(56)), "kKeyTypeNotPublic")
    add("ml-kem-768", raw_spki("2.16.840.1.101.3.4.4.2", bytes(1184)), "kKeyTypeNotPublic")
    for name, (dotted, parameters, key) in UNKNOWN.items():
        spki = raw_spki(dotted, key, parameters)
        add(name, spki, "kKeyTypeNotPublic")
        add(f"{name}-smime", spki, "kSmimeKeyType", profile="smime")
        add(f"{name}-stir-shaken", spki, "kKeyTypeNotCaller", profile="stir-shaken")
        add(f"{name}-code-signing", spki, "kCodeSigningSize kCodeSigningHardware", profile="code-signing")
        for profile in ("private-pki", "tls-client", "spiffe"):
            add(f"{name}-{profile}", spki, "kKeyTypeUnknown", profile=profile)
        add(f"{name}-strict", spki, "kKeyTypeUnknown", profile="private-pki", options="strict")
    add("rsa-pss-private", raw_spki("1.2.840.113549.1.1.10", seq(integer(15), integer(3))), "kKeyTypeUnknown",
        profile="private-pki")
    add("ed25519-code-signing", raw_spki(ED25519, ed25519), "kCodeSigningSize kCodeSigningHardware", profile="code-signing")
    add("three-parts", seq(RSA_ALGORITHM, bits(seq(integer(15), integer(3))), NULL), "kKeyInvalid")


def key_vectors(add):
    rsa_vectors(add)
    shared_vectors(add)
    ec_vectors(add)
    other_vectors(add)
    edwards_vectors(add)
