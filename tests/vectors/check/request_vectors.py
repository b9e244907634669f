"""Vectors for the C, S, N and X rules: requests and certificates, each with one thing to be found."""

import base64
import hashlib
import math

from der import (NULL, bits, boolean, context, ia5, integer, octets, oid, printable, seq, set_of, tlv, utf8)
from ed25519 import Ed25519Key, IdentityKey
from keys import P256, P384, P521, RSA_ALGORITHM, EcKey, RsaKey, ec_spki, raw_spki, rsa_key, rsa_spki

ATTRIBUTES = {
    "CN": "2.5.4.3", "SN": "2.5.4.4", "serialNumber": "2.5.4.5", "C": "2.5.4.6", "L": "2.5.4.7", "ST": "2.5.4.8",
    "street": "2.5.4.9", "O": "2.5.4.10", "OU": "2.5.4.11", "title": "2.5.4.12", "businessCategory": "2.5.4.15",
    "GN": "2.5.4.42", "emailAddress": "1.2.840.113549.1.9.1", "DC": "0.9.2342.19200300.100.1.25",
    "jurisdictionC": "1.3.6.1.4.1.311.60.2.1.3", "jurisdictionST": "1.3.6.1.4.1.311.60.2.1.2",
    "jurisdictionL": "1.3.6.1.4.1.311.60.2.1.1", "postalCode": "2.5.4.17", "pseudonym": "2.5.4.65",
    "organizationIdentifier": "2.5.4.97",
}
PRINTABLE = {"C", "serialNumber", "jurisdictionC"}
IA5 = {"DC", "emailAddress"}
ECDSA = {256: "1.2.840.10045.4.3.2", 384: "1.2.840.10045.4.3.3", 521: "1.2.840.10045.4.3.4"}
HASHES = {256: "sha256", 384: "sha384", 521: "sha512"}
MICROSOFT_EXTENSIONS = "1.3.6.1.4.1.311.2.1.14"
EXTENSION_REQUEST, CHALLENGE_PASSWORD = "1.2.840.113549.1.9.14", "1.2.840.113549.1.9.7"
KU, SAN, BC, EKU, SKI = "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37", "2.5.29.14"
SERVER, CLIENT, CODE, MAIL = (f"1.3.6.1.5.5.7.3.{n}" for n in (1, 2, 3, 4))
KEY = EcKey(name="requests")
RSA_KEY = rsa_key("requests")


def attribute(name, value, string=None):
    """One AttributeTypeAndValue; |string| is a whole element where another type is wanted."""
    kind = printable if name in PRINTABLE else ia5 if name in IA5 else utf8
    return seq(oid(ATTRIBUTES.get(name, name)), string or kind(value))


def name_of(*attributes):
    return seq(*(set_of(one) for one in attributes))


def subject(**values):
    return name_of(*(attribute(name, value) for name, value in values.items()))


def extension(dotted, value, critical=False):
    return seq(oid(dotted), boolean() if critical else b"", octets(value))


def dns(text):
    return context(2, text if isinstance(text, bytes) else text.encode(), False)


def ip(*numbers):
    return context(7, bytes(numbers), False)


def email(text):
    return context(1, text.encode(), False)


def uri(text):
    return context(6, text.encode(), False)


def san(*names, critical=True):
    return extension(SAN, seq(*names), critical)


def usage(octet, unused):
    return extension(KU, bits(bytes([octet]), unused), True)


def purposes(*dotted):
    return extension(EKU, seq(*(oid(one) for one in dotted)))


def extension_request(*extensions):
    return seq(oid(EXTENSION_REQUEST), set_of(seq(*extensions)))


def attributes_of(*attributes):
    return context(0, b"".join(sorted(attributes)))


def info(names=None, subject_name=None, extensions=(), key=KEY, version=0, attributes=None, spki=None):
    names = san(dns("www.example.com"), critical=subject_name is None) if names is None else names
    listed = [one for one in (names, *extensions) if one]
    if attributes is None:
        attributes = attributes_of(extension_request(*listed)) if listed else attributes_of()
    return seq(integer(version), subject_name or seq(), spki or spki_of(key), attributes)


def spki_of(key):
    if isinstance(key, Ed25519Key):
        return raw_spki(key.oid, key.public)
    return rsa_spki(key.n, key.e) if isinstance(key, RsaKey) else ec_spki(key.curve, key.point)


DIGESTS = {"md5": "1.2.840.113549.2.5", "sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1"}


def digest_info(hash_name, contents):
    return seq(seq(oid(DIGESTS[hash_name]), NULL), octets(hashlib.new(hash_name, contents).digest()))


