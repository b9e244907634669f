"""Vectors for mail certificates: the types and generations of SBR 7.1.4.2, usages of 7.1.2.3, mailboxes."""

from der import bits, boolean, context, ia5, oid, seq, utf8
from ed25519 import Ed25519Key
from keys import raw_spki
from request_vectors import (CLIENT, CODE, KEY, KU, MAIL, RSA_KEY, SERVER, attribute, certificate, csr, dns, email, extension,
                             name_of, policies, purposes, san, subject, uri, usage)

TYPES = ("mailbox", "organization", "sponsor", "individual")
GENERATIONS = ("legacy", "multipurpose", "strict")
ML_DSA_44, ML_KEM_512 = "2.16.840.1.101.3.4.3.17", "2.16.840.1.101.3.4.4.1"
LEI = "LEIXG-" + "529900T8BM49AURSDO55"
COMPANY = dict(C="DE", O="Example GmbH", organizationIdentifier="NTRDE-HRB12345")
PERSON = dict(C="DE", SN="Doe", GN="Jo")


def policy_of(kind, generation):
    return f"2.23.140.1.5.{TYPES.index(kind) + 1}.{GENERATIONS.index(generation) + 1}"


def utf8_mailbox(text, value=None):
    return context(0, oid("1.3.6.1.5.5.7.8.9") + context(0, utf8(text) if value is None else value))


