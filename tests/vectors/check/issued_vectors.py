"""What an authority makes of requests, row by row: issued.txt. Written down from the texts and from Boulder's source, not
from what Keyseal says.

A line that begins with csr/ names a vector, its profile and other options, as in expected.txt. Each line under it is a
row: the part, what becomes of it, behind "->" what it becomes, and in brackets the clause. All rows are there, in order.
"""

BOULDER = "Boulder {} (policy)"
CERT, CSR, NAMES, CA = (BOULDER.format(name) for name in ("issuance/cert.go", "csr.go", "identifier.go", "ca.go"))
DRAFT = "draft-ietf-lamps-csr-attestation"
FRONT = ["signature dropped [RFC 2986 3]", "version rewritten -> v3 [RFC 5280 4.1.2.1]"]


def fields(clause):
    return [f"{field} added [{clause}]" for field in ("serialNumber", "issuer", "validity")]


def own(letters, policy, clause):
    """What authorities add of their own, in the order of the list in issued_extensions.cc."""
    rows = []
    for part, letter in zip(("authorityKeyIdentifier", "authorityInfoAccess", "certificatePolicies", "cRLDistributionPoints"), letters):
        becomes = f" -> {policy}" if part == "certificatePolicies" and policy else ""
        rows.append(f"{part} added{becomes} [{clause} {letter}]".replace(" (", "("))
    return rows


USAGE = "keyUsage added -> digitalSignature [{}]"
PURPOSE = "extendedKeyUsage added -> serverAuth [{}]"
EC_USAGE, SERVER = USAGE.format("BR 7.1.2.7.11"), PURPOSE.format("BR 7.1.2.7.10")


def server(*rows, adds=(EC_USAGE, SERVER), policy=""):
    back = own(("7.1.2.7.6", "7.1.2.7.7", "7.1.2.7.9", "7.1.2.11.2"), policy, "BR")
    return ["key kept [BR 7.1.2.7]", *FRONT, *rows, *adds, *back,
            "signedCertificateTimestampList added [BR 7.1.2.11.3]", *fields("BR 7.1.2.7")]


# Boulder's template, which is filled in from key and names alone.
LE_USAGE, LE_PURPOSE = USAGE.format(CERT), PURPOSE.format(CERT)
LE_CONSTRAINTS = f"basicConstraints added -> CA:FALSE [{CERT}]"
LE_IDENTIFIER = f"subjectKeyIdentifier added [{CA}]"


def lets_encrypt(*rows, adds=(LE_USAGE, LE_PURPOSE, LE_CONSTRAINTS, LE_IDENTIFIER)):
    return server(*rows, adds=adds, policy="2.23.140.1.2.1")


def mail(*rows, adds=None, policy=""):
    adds = adds if adds is not None else ("keyUsage added -> digitalSignature, keyAgreement [SBR 7.1.2.3(e)]",
                                          "extendedKeyUsage added -> emailProtection [SBR 7.1.2.3(f)]",
                                          "subjectKeyIdentifier added [SBR 7.1.2.3(n)]")
    back = own(("(g)", "(c)", "(a)", "(b)"), policy, "SBR 7.1.2.3")
    return ["key kept [SBR 7.1.3.1]", *FRONT, *rows, *adds, *back, *fields("RFC 2986 3")]


def code(*rows, adds, policy=""):
    back = own(("(g)", "(c)", "(a)", "(b)"), policy, "CSBR 7.1.2.3")
    return ["key kept [CSBR 6.1.5.2]", *FRONT, *rows, *adds, *back, *fields("RFC 2986 3")]


CODE_BOTH = ("keyUsage added -> digitalSignature [CSBR 7.1.2.3(e)]",
             "extendedKeyUsage added -> codeSigning [CSBR 7.1.2.3(f)]")


def private(*rows):
    return ["key kept [RFC 2986 3]", *FRONT, *rows, "authorityKeyIdentifier added [RFC 5280 4.2.1.1]",
            *fields("RFC 2986 3")]


WWW = "san[0] kept [BR 3.2.2.4]"
MAILBOX = "subject[0] kept [SBR 3.2.2]"
TEMPLATE = "kept [RFC 2986 3]"


def subject(rows, clause, fate="rewritten"):
    return [f"subject[{index}] {fate} [{clause}]" for index in rows]