def signed(contents, key=KEY, algorithm=None, signature=None, digest="sha256"):
    if isinstance(key, RsaKey):
        algorithm = algorithm or seq(oid("1.2.840.113549.1.1.11"), NULL)
        signature = signature or key.sign(digest_info(digest, contents))
    elif isinstance(key, Ed25519Key):
        algorithm = algorithm or seq(oid(key.oid))
        signature = signature or key.sign(contents)
    else:
        size = key.curve.p.bit_length()
        algorithm = algorithm or seq(oid(ECDSA[size]))
        signature = signature or key.sign(hashlib.new(HASHES[size], contents).digest())
    return seq(contents, algorithm, bits(signature))


ATTESTATION = "1.2.840.113549.1.9.16.2.59"


def bundle():
    """AttestationBundle ::= SEQUENCE { attestations SEQUENCE OF SEQUENCE { type, stmt }, … } (csr-attestation)"""
    return seq(seq(seq(oid("1.2.3.4"), octets(b"evidence"))))


def attestation():
    return seq(oid(ATTESTATION), set_of(bundle()))


def csr(**parts):
    key = parts.get("key", KEY)
    return signed(info(**parts), key)


def a_label(text):
    """Punycode as it is, without the checks and the normalisation of IDNA."""
    return "xn--" + text.encode("punycode").decode()


def onion(good=True, key=hashlib.sha256(b"onion").digest()):
    checksum = hashlib.sha3_256(b".onion checksum" + key + b"\x03").digest()[:2]
    if not good:
        checksum = bytes([checksum[0] ^ 1, checksum[1]])
    return base64.b32encode(key + checksum + b"\x03").decode().lower() + ".onion"


