#include "core/base/nfc.h"

#include <ada.h>

namespace keyseal {

// Ada's normalize() leaves alone what it takes for NFC already, and is wrong about U+0958, and about U+00E9 U+0323. It
// does the work where it finds U+2126, whose decomposition is one other character; so one is put at the end and taken
// off again. Nothing before it composes with it. Ada composes as Unicode 15 does.
bool ToNfc(std::u32string& text) {
  text.push_back(U'\u2126');
  if (!ada::idna::normalize(text)) return false;
  text.pop_back();
  return true;
}

}  // namespace keyseal
