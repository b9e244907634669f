"""Ed25519 (RFC 8032 5.1), slow and plain, for test vectors only."""

import hashlib

from keys import Stream

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(left, right):
    (x1, y1), (x2, y2) = left, right
    product = D * x1 * x2 * y1 * y2 % P
    return ((x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P)


def multiply(scalar, point):
    total = (0, 1)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def base_point():
    y = 4 * pow(5, -1, P) % P
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    return (P - x if x % 2 else x, y)


BASE = base_point()


def encode(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


class Ed25519Key:
    oid = "1.3.101.112"

    def __init__(self, name="ed25519"):
        digest = hashlib.sha512(Stream(name).bits(256).to_bytes(32, "big")).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
        self.prefix = digest[32:]
        self.public = encode(multiply(self.scalar, BASE))

    def sign(self, message):
        nonce = number(self.prefix, message) % ORDER
        commitment = encode(multiply(nonce, BASE))
        response = (nonce + number(commitment, self.public, message) * self.scalar) % ORDER
        return commitment + response.to_bytes(32, "little")


class IdentityKey(Ed25519Key):
    """The public key 0, under which this signature is right for every message."""

    def __init__(self):
        self.public = encode((0, 1))

    def sign(self, message):
        return encode(multiply(4711, BASE)) + (4711).to_bytes(32, "little")
