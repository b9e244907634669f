"""Signatures with and without a flaw, many in a file: signature_rules_test.cc says what each file must lead to."""

import hashlib
import math

from der import NULL, integer, octets, oid, seq
from keys import P256, P384, P521, EcKey, RsaKey, Stream, prime
from request_vectors import dns, info, san, signed

# Signature algorithm and digest (RFC 8017 A.2.4, RFC 5754 3.2)
RSA_HASHES = {
    "sha256": ("1.2.840.113549.1.1.11", "2.16.840.1.101.3.4.2.1"),
    "sha384": ("1.2.840.113549.1.1.12", "2.16.840.1.101.3.4.2.2"),
    "sha512": ("1.2.840.113549.1.1.13", "2.16.840.1.101.3.4.2.3"),
}
EC_HASHES = {"sha256": P256, "sha384": P384, "sha512": P521}


def digest_info(name, contents, parameters=NULL):
    return seq(seq(oid(RSA_HASHES[name][1]), parameters), octets(hashlib.new(name, contents).digest()))


def rsa_request(key, name, make_signature, contents=None):
    """A request of |key|, with the signature that |make_signature| makes of its certificationRequestInfo."""
    contents = contents or info(key=key)
    return signed(contents, key, seq(oid(RSA_HASHES[name][0]), NULL), make_signature(contents))


def short_moduli():
    """Every modulus of 512 to 760 bits in whole octets, with each digest: (needed octets, octets, request)."""
    for size in range(512, 768, 8):
        key = RsaKey(prime(f"short {size} p", size // 2), prime(f"short {size} q", size // 2))
        for name in RSA_HASHES:
            needed = len(digest_info(name, b"")) + 11  # RFC 8017 9.2 step 3
            yield needed, size // 8, rsa_request(key, name, lambda contents: key.sign(digest_info(name, contents)))


def cube_root(number):
    """The least integer whose cube is not below |number|."""
    low, high = 0, 1 << (number.bit_length() // 3 + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if middle**3 >= number else (middle + 1, high)
    return low


def forged(contents, size, padding, parameters=NULL):
    """A signature for e = 3 without the key (Bleichenbacher 2006): right at its front, and rubbish behind."""
    front = b"\x00\x01" + b"\xff" * padding + b"\x00" + digest_info("sha256", contents, parameters)
    root = cube_root(int.from_bytes(front.ljust(size, b"\x00"), "big"))
    assert (root**3).to_bytes(size, "big").startswith(front)
    return root.to_bytes(size, "big")


def rsa_flaws():
    small_e = next(key for key in (RsaKey(prime(f"forged {n} p", 1024), prime(f"forged {n} q", 1024), 3) for n in range(99))
                   if math.gcd(3, (key.p - 1) * (key.q - 1)) == 1)
    size = 256
    for padding in (0, 1, 8, 20):
        yield rsa_request(small_e, "sha256", lambda contents: forged(contents, size, padding))
    key = RsaKey(prime("flaws p", 1024), prime("flaws q", 1024))
    d = pow(key.e, -1, (key.p - 1) * (key.q - 1))

    def sign(block):
        return pow(int.from_bytes(block, "big"), d, key.n).to_bytes(size, "big")

    def block(contents, front=b"\x00\x01", pad=b"\xff", end=b"\x00", parameters=NULL):
        tail = end + digest_info("sha256", contents, parameters)
        return front + pad * (size - len(front) - len(tail)) + tail

    for flaw in (
        {"front": b"\x00\x00"}, {"front": b"\x00\x02"}, {"front": b"\x00\x01\xfe"},  # block types, padding
        {"pad": b"\x01"}, {"end": b"\xfe\x00"}, {"end": b"\x01"}, {"end": b"\x00\x00"},
        {"parameters": b""},  # a DigestInfo whose NULL is left out is another encoding
        {"parameters": octets(b"")},
    ):
        yield rsa_request(key, "sha256", lambda contents: sign(block(contents, **flaw)))
    good = lambda contents: sign(block(contents))  # noqa: E731
    assert good(b"x") == key.sign(digest_info("sha256", b"x"))
    # The number itself out of range, and its octets in another number (RFC 8017 8.2.2 steps 1 and 2b).
    yield rsa_request(key, "sha256", lambda contents: (int.from_bytes(good(contents), "big") + key.n).to_bytes(size + 1, "big"))
    yield rsa_request(key, "sha256", lambda contents: b"\x00" + good(contents))
    yield rsa_request(key, "sha256", lambda contents: good(contents)[1:])
    yield rsa_request(key, "sha256", lambda contents: b"\x00" * size)
    yield rsa_request(key, "sha256", lambda contents: (key.n - 1).to_bytes(size, "big"))
    for number in range(99):  # until the sum has no more octets than the modulus
        contents = info(names=san(dns(f"{number}.example.com")), key=key)
        above = int.from_bytes(good(contents), "big") + key.n
        if above.bit_length() <= 8 * size:
            break
    yield rsa_request(key, "sha256", lambda contents: above.to_bytes(size, "big"), contents)


def ecdsa_pair(curve, key, digest):
    e = int.from_bytes(digest, "big") >> max(0, len(digest) * 8 - curve.n.bit_length())
    k = Stream(f"nonce {key.d} {e}").bits(curve.n.bit_length() + 64) % (curve.n - 1) + 1
    r = curve.multiply(k)[0] % curve.n
    return r, pow(k, -1, curve.n) * (e + r * key.d) % curve.n


def ecdsa(change):
    """A request of each curve whose signature is |change| of n, r and s."""
    for name, curve in EC_HASHES.items():
        key = EcKey(curve, "signatures")
        contents = info(key=key)
        r, s = ecdsa_pair(curve, key, hashlib.new(name, contents).digest())
        yield signed(contents, key, signature=seq(*(integer(number) for number in change(curve.n, r, s))))


def signature_vectors():
    """File names, and the requests in each."""
    moduli = list(short_moduli())
    # n - s signs as well as s does (FIPS 186-5 6.4.2 has no upper half): nobody's request fails for it.
    ecdsa_good = (lambda n, r, s: (r, s), lambda n, r, s: (r, n - s))
    # SEC 1 4.1.4 step 1: both are from 1 to n - 1.
    ecdsa_wrong = (
        lambda n, r, s: (r, s + n), lambda n, r, s: (r + n, s), lambda n, r, s: (r, 0), lambda n, r, s: (0, s),
        lambda n, r, s: (r, n), lambda n, r, s: (n, s), lambda n, r, s: (r, s - n), lambda n, r, s: (r - n, s),
        lambda n, r, s: (r, s, 0), lambda n, r, s: (r,),
    )
    return {
        "rsa-short-modulus": [request for needed, size, request in moduli if size >= needed],
        "rsa-too-short-modulus": [request for needed, size, request in moduli if size < needed],
        "rsa-flaws": list(rsa_flaws()),
        "ecdsa": [request for change in ecdsa_good for request in ecdsa(change)],
        "ecdsa-flaws": [request for change in ecdsa_wrong for request in ecdsa(change)],
    }
