// What an authority makes of a request: which parts of it stand in the certificate, which are written anew, left out or
// added. This is what happens where nothing stands against the request; findings say what does.

#ifndef KEYSEAL_CORE_CHECK_ISSUED_H_
#define KEYSEAL_CORE_CHECK_ISSUED_H_

#include <vector>

#include "core/check/issued_part.h"

namespace keyseal {

// FateName returns "kept", "rewritten", "added" or "dropped".
const char* FateName(Fate fate);

// FindIssued returns what becomes of every part of a request: key, signature and version, the subject's attributes, the
// names, attributes and extensions in the request's order, and at last what the authority adds.
std::vector<IssuedPart> FindIssued(const AskedOf& asked);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_ISSUED_H_