def smime_requests(add):
    def asks(name, finds="", accepts="", options="", names=None, subject_name=None, **parts):
        names = san(email("jo@example.com"), critical=subject_name is None) if names is None else names
        add(f"smime{name}", csr(subject_name=subject_name, names=names, **parts), finds, accepts, "smime", options)

    def typed(name, values, kind, finds="", accepts="", generation=None, **parts):
        options = kind + (f" generation={generation}" if generation else "")
        asks(f"-{name}", finds, accepts, options, subject_name=values if isinstance(values, bytes) else subject(**values), **parts)

    # Without a level: the types that fit, or that none does.
    mail = dict(emailAddress="jo@example.com")
    asks("", "kSmimeTypes", "kSmimeNoType kSmimeAttribute kSmimeIncomplete kSmimeCommonName kSmimePseudonym kSmimePlace "
         "kMailboxNotInNames kNoMailbox kMailboxInSubject kMailbox kMailboxLocal kUtf8Mailbox kRegistration kSmimeLegacy",
         subject_name=subject(**mail))
    asks("-cn", "kSmimeTypes", "kSmimeCommonName", subject_name=subject(CN="jo@example.com"))
    asks("-cn-name", "kSmimeNoType", "kSmimeTypes", subject_name=subject(CN="Jo"))
    asks("-organisation", "kSmimeTypes", "kSmimeNoType", subject_name=subject(O="Example"))
    asks("-company", "kSmimeTypes", "kSmimeNoType", subject_name=subject(**COMPANY))
    asks("-person", "kSmimeTypes", "kSmimeNoType", subject_name=subject(**PERSON))
    asks("-company-street", "kSmimeTypes", "kSmimeNoType", subject_name=subject(**COMPANY, L="Ulm", street="Gasse 1"))
    asks("-company-street-strict", "kSmimeNoType", options="generation=strict",
         subject_name=subject(**COMPANY, L="Ulm", street="Gasse 1"))
    asks("-dc", "kSmimeNoType", "kSmimeTypes", subject_name=subject(DC="example", **COMPANY))
    asks("-legacy-then", "kSmimeTypes", "kSmimeNoType", options="2025-07-14", subject_name=subject(DC="example", **COMPANY))
    asks("-legacy-since", "kSmimeNoType", "kSmimeTypes", options="2025-07-15", subject_name=subject(DC="example", **COMPANY))

    # With one: each attribute on both sides.
    for kind in TYPES:
        right = {"mailbox": mail, "organization": COMPANY, "sponsor": {**COMPANY, **PERSON}, "individual": PERSON}[kind]
        typed(kind, right, kind, "", "kSmimeTypes kSmimeNoType kSmimeAttribute kSmimeIncomplete")
        for name, value in (("O", "Example GmbH"), ("OU", "Example AG"), ("organizationIdentifier", "NTRDE-HRB12345"),
                            ("GN", "Jo"), ("title", "Dr"), ("L", "Ulm"), ("C", "DE")):
            if name in right or (name == "C" and kind == "mailbox"):
                continue
            is_person, is_office = name in ("GN", "title"), name in ("O", "OU", "organizationIdentifier")
            may = (kind in ("sponsor", "individual") if is_person else kind in ("organization", "sponsor") if is_office
                   else kind != "mailbox")
            place = {"C": "DE"} if name == "L" and "C" not in right else {}
            finds = "" if may else "kSmimeAttribute"
            typed(f"{kind}-{name.lower()}", {**place, **right, name: value}, kind, finds, "" if finds else "kSmimeAttribute")
    typed("mailbox-country", dict(C="DE"), "mailbox", "kSmimeAttribute")
    for generation, finds in (("strict", "kSmimeAttribute"), ("multipurpose", "")):
        typed(f"street-{generation}", dict(L="Ulm", street="Gasse 1", postalCode="89073", **PERSON), "individual", finds,
              generation=generation)
    typed("street-any", dict(L="Ulm", street="Gasse 1", **PERSON), "individual", "", "kSmimeAttribute")
    typed("other-multipurpose", dict(DC="example", **PERSON), "individual", "kSmimeAttribute", generation="multipurpose")
    typed("other-legacy", dict(DC="example", **PERSON), "individual", "kSmimeLegacy", "kSmimeAttribute", generation="legacy")
    typed("other-legacy-mailbox", dict(DC="example"), "mailbox", "kSmimeAttribute kSmimeLegacy", generation="legacy")
    asks("-legacy-before", "", "kSmimeLegacy", options="mailbox generation=legacy 2025-07-14")
    asks("-legacy-after", "kSmimeLegacy", options="mailbox generation=legacy 2025-07-15")
    typed("organization-no-o", dict(C="DE"), "organization", "kSmimeIncomplete")
    typed("organization-no-id", dict(O="Example GmbH"), "organization", "kSmimeIncomplete")
    typed("sponsor-no-name", COMPANY, "sponsor", "kSmimeIncomplete")
    typed("individual-cn-only", dict(CN="Jo Doe"), "individual", "kSmimeIncomplete")
    typed("individual-cn-only-legacy", dict(CN="Jo Doe"), "individual", "kSmimeLegacy", "kSmimeIncomplete", generation="legacy")
    typed("individual-surname", dict(SN="Doe"), "individual", "", "kSmimeIncomplete")
    typed("individual-pseudonym", dict(pseudonym="jd"), "individual", "", "kSmimeIncomplete kSmimePseudonym")
    typed("long-surname", dict(SN="x" * 65), "individual", "", "kAttributeTooLong")
    typed("long-title", dict(SN="Doe", title="x" * 65), "individual", "kAttributeTooLong")

    # Common names, pseudonyms, places
    typed("cn-mailbox", dict(CN="jo@EXAMPLE.com"), "mailbox", "", "kSmimeCommonName")
    typed("cn-mailbox-name", dict(CN="Jo Doe"), "mailbox", "kSmimeCommonName")
    typed("cn-mailbox-other", dict(CN="JO@example.com"), "mailbox", "kSmimeCommonName")
    typed("cn-organization", dict(CN="Example GmbH", **COMPANY), "organization", "", "kSmimeCommonName")
    typed("cn-organization-other", dict(CN="Example", **COMPANY), "organization", "kSmimeCommonName")
    typed("cn-organization-mailbox", dict(CN="jo@example.com", **COMPANY), "organization", "", "kSmimeCommonName")
    typed("cn-individual", dict(CN="Dr Jo Doe", **PERSON), "individual", "", "kSmimeCommonName")
    typed("cn-individual-mailbox", dict(CN="jo@example.org", **PERSON), "individual", "kSmimeCommonName")
    typed("cn-pseudonym", dict(CN="jd PN", pseudonym="jd"), "individual", "", "kSmimeCommonName")
    typed("cn-pseudonym-other", dict(CN="Jo Doe", pseudonym="jd"), "individual", "kSmimeCommonName")
    typed("pseudonym-surname", dict(SN="Doe", pseudonym="jd"), "individual", "kSmimePseudonym")
    typed("no-country", dict(L="Ulm", SN="Doe"), "individual", "kSmimePlace")
    typed("no-place", dict(C="DE", street="Gasse 1", SN="Doe"), "individual", "kSmimePlace")
    typed("state-street", dict(C="DE", ST="Bayern", street="Gasse 1", SN="Doe"), "individual", "", "kSmimePlace")
    typed("postal-code", dict(postalCode="89073", SN="Doe"), "individual", "kSmimePlace")
    typed("placeholder", dict(SN="Doe", GN="-"), "individual", "kPlaceholder")
    typed("no-placeholder", dict(SN="Doe", GN="Null"), "individual", "", "kPlaceholder")
    typed("default", dict(C="DE", ST="Some-State", SN="Doe"), "individual", "kToolDefault")
    typed("country", dict(C="UK", SN="Doe"), "individual", "kCountry")
    typed("country-xx", dict(C="XX", SN="Doe"), "individual", "", "kCountry kCountryXx")
    two_mails = name_of(attribute("emailAddress", "jo@example.com"), attribute("emailAddress", "jo@example.com"))
    typed("mailbox-twice", two_mails, "mailbox", "kAttributeRepeated")
    typed("surname-twice", name_of(attribute("SN", "Doe"), attribute("SN", "Roe")), "individual", "", "kAttributeRepeated")

    # Numbers in registers
    for name, number, finds in (
            ("vat", "VATDE-123456789", ""), ("psd", "PSDDE-BAFIN-12345", ""), ("lei", LEI, ""), ("gov", "GOVDE", ""),
            ("gov-state", "GOVDE+BY", ""), ("int", "INTXG", ""), ("state", "NTRDE+BY-12", ""),
            ("text", "HRB 12345", "kRegistration"), ("scheme", "ABCDE-12", "kRegistration"), ("small", "ntrde-12", "kRegistration"),
            ("no-reference", "NTRDE", "kRegistration"), ("empty", "NTRDE-", "kRegistration"), ("gov-number", "GOVDE-1", "kRegistration"),
            ("other-country", "NTRFR-12", "kRegistration"), ("no-country", "NTRZZ-12", "kRegistration"),
            ("lei-country", "LEIDE-529900T8BM49AURSDO55", "kRegistration"), ("lei-short", LEI[:-1], "kRegistration"),
            ("long-state", "NTRDE+ABCD-12", "kRegistration"), ("int-country", "INTDE", "kRegistration")):
        typed(f"registration-{name}", {**COMPANY, "organizationIdentifier": number}, "organization", finds,
              "" if finds else "kRegistration")
    greek = dict(C="GR", O="Example AE")
    typed("registration-greek", dict(organizationIdentifier="VATEL-12", **greek), "organization", "", "kRegistration")
    typed("registration-greek-register", dict(organizationIdentifier="NTREL-12", **greek), "organization", "kRegistration")

    # Mailboxes
    def mailboxes(name, *names, finds="", accepts="", subject_name=None, options="mailbox"):
        asks(f"-{name}", finds, accepts, options, san(*names, critical=subject_name is None), subject_name)

    mailboxes("other-mailbox", email("jo@example.com"), subject_name=subject(emailAddress="jo@example.org"), finds="kMailboxNotInNames")
    asks("-no-mailbox", "kNoMailbox", options="mailbox", names=b"", subject_name=subject(serialNumber="1"))
    asks("-mailbox-in-subject", "kMailboxInSubject", "kNoMailbox kMailboxNotInNames", "mailbox", b"", subject(**mail))
    asks("-mailbox-in-cn", "kMailboxInSubject", "kNoMailbox kSmimeCommonName", "mailbox", b"", subject(CN="jo@example.com"))
    asks("-local-mailbox-in-subject", "kNoMailbox", "kMailboxInSubject", "mailbox", b"", subject(emailAddress="jo@a.local"))
    mailboxes("dns", email("jo@example.com"), dns("www.example.com"), finds="kNameKind")
    mailboxes("uri", email("jo@example.com"), uri("https://example.com/"), finds="kNameKind")
    mailboxes("bad-mailbox", email("jo@"), finds="kMailbox")
    mailboxes("blank-mailbox", email(" "), finds="kNameText")
    mailboxes("blank-local-part", email("jo doe@example.com"), finds="kMailbox", accepts="kNameText")
    mailboxes("quoted", email('"jo doe@home"@example.com'), accepts="kMailbox kNameText")
    mailboxes("quoted-pair", email('"jo \\" doe"@example.com'), accepts="kMailbox")
    mailboxes("quoted-open", email('"jo" doe"@example.com'), finds="kMailbox")
    mailboxes("quoted-backslash", email('"jo\\"@example.com'), finds="kMailbox")
    mailboxes("literal", email("jo@[192.0.2.1]"), finds="kMailbox")
    for name, domain in (("localhost", "localhost"), ("local", "mail.local"), ("internal", "corp.internal"), ("reverse", "1.10.in-addr.arpa")):
        mailboxes(f"domain-{name}", email(f"jo@{domain}"), finds="kMailboxLocal", accepts="kMailbox")
    mailboxes("domain-suffix", email("jo@co.uk"), accepts="kMailboxLocal kMailbox")
    mailboxes("twice", email("jo@example.com"), email("jo@EXAMPLE.com"), finds="kNameRepeated")
    mailboxes("other-case", email("jo@example.com"), email("JO@example.com"), accepts="kNameRepeated")
    mailboxes("utf8", utf8_mailbox("jörg@example.com"), accepts="kUtf8Mailbox kNoMailbox kNameKind")
    mailboxes("utf8-a-label", utf8_mailbox("jörg@xn--bcher-kva.example.com"), accepts="kUtf8Mailbox")
    for name, text in (("ascii", "jo@example.com"), ("u-label", "jörg@bücher.example.com"), ("capitals", "jörg@Example.com"),
                       ("byte-order-mark", "\ufeffjörg@example.com"), ("no-domain", "jörg"), ("blank", "jö rg@example.com")):
        mailboxes(f"utf8-{name}", utf8_mailbox(text), finds="kUtf8Mailbox" + (" kTextUnseen" if "\ufeff" in text else ""))
    mailboxes("utf8-local", utf8_mailbox("jörg@mail.local"), finds="kMailboxLocal", accepts="kUtf8Mailbox")
    mailboxes("utf8-direction", utf8_mailbox("jö\u202erg@example.com"), finds="kTextUnseen")
    mailboxes("utf8-ia5", utf8_mailbox("", ia5("jo@example.com")), finds="kUtf8Mailbox kNoMailbox")
    mailboxes("utf8-twice", utf8_mailbox("jörg@example.com"), utf8_mailbox("jörg@example.com"), finds="kNameRepeated")
    mailboxes("utf8-in-subject", utf8_mailbox("jörg@example.com"), subject_name=subject(CN="jörg@example.com"), accepts="kSmimeCommonName")
    upn = context(0, oid("1.3.6.1.4.1.311.20.2.3") + context(0, utf8("jo@corp")))
    mailboxes("upn", email("jo@example.com"), upn, accepts="kNameKind")
    for generation, finds in (("strict", "kNameKind"), ("multipurpose", "")):
        mailboxes(f"upn-{generation}", email("jo@example.com"), upn, finds=finds, options=f"mailbox generation={generation}")

    # Names in directoryName are judged as the subject is.
    directory = lambda **values: context(4, subject(**values))
    mailboxes("directory", email("jo@example.com"), directory(emailAddress="jo@example.com"),
              accepts="kNameKind kSmimeAttribute kMailboxNotInNames")
    mailboxes("directory-attribute", email("jo@example.com"), directory(O="Example"), finds="kSmimeAttribute")
    mailboxes("directory-mailbox", email("jo@example.com"), directory(emailAddress="jo@example.org"), finds="kMailboxNotInNames")
    mailboxes("directory-broken", email("jo@example.com"), context(4, seq(seq())), finds="kNameKind")

    # Usages
    ed25519 = Ed25519Key("smime")

    def usages(name, octet, unused=0, key=KEY, finds="kSmimeUsage", more=b"", options="mailbox", spki=None):
        value = extension(KU, bits(bytes([octet]) + more, unused), True)
        if spki:  # that no test signs with
            contents = csr(names=san(email("jo@example.com")), extensions=[value], spki=spki)
            add(f"smime-usage-{name}", contents, f"{finds} kSignatureAlgorithmOther", "", "smime", options)
            return
        asks(f"-usage-{name}", finds, "" if finds else "kSmimeUsage", options, extensions=[value], key=key)

    for name, octet, unused, finds in (("signs", 0x80, 7, ""), ("signs-and-manages", 0xE0, 5, ""), ("manages", 0x20, 5, ""),
                                       ("repudiation-alone", 0x40, 6, "kSmimeUsage"), ("agrees", 0x88, 3, "kSmimeUsage"),
                                       ("managed-repudiation", 0x60, 5, "kSmimeUsage"), ("data-alone", 0x90, 4, "kSmimeUsage")):
        usages(f"rsa-{name}", octet, unused, RSA_KEY, finds)
    for generation, finds in (("strict", "kSmimeUsage"), ("multipurpose", "")):
        usages(f"rsa-data-{generation}", 0xB0, 4, RSA_KEY, finds, options=f"mailbox generation={generation}")
    for name, octet, unused, finds in (("signs", 0xC0, 6, ""), ("both", 0xC8, 3, ""), ("agrees", 0x08, 3, ""),
                                       ("enciphers-only", 0x09, 0, ""), ("enciphers-alone", 0x81, 0, "kSmimeUsage"),
                                       ("manages", 0xA0, 5, "kSmimeUsage")):
        usages(f"ec-{name}", octet, unused, KEY, finds)
    usages("ec-deciphers-only", 0x08, 7, finds="", more=b"\x80")
    usages("ec-undefined", 0x88, 6, more=b"\x40")
    usages("ec-certificates", 0x84, 2, finds="kSigningRequested")
    usages("ed25519", 0xC0, 6, ed25519, "")
    usages("ed25519-agrees", 0x88, 3, ed25519)
    kem = raw_spki(ML_KEM_512, bytes(800))
    usages("ml-kem", 0x20, 5, finds="", spki=kem)
    usages("ml-kem-signs", 0xA0, 5, spki=kem)

    def for_purposes(name, *dotted, finds="", accepts="", options="mailbox"):
        asks(f"-purpose{name}", finds, accepts, options, extensions=[purposes(*dotted)])

    for_purposes("", MAIL, accepts="kSmimePurpose kSmimePurposeMissing kSmimePurposeStrict kSmimePurposeSoon kSmimePurposeEnded")
    for_purposes("-client", MAIL, CLIENT, accepts="kSmimePurposeStrict kSmimePurposeSoon")
    for_purposes("-client-only", CLIENT, finds="kSmimePurposeMissing")
    for name, dotted in (("server", SERVER), ("code", CODE), ("time", "1.3.6.1.5.5.7.3.8"), ("any", "2.5.29.37.0")):
        for_purposes(f"-{name}", MAIL, dotted, finds="kSmimePurpose", accepts="kSmimePurposeMissing")
    for_purposes("-client-strict", MAIL, CLIENT, finds="kSmimePurposeStrict", options="mailbox generation=strict")
    documents = "1.3.6.1.4.1.311.10.3.12"
    for_purposes("-documents", MAIL, documents, finds="kSmimePurposeSoon", accepts="kSmimePurposeEnded", options="mailbox 2027-06-30")
    for_purposes("-documents-after", MAIL, documents, finds="kSmimePurposeEnded", options="mailbox 2027-07-01")
    for_purposes("-client-after", MAIL, CLIENT, accepts="kSmimePurposeEnded", options="mailbox 2027-07-01")


