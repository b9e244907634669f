"""Python's `cryptography` over many requests: FOLDER, and names on standard input; one JSON object per request."""

import hashlib
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_der_private_key
from read_requests import read_extensions, spki


def digest(public_key):
    return hashlib.sha256(spki(public_key)).hexdigest()


def read(folder, name):
    request = x509.load_pem_x509_csr((folder / name / "csr.pem").read_bytes())
    key = load_der_private_key((folder / name / "private.der").read_bytes(), None)
    return {
        "fixture": name,
        "signature": "valid" if request.is_signature_valid else "invalid",
        "spkiSha256": digest(request.public_key()),
        "privateKey": digest(key.public_key()),
        "subject": [[attribute.oid.dotted_string, attribute.value] for attribute in request.subject],
        "extensions": sorted([e.oid.dotted_string, e.critical] for e in request.extensions),
        "asks": read_extensions(request),
    }


for line in sys.stdin:
    print(json.dumps(read(pathlib.Path(sys.argv[1]), line.strip())))