def structure_vectors(add):
    good = csr()
    add("good", good, accepts="kVersion kAttributesAbsent kAttributeEmpty kSignatureWrong kSignatureNotVerified kNotDer kDerOrder "
        "kStructure kExtensionRequestRepeated kExtensionsEmpty kExtensionRepeated kExtensionMalformed kChallengePassword "
        "kSignatureAlgorithmRefused kSignatureAlgorithmOther kSignatureParameters kNoNames kNamesInCommonName kNameKind "
        "kNameText kSanCriticality kLabelCharacters kLabelReserved kInternalName kReverseZone kPublicSuffix kTooManyNames "
        "kNameRepeated kNameCapitals kExtensionIgnored kAttributeIgnored kExtensionUnusual kSubjectKeyIdentifier "
        "kNameConstraints kCaRequested kTrailingDot kIpAsDns kIpReserved kIpSize")
    add("ed25519-forged", csr(key=IdentityKey()), "kKeyInvalid kSignatureNotVerified", profile="private-pki")
    add("guessable-key", csr(key=EcKey(scalar=3)), "kGuessableScalar")
    add("good-p384", csr(key=EcKey(P384, "requests")), accepts="kSignatureWrong")
    add("good-p521", csr(key=EcKey(P521, "requests")), "kP521Refused", "kSignatureWrong")
    add("good-rsa", csr(key=RSA_KEY), accepts="kSignatureWrong kSignatureParameters")
    # Every exponent is judged by its rule, and the signature for itself.
    small_e = next(key for key in (rsa_key(f"e 3 {n}", e=3) for n in range(99))
                   if math.gcd(3, (key.p - 1) * (key.q - 1)) == 1)
    add("good-rsa-e3", csr(key=small_e), "kExponentUnusual", "kSignatureWrong")
    for version in (1, 2):
        add(f"version-{version}", csr(version=version), "kVersion")
    add("attributes-absent", csr(attributes=b""), "kAttributesAbsent kNoNames")
    add("attributes-none", csr(attributes=attributes_of()), "kNoNames", "kAttributesAbsent")
    request = extension_request(san(dns("www.example.com")))
    # One finding of a rule more than is listed.
    for count, finds, accepts in ((100, "", "kMoreFindings"), (101, "kMoreFindings", "")):
        empty = [seq(oid(f"1.2.{n}"), set_of()) for n in range(count)]
        add(f"attributes-{count}-empty", csr(attributes=attributes_of(request, *empty)), f"kAttributeEmpty {finds}",
            accepts)
    # One byte more than is shown.
    for size, finds, accepts in ((4096, "", "kTextCut"), (4097, "kTextCut", "")):
        add(f"text-{size}", csr(subject_name=subject(O="x" * size)), finds, accepts, profile="private-pki")
    add("attribute-empty", csr(attributes=attributes_of(request, seq(oid("1.2.3.4"), set_of()))), "kAttributeEmpty")
    add("attribute-other", csr(attributes=attributes_of(request, seq(oid("1.2.3.4"), set_of(utf8("x"))))),
        "kAttributeIgnored", "kAttributeEmpty kAttestation")
    add("attestation", csr(attributes=attributes_of(request, attestation())), "kAttestation", "kAttributeIgnored")
    add("attestation-private", csr(attributes=attributes_of(request, attestation())), "kAttestation",
        "kAttributeIgnored", profile="private-pki")
    add("challenge-password",
        csr(attributes=attributes_of(request, seq(oid(CHALLENGE_PASSWORD), set_of(utf8("secret"))))), "kChallengePassword")
    double = seq(oid(EXTENSION_REQUEST), set_of(seq(san(dns("www.example.com"))), seq(usage(0x80, 7))))
    add("extension-request-two-values", csr(attributes=attributes_of(double)), "kExtensionRequestRepeated")
    second = extension_request(usage(0x80, 7))
    add("extension-request-twice", csr(attributes=attributes_of(second, request)), "kExtensionRequestRepeated")
    def microsofts(*extensions):
        return seq(oid(MICROSOFT_EXTENSIONS), set_of(seq(*extensions)))

    asked = san(dns("www.example.com"))
    add("microsoft-extensions", csr(attributes=attributes_of(microsofts(asked))), "kMicrosoftExtensions", "kNoNames")
    add("microsoft-extensions-internal", csr(attributes=attributes_of(microsofts(san(dns("a.local"))))),
        "kMicrosoftExtensions kInternalName")
    add("microsoft-extensions-too", csr(attributes=attributes_of(request, microsofts(asked, usage(0x80, 7)))),
        "kAttributeIgnored", "kMicrosoftExtensions kExtensionRepeated")
    add("microsoft-extensions-other", csr(attributes=attributes_of(request, microsofts(san(dns("a.example.com"))))),
        "kExtensionRepeated kAttributeIgnored", "kMicrosoftExtensions")
    add("extensions-empty", csr(attributes=attributes_of(extension_request())), "kExtensionsEmpty kNoNames")
    add("extension-twice", csr(extensions=[usage(0x80, 7), usage(0x80, 7)]), "kExtensionRepeated")
    add("san-not-a-list", csr(names=extension(SAN, octets(b""), True)), "kExtensionMalformed kNoNames")

    contents = info()
    other = info(names=san(dns("www2.example.com")))
    add("signature-of-another-request", signed(contents, signature=KEY.sign(hashlib.sha256(other).digest())), "kSignatureWrong")
    add("signature-of-another-key", signed(contents, EcKey(name="another")), "kSignatureWrong")
    add("signature-rsa-flipped", signed(info(key=RSA_KEY), RSA_KEY, signature=bytes(256)), "kSignatureWrong")
    md5 = seq(oid("1.2.840.113549.1.1.4"), NULL)
    sha1 = seq(oid("1.2.840.113549.1.1.5"), NULL)
    for name, algorithm in (("md5", md5), ("sha1", sha1), ("pss", seq(oid("1.2.840.113549.1.1.10"), seq()))):
        digest = "sha256" if name == "pss" else name
        add(f"signature-{name}", signed(info(key=RSA_KEY), RSA_KEY, algorithm, digest=digest),
            "kSignatureAlgorithmRefused kSignatureNotVerified")
    add("signature-sha1-private", signed(info(key=RSA_KEY), RSA_KEY, sha1, digest="sha1"),
        "kSignatureAlgorithmOld kSignatureNotVerified", profile="private-pki")
    add("good-private", good, accepts="kSignatureAlgorithmOld", profile="private-pki")
    add("signature-rsa-without-null", signed(info(key=RSA_KEY), RSA_KEY, seq(oid("1.2.840.113549.1.1.11"))),
        "kSignatureParameters")
    add("signature-ecdsa-null", signed(contents, algorithm=seq(oid(ECDSA[256]), NULL)), "kSignatureParameters")
    add("signature-other-kind", signed(contents, algorithm=seq(oid("1.2.840.113549.1.1.11"), NULL)), "kSignatureAlgorithmOther")

    add("trailing", good + b"\0", "kNotDer")
    add("long-length", tlv(0x30, good[4:] if good[1] == 0x82 else good[3:], 4), "kNotDer")
    explicit_false = seq(oid(KU), boolean(0), octets(bits(b"\x80", 7)))
    add("critical-false", csr(extensions=[explicit_false]), "kDerOrder")
    boolean_one = seq(oid(KU), boolean(1), octets(bits(b"\x80", 7)))
    add("critical-01", csr(extensions=[boolean_one]), "kNotDer")
    unsorted = context(0, b"".join(sorted([request, seq(oid("1.2.3.4"), set_of(utf8("x")))], reverse=True)))
    add("attributes-unsorted", csr(attributes=unsorted), "kDerOrder kAttributeIgnored")
    add("no-signature", seq(contents), "kStructure")
    add("behind-the-attributes", signed(seq(integer(0), seq(), spki_of(KEY), attributes_of(request), NULL)), "kStructure")


