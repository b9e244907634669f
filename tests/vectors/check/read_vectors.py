"""Files as people have them: one request in many clothes, keys and certificates in others, and what cannot be read.

read/expected.txt says of each file what is read in it: "csr", "certificate" or "public-key" with the SHA-256 of its DER
for each input, or an error's code and the line it tells, in the order of the inputs."""

import base64
import hashlib
import json

from der import integer, octets, oid, pem, seq, set_of, tlv
from ed25519 import Ed25519Key
from keys import P256, P384, EcKey, ec_spki, point_bytes, raw_spki, rsa_key, rsa_spki

RSA = "1.2.840.113549.1.1.1"


def mpint(value):
    body = value.to_bytes(value.bit_length() // 8 + 1, "big")
    return len(body).to_bytes(4, "big") + body


def string(value):
    return len(value).to_bytes(4, "big") + value


def url64(value):
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def wrapped(label, der, width, end="\n"):
    text = base64.b64encode(der).decode()
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    return end.join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def texts(csr):
    """Name to text of files in which one request is to be read."""
    text = pem("CERTIFICATE REQUEST", csr)
    lines = text.splitlines()
    begin, *body, end = lines
    joined = "\n".join
    yield "as-it-is", text
    for width in (1, 60, 65, 72, 76, 10_000):
        yield f"width-{width}", wrapped("CERTIFICATE REQUEST", csr, width)
    for name, line_end in (("crlf", "\r\n"), ("cr", "\r"), ("crcrlf", "\r\r\n")):
        yield f"line-ends-{name}", text.replace("\n", line_end)
    yield "no-last-line-end", text.rstrip("\n")
    yield "blanks-behind", joined(line + "  \t" for line in lines)
    yield "blanks-before", joined(" \t" + line for line in lines)
    yield "blank-lines", "\n\n" + "\n\n \n".join(lines) + "\n\n"
    yield "no-break-spaces", joined(line.replace(" ", "\u00a0") + "\u00a0" for line in lines)
    yield "zero-width", joined(line[:9] + "\u200b" + line[9:] + "\u2060" for line in lines)
    yield "one-line", " ".join(lines)
    yield "begin-glued", joined([begin + body[0], *body[1:], end])
    yield "end-glued", joined([begin, *body[:-1], body[-1] + end])
    yield "text-around", "Subject: CN = www.example.com\n" + text + "-- \nJo\n"
    yield "text-before-on-the-line", "csr: " + text
    yield "quoted", "On Monday Jo wrote:\n" + joined("> " + line for line in lines)
    yield "quoted-twice", joined("> > " + line for line in lines)
    yield "yaml", "csr: |\n" + joined("    " + line for line in lines)
    yield "json", json.dumps({"csr": text, "cn": "www.example.com"})
    yield "json-of-php", json.dumps({"csr": text}).replace("/", "\\/")
    yield "json-of-gson", json.dumps({"csr": text}).replace("=", "\\u003d").replace("+", "\\u002b")
    yield "line-ends-written-out", text.replace("\n", "\\n")
    yield "line-ends-written-out-crlf", text.replace("\n", "\\r\\n")
    yield "html-br", text.replace("\n", "<br>\n")
    yield "html-paragraphs", "".join(f"<p>{line}</p>" for line in lines)
    for name, hyphens in (
        ("em-dashes", "\u2014\u2014-"),
        ("en-dashes", "\u2013" * 5),
        ("hyphens-of-unicode", "\u2010\u2011" * 2),
        ("four-hyphens", "-" * 4),
        ("two-hyphens", "--"),
        ("ten-hyphens", "-" * 10),
    ):
        yield name, text.replace("-----", hyphens)
    yield "no-hyphens-behind", text.replace("REQUEST-----", "REQUEST")
    yield "new", pem("NEW CERTIFICATE REQUEST", csr)
    yield "new-at-the-end-only", text.replace("END ", "END NEW ")
    yield "two-blanks-in-the-label", text.replace("CERTIFICATE REQUEST", "CERTIFICATE  REQUEST ")
    yield "base64-alone", joined(body)
    yield "base64-alone-on-one-line", "".join(body)
    yield "base64-alone-quoted", joined("> " + line for line in body)


def wrong(csr):
    """Name to text and what is told of it: a code and perhaps a line."""
    text = pem("CERTIFICATE REQUEST", csr)
    begin, *body, end = text.splitlines()
    joined = "\n".join
    yield "star-in-line-4", joined([begin, *body[:2], "*" + body[2][1:], *body[3:], end]), "pem-bad 4"
    yield "character-lost-in-line-3", joined([begin, body[0], body[1][:-1], *body[2:], end]), "pem-bad 3"
    yield "padding-inside", joined([begin, body[0][:-1] + "=", *body[1:], end]), "pem-bad 3"
    yield "last-character-lost", joined([begin, *body[:-1], body[-1][:-1], end]), f"pem-bad {len(body) + 1}"
    yield "bits-behind-the-last-byte", "-----BEGIN PUBLIC KEY-----\nMB==\n-----END PUBLIC KEY-----\n", "pem-bad 2"
    yield "nothing-inside", joined([begin, end]), "pem-bad 2"
    yield "end-missing", joined([begin, *body]) + "\n", f"pem-incomplete {len(body) + 1}"
    yield "cut-off-inside-the-end", text[:-12], f"pem-incomplete {len(body) + 2}"
    yield "cut-off-in-line-3", text[:150], "pem-incomplete 3"
    yield "another-label-at-the-end", text.replace("END CERTIFICATE REQUEST", "END CERTIFICATE"), f"pem-bad {len(body) + 2}"
    yield "cut-base64-alone", joined(body)[:151], "pem-bad 3"
    yield "prose", "My request is below.\n", "not-checkable"
    yield "prose-of-base64", "Mine", "not-checkable"
    yield "line-of-hyphens", "--------\n- - -\n", "not-checkable"
    yield "crl", "-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n", "not-checkable"


def other_keys():
    """Name to file and the DER that is read in it, or what is told."""
    key = rsa_key()
    e = key.e.to_bytes(3, "big")
    n = key.n.to_bytes(256, "big")
    spki = rsa_spki(key.n)
    pkcs1 = seq(integer(key.n), integer(key.e))
    yield "rsa-public-key.pem", pem("RSA PUBLIC KEY", pkcs1), spki
    yield "rsa-public-key.der", pkcs1, spki
    rsa_line = f"ssh-rsa {base64.b64encode(string(b'ssh-rsa') + mpint(key.e) + mpint(key.n)).decode()} jo@example.com\n"
    yield "ssh-rsa.pub", rsa_line, spki
    yield "jwk-rsa.json", json.dumps({"kty": "RSA", "n": url64(n), "e": url64(e)}), spki
    yield "jwk-rsa-private.json", json.dumps({"kty": "RSA", "n": url64(n), "e": url64(e), "d": "AQ"}), "private-key-given"
    for curve, ssh, name in ((P256, "nistp256", "P-256"), (P384, "nistp384", "P-384")):
        ec = EcKey(curve)
        ec_key = ec_spki(curve, ec.point)
        point = point_bytes(curve, ec.point)
        size = (len(point) - 1) // 2
        blob = string(f"ecdsa-sha2-{ssh}".encode()) + string(ssh.encode()) + string(point)
        yield f"ecdsa-{ssh}.pub", f"ecdsa-sha2-{ssh} {base64.b64encode(blob).decode()}\n", ec_key
        jwk = {"kty": "EC", "crv": name, "x": url64(point[1 : 1 + size]), "y": url64(point[1 + size :])}
        yield f"jwk-{name}.json", json.dumps(jwk, indent=2), ec_key
    ed = Ed25519Key().public
    ed_line = f"ssh-ed25519 {base64.b64encode(string(b'ssh-ed25519') + string(ed)).decode()}\n"
    yield "ssh-ed25519.pub", ed_line, raw_spki("1.3.101.112", ed)
    yield "jwk-ed25519.json", json.dumps({"kty": "OKP", "crv": "Ed25519", "x": url64(ed)}), raw_spki("1.3.101.112", ed)
    yield "ssh-cut-off.pub", ed_line[:-20] + "\n", "pem-bad 1"
    yield "ssh-security-key.pub", "sk-ssh-ed25519@openssh.com AAAA\n", "not-checkable"
    yield "jwk-symmetric.json", json.dumps({"kty": "oct", "k": "AAAA"}), "private-key-given"
    yield "jwk-set.json", json.dumps({"keys": [{"kty": "RSA"}, {"kty": "RSA"}]}), "not-checkable"
    two = "# keys of the servers\n" + rsa_line + "\n" + ed_line
    yield "authorized-keys.txt", two, [spki, raw_spki("1.3.101.112", ed)]


def private_keys():
    """Name to a private key in disguise, of which nothing may be said but that it is one."""
    ec = EcKey(P256)
    sec1 = seq(integer(1), octets(ec.d.to_bytes(32, "big")), tlv(0xA0, oid("1.2.840.10045.3.1.7")))
    pkcs8 = seq(integer(0), seq(oid(RSA), b"\x05\x00"), octets(b"\x30\x00" * 40))
    pfx = seq(integer(3), seq(oid("1.2.840.113549.1.7.1"), tlv(0xA0, octets(b"\x30\x00"))), seq())
    text = pem("EC PRIVATE KEY", sec1)
    yield "private-em-dashes.pem", text.replace("-----", "\u2014\u2013")
    yield "private-utf16.pem", b"\xff\xfe" + text.encode("utf-16-le")
    yield "private-on-one-line.pem", text.replace("\n", " ")
    yield "private-cut-off.pem", text[:60]
    yield "private-base64-alone.txt", base64.b64encode(sec1).decode() + "\n"
    yield "private-base64-of-pkcs8.txt", base64.b64encode(pkcs8).decode()
    yield "private-called-otherwise.pem", pem("KEY", pkcs8)
    yield "private-called-public.pem", pem("PUBLIC KEY", pkcs8)
    yield "private-of-putty.ppk", "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n"
    yield "private-of-openssh", pem("OPENSSH PRIVATE KEY", b"openssh-key-v1\x00")
    yield "pfx.der", pfx


def first_element(sequence):
    """What a SEQUENCE with a length in two octets begins with, another such."""
    return sequence[4:8 + int.from_bytes(sequence[6:8], "big")]


def read_vectors(csr, certificate):
    """Yields name, bytes and what is to be found: DER, several of them, or a code."""
    for name, text in texts(csr):
        yield f"{name}.txt", text.encode(), csr
    text = pem("CERTIFICATE REQUEST", csr)
    yield "utf-8-mark.txt", b"\xef\xbb\xbf" + text.encode(), csr
    for name, codec in (("le", "utf-16-le"), ("be", "utf-16-be")):
        yield f"utf-16-{name}.txt", ("\ufeff" + text.replace("\n", "\r\n")).encode(codec), csr
        yield f"utf-16-{name}-without-mark.txt", text.encode(codec), csr
    yield "windows-1252-dashes.txt", text.replace("-----", "\u2013\u2014\u2013").encode("cp1252"), csr
    yield "request.der", csr, csr
    yield "two-glued.txt", (text.rstrip("\n") + text).encode(), [csr, csr]
    for name, text, told in wrong(csr):
        yield f"{name}.txt", text.encode(), told
    for name, content, found in other_keys():
        yield name, content if isinstance(content, bytes) else content.encode(), found
    for name, content in private_keys():
        yield name, content if isinstance(content, bytes) else content.encode(), "private-key-given"
    signed = seq(
        oid("1.2.840.113549.1.7.2"),
        tlv(0xA0, seq(integer(1), set_of(), seq(oid("1.2.840.113549.1.7.1")), tlv(0xA0, certificate * 2), set_of())),
    )
    yield "chain.p7b", signed, [certificate, certificate]
    yield "chain.pem", pem("PKCS7", signed).encode(), [certificate, certificate]
    yield "chain-base64-alone.p7b", base64.b64encode(signed), [certificate, certificate]
    yield "trusted.pem", pem("TRUSTED CERTIFICATE", certificate + seq(seq(oid("1.3.6.1.5.5.7.3.1")))).encode(), certificate
    yield "x509.pem", pem("X509 CERTIFICATE", certificate).encode(), certificate
    tbs = first_element(certificate)
    yield "tbs.der", tbs, tbs
    yield "tbs.pem", pem("TBS CERTIFICATE", tbs).encode(), tbs
    yield "tbs-base64-alone.txt", base64.b64encode(tbs), tbs
    yield "no-certificates.p7b", seq(oid("1.2.840.113549.1.7.2"), tlv(0xA0, seq(integer(1), set_of(), seq(oid("1.2.840.113549.1.7.1")), set_of()))), "not-checkable"


def line_of(name, found):
    if isinstance(found, str):
        return f"{name} | {found}"
    hashes = [hashlib.sha256(one).hexdigest() for one in (found if isinstance(found, list) else [found])]
    return " | ".join([name, *hashes])
