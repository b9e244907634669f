"""Writes ASN.1, right or wrong. Made for test vectors only: it takes what it is told, defects included."""

import base64


def length(size, octets=None):
    """A length; with |octets|, in that many octets behind the first, more than DER would take."""
    if octets is None and size < 0x80:
        return bytes([size])
    body = size.to_bytes(octets or (size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(body)]) + body


def tlv(tag, contents, length_octets=None):
    return bytes([tag]) + length(len(contents), length_octets) + contents


def seq(*parts):
    return tlv(0x30, b"".join(parts))


def set_of(*parts, order=True):
    return tlv(0x31, b"".join(sorted(parts) if order else parts))


def integer(value):
    size = value.bit_length() // 8 + 1 if value >= 0 else ((-value - 1).bit_length()) // 8 + 1
    return tlv(0x02, value.to_bytes(size, "big", signed=True))


def oid(dotted):
    arcs = [int(arc) for arc in dotted.split(".")]
    body = b""
    for arc in [arcs[0] * 40 + arcs[1]] + arcs[2:]:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.insert(0, 0x80 | arc & 0x7F)
        body += bytes(groups)
    return tlv(0x06, body)


def bits(contents, unused=0):
    return tlv(0x03, bytes([unused]) + contents)


def octets(contents):
    return tlv(0x04, contents)


def utf8(text):
    return tlv(0x0C, text.encode())


def printable(text):
    return tlv(0x13, text.encode())


def ia5(text):
    return tlv(0x16, text.encode())


def boolean(value=0xFF):
    return tlv(0x01, bytes([value]))


def context(number, contents, constructed=True):
    return tlv(0x80 | (0x20 if constructed else 0) | number, contents)


NULL = b"\x05\x00"


def pem(label, der):
    text = base64.b64encode(der).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def der_of(path):
    """The DER of the only block in a PEM file."""
    return base64.b64decode("".join(path.read_text().splitlines()[1:-1]))