def subject_vectors(add):
    def with_subject(name, finds="", accepts="", names=None, **options):
        add(name[0], csr(subject_name=name[1], names=names), finds, accepts, **options)

    organisation = dict(C="DE", ST="Bayern", L="Ulm", O="Example GmbH")
    with_subject(("ov", subject(**organisation)), "", "kRdnMultiple kAttributeRepeated kAttributeOrder kAttributeString "
                 "kAttributeCharacters kAttributeTooLong kOvIncomplete kOvPerson kAttributeUnusual kCountry kPlaceholder "
                 "kOrganizationalUnit kCommonName kSanCriticality kTextUnseen kTextBroken kToolDefault", options="ov")
    with_subject(("ov-no-country", subject(L="Ulm", O="Example GmbH")), "kOvIncomplete", options="ov")
    with_subject(("ov-person", subject(C="DE", L="Ulm", O="Example GmbH", SN="Doe", GN="Jo")), "kOvPerson", options="ov")
    with_subject(("iv", subject(C="DE", L="Ulm", SN="Doe", GN="Jo")), "", "kIvIncomplete", options="iv")
    with_subject(("iv-no-given-name", subject(C="DE", L="Ulm", SN="Doe")), "kIvIncomplete", options="iv")
    ev = dict(businessCategory="Private Organization", jurisdictionC="DE", serialNumber="HRB 1", **organisation)
    with_subject(("ev", subject(**ev)), "", "kEvIncomplete kEvCategory kEvWildcard", options="ev")
    with_subject(("ev-no-serial-number", subject(**{k: v for k, v in ev.items() if k != "serialNumber"})), "kEvIncomplete",
                 options="ev")
    with_subject(("ev-category", subject(**{**ev, "businessCategory": "Company"})), "kEvCategory", options="ev")
    with_subject(("ev-wildcard", subject(**ev)), "kEvWildcard", names=san(dns("*.example.com"), critical=False), options="ev")
    with_subject(("dv-organisation", subject(**organisation)), "kDvAttribute", options="dv")
    with_subject(("dv-country", subject(C="DE")), "", "kDvAttribute", options="dv")
    with_subject(("rdn-of-two", seq(set_of(attribute("C", "DE"), attribute("O", "Example GmbH")))), "kRdnMultiple",
                 "kAttributeRepeated")
    with_subject(("o-twice", name_of(attribute("O", "One"), attribute("O", "Two"))), "kAttributeRepeated")
    with_subject(("street-twice", name_of(attribute("street", "One"), attribute("street", "Two"))), "kAttributeUnusual",
                 "kAttributeRepeated")
    with_subject(("dc", subject(DC="example")), "", "kAttributeUnusual")
    with_subject(("order", subject(O="Example GmbH", C="DE")), "kAttributeOrder")
    with_subject(("string-teletex", name_of(attribute("O", "", tlv(0x14, b"Example GmbH")))), "kAttributeString")
    with_subject(("string-bmp", name_of(attribute("O", "", tlv(0x1E, "Example".encode("utf-16-be"))))), "kAttributeString")
    with_subject(("string-printable", name_of(attribute("O", "", printable("Example GmbH")))), "", "kAttributeString")
    with_subject(("country-utf8", name_of(attribute("C", "", utf8("DE")))), "kAttributeString")
    with_subject(("printable-with-at", name_of(attribute("O", "", printable("a@b")))), "kAttributeCharacters")
    with_subject(("utf8-broken", name_of(attribute("O", "", tlv(0x0C, b"\xff")))), "kAttributeCharacters")
    with_subject(("o-64", subject(O="\U0001F511" * 64)), "", "kAttributeTooLong")
    with_subject(("o-65", subject(O="x" * 65)), "kAttributeTooLong")
    for country in ("UK", "us", "ZZ", "USA"):
        with_subject((f"country-{country.lower()}", subject(C=country)), "kCountry")
    with_subject(("country-xx", subject(C="XX")), "kCountryXx")
    with_subject(("country-xx-ov", subject(C="XX", L="Ulm", O="Example")), "", "kCountryXx kCountry", options="ov")
    for name, value in (("dash", "-"), ("dot", "."), ("blank", " "), ("na", "N/A"), ("empty", "")):
        with_subject((f"placeholder-{name}", subject(O=value)), "kPlaceholder kTextBroken" if value == " " else "kPlaceholder")
    for name, value in (("nul", "a\0b"), ("line-end", "a\nb"), ("direction", "a\u202eb"), ("lost", "a\ufffdb"),
                        ("no-width", "a\u200bb"), ("mark", "\ufeffa")):
        with_subject((f"text-{name}", subject(O=value)), "kTextUnseen")
    for name, value in (("entity", "A &amp; B"), ("entity-number", "M&#252;ller"), ("mojibake", "MÃ¼ller"),
                        ("mojibake-dash", "A â€“ B"), ("blank-behind", "Example "), ("blank-before", "\u00a0Example")):
        with_subject((f"text-{name}", subject(O=value)), "kTextBroken")
    with_subject(("text-accents", subject(O="JOÃO Â & Cie; â la")), "", "kTextBroken kTextUnseen")
    for name, values in (("openssl", dict(ST="Some-State", O="Internet Widgits Pty Ltd")),
                         ("red-hat", dict(L="Default City", O="Default Company Ltd"))):
        with_subject((f"defaults-{name}", subject(**values)), "kToolDefault")
    with_subject(("ou", subject(OU="IT")), "kOrganizationalUnit")
    with_subject(("ou-before", subject(OU="IT")), "", "kOrganizationalUnit", options="2022-08-31")
    with_subject(("ou-after", subject(OU="IT")), "kOrganizationalUnit", options="2022-09-01")
    with_subject(("title", subject(title="Dr")), "kAttributeUnusual")
    with_subject(("cn", subject(CN="www.example.com")), "kCommonName", "kCommonNameNotInNames kCommonNameCase")
    with_subject(("cn-other", subject(CN="other.example.com")), "kCommonName kCommonNameNotInNames")
    with_subject(("cn-capitals", subject(CN="WWW.example.com")), "kCommonName kCommonNameCase", "kCommonNameNotInNames")
    with_subject(("cn-twice", name_of(attribute("CN", "www.example.com"), attribute("CN", "www.example.com"))),
                 "kCommonName kAttributeRepeated")
    with_subject(("cn-ipv4", subject(CN="8.8.8.8")), "kCommonName", "kCommonNameNotInNames",
                 names=san(ip(8, 8, 8, 8), critical=False))
    with_subject(("cn-empty", subject(CN="")), "kCommonName kCommonNameNotInNames")
    with_subject(("cn-ipv6", subject(CN="2001:DB8::1")), "kCommonName kCommonNameNotInNames")
    with_subject(("cn-only", subject(CN="www.example.com")), "kCommonName kNamesInCommonName", "kNoNames", names=b"")


