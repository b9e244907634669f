"""Vectors for code signing, SPIFFE, STIR/SHAKEN, extended validation and what RFC 5280 asks outside public trust."""

from der import bits, boolean, context, ia5, integer, oid, printable, seq, tlv, utf8
from ed25519 import Ed25519Key
from keys import raw_spki
from request_vectors import (ATTESTATION, BC, CLIENT, CODE, DV, EKU, EV, KEY, KU, MAIL, RSA_KEY, SERVER, attestation,
                             attributes_of, bundle, certificate, csr, dns, extension, ip, policies, purposes, san, subject,
                             uri, usage)

TIME, ANY, LIFETIME, DOCUMENTS = "1.3.6.1.5.5.7.3.8", "2.5.29.37.0", "1.3.6.1.4.1.311.10.3.13", "1.3.6.1.4.1.311.3.10.3.12"
CODE_POLICY, CODE_EV, CODE_TIME = "2.23.140.1.4.1", "2.23.140.1.3", "2.23.140.1.4.2"
X25519, ML_DSA_44, ML_KEM_512 = "1.3.101.110", "2.16.840.1.101.3.4.3.17", "2.16.840.1.101.3.4.4.1"
SIGNER = dict(C="DE", L="Ulm", O="Example GmbH", CN="Example GmbH")
USED = usage(0x80, 7)
SVID = san(uri("spiffe://example.org/service"))


def plain(extension_id, value):
    return extension(extension_id, value, False)


def not_critical(octet, unused):
    return plain(KU, bits(bytes([octet]), unused))


def code_signing_requests(add):
    def asks(name, finds="", accepts="", values=SIGNER, **parts):
        add(f"code-signing{name}", csr(subject_name=subject(**values), names=b"", **parts), f"kCodeSigningHardware {finds}",
            accepts, "code-signing")

    asks("", "", "kCodeSigningName kCodeSigningSubject kCodeSigningDomain kCodeSigningEv kAttestationWanted")
    asks("-attested", "kAttestationWanted", "kAttributeIgnored", attributes=attributes_of(attestation()))
    asks("-attested-extension", "kAttestationWanted", extensions=[extension(ATTESTATION, bundle())])
    asks("-no-o", "kCodeSigningSubject", "kCodeSigningName", dict(C="DE", L="Ulm", CN="Example"))
    asks("-no-cn", "kCodeSigningName", "kCodeSigningSubject", dict(C="DE", L="Ulm", O="Example"))
    asks("-no-place", "kCodeSigningSubject", "", dict(C="DE", O="Example", CN="Example"))
    asks("-state", "", "kCodeSigningSubject", dict(C="DE", ST="Bayern", O="Example", CN="Example"))
    asks("-dc", "kCodeSigningDomain", "", dict(DC="example", **SIGNER))
    asks("-placeholder", "kPlaceholder", "", dict(SIGNER, L="-"))
    asks("-country", "kCountry", "", dict(SIGNER, C="UK"))
    asks("-usage", "", "kSignatureMissing kCodeSigningUsageUnusual kSigningRequested", extensions=[USED])
    asks("-usage-missing", "kSignatureMissing kCodeSigningUsageUnusual", "", extensions=[usage(0x40, 6)])
    asks("-usage-more", "kCodeSigningUsageUnusual", "kSignatureMissing", extensions=[usage(0xC0, 6)])
    asks("-usage-certificates", "kSigningRequested", "kCodeSigningUsageUnusual", extensions=[usage(0x84, 2)])
    asks("-purpose", "", "kCodeSigningPurposeMissing kCodeSigningPurpose kCodeSigningPurposeUnusual",
         extensions=[purposes(CODE, MAIL, LIFETIME, DOCUMENTS)])
    asks("-purpose-missing", "kCodeSigningPurposeMissing", "kCodeSigningPurpose", extensions=[purposes(MAIL)])
    for name, dotted, finds in (("any", ANY, "kCodeSigningPurpose"), ("server", SERVER, "kCodeSigningPurpose"),
                                ("client", CLIENT, "kCodeSigningPurposeUnusual"), ("time", TIME, "kCodeSigningPurposeUnusual")):
        asks(f"-purpose-{name}", finds, "kCodeSigningPurposeMissing", extensions=[purposes(CODE, dotted)])


