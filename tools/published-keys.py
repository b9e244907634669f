#!/usr/bin/env python3
"""Finds keys whose private half lies open, for tools/tables/published-keys.txt.

    published-keys.py NAME=PATH... NAME=KIND:HEX...

prints a line for each: the fingerprint that the checker compares, the kind of key, NAME and the file. In a folder it
looks for private keys: PEM, also in the string literals of C, Go and JavaScript and with Go's "TESTING KEY", PKCS#8,
and JSON Web Keys. A file that is named itself, such as an RFC, may hold public keys too, whose private half stands
beside them in another form. KIND:HEX is a private number or seed out of an RFC: P-256, P-384, P-521, Ed25519,
ML-DSA-44, ML-DSA-65, ML-DSA-87. Keys too short to be taken by anybody are left out.
Needs Python's cryptography (tests/interop/requirements.txt).
"""

import base64
import hashlib
import re
import sys
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, ed448, mldsa, rsa

BLOCK = re.compile(r"-----BEGIN ((?:[A-Z]+ )?(?:PRIVATE|TESTING|PUBLIC) KEY)-----(.{40,16000}?)-----END \1-----", re.S)
LITERAL = re.compile(r"\\[nrt]|[^A-Za-z0-9+/=]")  # between two lines of a literal: quotes, commas, a plus, comments
MEMBER = re.compile(r'"(n|d|x|y|crv)"\s*:\s*"([A-Za-z0-9_\s-]+)"')
CURVES = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}
SEEDS = {
    "Ed25519": ed25519.Ed25519PrivateKey.from_private_bytes,
    "ML-DSA-44": mldsa.MLDSA44PrivateKey.from_seed_bytes,
    "ML-DSA-65": mldsa.MLDSA65PrivateKey.from_seed_bytes,
    "ML-DSA-87": mldsa.MLDSA87PrivateKey.from_seed_bytes,
}


def fingerprint(public):
    """SHA-256 of the modulus, the X coordinate or the raw key, and what kind of key it is."""
    if isinstance(public, rsa.RSAPublicKey):
        n = public.public_numbers().n
        return number_fingerprint(n), f"RSA {n.bit_length()}"
    if isinstance(public, ec.EllipticCurvePublicKey):
        return number_fingerprint(public.public_numbers().x), public.curve.name
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest(), type(public).__name__.lstrip("_").replace("PublicKey", "")


def number_fingerprint(number):
    return hashlib.sha256(number.to_bytes((number.bit_length() + 7) // 8, "big")).hexdigest()


def is_wanted(public):
    if isinstance(public, rsa.RSAPublicKey):
        return public.key_size >= 2048
    if isinstance(public, ec.EllipticCurvePublicKey):
        return public.curve.name in ("secp256r1", "secp384r1", "secp521r1")
    return isinstance(public, (ed25519.Ed25519PublicKey, ed448.Ed448PublicKey))


def keys_of_pem(text, with_public):
    for match in BLOCK.finditer(text):
        if match[1] == "PUBLIC KEY" and not with_public:
            continue
        label = match[1].replace("TESTING", "PRIVATE")
        body = LITERAL.sub("", match[2])
        pem = f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"
        try:
            if match[1] == "PUBLIC KEY":
                yield serialization.load_pem_public_key(pem.encode())
                continue
            yield serialization.load_pem_private_key(pem.encode(), None, unsafe_skip_rsa_key_validation=True).public_key()
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue  # encrypted, cut off, or of a kind that the checker has no fingerprint for


def number(text):
    text = re.sub(r"\s", "", text)
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")


def keys_of_jwk(text, with_public):
    for match in re.finditer(r"\{[^{}]*\}", text):
        members = dict(MEMBER.findall(match[0]))
        try:
            if "d" not in members and not with_public:
                continue
            if "n" in members:
                yield rsa.RSAPublicNumbers(65537, number(members["n"])).public_key()
            elif members.get("crv") in CURVES:
                numbers = ec.EllipticCurvePublicNumbers(number(members["x"]), number(members["y"]), CURVES[members["crv"]])
                yield numbers.public_key()
            elif members.get("crv") == "Ed25519":
                yield ed25519.Ed25519PublicKey.from_public_bytes(number(members["x"]).to_bytes(32, "big"))
        except (KeyError, ValueError, OverflowError):
            continue


def keys_of(argument):
    """Each key of an argument, with where it stands."""
    kind, _, hexadecimal = argument.partition(":")
    if kind in CURVES:
        yield ec.derive_private_key(int(hexadecimal, 16), CURVES[kind]).public_key(), "the private number"
    elif kind in SEEDS:
        yield SEEDS[kind](bytes.fromhex(hexadecimal)).public_key(), "the private seed"
    else:
        root = Path(argument)
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if file.is_file() and file.stat().st_size < 4_000_000:
                text = file.read_text("utf-8", "replace")
                for public in (*keys_of_pem(text, file == root), *keys_of_jwk(text, file == root)):
                    if is_wanted(public):
                        yield public, file.name if file == root else file.relative_to(root)


def main(arguments):
    seen = set()
    for argument in arguments:
        name, _, rest = argument.partition("=")
        for public, place in keys_of(rest):
            digest, kind = fingerprint(public)
            if digest not in seen:
                seen.add(digest)
                print(f"{digest} {kind} | {name} | {place}")


main(sys.argv[1:])