def name_vectors(add):
    def dns_name(label, text, finds="", accepts="", **options):
        add(f"dns-{label}", csr(names=san(dns(text))), finds, accepts, **options)

    dns_name("label-63", "a" * 63 + ".example.com", accepts="kLabelTooLong")
    dns_name("label-64", "a" * 64 + ".example.com", "kLabelTooLong")
    long = ".".join(["a" * 61] * 3 + ["b" * 55, "example.com"])
    assert len(long) == 253
    dns_name("253", long, accepts="kNameTooLong")
    dns_name("254", "c" + long, "kNameTooLong")
    for label, text in (("underscore", "a_b.example.com"), ("hyphen-first", "-a.example.com"), ("space", "a b.example.com"),
                        ("hyphen-last", "a-.example.com"), ("empty-label", "a..example.com")):
        dns_name(label, text, "kNameText" if label == "space" else "kLabelCharacters")
    dns_name("reserved-label", "ab--cd.example.com", "kLabelReserved")
    dns_name("trailing-dot", "example.com.", "kTrailingDot")
    for label, text in (("blank", " "), ("none", ""), ("nul", b"a\0b.example.com"), ("high-bit", b"\xe9.example.com")):
        dns_name(label, text, "kNameText")
    for text in ("myhost", "a.local", "a.internal", "server.home.arpa"):
        dns_name(text, text, "kInternalName")
    dns_name("reverse-v4", "1.2.0.192.in-addr.arpa", "kReverseZone")
    dns_name("reverse-v6", "1.ip6.arpa", "kReverseZone", options="2026-03-15")
    dns_name("reverse-before", "1.2.0.192.in-addr.arpa", accepts="kReverseZone", options="2026-03-14")
    dns_name("wildcard", "*.example.com", accepts="kWildcardMisplaced kWildcardSuffix")
    for label, text in (("star", "*"), ("part", "f*.example.com"), ("inner", "a.*.example.com"), ("two", "*.*.example.com"),
                        ("double", "**.example.com")):
        dns_name(f"wildcard-{label}", text, "kWildcardMisplaced")
    for label, text in (("com", "*.com"), ("co-uk", "*.co.uk")):
        dns_name(f"wildcard-{label}", text, "kWildcardSuffix")
    dns_name("wildcard-private-suffix", "*.github.io", accepts="kWildcardSuffix")
    dns_name("suffix", "co.uk", "kPublicSuffix")
    dns_name("punycode", "www.xn--mnich-kva.com", accepts="kPunycode kNotNfc")
    dns_name("punycode-bad", "www.xn--m.com", "kPunycode")
    dns_name("punycode-ascii", "www.xn--example-.com", "kLabelCharacters")
    dns_name("not-nfc", a_label("u\u0308ber") + ".com", "kNotNfc")
    dns_name("newer-unicode", a_label("a\U0002EBF0") + ".com", accepts="kPunycode kNotNfc")  # CJK extension I, Unicode 15.1
    dns_name("onion", onion(), accepts="kOnion")
    dns_name("onion-checksum", onion(False), "kOnion")
    dns_name("onion-v2", "expyuzz4wqqyqhjn.onion", "kOnion")
    dns_name("address", "192.0.2.1", "kIpAsDns")
    dns_name("capitals", "WWW.example.com", "kNameCapitals")
    add("dns-twice", csr(names=san(dns("a.example.com"), dns("a.example.com"))), "kNameRepeated")
    add("san-empty", csr(names=san()), "kNoNames")
    add("san-1000", csr(names=san(*(dns(f"a{n}.example.com") for n in range(1000)))), accepts="kTooManyNames")
    add("san-1001", csr(names=san(*(dns(f"a{n}.example.com") for n in range(1001)))), "kTooManyNames")
    add("san-not-critical", csr(names=san(dns("www.example.com"), critical=False)), "kSanCriticality")
    server = dns("www.example.com")
    kinds = {"email": email("jo@example.com"), "uri": uri("https://example.com/"),
             "other": context(0, oid("1.2.3.4") + context(0, utf8("x"))), "directory": context(4, subject(C="DE")),
             "registered-id": context(8, oid("1.2.3.4")[2:], False), "x400": context(3, b""), "edi": context(5, b"")}
    for label, name in kinds.items():
        add(f"san-{label}", csr(names=san(server, name)), "kNameKind")
    for label, numbers in (("8-8-8-8", (8, 8, 8, 8)), ("v6", (0x26, 6, 0x47, 0, *[0] * 10, 0x11, 0x11))):
        add(f"ip-{label}", csr(names=san(ip(*numbers))), accepts="kIpReserved kIpSize kNoNames")
    for size in (0, 3, 5, 8, 15, 17, 32):
        add(f"ip-{size}-octets", csr(names=san(server, ip(*[8] * size))), "kIpSize")
    for numbers in ((10, 0, 0, 1), (100, 64, 0, 1), (127, 0, 0, 1), (169, 254, 1, 1), (192, 0, 2, 1), (192, 168, 1, 1),
                    (198, 18, 0, 1), (203, 0, 113, 1), (224, 0, 0, 1), (240, 0, 0, 1), (*[0] * 15, 1),
                    (0xFC, *[0] * 14, 1), (0x20, 1, 0x0D, 0xB8, *[0] * 12), (*[0] * 10, 0xFF, 0xFF, 8, 8, 8, 8)):
        add("ip-reserved-" + "-".join(f"{n:02x}" for n in numbers[:4] + numbers[-1:]), csr(names=san(ip(*numbers))), "kIpReserved")