def code_signing_certificates(add):
    def issued(name, finds="", accepts="", values=SIGNER, key_usage=USED, **parts):
        der = certificate(subject(**values), plain("2.5.29.35", seq()), [key_usage] if key_usage else [],
                          **{"purpose": CODE, "policy": CODE_POLICY, **parts})
        add(f"code-signing-{name}", der, f"kCodeSigningHardware {finds}", accepts, "code-signing")

    issued("good", "", "kReservedPolicy kUsageMissing kUsageNotCritical kCodeSigningPurposeMissing kCodeSigningEv kUniqueId")
    issued("no-usage", "kUsageMissing", "", key_usage=None)
    issued("usage-not-critical", "kUsageNotCritical", "", key_usage=not_critical(0x80, 7))
    issued("usage-missing", "kSignatureMissing kCodeSigningUsageUnusual", "", key_usage=usage(0x40, 6))
    issued("no-purpose", "kCodeSigningPurposeMissing", "", purpose=None)
    issued("purpose-time", "kCodeSigningPurposeMissing kCodeSigningPurposeUnusual", "", purpose=TIME)
    # CSC-32
    issued("no-policy-before", "", "kReservedPolicy", policy=None, issued="260914")
    issued("no-policy-after", "kReservedPolicy", "", policy=None, issued="260915")
    issued("own-policy-after", "kReservedPolicy", "", policy="1.2.3.4", issued="260915")
    two = certificate(subject(**SIGNER), plain("2.5.29.35", seq()), [USED, policies(CODE_POLICY, CODE_TIME)], purpose=CODE,
                      policy=None, issued="260101")
    add("code-signing-two-policies", two, "kReservedPolicy kCodeSigningHardware", "", "code-signing")
    issued("ev", "kCodeSigningEv", "", policy=CODE_EV)
    issued("ev-whole", "", "kCodeSigningEv", policy=CODE_EV,
           values=dict(businessCategory="Business Entity", jurisdictionC="DE", serialNumber="HRB 1", **SIGNER))
    issued("incomplete", "kCodeSigningName kCodeSigningSubject", "", values=dict(C="DE"))
    issued("unique-id", "kUniqueId", "", unique_ids=tlv(0x81, b"\0\1"))


def spiffe_requests(add):
    def asks(name, finds="", accepts="", names=SVID, **parts):
        add(f"spiffe{name}", csr(names=names, **parts), finds, accepts, "spiffe")

    two = uri("spiffe://example.org/other")
    asks("", "", "kNoSpiffeId kSanNotCritical")
    asks("-none", "kNoSpiffeId", "", san(dns("www.example.com")))
    asks("-two", "kNoSpiffeId", "", san(uri("spiffe://example.org/service"), two))
    asks("-other-uri", "kNoSpiffeId", "", san(uri("spiffe://example.org/service"), uri("https://example.org/")))
    asks("-no-path", "kNoSpiffeId", "", san(uri("spiffe://example.org")))
    asks("-dns-too", "", "kNoSpiffeId", san(uri("spiffe://example.org/service"), dns("a.example.org")))
    asks("-not-critical", "kSanNotCritical", "", san(uri("spiffe://example.org/service"), critical=False))
    asks("-not-critical-subject", "", "kSanNotCritical", san(uri("spiffe://example.org/service"), critical=False),
         subject_name=subject(O="Example"))
    asks("-ca", "kCaRequested", "", extensions=[extension(BC, seq(boolean()), True)])
    asks("-usage", "", "kSignatureMissing kSigningRequested", extensions=[usage(0x88, 3)])
    asks("-usage-missing", "kSignatureMissing", "", extensions=[usage(0x08, 3)])
    asks("-usage-certificates", "kSigningRequested", "", extensions=[usage(0x84, 2)])
    asks("-usage-lists", "kSigningRequested", "", extensions=[usage(0x82, 1)])
    asks("-purposes", "", "kSpiffePurpose", extensions=[purposes(SERVER, CLIENT)])
    asks("-purpose-server", "kSpiffePurpose", "", extensions=[purposes(SERVER)])
    asks("-purpose-client", "kSpiffePurpose", "", extensions=[purposes(CLIENT)])


