"""Keys for test vectors: deterministic, so that every run makes the same bytes, and worth nothing as keys."""

import hashlib
import json
import math
from pathlib import Path

from der import NULL, bits, integer, oid, seq

RSA = "1.2.840.113549.1.1.1"
EC = "1.2.840.10045.2.1"
RSA_ALGORITHM = seq(oid(RSA), NULL)


class Stream:
    """Numbers out of SHA-256 of a name and a counter."""

    def __init__(self, name):
        self.name, self.count = name, 0

    def bits(self, size):
        data = b""
        while len(data) * 8 < size:
            data += hashlib.sha256(f"keyseal vector {self.name} {self.count}".encode()).digest()
            self.count += 1
        return int.from_bytes(data, "big") >> (len(data) * 8 - size)


SMALL = [n for n in range(3, 65600, 2) if all(n % d for d in range(3, math.isqrt(n) + 1, 2))]
SMALL_PRODUCT = math.prod(SMALL)


def is_prime(n):
    if n < 65600:
        return n == 2 or n in SMALL
    if math.gcd(n, SMALL_PRODUCT) != 1:
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for base in SMALL[:12]:
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        if not any((x := x * x % n) == n - 1 for _ in range(s - 1)):
            return False
    return True


def prime_from(start):
    """The first prime from |start| on that fits to e = 65537."""
    n = start | 1
    while not (n % 65537 != 1 and is_prime(n)):
        n += 2
    return n


def prime(name, size):
    """A prime of |size| bits, the two highest set."""
    return prime_from(Stream(name).bits(size) | 3 << (size - 2))


class RsaKey:
    def __init__(self, p, q, e=65537):
        self.p, self.q, self.e = p, q, e
        self.n = p * q

    def sign(self, digest_info):
        size = (self.n.bit_length() + 7) // 8
        padded = b"\x00\x01" + b"\xff" * (size - len(digest_info) - 3) + b"\x00" + digest_info
        d = pow(self.e, -1, (self.p - 1) * (self.q - 1))
        return pow(int.from_bytes(padded, "big"), d, self.n).to_bytes(size, "big")


def rsa_key(name="rsa", size=2048, e=65537):
    """A good key: primes of half the size each, the odd bit for the first."""
    return RsaKey(prime(name + " p", size - size // 2), prime(name + " q", size // 2), e)


def rough_modulus(name, size, top=1):
    """An odd number of |size| bits, |top| the highest, without a factor up to 65537: enough where nobody looks for the primes."""
    n = Stream(name).bits(size - top.bit_length()) | top << (size - top.bit_length()) | 1
    while math.gcd(n, SMALL_PRODUCT) != 1:
        n += 2
    return n


def rsa_spki(n, e=65537, algorithm=RSA_ALGORITHM):
    return seq(algorithm, bits(seq(integer(n), integer(e))))


class EcCurve:
    def __init__(self, oid_text, p, b, gx, gy, n):
        self.oid, self.p, self.b, self.g, self.n = oid_text, p, b, (gx, gy), n
        self.size = (p.bit_length() + 7) // 8

    def add(self, left, right):
        if left is None or right is None:
            return left or right
        (x1, y1), (x2, y2) = left, right
        if x1 == x2:
            if (y1 + y2) % self.p == 0:
                return None
            slope = (3 * x1 * x1 - 3) * pow(2 * y1, -1, self.p) % self.p
        else:
            slope = (y2 - y1) * pow(x2 - x1, -1, self.p) % self.p
        x3 = (slope * slope - x1 - x2) % self.p
        return x3, (slope * (x1 - x3) - y1) % self.p

    def multiply(self, scalar, point=None):
        point, total = point or self.g, None
        while scalar:
            if scalar & 1:
                total = self.add(total, point)
            point, scalar = self.add(point, point), scalar >> 1
        return total

    @property
    def algorithm(self):
        return seq(oid(EC), oid(self.oid))


def h(text):
    return int(text.replace(" ", ""), 16)


# SP 800-186 3.2.1
P256 = EcCurve(
    "1.2.840.10045.3.1.7",
    2**256 - 2**224 + 2**192 + 2**96 - 1,
    h("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    h("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    h("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
    h("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
)
P384 = EcCurve(
    "1.3.132.0.34",
    2**384 - 2**128 - 2**96 + 2**32 - 1,
    h("b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
    h("aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
    h("3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"),
    h("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"),
)
P521 = EcCurve(
    "1.3.132.0.35",
    2**521 - 1,
    h(
        "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf"
        "073573df883d2c34f1ef451fd46b503f00"
    ),
    h(
        "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8"
        "de3348b3c1856a429bf97e7e31c2e5bd66"
    ),
    h(
        "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad07"
        "61353c7086a272c24088be94769fd16650"
    ),
    h(
        "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5"
        "d03bb5c9b8899c47aebb6fb71e91386409"
    ),
)


class EcKey:
    def __init__(self, curve=P256, name="ec", scalar=None):
        self.curve = curve
        self.d = scalar or Stream(f"{name} {curve.oid}").bits(curve.n.bit_length() + 64) % (curve.n - 1) + 1
        self.point = curve.multiply(self.d)

    def sign(self, digest):
        curve = self.curve
        e = int.from_bytes(digest, "big") >> max(0, len(digest) * 8 - curve.n.bit_length())
        k = Stream(f"nonce {self.d} {e}").bits(curve.n.bit_length() + 64) % (curve.n - 1) + 1
        r = curve.multiply(k)[0] % curve.n
        return seq(integer(r), integer(pow(k, -1, curve.n) * (e + r * self.d) % curve.n))


def point_bytes(curve, point, form=4):
    x, y = (coordinate.to_bytes(curve.size, "big") for coordinate in point)
    return bytes([form]) + x + (y if form in (4, 6, 7) else b"")


def ec_spki(curve, point, algorithm=None):
    return seq(algorithm or curve.algorithm, bits(point if isinstance(point, bytes) else point_bytes(curve, point)))


def raw_spki(dotted, key, parameters=b""):
    return seq(seq(oid(dotted), parameters), bits(key))


def fermat_moduli():
    """Of fermat-boundary.json: 2048-bit moduli that Fermat's method factors in so many rounds from floor(sqrt n)."""
    vectors = json.loads((Path(__file__).parent / "fermat-boundary.json").read_text())
    return {name: int(vector["n"], 16) for name, vector in vectors.items()}
