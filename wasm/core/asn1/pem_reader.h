// PEM as people have it: wrapped anew, indented, quoted in a mail, on one line. ParsePem (pem.h) is for our own.

#ifndef KEYSEAL_CORE_ASN1_PEM_READER_H_
#define KEYSEAL_CORE_ASN1_PEM_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// FoundBlock is what stands between two boundaries, or why it is nothing: kPemBad where a character or a whole line is
// wrong or lost, kPemIncomplete where the end line is missing or cut off. Error.index is the line, from 1.
struct FoundBlock {
  std::string label;  // without double blanks
  Result<Bytes> der;
};

// FindPemBlocks returns all blocks of |untrusted_plain_text|, which is ToPlainText's, whatever stands around them. It
// reads what RFC 7468 3 asks of parsers and more: lines of any length or none, blanks anywhere, "> " before lines, any
// number of hyphens from two on, and boundaries inside a line. Base64 is canonical still (RFC 4648 3.5), and both
// labels are one, but for NEW. Behind |most| blocks one more fails with kInputTooLarge, for all that follow.
std::vector<FoundBlock> FindPemBlocks(std::string_view untrusted_plain_text, size_t most);

// DecodeBase64Lines returns the bytes of base64 in lines of any length; |first_line| is the number of the first. Fails
// with kPemBad and the line.
Result<Bytes> DecodeBase64Lines(std::string_view untrusted_plain_text, uint32_t first_line);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_ASN1_PEM_READER_H_
