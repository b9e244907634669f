// Certificate signing requests: PKCS#10 (RFC 2986), as the generator writes them.

#ifndef KEYSEAL_CORE_REQUEST_CSR_H_
#define KEYSEAL_CORE_REQUEST_CSR_H_

#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/keys/private_key.h"
#include "core/names/names.h"
#include "core/request/profile.h"
#include "core/request/subject.h"

namespace keyseal {

// SubjectAltNames holds every name that a request asks for, each kind without repeats, in the order given.
struct SubjectAltNames {
  std::vector<DnsName> dns;
  std::vector<IpAddress> ip;
  std::vector<Mailbox> email;
  std::vector<Uri> uri;

  bool empty() const { return dns.empty() && ip.empty() && email.empty() && uri.empty(); }
  size_t size() const { return dns.size() + ip.size() + email.size() + uri.size(); }
  // Texts returns the names as they stand in the request: A-labels, RFC 5952 addresses.
  std::vector<std::string> Texts() const;
};

struct CsrContents {
  Profile profile = Profile::kTlsServer;
  Subject subject;
  SubjectAltNames names;
  Bytes tn_auth_list;  // DER; empty for none
  bool must_staple = false;
};

// EncodeCsr returns the DER of a CertificationRequest (RFC 2986 4.2): version 1, signed with |key|, whose only
// attribute is an extensionRequest (RFC 2985 5.4.2). Fails only with kOutOfMemory or kInternal.
Result<Bytes> EncodeCsr(const CsrContents& contents, const PrivateKey& key);

// EncodeCompromiseProof returns the DER of a request that shows possession of |key| and from which nothing can be
// issued: its common name says what it is, it asks for no name, and has no attributes (BR 4.9.1.1(3), 4.9.12). Fails as
// EncodeCsr.
Result<Bytes> EncodeCompromiseProof(const PrivateKey& key);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_REQUEST_CSR_H_
