"""Vectors for K-02: keys that have a prime in common with a list, and a list."""

from keys import P256, EcKey, RsaKey, ec_spki, prime, rough_modulus, rsa_key, rsa_spki
from request_vectors import certificate, csr

# A published prime: of the key that badkeys has for its tests (tests/data/rsa-sharedprimes.key), and on its list.
PUBLISHED = int(
    "f97e6869f1b6fba6b580e39ed2c318b7addb3c4141686df19279a1a025cd6d12442915d2a0acbd86a7726df832bde9850b9df0eff5c837db"
    "cf0465bf629888bc9e6d332f04afd06fc7b97cbea861eed2a1b16ec188732a2ac05dee0f5c4be2cfc891f6ba2a2b2b41aa48bd2f4353e8bd"
    "d40995a86c8465a155bb72d05362f8b9", 16)
KNOWN = prime("known", 1024)
SHORT = prime("known short", 512)
SHARED = RsaKey(PUBLISHED, prime("beside a published one", 1024))


def prime_lists():
    return {"primes.txt": f"# primes that somebody has found\n{PUBLISHED:x}\n0x{KNOWN:X} # of a router\n{SHORT}\n"}


LIST = "primes=lists/primes.txt"


def prime_keys(add):
    beside = prime("beside a known one", 1024)
    found, none = "kKnownSharedPrime", "kKnownPrimesNotEvaluated"
    add("primes-none", rsa_spki(rsa_key().n), none, options="primes=none")
    add("primes-none-strict", rsa_spki(rsa_key().n), none, options="primes=none strict")
    add("primes-none-ec", ec_spki(P256, EcKey().point), accepts=none, options="primes=none strict")
    add("primes-own", rsa_spki(rsa_key().n), accepts=f"{found} {none}", options=LIST)
    add("primes-published", rsa_spki(SHARED.n), found, none, options=LIST)
    add("primes-known", rsa_spki(KNOWN * beside), found, options=LIST)
    add("primes-both-known", rsa_spki(PUBLISHED * KNOWN), found, options=LIST)
    add("primes-short", rsa_spki(SHORT * prime("beside a short one", 512)), "kModulusShort " + found, options=LIST)
    add("primes-long", rsa_spki(KNOWN * rough_modulus("beside, long", 3072, 3)), found, options=LIST)


def prime_requests(add):
    add("primes-published", csr(key=SHARED), "kKnownSharedPrime", options=LIST)


def prime_certificates(add):
    add("primes-published", certificate(key=SHARED), "kKnownSharedPrime", options=LIST)
