// What BoringSSL alone takes for the signatures of requests: bare-verification FILE prints the processor time of one in
// nanoseconds, the key parsed and the signature verified, of all requests in FILE (PEM, as openssl req writes it), and
// the mean over several rounds.

#include <openssl/bytestring.h>
#include <openssl/digest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <ctime>
#include <memory>
#include <vector>

namespace {

using Bytes = std::vector<uint8_t>;

struct Request {
  Bytes info, spki, signature;
};

// CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm, signature }  (RFC 2986 4)
bool Split(const uint8_t* der, size_t size, Request& request) {
  CBS cbs, top, info, fields, spki, signature;
  CBS_init(&cbs, der, size);
  if (!CBS_get_asn1(&cbs, &top, CBS_ASN1_SEQUENCE) || !CBS_get_asn1_element(&top, &info, CBS_ASN1_SEQUENCE) ||
      !CBS_get_asn1(&top, nullptr, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&top, &signature, CBS_ASN1_BITSTRING) ||
      !CBS_skip(&signature, 1)) {
    return false;
  }
  request.info.assign(CBS_data(&info), CBS_data(&info) + CBS_len(&info));
  request.signature.assign(CBS_data(&signature), CBS_data(&signature) + CBS_len(&signature));
  if (!CBS_get_asn1(&info, &fields, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&fields, nullptr, CBS_ASN1_INTEGER) ||
      !CBS_get_asn1(&fields, nullptr, CBS_ASN1_SEQUENCE) || !CBS_get_asn1_element(&fields, &spki, CBS_ASN1_SEQUENCE)) {
    return false;
  }
  request.spki.assign(CBS_data(&spki), CBS_data(&spki) + CBS_len(&spki));
  return true;
}

bool Verify(const Request& request) {
  CBS spki;
  CBS_init(&spki, request.spki.data(), request.spki.size());
  const bssl::UniquePtr<EVP_PKEY> key(EVP_parse_public_key(&spki));
  bssl::ScopedEVP_MD_CTX ctx;
  return key != nullptr && EVP_DigestVerifyInit(ctx.get(), nullptr, EVP_sha256(), nullptr, key.get()) &&
         EVP_DigestVerify(ctx.get(), request.signature.data(), request.signature.size(), request.info.data(),
                          request.info.size());
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  std::FILE* file = std::fopen(arguments[1], "r");
  if (file == nullptr) return 2;
  std::vector<Request> requests;
  char *name, *header;
  uint8_t* der;
  long size;
  while (PEM_read(file, &name, &header, &der, &size) == 1) {
    Request request;
    if (!Split(der, static_cast<size_t>(size), request)) return 1;
    requests.push_back(std::move(request));
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(der);
  }
  (void)std::fclose(file);
  if (requests.empty()) return 1;
  constexpr size_t kVerifications = 4000;
  size_t done = 0;
  const std::clock_t started = std::clock();
  while (done < kVerifications) {
    for (const Request& request : requests) {
      if (!Verify(request)) return 1;
      done++;
    }
  }
  const double seconds = static_cast<double>(std::clock() - started) / CLOCKS_PER_SEC;
  (void)std::printf("%.0f\n", seconds / static_cast<double>(done) * 1e9);
  return 0;
}
