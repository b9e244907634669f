"""What single authorities refuse of vectors that are made for other rules, and vectors of their own (A rules, K-45)."""

from request_vectors import csr, dns, extension, ip, san, subject
from der import integer, seq

REFUSED = {
    "kAddressNameRefused": "csr/cn-ipv4 csr/cn-ipv6",
    "kStapleRefused": "csr/must-staple",
    "kNamesRefused": "csr/san-1000 csr/san-1001",
    "kExponentRefused": "csr/good-rsa-e3 key/blocked-debian-e3 key/rsa-e-256-bits key/rsa-e-257-bits key/rsa-e-above-n "
    "key/rsa-e17 key/rsa-e3 key/rsa-e65535 key/rsa-exponent-8k key/rsa-exponent-above-n key/rsa-large-e "
    "key/rsa-shared-modulus key/rsa-small-d",
    "kModulusRefused": "key/blocked-rsa-16384 key/blocked-rsa-2056 key/blocked-rsa-8192 key/blocked-rsa-8200 key/rsa-16384 "
    "key/rsa-16392 key/rsa-2056 key/rsa-8192",
    "kAlgorithmRefused": "key/ml-dsa-44-short key/ml-dsa-44-smime key/ml-kem-768-above-0 key/ml-kem-768-above-767 "
    "key/ml-kem-768-most-0 key/ml-kem-768-most-767 csr/smime-usage-ml-kem csr/smime-usage-ml-kem-signs",
}
BY_FILE = {}
for rule, files in REFUSED.items():
    for file in files.split():
        BY_FILE.setdefault(file, []).append(rule)


def refused_of(path):
    """The rules by which a single authority refuses the vector at |path|, without its ending."""
    return " ".join(BY_FILE.get(path, []))


def refused_requests(add):
    """Both sides of what is refused; the other vectors have the rest."""
    labels = ".".join("abcdefgh") + ".example.com"
    add("labels-10", csr(names=san(dns(labels))), accepts="kLabelsRefused")
    add("labels-11", csr(names=san(dns("z." + labels))), "kLabelsRefused")
    add("labels-11-private", csr(names=san(dns("z." + labels))), accepts="kLabelsRefused", profile="private-pki")
    hosts = [dns(f"a{number}.example.com") for number in range(101)]
    add("san-100", csr(names=san(*hosts[:100])), accepts="kNamesRefused")
    add("san-101", csr(names=san(*hosts)), "kNamesRefused")
    address = ip(8, 8, 8, 8)
    add("address-in-names", csr(names=san(address)), accepts="kAddressNameRefused kStapleRefused")
    add("address-as-common-name", csr(names=san(address, critical=False), subject_name=subject(CN="8.8.8.8")),
        "kAddressNameRefused kCommonName")
    add("feature-other", csr(extensions=[extension("1.3.6.1.5.5.7.1.24", seq(integer(17)))]), accepts="kStapleRefused")
