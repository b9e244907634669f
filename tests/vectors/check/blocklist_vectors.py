"""Vectors for K-04 and K-05, and the small lists that they are looked up in."""

import hashlib

from keys import P256, P384, EcKey, ec_spki, rough_modulus, rsa_key, rsa_spki
from request_vectors import certificate, csr, dns, san, subject

# A weak key that badkeys publishes (tests/data/rsa-debianweak.key): made on a Debian of 2008.
DEBIAN_N = int(
    "c096530c4c4a343fc388ff8b6e14c88b617485966dd0f757f3decb2f03dfdfe6f518e0948f5387059bd5aa124f26d38f139dd6ebc23436"
    "0561689758e9b14e03f714508167374cbf64e24e26c3cd95ed5a5d04e3c404be157bb8090e9ada9cdc53ef7e806c1e77b5f10242150a24"
    "e9adf991088daf20a75beb54bc91fe43dd8755447fd3abdefb9f1c987a8b0419824504e213f8dd26a9c6b7ed2f2103d8422720f7a7400c"
    "e34743e4ce40440c69013efea2a39790fcdfccbb424da1d824adfe58071ed76d41af836e4093ea60f5719e250fa214f8631153a81eefc1"
    "7d82e3f819da57691ed9602550074fdea73ac9e5cfe10f6b91adc31b402c3e370b03a559", 16)
COMPROMISED = EcKey(name="compromised")
WEAK_EC = EcKey(P384, name="weak")
FRESH = rsa_key()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def number(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def openssl_line(n):
    return hashlib.sha1(f"Modulus={n:X}\n".encode()).hexdigest()


def lists():
    others = [sha256(f"keyseal list {i}".encode()) for i in range(20)]
    compromised = sorted([*others[:6], sha256(ec_spki(P256, COMPROMISED.point))])
    debian = sorted([*others[6:12], sha256(number(DEBIAN_N)), sha256(number(WEAK_EC.point[0]))])
    halves = sorted([openssl_line(DEBIAN_N)[20:], *(one[:20] for one in others[12:])])
    return {
        "compromised.txt": "".join(f"{one}\n" for one in compromised),
        "debian.csv": "".join(f"{one}\n" for one in debian),
        "blacklist.RSA-2048": "# a list of the form of openssl-blacklist\n" + "".join(f"{one}\n" for one in halves),
    }


SPKI = "list=spki=lists/compromised.txt"
DEBIAN = "list=numbers:rsa-2048+ec-p256+ec-p384=lists/debian.csv"
OPENSSL = "list=lists/blacklist.RSA-2048"
ALL = f"{SPKI} {DEBIAN}"


def blocklist_keys(add):
    fresh, other = rsa_spki(FRESH.n), ec_spki(P256, EcKey().point)
    none = "kCompromiseNotEvaluated kDebianNotEvaluated"
    add("blocked-lists-none", fresh, none, options="lists=none")
    add("blocked-lists-none-strict", fresh, none, options="lists=none strict")
    add("blocked-fresh", fresh, accepts="kCompromisedKey kDebianWeakKey " + none, options=f"{ALL} strict")
    add("blocked-fresh-ec", other, accepts="kCompromisedKey kDebianWeakKey " + none, options=f"{ALL} strict")
    add("blocked-compromised", ec_spki(P256, COMPROMISED.point), "kCompromisedKey", none, options=ALL)
    add("blocked-only-spki", other, "kDebianNotEvaluated", "kCompromisedKey kCompromiseNotEvaluated", options=SPKI)
    add("blocked-only-debian", other, "kCompromiseNotEvaluated", "kDebianNotEvaluated", options=DEBIAN)

    add("blocked-debian", rsa_spki(DEBIAN_N), "kDebianWeakKey", "kCompromisedKey", options=ALL)
    add("blocked-debian-e3", rsa_spki(DEBIAN_N, 3), "kDebianWeakKey kExponentUnusual", options=ALL)
    add("blocked-debian-openssl", rsa_spki(DEBIAN_N), "kDebianWeakKey", options=f"{SPKI} {OPENSSL}")
    add("blocked-fresh-openssl", fresh, accepts="kDebianWeakKey kDebianNotEvaluated", options=f"{SPKI} {OPENSSL}")
    add("blocked-debian-ec", ec_spki(P384, WEAK_EC.point), "kDebianWeakKey", options=ALL)
    # On a list that nobody said to be of Debian's keys, it is a compromised one.
    add("blocked-debian-unlabelled", rsa_spki(DEBIAN_N), "kCompromisedKey kDebianNotEvaluated",
        "kCompromiseNotEvaluated", options="list=lists/debian.csv")

    for size, finds, accepts in ((2056, "kDebianNotEvaluated", ""), (8192, "kDebianNotEvaluated", ""),
                                 (8200, "", "kDebianNotEvaluated"), (16384, "", "kDebianNotEvaluated")):
        add(f"blocked-rsa-{size}", rsa_spki(rough_modulus(f"size {size}", size)), finds, accepts, options=f"{ALL} strict")


def blocklist_requests(add):
    for name, text in (("", "Proof of Key Compromise"), ("-capitals", "PROOF OF KEY COMPROMISE FOR EXAMPLE CA"),
                       ("-compromised", "This key is compromised"),
                       ("-disclosed", "The key that signed this CSR has been publicly disclosed.")):
        add(f"proof{name}", csr(subject_name=subject(CN=text)),
            "kCompromiseProof kCommonName kCommonNameNotInNames", options=ALL)
    add("proof-organisation", csr(subject_name=subject(O="Proof of Key Compromise")), "kCompromiseProof", options=ALL)
    add("proof-none", csr(subject_name=subject(O="Key Compromise Research")), accepts="kCompromiseProof", options=ALL)
    add("compromised-key", csr(key=COMPROMISED), "kCompromisedKey", options=ALL)
    add("reported", csr(), "kReportedKey", "kKeyOfAnother", options="reuse=csr/proof.pem")
    proof = csr(subject_name=subject(CN="Proof of Key Compromise"))
    forged = proof[:-1] + bytes([proof[-1] ^ 1])
    add("proof-forged", forged, "kCompromiseProof kCommonName kCommonNameNotInNames kSignatureWrong", options=ALL)
    add("reported-forged", csr(), accepts="kReportedKey", options="reuse=csr/proof-forged.pem")
    add("reused", csr(names=san(dns("more.example.com"), dns("www.example.com"), critical=True)), accepts="kKeyOfAnother",
        options="reuse=csr/good.pem")
    add("reused-other", csr(names=san(dns("www.example.org"), critical=True)), "kKeyOfAnother", "kReportedKey",
        options="reuse=csr/good.pem")


def blocklist_certificates(add):
    add("reported", certificate(), "kReportedKey", "kKeyOfAnother", options="reuse=csr/proof.pem")
    add("reused", certificate(), accepts="kKeyOfAnother kReportedKey", options="reuse=csr/good.pem")
    add("reused-other", certificate(names=san(dns("www.example.org"), critical=True)), "kKeyOfAnother", "kReportedKey",
        options="reuse=csr/good.pem")
    add("compromised-key", certificate(key=COMPROMISED), "kCompromisedKey", options=ALL)
    add("proof", certificate(subject(CN="--------------------PROOF OF COMPROMISED KEY--------------------")),
        "kCompromiseProof kCommonName kCommonNameNotInNames", options=ALL)