def spiffe_certificates(add):
    def issued(name, finds="", accepts="", names=SVID, extensions=(USED,), **parts):
        der = certificate(None, names, [purposes(SERVER, CLIENT), *extensions] if parts.pop("both", True) else extensions,
                          **{"purpose": None, "policy": None, **parts})
        add(f"spiffe-{name}", der, finds, accepts, "spiffe")

    issued("good", "", "kUsageMissing kUsageNotCritical kSpiffePurpose kSpiffePurposeMissing kCaIssued kSanNotCritical")
    issued("no-usage", "kUsageMissing", "", extensions=())
    issued("usage-not-critical", "kUsageNotCritical", "", extensions=[not_critical(0x80, 7)])
    issued("usage-missing", "kSignatureMissing", "", extensions=[usage(0x08, 3)])
    issued("no-purpose", "kSpiffePurposeMissing", "", both=False)
    issued("purpose-server", "kSpiffePurpose", "", both=False, purpose=SERVER)
    issued("ca", "kCaIssued kSigningRequested", "", extensions=[usage(0x84, 2), extension(BC, seq(boolean()), True)])
    issued("not-ca", "", "kCaIssued", extensions=[USED, extension(BC, seq(), True)])
    issued("not-critical", "kSanNotCritical", "", san(uri("spiffe://example.org/service"), critical=False))


def code(text):
    return context(0, ia5(text))


def number(text):
    return context(2, ia5(text))


def numbers(start, count):
    return context(1, seq(ia5(start), integer(count)))


def tn(*entries):
    return extension("1.3.6.1.5.5.7.1.26", seq(*entries))


CALLER = dict(C="US", O="Example Inc", CN="SHAKEN 709J")


def caller_requests(add):
    def asks(name, *entries, finds="", accepts="", values=None, listed=None, **parts):
        add(f"stir-shaken{name}", csr(names=listed or tn(*entries), subject_name=subject(**values) if values else None, **parts),
            finds, accepts, "stir-shaken")

    asks("", code("1234"), accepts="kNoTnAuthList kTnNumbers kTnCodes kTnCodeCharacters kCallerName kCallerIncomplete")
    add("stir-shaken-none", csr(names=b""), "kNoTnAuthList", "", "stir-shaken")
    asks("-number", number("12025550123"), finds="kTnNumbers")
    asks("-range", numbers("12025550100", 10), finds="kTnNumbers")
    asks("-code-and-number", code("709J"), number("12025550123"), finds="kTnNumbers", accepts="kTnCodes")
    asks("-two-codes", code("709J"), code("1234"), finds="kTnCodes", accepts="kTnNumbers")
    asks("-small-code", code("709j"), finds="kTnCodeCharacters")
    asks("-empty-list", listed=tn(), finds="kExtensionMalformed")
    asks("-number-letters", number("1202x"), finds="kExtensionMalformed")
    asks("-range-of-one", numbers("12025550100", 1), finds="kExtensionMalformed")
    asks("-unknown-entry", context(3, ia5("1")), finds="kExtensionMalformed")
    asks("-utf8-code", context(0, utf8("709J")), finds="kExtensionMalformed")
    asks("-named", code("709J"), values=CALLER, accepts="kCallerName")
    asks("-named-otherwise", code("709J"), values=dict(CALLER, CN="SHAKEN 1234"), finds="kCallerName")
    asks("-named-longer", code("709J"), values=dict(CALLER, CN="Example SHAKEN 709J"), finds="kCallerName")
    asks("-delegate", number("12025550123"), values=dict(CALLER, CN="Example"), finds="kTnNumbers", accepts="kCallerName")
    asks("-usage", code("709J"), extensions=[USED], accepts="kCallerUsage")
    asks("-usage-more", code("709J"), extensions=[usage(0xC0, 6)], finds="kCallerUsage")
    asks("-purpose", code("709J"), extensions=[purposes(CLIENT)], finds="kCallerPurpose")
    add("stir-shaken-san-empty", csr(names=tn(code("709J")), extensions=[san()]), "kSanEmpty", "", "stir-shaken")