def extension_vectors(add):
    def asks(name, *extensions, finds="", accepts="", key=KEY, **options):
        add(name, csr(extensions=extensions, key=key), finds, accepts, **options)

    asks("usage-ec", usage(0x80, 7), accepts="kEcUsageForbidden kEcUsageUnusual kUsageEncoding kSigningRequested")
    asks("usage-signs-certificates", usage(0x84, 2), finds="kEcUsageForbidden kSigningRequested")
    asks("usage-signs-lists", usage(0x82, 1), finds="kRsaUsageForbidden kSigningRequested", key=RSA_KEY)
    asks("usage-ec-agreement", usage(0x88, 3), finds="kEcUsageUnusual", accepts="kEcUsageForbidden")
    asks("usage-ec-no-signature", usage(0x08, 3), finds="kEcUsageForbidden")
    asks("usage-ec-encipherment", usage(0xA0, 5), finds="kEcUsageForbidden")
    asks("usage-rsa", usage(0xA0, 5), accepts="kRsaUsageForbidden kRsaUsageUnusual", key=RSA_KEY)
    asks("usage-rsa-no-signature", usage(0x20, 5), finds="kRsaUsageUnusual", key=RSA_KEY)
    asks("usage-rsa-data", usage(0x90, 4), finds="kRsaUsageUnusual", accepts="kRsaUsageForbidden", key=RSA_KEY)
    asks("usage-rsa-non-repudiation", usage(0xC0, 6), finds="kRsaUsageForbidden", key=RSA_KEY)
    asks("usage-empty", extension(KU, bits(b"")), finds="kUsageEncoding")
    asks("usage-zero", extension(KU, bits(b"\0")), finds="kUsageEncoding")
    asks("usage-padded", extension(KU, bits(b"\x80")), finds="kUsageEncoding")
    asks("usage-not-bits", extension(KU, octets(b"\x80")), finds="kExtensionMalformed")
    asks("purpose-server", purposes(SERVER), accepts="kPurposeForbidden kPurposeMissing kPurposeUnusual kClientAuth "
         "kClientAuthSoon")
    for label, dotted in (("code", CODE), ("mail", MAIL), ("any", "2.5.29.37.0"), ("ocsp", "1.3.6.1.5.5.7.3.9"),
                          ("time", "1.3.6.1.5.5.7.3.8"), ("precertificate", "1.3.6.1.4.1.11129.2.4.4")):
        asks(f"purpose-{label}", purposes(SERVER, dotted), finds="kPurposeForbidden", accepts="kPurposeMissing")
    asks("purpose-other", purposes(SERVER, "1.2.3.4"), finds="kPurposeUnusual")
    asks("purpose-client-before", purposes(SERVER, CLIENT), finds="kClientAuthSoon", accepts="kClientAuth", options="2027-03-14")
    asks("purpose-client-after", purposes(SERVER, CLIENT), finds="kClientAuth", options="2027-03-15")
    asks("purpose-client-only", purposes(CLIENT), finds="kClientAuthSoon kPurposeMissing")
    asks("ca", extension(BC, seq(boolean()), True), finds="kCaRequested")
    asks("ca-strict", extension(BC, seq(boolean()), True), finds="kCaRequested", options="strict")
    asks("path-length", extension(BC, seq(integer(0)), True), finds="kCaRequested")
    asks("not-ca", extension(BC, seq()), accepts="kCaRequested")
    asks("name-constraints", extension("2.5.29.30", seq()), finds="kNameConstraints")
    asks("key-identifier", extension(SKI, octets(bytes(20))), finds="kSubjectKeyIdentifier")
    asks("crl", extension("2.5.29.31", seq()), finds="kExtensionIgnored")
    asks("must-staple", extension("1.3.6.1.5.5.7.1.24", seq(integer(5))), accepts="kExtensionUnusual kExtensionIgnored")
    for label, value in (("none", seq()), ("text", seq(utf8("5"))), ("number", integer(5)), ("behind", seq(integer(5)) + NULL)):
        asks(f"feature-{label}", extension("1.3.6.1.5.5.7.1.24", value), finds="kExtensionMalformed", accepts="kStapleRefused")
    asks("extension-other", extension("1.2.3.4", NULL), finds="kExtensionUnusual", accepts="kAttestation")
    asks("attestation-extension", extension(ATTESTATION, bundle()), finds="kAttestation", accepts="kExtensionUnusual")


