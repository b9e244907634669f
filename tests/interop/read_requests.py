"""The judge Python: `cryptography` reads requests and sealed keys. FOLDER FIXTURE...; one JSON object per fixture."""

import json
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_pem_private_key

USAGES = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"]
TLS_FEATURE_STATUS_REQUEST = x509.TLSFeature([x509.TLSFeatureType.status_request])


def spki(public_key):
    return public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def opens(sealed_key, passphrase):
    try:
        load_pem_private_key(sealed_key, passphrase)
    except ValueError:
        return False
    return True


def read_extensions(request):
    """What the request asks for, in the words of requests.mjs."""
    asks = {"dns": [], "ip": [], "email": [], "uri": [], "extendedKeyUsage": [], "mustStaple": False, "tnAuthList": ""}
    for extension in request.extensions:
        value = extension.value
        if isinstance(value, x509.SubjectAlternativeName):
            asks["dns"] = value.get_values_for_type(x509.DNSName)
            asks["ip"] = [str(ip) for ip in value.get_values_for_type(x509.IPAddress)]
            asks["email"] = value.get_values_for_type(x509.RFC822Name)
            asks["uri"] = value.get_values_for_type(x509.UniformResourceIdentifier)
        elif isinstance(value, x509.KeyUsage):
            # encipher_only and decipher_only cannot be read without key_agreement
            others = ["key_cert_sign", "crl_sign"] + (["encipher_only", "decipher_only"] if value.key_agreement else [])
            asks["keyUsage"] = [usage for usage in USAGES + others if getattr(value, usage)]
        elif isinstance(value, x509.ExtendedKeyUsage):
            asks["extendedKeyUsage"] = [purpose.dotted_string for purpose in value]
        elif isinstance(value, x509.TLSFeature):
            asks["mustStaple"] = value == TLS_FEATURE_STATUS_REQUEST
        elif extension.oid.dotted_string == "1.3.6.1.5.5.7.1.26":
            asks["tnAuthList"] = value.value.hex()
    return asks


def read(folder, fixture, wrong_passphrase):
    passphrase = (folder / fixture / "passphrase").read_bytes()
    request = x509.load_pem_x509_csr((folder / fixture / "csr.pem").read_bytes())
    sealed_key = (folder / fixture / "key.pem").read_bytes()
    key = load_pem_private_key(sealed_key, passphrase)
    same_key = load_der_private_key((folder / fixture / "key.der").read_bytes(), passphrase)
    return {
        "fixture": fixture,
        "signature": "valid" if request.is_signature_valid else "invalid",
        "keys": "match" if spki(key.public_key()) == spki(request.public_key()) else "differ",
        "pemAndDerAgree": spki(key.public_key()) == spki(same_key.public_key())
        and request == x509.load_der_x509_csr((folder / fixture / "csr.der").read_bytes()),
        "wrongPassphrase": "opened" if opens(sealed_key, wrong_passphrase) else "refused",
        "subject": [[attribute.oid.dotted_string, attribute.value] for attribute in request.subject],
        "extensions": sorted([e.oid.dotted_string, e.critical] for e in request.extensions),
        "asks": read_extensions(request),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    wrong_passphrase = (folder / "wrong-passphrase").read_bytes()
    for fixture in sys.argv[2:]:
        print(json.dumps(read(folder, fixture, wrong_passphrase)))


if __name__ == "__main__":
    main()