def caller_certificates(add):
    def issued(name, finds="", accepts="", values=CALLER, entries=(code("709J"),), extensions=(USED,), purpose=None):
        der = certificate(subject(**values), tn(*entries), extensions, purpose=purpose, policy=None)
        add(f"stir-shaken-{name}", der, finds, accepts, "stir-shaken")

    issued("good", "", "kCallerIncomplete kCallerName kUsageMissing kUsageNotCritical kCallerUsage kCallerPurpose kSignsWithoutCa")
    for missing in ("CN", "O", "C"):
        issued(f"no-{missing.lower()}", "kCallerIncomplete", "", {k: v for k, v in CALLER.items() if k != missing})
    issued("other-name", "kCallerName", "", dict(CALLER, CN="SHAKEN  709J"))
    issued("no-usage", "kUsageMissing", "", extensions=())
    issued("usage-not-critical", "kUsageNotCritical", "", extensions=[not_critical(0x80, 7)])
    issued("usage-more", "kCallerUsage", "", extensions=[usage(0xC0, 6)])
    issued("purpose", "kCallerPurpose", "", purpose=CLIENT)
    issued("numbers", "kTnNumbers", "", entries=[number("12025550123")])
    issued("signs", "kSignsWithoutCa kCallerUsage", "", extensions=[usage(0x84, 2)])


def organization_identifier(scheme, country, reference, state=None):
    return extension("2.23.140.3.1", seq(printable(scheme), printable(country),
                                         context(0, state.encode(), False) if state else b"", utf8(reference)))


EV_SUBJECT = dict(businessCategory="Private Organization", jurisdictionC="DE", serialNumber="HRB 1", C="DE", ST="Bayern", L="Ulm",
                  O="Example GmbH")


def ev_requests(add):
    def asks(name, values=EV_SUBJECT, finds="", accepts="", **parts):
        add(f"ev-{name}", csr(subject_name=subject(**values), **parts), finds, accepts, options="ev")

    asks("address", finds="kEvAddress", names=san(ip(8, 8, 8, 8), critical=False))
    asks("locality", dict(jurisdictionL="Ulm", **EV_SUBJECT), "kEvJurisdiction")
    asks("locality-and-state", dict(jurisdictionL="Ulm", jurisdictionST="Bayern", **EV_SUBJECT), "", "kEvJurisdiction")
    asks("title", dict(title="Dr", **EV_SUBJECT), "kEvAttribute kAttributeUnusual")
    asks("surname", dict(EV_SUBJECT, SN="Doe"), "kEvAttribute")
    numbered = dict(EV_SUBJECT, organizationIdentifier="NTRDE-HRB1")
    asks("identifier", numbered, "", "kRegistration kEvIdentifier")
    asks("identifier-lei", dict(EV_SUBJECT, organizationIdentifier="LEIXG-529900T8BM49AURSDO55"), "kRegistration")
    asks("identifier-text", dict(EV_SUBJECT, organizationIdentifier="HRB 1"), "kRegistration")
    asks("identifier-extension", numbered, "", "kEvIdentifier kExtensionUnusual",
         extensions=[organization_identifier("NTR", "DE", "HRB1")])
    asks("identifier-other-extension", numbered, "kEvIdentifier", extensions=[organization_identifier("NTR", "DE", "HRB2")])
    asks("identifier-country", dict(EV_SUBJECT, organizationIdentifier="NTRFR-1"), "kRegistration")
    state = dict(EV_SUBJECT, jurisdictionC="US", organizationIdentifier="NTRUS+CA-1-2")
    asks("identifier-state", state, "", "kEvIdentifier", extensions=[organization_identifier("NTR", "US", "1-2", "CA")])
    asks("identifier-no-state", state, "kEvIdentifier", extensions=[organization_identifier("NTR", "US", "1-2")])


