#!/usr/bin/env bash
# Makes tests/vectors/packs anew, with the openssl command: a key, its certificate, and chains right and wrong. Every
# run makes other keys; dates are fixed. The files here came from OpenSSL 3.0.19.
set -euo pipefail
cd "$(dirname "$0")"
out=$PWD/packs
mkdir -p "$out"
find "$out" -type f ! -name "rfc9879-*" -delete  # those stay: the examples of RFC 9879 A, passphrase "1234"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
touch index.txt
cat >ca.cnf <<'END'
[ca]
default_ca = any
[any]
new_certs_dir = .
database = index.txt
rand_serial = yes
unique_subject = no
policy = anything
default_md = sha256
copy_extensions = none
[anything]
commonName = supplied
organizationName = optional
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:www.example.com, DNS:example.com
authorityInfoAccess = OCSP;URI:http://ocsp.example.net/, caIssuers;URI:http://aia.example.net/issuing.cer
[req]
distinguished_name = nothing
[nothing]
END

key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2>/dev/null; }
# issue OUT KEY SUBJECT ISSUER-CERTIFICATE ISSUER-KEY EXTENSIONS FROM UNTIL [OPTION…]
issue() {
  local out=$1 key=$2 subject=$3 ca=$4 ca_key=$5 extensions=$6 from=$7 until=$8
  shift 8
  openssl req -new -key "$key.key" -subj "$subject" -config ca.cnf -out "$out.csr"
  if [ "$ca" = self ]; then
    openssl ca -batch -notext -config ca.cnf -selfsign -keyfile "$ca_key.key" -extensions "$extensions" -startdate "$from" -enddate "$until" -in "$out.csr" -out "$out.pem" "$@" 2>/dev/null
  else
    openssl ca -batch -notext -config ca.cnf -cert "$ca.pem" -keyfile "$ca_key.key" -extensions "$extensions" -startdate "$from" -enddate "$until" -in "$out.csr" -out "$out.pem" "$@" 2>/dev/null
  fi
}
from=20260101000000Z
until=20360101000000Z
for name in root other-root issuing forged leaf foreign; do key "$name"; done
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out forged-rsa.key 2>/dev/null
issue root root "/O=Keyseal test/CN=Root" self root authority $from $until
issue other-root other-root "/O=Keyseal test/CN=Other root" self other-root authority $from $until
issue cross root "/O=Keyseal test/CN=Root" other-root other-root authority $from $until
issue issuing issuing "/O=Keyseal test/CN=Issuing" root root authority $from $until
issue issuing-expired issuing "/O=Keyseal test/CN=Issuing" root root authority $from 20260201000000Z
issue forged forged "/O=Keyseal test/CN=Issuing" root root authority $from $until
issue forged-rsa forged-rsa "/O=Keyseal test/CN=Issuing" root root authority $from $until
issue leaf leaf "/CN=www.example.com" issuing issuing server 20261001000000Z 20270107120000Z
issue leaf-old leaf "/CN=www.example.com" issuing issuing server 20260101000000Z 20260301000000Z
issue leaf-sha1 leaf "/CN=www.example.com" issuing issuing server 20261001000000Z 20270107120000Z -md sha1
issue leaf-alone leaf "/CN=www.example.com" self leaf server 20261001000000Z 20270107120000Z
issue foreign foreign "/CN=www.example.com" issuing issuing server 20261001000000Z 20270107120000Z
openssl req -new -key leaf.key -subj / -addext "subjectAltName=DNS:www.example.com,DNS:shop.example.com" -config ca.cnf -out "$out/request.csr.pem"
for name in root other-root cross issuing issuing-expired forged forged-rsa leaf leaf-old leaf-sha1 leaf-alone foreign; do cp "$name.pem" "$out/"; done
openssl crl2pkcs7 -nocrl -certfile issuing.pem -certfile leaf.pem -certfile root.pem -outform DER -out "$out/chain.p7b"

seal() { openssl pkcs8 -topk8 -in leaf.key -passout "pass:correct horse battery staple" "$@"; }
seal -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -out "$out/key.pem"
seal -v2 des3 -iter 2048 -out "$out/key-old.pem"
cp leaf.key "$out/key-clear.pem"
openssl ec -in leaf.key -out "$out/key-sec1.pem" 2>/dev/null
openssl ec -aes256 -in leaf.key -passout "pass:correct horse battery staple" -out "$out/key-rfc1421.pem" 2>/dev/null
pfx() { openssl pkcs12 -export -inkey leaf.key -in leaf.pem -certfile issuing.pem -name www.example.com -passout "pass:correct horse battery staple" "$@"; }
pfx -iter 2048 -out "$out/openssl-modern.pfx"
pfx -iter 10000001 -out "$out/openssl-costly.pfx"
pfx -legacy -out "$out/openssl-legacy.pfx"
pfx -legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -out "$out/openssl-3des.pfx"
pfx -keypbe NONE -certpbe NONE -out "$out/openssl-clear.pfx"
pfx -nomac -out "$out/openssl-nomac.pfx"
cat leaf.key leaf.pem >"$out/clear-with-leaf.pem"