def smime_certificates(add):
    used = usage(0x80, 7)

    def issued(name, finds="", accepts="", kind="mailbox", generation="strict", subject_name=None, names=None, extensions=(),
               key_usage=used, options="", **parts):
        names = names or san(email("jo@example.com"), critical=subject_name is None)
        policy = policy_of(kind, generation) if kind else None
        der = certificate(subject_name, names, [*extensions, *([key_usage] if key_usage else [])],
                          **{"policy": policy, "purpose": MAIL, **parts})
        add(f"smime-{name}", der, finds, accepts, "smime", options)

    for generation in ("strict", "multipurpose"):
        issued(f"mailbox-{generation}", "", "kReservedPolicy kUsageMissing kSmimeUsage kSmimePurposeMissing kSmimeLegacy "
               "kSanCriticalityIssued", generation=generation)
    for kind, values in (("organization", COMPANY), ("sponsor", {**COMPANY, **PERSON}), ("individual", PERSON)):
        issued(kind, "", "kSmimeAttribute kSmimeIncomplete kSanCriticalNeedlessly", kind, subject_name=subject(**values))
        issued(f"{kind}-as-mailbox", "kSmimeAttribute", "", "mailbox", subject_name=subject(**values))
        issued(f"mailbox-as-{kind}", "kSmimeIncomplete", "", kind)
    # The policy goes before what is asked about.
    issued("policy-first", "", "kSmimeIncomplete kSmimePurposeStrict", generation="multipurpose", options="sponsor generation=strict")
    issued("street-strict", "kSmimeAttribute", "", "individual", subject_name=subject(C="DE", L="Ulm", street="Gasse 1", SN="Doe"))
    issued("street-multipurpose", "", "kSmimeAttribute", "individual", "multipurpose",
           subject_name=subject(C="DE", L="Ulm", street="Gasse 1", SN="Doe"))
    issued("legacy-before", "", "kSmimeLegacy", generation="legacy", issued="250714")
    issued("legacy-after", "kSmimeLegacy", "", generation="legacy", issued="250715")
    issued("legacy-other", "", "kSmimeAttribute", "individual", "legacy", subject(DC="example", CN="Jo"), issued="250714")
    issued("no-policy", "kReservedPolicy", "kSmimeTypes", None)
    issued("no-policy-no-type", "kReservedPolicy kSmimeNoType", "", None, subject_name=subject(CN="Jo"))
    issued("no-policy-no-id", "kReservedPolicy kSmimeNoType", "", None, subject_name=subject(O="Example"))
    issued("two-policies", "kReservedPolicy", "", None,
           extensions=[policies(policy_of("mailbox", "strict"), policy_of("mailbox", "multipurpose"))])
    issued("own-policy-too", "", "kReservedPolicy", None, extensions=[policies("1.2.3.4", policy_of("mailbox", "strict"))])
    issued("servers-policy", "kReservedPolicy", "", None, policy="2.23.140.1.2.1")
    issued("mailbox-in-subject", "kNoMailbox kMailboxNotInNames", "kMailboxInSubject",
           subject_name=subject(emailAddress="jo@example.com"), names=extension("2.5.29.35", seq()))
    issued("critical", "kSanCriticalNeedlessly", "kSanCriticalityIssued", "individual", subject_name=subject(SN="Doe"),
           names=san(email("jo@example.com")))
    issued("not-critical", "kSanCriticalityIssued", "kSanCriticalNeedlessly", names=san(email("jo@example.com"), critical=False))
    issued("no-usage", "kUsageMissing", "", key_usage=None)
    issued("usage-agrees", "kSmimeUsage", "", key_usage=usage(0x88, 3), key=RSA_KEY)
    issued("no-purpose", "kSmimePurposeMissing", "", purpose=None)
    issued("purpose-client-strict", "kSmimePurposeStrict", "", purpose=None, extensions=[purposes(MAIL, CLIENT)])
    issued("purpose-server", "kSmimePurpose", "", purpose=None, extensions=[purposes(MAIL, SERVER)])
    documents = [purposes(MAIL, "1.3.6.1.4.1.311.10.3.12")]
    issued("purpose-documents", "kSmimePurposeSoon", "kSmimePurposeEnded", "mailbox", "multipurpose", extensions=documents,
           purpose=None, issued="270630")
    issued("purpose-documents-after", "kSmimePurposeEnded", "", "mailbox", "multipurpose", extensions=documents, purpose=None,
           issued="270701")
    issued("registration", "kRegistration", "", "organization", subject_name=subject(C="DE", O="Example", organizationIdentifier="HRB"))
    issued("ca", "kCaIssued", "", extensions=[extension("2.5.29.19", seq(boolean()), True)])
