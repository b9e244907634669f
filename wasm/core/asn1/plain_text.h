// The text in a file, as editors, shells and mail programs leave it.

#ifndef KEYSEAL_CORE_ASN1_PLAIN_TEXT_H_
#define KEYSEAL_CORE_ASN1_PLAIN_TEXT_H_

#include <string>

#include "core/base/secret_bytes.h"

namespace keyseal {

// ToPlainText returns |untrusted_file| as the ASCII that was meant: for PEM, base64 and JSON, not for prose. UTF-16 is
// decoded, by its mark or by its zeros; marks and characters without a width are left out; every line end (LF, CR,
// CRLF, CRCRLF) is "\n", so that lines can be counted; blanks of every kind are " ", and so are line ends that are
// written out
// ("\n" of JSON, "<br>" of HTML); dashes of every kind are "-". Whatever else is not ASCII is "?". The result has at
// most as many bytes as the file.
std::string ToPlainText(ByteSpan untrusted_file);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_ASN1_PLAIN_TEXT_H_
