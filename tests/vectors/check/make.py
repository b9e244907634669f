#!/usr/bin/env python3
"""Makes the checker's vectors: PEM files in key/ and more, and expected.txt, which says what each must lead to.

Every run makes the same bytes: run it after a change and commit what it wrote. A line of expected.txt is

    file | profile and other options | rules that must be found | rules that must be looked at and not found

with rules by their names in wasm/core/rules/rules.def. Nothing else may be found in a file, but that no blocklist was given
(kCompromiseNotEvaluated, kDebianNotEvaluated), which is left out unless the options speak of lists: "list=" and what
stands behind keyseal-check's --blocklist, or "lists=none"; and that no list of primes was given
(kKnownPrimesNotEvaluated), likewise: "primes=" and what stands behind --primes, or "primes=none". "signer=" is what
stands behind --signer. "reuse=" is a file that
keyseal-check --reuse judged before: such a line is for tests/check/reuse.test.mjs.

read/ has files as people have them; what is read in each is in read/expected.txt.

issued.txt says what an authority makes of some of the requests (issued_vectors.py).

signature/ has many requests in a file, for signature_rules_test.cc, which knows what each file must lead to.
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from blocklist_vectors import blocklist_certificates, blocklist_keys, blocklist_requests, lists  # noqa: E402
from der import der_of, pem  # noqa: E402
from issued_vectors import issued_lines  # noqa: E402
from key_vectors import key_vectors  # noqa: E402
from prime_vectors import prime_certificates, prime_keys, prime_lists, prime_requests  # noqa: E402
from profile_vectors import profile_certificates, profile_requests  # noqa: E402
from read_vectors import line_of, read_vectors  # noqa: E402
from refused_vectors import refused_of, refused_requests  # noqa: E402
from request_vectors import certificate_vectors, request_vectors  # noqa: E402
from signature_vectors import signature_vectors  # noqa: E402
from smime_vectors import smime_certificates, smime_requests  # noqa: E402
from statement_vectors import signers, statement_requests  # noqa: E402

target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
lines = []


def writer(folder, label):
    shutil.rmtree(target / folder, ignore_errors=True)
    (target / folder).mkdir(parents=True)

    def add(name, der, finds="", accepts="", profile="tls-server", options=""):
        path = f"{folder}/{name}.pem"
        assert not (target / path).exists(), f"{path} is made twice"
        if isinstance(der, list):  # a file for the option with=, which is judged before the vector
            (target / path).write_text("".join(pem(label, one) for one in der))
            return
        (target / path).write_text(pem(label, der))
        finds += " " + refused_of(f"{folder}/{name}")
        lines.append(f"{path} | {f'{profile} {options}'.strip()} | {' '.join(finds.split())} | {' '.join(accepts.split())}".rstrip())

    return add


shutil.rmtree(target / "lists", ignore_errors=True)
(target / "lists").mkdir(parents=True)
for name, text in {**lists(), **prime_lists(), **signers()}.items():
    (target / "lists" / name).write_text(text)
for makers, folder, label in (
    ((key_vectors, blocklist_keys, prime_keys), "key", "PUBLIC KEY"),
    ((request_vectors, smime_requests, profile_requests, blocklist_requests, prime_requests, refused_requests,
      statement_requests), "csr", "CERTIFICATE REQUEST"),
    ((certificate_vectors, smime_certificates, profile_certificates, blocklist_certificates, prime_certificates),
     "certificate", "CERTIFICATE"),
):
    add = writer(folder, label)
    for make in makers:
        make(add)
shutil.rmtree(target / "signature", ignore_errors=True)
(target / "signature").mkdir(parents=True)
for name, requests in signature_vectors().items():
    (target / "signature" / f"{name}.pem").write_text("".join(pem("CERTIFICATE REQUEST", one) for one in requests))
shutil.rmtree(target / "read", ignore_errors=True)
(target / "read").mkdir(parents=True)
read_lines = []
for name, content, found in read_vectors(der_of(target / "csr/good.pem"), der_of(target / "certificate/dv.pem")):
    (target / "read" / name).write_bytes(content)
    read_lines.append(line_of(name, found))
(target / "read" / "expected.txt").write_text("".join(line + "\n" for line in sorted(read_lines)))
(target / "issued.txt").write_text("".join(line + "\n" for line in issued_lines()))
(target / "expected.txt").write_text("".join(line + "\n" for line in sorted(lines)))