def ev_certificates(add):
    def issued(name, values, finds="", accepts="", extensions=(), names=None):
        add(f"ev-{name}", certificate(subject(**values), names, extensions, policy=EV), finds, accepts)

    numbered = dict(EV_SUBJECT, organizationIdentifier="NTRDE-HRB1")
    issued("good", EV_SUBJECT, "", "kEvIncomplete kEvAttribute kEvJurisdiction kEvIdentifier kEvAddress")
    issued("identifier", numbered, "kEvIdentifier")
    issued("identifier-extension", numbered, "", "kEvIdentifier kExtensionUnusual", [organization_identifier("NTR", "DE", "HRB1")])
    issued("address", EV_SUBJECT, "kEvAddress", names=san(ip(8, 8, 8, 8), critical=False))
    issued("locality", dict(jurisdictionL="Ulm", **EV_SUBJECT), "kEvJurisdiction")


def server_certificates(add):
    def issued(name, finds="", accepts="", *extensions, **parts):
        add(f"dv-{name}", certificate(extensions=extensions, **parts), finds, accepts)

    issued("constraints", "", "kConstraintsNotCritical", extension(BC, seq(), True))
    issued("constraints-not-critical", "kConstraintsNotCritical", "", plain(BC, seq()))
    issued("usage", "", "kUsageNotCritical kExtensionCritical", USED)
    issued("usage-not-critical", "kUsageNotCritical", "", not_critical(0x80, 7))
    issued("purpose-critical", "kExtensionCritical", "", extension(EKU, seq(oid(SERVER)), True), purpose=None)
    issued("policies-critical", "kExtensionCritical", "", extension("2.5.29.32", seq(seq(oid(DV))), True), policy=None)
    issued("issuer-critical", "kExtensionCritical", "", extension("2.5.29.35", seq(), True))
    issued("no-policy", "kReservedPolicy", "", policy=None)
    issued("own-policy", "kReservedPolicy", "", policy="1.2.3.4")
    issued("two-policies", "kReservedPolicy", "", policies(DV, EV), policy=None)
    issued("own-policy-too", "", "kReservedPolicy", policies("1.2.3.4", DV), policy=None)
    issued("mails-policy", "kReservedPolicy", "", policy="2.23.140.1.5.1.3")
    issued("issuer-unique-id", "kUniqueId", "", unique_ids=tlv(0x81, b"\0\1"))
    issued("subject-unique-id", "kUniqueId", "", unique_ids=tlv(0x82, b"\0\1"))


