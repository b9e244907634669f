#!/usr/bin/env bash
# Makes tests/vectors/sealed/: test keys in the clear (*.p8.der) and the same keys as the openssl command encrypts them,
# for every PRF and scrypt with every cipher that Keyseal reads, and a few that it refuses. Every run makes other bytes;
# the tests depend on none of them. The files here came from OpenSSL 3.0.19.
set -euo pipefail
cd "$(dirname "$0")/sealed"

passphrase='correct horse battery staple'

# seal KEY FILE OPTION…: KEY.p8.der encrypted to FILE.der.
seal() {
  openssl pkcs8 -topk8 -inform DER -in "$1.p8.der" -outform DER -out "$2.der" -passout "pass:$passphrase" "${@:3}"
}

rm -f ./*.der
# rfc7914-13.pem is the example of RFC 7914 13, passphrase "Rabbit".
# kdf.txt stays: its numbers are the RFCs', and for SHA-384 and SHA-512 Python's hashlib's.
# genpkey's DER is the traditional form, which is wanted in the clear too.
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER -out clear-sec1.der 2>/dev/null
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -outform DER -out clear-pkcs1.der 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -inform DER -in clear-sec1.der -outform DER -out ec.p8.der
openssl pkcs8 -topk8 -nocrypt -inform DER -in clear-pkcs1.der -outform DER -out rsa.p8.der

for key in ec rsa; do
  for cipher in aes-128-cbc aes-192-cbc aes-256-cbc des3; do
    for prf in hmacWithSHA1 hmacWithSHA256 hmacWithSHA384 hmacWithSHA512; do
      seal $key $key-$prf-$cipher -v2 $cipher -v2prf $prf -iter 2048
    done
    seal $key $key-scrypt-$cipher -v2 $cipher -scrypt -scrypt_N 1024 -scrypt_r 8 -scrypt_p 2
  done
done

# Refused: another scheme (PKCS#12's own), cipher or PRF.
seal ec refused-pbe-sha1-3des -v1 PBE-SHA1-3DES
seal ec refused-camellia -v2 camellia-256-cbc
seal ec refused-aria -v2 aria-256-cbc
seal ec refused-hmac-sha224 -v2 aes-256-cbc -v2prf hmacWithSHA224
chmod 644 ./*.der
