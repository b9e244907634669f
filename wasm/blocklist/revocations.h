// A CA's revocations for keyCompromise, and the keys of the certificates that they are about.

#ifndef KEYSEAL_BLOCKLIST_REVOCATIONS_H_
#define KEYSEAL_BLOCKLIST_REVOCATIONS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "blocklist/crl.h"
#include "check/list_file.h"
#include "core/keys/public_key.h"

namespace keyseal::blocklist {

// Revocations collects CRLs, then looks through a folder of certificates once, so that only what was asked for is kept
// of it, however large it is.
class Revocations {
 public:
  // AddCrls reads all CRLs of a file, DER or PEM. Returns an empty text, or what is wrong.
  std::string AddCrls(const std::string& file);

  // ReadCertificates looks at every file of |folder| and of the folders in it. What is no certificate is passed over.
  // Returns an empty text, or what is wrong with the folder itself.
  std::string ReadCertificates(const std::string& folder);

  // VerifyCrls returns a line for every CRL whose signature could not be verified, since its issuer's certificate is
  // not there or uses an algorithm that is not known. |is_wrong| becomes true where one was looked at and is wrong.
  std::vector<std::string> VerifyCrls(bool& is_wrong) const;

  // TakeKeys returns the keys of the certificates that were found.
  std::vector<PublicKey> TakeKeys() { return std::move(keys_); }

  // Missing returns a line for every revocation whose certificate was not found.
  std::vector<std::string> Missing() const;

 private:
  struct Source {
    std::string file;
    Bytes der;  // which |crl| points into
    Crl crl;
  };

  std::string AddCrl(const std::string& file, ByteSpan der);
  void ReadFile(const std::string& file);
  void ReadCertificate(ByteSpan der);

  std::vector<Source> crls_;
  std::map<CertificateId, bool> wanted_;                   // whether it was found
  std::map<std::string, std::vector<PublicKey>> issuers_;  // keys of those that signed the CRLs, by name
  std::vector<PublicKey> keys_;
};

}  // namespace keyseal::blocklist

#endif  // KEYSEAL_BLOCKLIST_REVOCATIONS_H_