def onion_vectors(add):
    """Proofs of control over an onion service (BR Appendix B 2.b): signed with its own key, with a nonce of each side."""
    service = Ed25519Key("onion service")
    address = onion(key=service.public)
    authoritys, applicants = "2.23.140.41", "2.23.140.42"
    nonce = lambda dotted, *values: seq(oid(dotted), set_of(*values))
    ca, own = nonce(authoritys, octets(bytes(range(14)))), nonce(applicants, octets(bytes(range(8))))

    def proof(name, *nonces, finds="", accepts="", names=san(dns(address)), key=service, **options):
        attributes = attributes_of(*([extension_request(names)] if names else []), *nonces)
        add(f"onion-proof{name}", csr(attributes=attributes, key=key, **({} if names else
            {"subject_name": subject(CN=address)})), finds, accepts, **options)

    proof("", ca, own, finds="kOnionProof", accepts="kOnionNonce kOnionNonceShort kOnionKey kKeyTypeNotPublic")
    zero = Ed25519Key("onion 801")
    assert zero.public[0] == 0  # which lists of keys leave out, and onion addresses do not
    proof("-first-octet-zero", ca, own, names=san(dns(onion(key=zero.public))), key=zero, finds="kOnionProof", accepts="kOnionKey")
    proof("-in-common-name", ca, own, names=None, finds="kOnionProof kCommonName kNamesInCommonName", accepts="kOnionKey")
    proof("-below", ca, own, names=san(dns(f"www.{address}")), finds="kOnionProof", accepts="kOnionKey")
    proof("-one-nonce", ca, finds="kOnionProof kOnionNonce")
    proof("-other-nonce", own, finds="kOnionProof kOnionNonce")
    proof("-nonce-twice", ca, own, nonce(applicants, octets(bytes(8))), finds="kOnionProof kOnionNonce")
    proof("-two-values", nonce(authoritys, octets(bytes(8)), octets(bytes(9))), own, finds="kOnionProof kOnionNonce")
    proof("-text", ca, nonce(applicants, utf8("12345678")), finds="kOnionProof kOnionNonce")
    proof("-short", nonce(authoritys, octets(bytes(13))), own, finds="kOnionProof kOnionNonceShort", accepts="kOnionNonce")
    proof("-applicants-short", ca, nonce(applicants, octets(bytes(7))), finds="kOnionProof kOnionNonceShort")
    proof("-of-another", ca, own, names=san(dns(onion())), finds="kOnionProof kOnionKey")
    proof("-ecdsa", ca, own, key=KEY, finds="kOnionProof kOnionKey")
    proof("-none", finds="kKeyTypeNotPublic", accepts="kOnionProof")
    proof("-private", ca, own, profile="private-pki", finds="kAttributeIgnored", accepts="kOnionProof")


