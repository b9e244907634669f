// A certificate as a link of a chain: who issued it, until when it is valid, whose signature it bears.

#ifndef KEYSEAL_CORE_PACKS_CERTIFICATE_H_
#define KEYSEAL_CORE_PACKS_CERTIFICATE_H_

#include <cstdint>
#include <string>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/keys/public_key.h"
#include "core/rules/request_parts.h"

namespace keyseal {

// Certificate is what an authority issued (RFC 5280 4.1). Spans point into its own bytes.
class Certificate {
 public:
  // Parse takes |der|, one Certificate. Fails with kCertificateBad for all else.
  static Result<Certificate> Parse(Bytes der);

  Certificate(Certificate&&) = default;  // the bytes stay where they are
  Certificate& operator=(Certificate&&) = default;
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  const Bytes& der() const { return der_; }
  ByteSpan issuer() const { return parts_.issuer.bytes; }         // a Name, as it is encoded
  ByteSpan subject() const { return parts_.subject_name.bytes; }  // the same
  bool is_self_issued() const;
  int64_t not_before() const { return not_before_; }  // seconds since 1970
  int64_t not_after() const { return not_after_; }
  const PublicKey& key() const { return key_; }

  // IsSignedBy returns whether |issuer|'s key made the signature: kUnknown where that cannot be verified here.
  enum class Signed : uint8_t { kYes, kNo, kUnknown };
  Signed IsSignedBy(const Certificate& issuer) const;

  // IssuerText and SubjectText return the name for a person: the common name, or else the organization, or "".
  std::string IssuerText() const;
  std::string SubjectText() const;

  // IssuerUrl returns where the issuer's certificate lies by the authority information access (RFC 5280 4.2.2.1), or
  // "". Nobody has looked whether it is true.
  std::string IssuerUrl() const;

 private:
  Certificate() = default;

  Bytes der_;
  RequestParts parts_;
  int64_t not_before_ = 0;
  int64_t not_after_ = 0;
  PublicKey key_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PACKS_CERTIFICATE_H_
