// A file taken apart into what can be judged.

#ifndef KEYSEAL_CORE_CHECK_INPUT_READER_H_
#define KEYSEAL_CORE_CHECK_INPUT_READER_H_

#include <vector>

#include "core/asn1/der_reader.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// SplitInput returns what |untrusted_file| holds, each input as bytes for CheckDer, or the reason why it is none:
// PEM blocks with any text around them, as FindPemBlocks reads them; or DER; or, without either, lines of OpenSSH, a
// JSON Web Key or base64 alone. Certificates of a PKCS#7 are an input each. Where a file is DER and has PEM in it, as
// other programs read it, all are judged: first the whole as DER, then each block. Of an input it fails with kPemBad
// and kPemIncomplete with the line of the file, kNotCheckable for another label, kPrivateKeyGiven whatever the label
// is, and kInputTooLarge once, for all behind kMaxBlocks. Fails where the file is too large or has nothing of these.
Result<std::vector<Result<Bytes>>> SplitInput(ByteSpan untrusted_file);

// IsPrivateKey returns whether |top|, a SEQUENCE, begins as a private key does, sealed or not.
bool IsPrivateKey(const DerElement& top);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_INPUT_READER_H_