ISSUED = {
    # Names of servers (BR 7.1.2.7.12, Boulder's identifier.Normalize)
    "good tls-server": server(WWW),
    "good tls-server authority=lets-encrypt": lets_encrypt(f"subject added -> www.example.com [{CSR}]", WWW),
    "dns-capitals tls-server": server(f"san[0] rewritten -> www.example.com [{NAMES}]"),
    "dns-twice tls-server": server(WWW, f"san[1] dropped [{NAMES}]"),
    "dns-wildcard tls-server": server("san[0] kept [BR 3.2.2.6]"),
    "ip-8-8-8-8 tls-server": server("san[0] kept [BR 3.2.2.5]"),
    "san-email tls-server": server(WWW, "san[1] dropped [BR 7.1.2.7.12]"),
    "san-email tls-server authority=lets-encrypt":
        lets_encrypt(f"subject added -> www.example.com [{CSR}]", WWW, f"san[1] dropped [{CSR}]"),
    "san-other tls-server authority=lets-encrypt":
        lets_encrypt(f"subject added -> www.example.com [{CSR}]", WWW, "san[1] dropped [BR 7.1.2.7.12]"),
    # The common name (BR 7.1.4.3, Boulder's csr.CNFromCSR)
    "cn tls-server": server("subject[0] kept [BR 7.1.4.3]", WWW),
    "cn-capitals tls-server": server("subject[0] rewritten -> www.example.com [BR 7.1.4.3]", WWW),
    "cn-only tls-server": server("subject[0] kept [BR 7.1.4.3]", f"san added -> www.example.com [{NAMES}]"),
    "cn-other tls-server":
        server("subject[0] kept [BR 7.1.4.3]", WWW, f"san added -> other.example.com [{NAMES}]"),
    "cn-other tls-server authority=lets-encrypt":
        lets_encrypt("subject[0] kept [BR 7.1.4.3]", WWW, f"san added -> other.example.com [{NAMES}]"),
    "cn-twice tls-server": server("subject[0] kept [BR 7.1.4.3]", "subject[1] dropped [BR 7.1.4.1]", WWW),
    "cn-twice tls-server authority=lets-encrypt":
        lets_encrypt("subject[0] dropped [BR 7.1.4.1]", "subject[1] kept [BR 7.1.4.3]", WWW),
    "cn-ipv4 tls-server": server("subject[0] kept [BR 7.1.4.3]", "san[0] kept [BR 3.2.2.5]"),
    "address-as-common-name tls-server authority=lets-encrypt":
        lets_encrypt(f"subject[0] dropped [{CSR}]", "san[0] kept [BR 3.2.2.5]"),
    "cn-empty tls-server": server("subject[0] rewritten -> www.example.com [BR 7.1.4.3]", WWW),
    # Other attributes by level (BR 7.1.2.7.2 to .5, EVG 7.1.4.2)
    "dv-country tls-server dv": server("subject[0] dropped [BR 7.1.2.7.2]", WWW, policy="2.23.140.1.2.1"),
    "dv-organisation tls-server dv":
        server(*subject(range(4), "BR 7.1.2.7.2", "dropped"), WWW, policy="2.23.140.1.2.1"),
    "ov tls-server authority=lets-encrypt": lets_encrypt(
        *subject(range(4), CERT, "dropped"), f"subject added -> www.example.com [{CSR}]", WWW),
    "ov tls-server": server(*subject(range(4), "BR 7.1.2.7.1"), WWW),
    "ov tls-server ov": server(*subject(range(4), "BR 7.1.2.7.4"), WWW, policy="2.23.140.1.2.2"),
    "ov-no-country tls-server ov": server(*subject(range(2), "BR 7.1.2.7.4"), "subject added -> C [BR 7.1.2.7.4]", WWW,
                                          policy="2.23.140.1.2.2"),
    "good tls-server ov":
        server("subject added -> C, O, L [BR 7.1.2.7.4]", WWW, policy="2.23.140.1.2.2"),
    "iv tls-server iv": server(*subject(range(4), "BR 7.1.2.7.3"), WWW, policy="2.23.140.1.2.3"),
    "ev tls-server ev": server(*subject(range(7), "EVG 7.1.4.2"), WWW, policy="2.23.140.1.1"),
    "ou tls-server": server("subject[0] dropped [BR 7.1.2.7.4]", WWW),
    "title tls-server": server("subject[0] dropped [BR 7.1.2.7.4]", WWW),
    # Extensions of servers (BR 7.1.2.7.6 to .11, Boulder's issuance.Prepare)
    "usage-ec tls-server":
        server(WWW, "keyUsage kept [BR 7.1.2.7.11]", adds=(SERVER,)),
    "usage-ec-agreement tls-server":
        server(WWW, "keyUsage rewritten -> digitalSignature [BR 7.1.2.7.11]", adds=(SERVER,)),
    "usage-rsa tls-server": server(WWW, "keyUsage kept [BR 7.1.2.7.11]", adds=(SERVER,)),
    "usage-rsa-data tls-server":
        server(WWW, "keyUsage rewritten -> digitalSignature [BR 7.1.2.7.11]", adds=(SERVER,)),
    "usage-rsa-data tls-server authority=lets-encrypt": lets_encrypt(
        f"subject added -> www.example.com [{CSR}]", WWW,
        f"keyUsage rewritten -> digitalSignature, keyEncipherment [{CERT}]",
        adds=(LE_PURPOSE, LE_CONSTRAINTS, LE_IDENTIFIER)),
    "usage-signs-certificates tls-server":
        server(WWW, "keyUsage rewritten -> digitalSignature [BR 7.1.2.7.11]", adds=(SERVER,)),
    "usage-not-bits tls-server":
        server(WWW, "keyUsage rewritten -> digitalSignature [BR 7.1.2.7.11]", adds=(SERVER,)),
    "purpose-server tls-server": server(WWW, "extendedKeyUsage kept [BR 7.1.2.7.10]", adds=(EC_USAGE,)),
    "purpose-client-before tls-server":
        server(WWW, "extendedKeyUsage rewritten -> serverAuth [BR 7.1.2.7.10]", adds=(EC_USAGE,)),
    "purpose-client-only tls-server":
        server(WWW, "extendedKeyUsage rewritten -> serverAuth [BR 7.1.2.7.10]", adds=(EC_USAGE,)),
    "ca tls-server": server(WWW, "basicConstraints rewritten -> CA:FALSE [BR 7.1.2.7.8]"),
    "not-ca tls-server": server(WWW, "basicConstraints kept [BR 7.1.2.7.8]"),
    "ca tls-server authority=lets-encrypt": lets_encrypt(
        f"subject added -> www.example.com [{CSR}]", WWW, f"basicConstraints rewritten -> CA:FALSE [{CERT}]",
        adds=(LE_USAGE, LE_PURPOSE, LE_IDENTIFIER)),
    "key-identifier tls-server": server(WWW, "subjectKeyIdentifier dropped [BR 7.1.2.7.6]"),
    "key-identifier tls-server authority=lets-encrypt": lets_encrypt(
        f"subject added -> www.example.com [{CSR}]", WWW, f"subjectKeyIdentifier rewritten [{CA}]",
        adds=(LE_USAGE, LE_PURPOSE, LE_CONSTRAINTS)),
    "name-constraints tls-server": server(WWW, "nameConstraints dropped [BR 7.1.2.7.6]"),
    "must-staple tls-server": server(WWW, "tlsfeature kept [BR 7.1.2.11.5]"),
    "must-staple tls-server authority=lets-encrypt": lets_encrypt(
        f"subject added -> www.example.com [{CSR}]", WWW, f"tlsfeature dropped [{BOULDER.format('ra.go')}]"),
    "extension-other tls-server": server(WWW, "extensions[1] dropped [BR 7.1.2.11.5]"),
    "ev-identifier-extension tls-server ev": server(
        *subject(range(8), "EVG 7.1.4.2"), WWW, "extensions[1] rewritten [EVG 7.1.2.2]", policy="2.23.140.1.1"),
    # Attributes of the request, and its version
    "challenge-password tls-server": server(WWW, "attributes[0] dropped [RFC 2985 5.4.1]"),
    "attribute-other tls-server": server(WWW, f"attributes[0] dropped [{CSR}]"),
    "attestation tls-server": server(WWW, f"attributes[0] dropped [{DRAFT}]"),
    "attestation-extension tls-server": server(WWW, f"attestation dropped [{DRAFT}]"),
    "statement-good private-pki": private(f"subject[0] {TEMPLATE}", f"san[0] {TEMPLATE}",
                                          "attributes[0] dropped [RFC 9883 3]"),
    "version-2 tls-server": [row.replace("rewritten -> v3", "kept") if row.startswith("version") else row
                             for row in server(WWW)],
    # Mail (SBR 7.1.2.3, 7.1.4.2)
    "smime smime": mail(MAILBOX, "san[0] kept [SBR 3.2.2]"),
    "smime smime mailbox generation=strict": mail(MAILBOX, "san[0] kept [SBR 3.2.2]", policy="2.23.140.1.5.1.3"),
    "smime-dns smime": mail("san[0] kept [SBR 3.2.2]", "san[1] dropped [SBR 7.1.4.2.1]"),
    "smime-mailbox-in-subject smime":
        mail("subject[0] kept [SBR 3.2.2]", "san added -> jo@example.com [SBR 7.1.4.2.1]"),
    "smime-mailbox-o smime mailbox": mail(MAILBOX, "subject[1] dropped [SBR 7.1.4.2.3]", "san[0] kept [SBR 3.2.2]"),
    "smime-organization-no-id smime organization":
        mail("subject[0] rewritten [SBR 7.1.4.2.4]", "subject added -> organizationIdentifier [SBR 7.1.4.2.4]",
             "san[0] kept [SBR 3.2.2]"),
    "smime-usage-rsa-agrees smime": mail(
        "san[0] kept [SBR 3.2.2]", "keyUsage rewritten -> digitalSignature, keyEncipherment [SBR 7.1.2.3(e)]",
        adds=("extendedKeyUsage added -> emailProtection [SBR 7.1.2.3(f)]",
              "subjectKeyIdentifier added [SBR 7.1.2.3(n)]")),
    "smime-usage-ec-signs smime": mail(
        "san[0] kept [SBR 3.2.2]", "keyUsage kept [SBR 7.1.2.3(e)]",
        adds=("extendedKeyUsage added -> emailProtection [SBR 7.1.2.3(f)]",
              "subjectKeyIdentifier added [SBR 7.1.2.3(n)]")),
    "smime-purpose-client smime": mail(
        "san[0] kept [SBR 3.2.2]", "extendedKeyUsage kept [SBR 7.1.2.3(f)]",
        adds=("keyUsage added -> digitalSignature, keyAgreement [SBR 7.1.2.3(e)]",
              "subjectKeyIdentifier added [SBR 7.1.2.3(n)]")),
    "smime-purpose-client-strict smime generation=strict": mail(
        "san[0] kept [SBR 3.2.2]", "extendedKeyUsage rewritten -> emailProtection [SBR 7.1.2.3(f)]",
        adds=("keyUsage added -> digitalSignature, keyAgreement [SBR 7.1.2.3(e)]",
              "subjectKeyIdentifier added [SBR 7.1.2.3(n)]")),
    # Code signing (CSBR 7.1.2.3, 7.1.4.2)
    "code-signing code-signing": code(*subject(range(4), "CSBR 7.1.4.2.2"), adds=CODE_BOTH),
    "code-signing-no-o code-signing": code(*subject(range(3), "CSBR 7.1.4.2.2"),
                                           "subject added -> O [CSBR 7.1.4.2.3]", adds=CODE_BOTH),
    "code-signing-usage-more code-signing":
        code(*subject(range(4), "CSBR 7.1.4.2.2"), "keyUsage rewritten -> digitalSignature [CSBR 7.1.2.3(e)]",
             adds=CODE_BOTH[1:]),
    "code-signing-purpose-server code-signing":
        code(*subject(range(4), "CSBR 7.1.4.2.2"), "extendedKeyUsage rewritten -> codeSigning [CSBR 7.1.2.3(f)]",
             adds=CODE_BOTH[:1]),
    # Outside public trust
    "private-pki-names private-pki": private("san[0] " + TEMPLATE),
    "spiffe spiffe": private("san[0] " + TEMPLATE),
    "spiffe-ca spiffe": private("san[0] " + TEMPLATE, "basicConstraints rewritten -> CA:FALSE [X.509-SVID 4.1]"),
    "spiffe-usage-certificates spiffe":
        private("san[0] " + TEMPLATE, "keyUsage rewritten -> digitalSignature [X.509-SVID 4.3]"),
    "stir-shaken stir-shaken": private("TNAuthorizationList kept [RFC 8226 9]"),
}


def issued_lines():
    lines = []
    for about, rows in ISSUED.items():
        file, profile = about.split(" ", 1)
        lines += [f"csr/{file}.pem {profile}", *(f"  {row}" for row in rows)]
    return lines
