"""Vectors for C-13: keys that cannot sign, in requests that another key signs, whose certificate they name (RFC 9883)."""

from der import integer, oid, pem, seq, set_of
from keys import EcKey, raw_spki
from profile_vectors import ML_KEM_512, usage
from request_vectors import KEY, attributes_of, certificate, dns, extension_request, info, san, signed, subject

SIGNS, ENCIPHERS = usage(0x80, 7), usage(0x20, 5)
KEM = raw_spki(ML_KEM_512, bytes(800))
NAMES = san(dns("host.example.com"))
HOST = subject(CN="host.example.com")
ISSUER = subject(O="Issuer")


def signer(*extensions, subject_name=HOST, names=NAMES):
    return certificate(subject_name, names, extensions or [SIGNS], policy=None, purpose=None)


def statement(*certificates, serial=4711):
    return seq(oid("1.3.6.1.4.1.22112.2.1"), set_of(seq(seq(ISSUER, integer(serial)), *certificates)))


def signers():
    return {"signer.pem": pem("CERTIFICATE", signer()), "signer-enciphers.pem": pem("CERTIFICATE", signer(ENCIPHERS))}


GIVEN = "signer=lists/signer.pem"


def statement_requests(add):
    def asks(name, finds="", accepts="", options="", statements=(statement(),), key=KEY, spki=KEM, subject_name=HOST):
        attributes = attributes_of(extension_request(NAMES), *statements)
        add(f"statement-{name}", signed(info(NAMES, subject_name, spki=spki, attributes=attributes), key), finds, accepts,
            profile="private-pki", options=options)

    other = EcKey(name="another signer")
    own = statement(signer())
    rest = ("kStatementMalformed kStatementSigner kStatementSignature kStatementUsage kStatementNames kStatementNeedless "
            "kSignatureWrong kSignatureAlgorithmOther kAttributeIgnored")
    asks("good", accepts=f"{rest} kStatementNotEvaluated kSignatureNotVerified", options=GIVEN)
    asks("own-certificate", accepts=rest, options=GIVEN, statements=[own])
    asks("x25519", accepts=rest, options=GIVEN, spki=raw_spki("1.3.101.110", bytes(32)), finds="kKeyTypeUnknown")
    asks("not-given", "kStatementNotEvaluated", rest)
    asks("not-given-strict", "kStatementNotEvaluated", options="strict")
    asks("own-not-given", "kStatementNotEvaluated", "kStatementSignature", statements=[own])
    asks("other-given", "kStatementNotEvaluated", options=GIVEN, statements=[statement(serial=4712)])
    asks("signature", "kStatementSignature", "kStatementNotEvaluated", GIVEN, key=other)
    asks("own-signature", "kStatementSignature", "kStatementNotEvaluated", statements=[own], key=other)
    asks("own-differs", "kStatementSigner", "kStatementNotEvaluated", GIVEN, statements=[statement(signer(), serial=4712)])
    asks("enciphers", "kStatementUsage", options="signer=lists/signer-enciphers.pem")
    asks("subject", "kStatementNames", options=GIVEN, subject_name=subject(CN="host.example.com", O="Example GmbH"))
    asks("empty", "kStatementMalformed kStatementNotEvaluated", options=GIVEN,
         statements=[seq(oid("1.3.6.1.4.1.22112.2.1"), set_of(seq()))])
    asks("number", "kStatementMalformed kStatementNotEvaluated", options=GIVEN,
         statements=[seq(oid("1.3.6.1.4.1.22112.2.1"), set_of(integer(4711)))])
    asks("twice", "kStatementMalformed", "kStatementSigner", GIVEN, statements=[statement(), own])
    asks("needless", "kStatementNeedless", "kSignatureWrong", GIVEN, spki=None)
    other_key = info(NAMES, HOST, key=other, attributes=attributes_of(extension_request(NAMES), statement()))
    add("statement-another-key", signed(other_key), "kStatementNeedless kSignatureWrong", profile="private-pki", options=GIVEN)