def private_requests(add):
    def asks(name, finds="", accepts="", profile="private-pki", **parts):
        add(f"{profile}-{name}", csr(**{"names": san(dns("host.local")), **parts}), finds, accepts, profile)

    for profile in ("private-pki", "tls-client"):
        asks("names", "", "kNobodyNamed kSanEmpty kSanNotCritical", profile)
        asks("nobody", "kNobodyNamed", "", profile, names=b"")
        asks("san-empty", "kNobodyNamed kSanEmpty", "", profile, names=san())
        asks("subject-alone", "", "kNobodyNamed", profile, names=b"", subject_name=subject(O="Example"))
        asks("not-critical", "kSanNotCritical", "", profile, names=san(dns("host.local"), critical=False))
        asks("not-critical-subject", "", "kSanNotCritical", profile, names=san(dns("host.local"), critical=False),
             subject_name=subject(O="Example"))

    def usages(name, octet, unused, finds="", key=KEY, spki=None, profile="private-pki"):
        told = "kEcUsageImpossible kEdwardsUsage kLatticeUsage"
        parts, also = (dict(spki=spki[0]), spki[1]) if spki else (dict(key=key), "")
        asks(f"usage-{name}", f"{finds} {also}", "" if finds else told, profile, extensions=[usage(octet, unused)], **parts)

    x25519 = raw_spki(X25519, bytes(range(32))), "kKeyTypeUnknown kSignatureAlgorithmOther"
    kem = raw_spki(ML_KEM_512, bytes(800)), "kSignatureAlgorithmOther"
    ed25519 = Ed25519Key("private")
    for profile in ("private-pki", "tls-client", "spiffe"):
        names = SVID if profile == "spiffe" else san(dns("host.example.com"))
        asks("usage-ec-enciphers", "kEcUsageImpossible", "", profile, names=names, extensions=[usage(0xA0, 5)])
    usages("ec-enciphers-data", 0x90, 4, "kEcUsageImpossible")
    usages("ec", 0xC8, 3)
    usages("rsa-enciphers", 0xB0, 4, key=RSA_KEY)
    usages("ed25519", 0x80, 7, key=ed25519)
    usages("ed25519-lists", 0x02, 1, key=ed25519)
    usages("ed25519-agrees", 0x88, 3, "kEdwardsUsage", key=ed25519)
    usages("ed25519-enciphers", 0xA0, 5, "kEdwardsUsage", key=ed25519)
    usages("ed25519-agrees-alone", 0x08, 3, "kEdwardsUsage", key=ed25519)
    usages("x25519", 0x08, 3, spki=x25519)
    usages("x25519-signs", 0x88, 3, "kEdwardsUsage", spki=x25519)
    usages("x25519-signs-alone", 0x80, 7, "kEdwardsUsage", spki=x25519)
    usages("ml-kem", 0x20, 5, spki=kem)
    usages("ml-kem-signs", 0x80, 7, "kLatticeUsage", spki=kem)


def private_certificates(add):
    def issued(name, finds="", accepts="", *extensions, profile="private-pki", names=None, subject_name=None, **parts):
        der = certificate(subject_name, names or san(dns("host.example.com"), critical=subject_name is None), extensions,
                          **{"policy": None, "purpose": None, **parts})
        add(f"{profile}-{name}", der, finds, accepts, profile)

    ca, signs = extension(BC, seq(boolean()), True), usage(0x06, 1)
    for profile in ("private-pki", "tls-client"):
        issued("good", "", "kUsageCriticalRather kSanNotCritical kUniqueId kNobodyNamed kSanEmpty", USED, profile=profile)
        issued("usage-not-critical", "kUsageCriticalRather", "", not_critical(0x80, 7), profile=profile)
        issued("not-critical", "kSanNotCritical", "", names=san(dns("host.example.com"), critical=False), profile=profile)
        issued("nobody", "kNobodyNamed", "", names=plain("2.5.29.35", seq()), profile=profile)
        issued("unique-id", "kUniqueId", "", unique_ids=tlv(0x82, b"\0\1"), profile=profile)
        issued("ca", "", "kSignsWithoutCa kPathLengthNeedless kCaNotCritical", ca, signs, profile=profile)
        issued("ca-path", "", "kPathLengthNeedless", extension(BC, seq(boolean(), integer(0)), True), signs, profile=profile)
        issued("signs-without-ca", "kSignsWithoutCa", "", signs, profile=profile)
        issued("path-without-ca", "kPathLengthNeedless", "", extension(BC, seq(integer(0)), True), profile=profile)
        issued("path-without-signing", "kPathLengthNeedless", "", extension(BC, seq(boolean(), integer(0)), True), USED,
               profile=profile)
        issued("ca-not-critical", "kCaNotCritical", "", plain(BC, seq(boolean())), signs, profile=profile)


def profile_requests(add):
    code_signing_requests(add)
    spiffe_requests(add)
    caller_requests(add)
    ev_requests(add)
    private_requests(add)


def profile_certificates(add):
    code_signing_certificates(add)
    spiffe_certificates(add)
    caller_certificates(add)
    ev_certificates(add)
    server_certificates(add)
    private_certificates(add)