def request_vectors(add):
    structure_vectors(add)
    subject_vectors(add)
    name_vectors(add)
    extension_vectors(add)
    onion_vectors(add)


def policies(*dotted):
    return extension("2.5.29.32", seq(*(seq(oid(one)) for one in dotted)))


DV, OV, IV, EV = "2.23.140.1.2.1", "2.23.140.1.2.2", "2.23.140.1.2.3", "2.23.140.1.1"


def certificate(subject_name=None, names=None, extensions=(), key=KEY, purpose=SERVER, policy=DV, issued="261101",
                unique_ids=b""):
    """A certificate of a test CA. |purpose| and |policy| are left out where they are None."""
    issuer = EcKey(name="issuer")
    names = san(dns("www.example.com"), critical=subject_name is None) if names is None else names
    listed = [names, *([purposes(purpose)] if purpose else []), *([policies(policy)] if policy else []), *extensions]
    algorithm = seq(oid(ECDSA[256]))
    validity = seq(tlv(0x17, f"{issued}000000Z".encode()), tlv(0x17, b"280101000000Z"))
    tbs = seq(context(0, integer(2)), integer(4711), algorithm, subject(O="Issuer"), validity, subject_name or seq(),
              spki_of(key), unique_ids, context(3, seq(*(one for one in listed if one))))
    return signed(tbs, issuer)


def certificate_vectors(add):
    organisation = dict(C="DE", ST="Bayern", L="Ulm", O="Example GmbH")
    identifier = extension("2.5.29.35", seq(context(0, bytes(20), False)))
    add("dv", certificate(extensions=[identifier]), accepts="kPurposeMissing kCaIssued kSanCriticalityIssued "
        "kDvAttributeIssued kExtensionIgnored")
    add("dv-organisation", certificate(subject(**organisation)), "kDvAttributeIssued")
    add("ov", certificate(subject(**organisation), policy=OV), accepts="kAttributeOrderIssued "
        "kAttributeStringIssued kOvIncomplete")
    add("ov-order", certificate(subject(O="Example GmbH", L="Ulm", C="DE"), policy=OV), "kAttributeOrderIssued")
    teletex = name_of(attribute("C", "DE"), attribute("L", "Ulm"), attribute("O", "", tlv(0x14, b"Example")))
    add("ov-teletex", certificate(teletex, policy=OV), "kAttributeStringIssued")
    add("ov-incomplete", certificate(subject(O="Example GmbH"), policy=OV), "kOvIncomplete")
    add("san-not-critical", certificate(names=san(dns("www.example.com"), critical=False)), "kSanCriticalityIssued")
    add("no-purpose", certificate(purpose=None), "kPurposeMissing")
    add("client-auth", certificate(purpose=None, extensions=[purposes(SERVER, CLIENT)]), "kClientAuthSoon")
    add("ca", certificate(extensions=[extension(BC, seq(boolean()), True)]), "kCaIssued")
    add("no-names", certificate(subject(CN="www.example.com"), names=extension("2.5.29.35", seq())),
        "kNoNames kCommonName kCommonNameNotInNames")
    poison = lambda value, critical: extension("1.3.6.1.4.1.11129.2.4.3", value, critical)
    add("precertificate", certificate(extensions=[poison(tlv(5, b""), True)]), accepts="kExtensionUnusual kExtensionMalformed")
    add("precertificate-not-critical", certificate(extensions=[poison(tlv(5, b""), False)]), "kExtensionMalformed")
    add("precertificate-not-null", certificate(extensions=[poison(seq(), True)]), "kExtensionMalformed")
    add("match", certificate(), accepts="kKeyDiffers", options="match=csr/good.pem")
    add("match-other", certificate(), "kKeyDiffers", options="match=key/ec-p256.pem")
    add("guessable-key", certificate(key=EcKey(scalar=P256.n - 3)), "kGuessableScalar")
    add("rsa-1024", certificate(key=rsa_key("short", 1024)), "kModulusShort")
    add("p521", certificate(key=EcKey(P521, name="p521")), accepts="kP521Refused")
