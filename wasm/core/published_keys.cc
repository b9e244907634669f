#include "core/published_keys.h"

#include <algorithm>

namespace keyseal {
namespace {

struct PublishedKey {
  std::string_view source;
  std::string_view fingerprint;
};

// Keys whose private half is printed in a standard. Certificates have been asked for with them.
constexpr PublishedKey kKeys[] = {
    {"RFC 9500 2.1 testRSA1024", "33d5b04ff73a985edb0f91900a927b90d7e22764ef4977dc42c1531799460fc5"},
    {"RFC 9500 2.1 testRSA2048", "d5246bc377541fb76508de53d527eb973a81b755144ab531a6a0b7b4af0e7088"},
    {"RFC 9500 2.3 testECCP256", "336ab2ef332415f3ec691a96a4dfd2f4c75493619282d39445eafb4478f51087"},
    {"RFC 9500 2.3 testECCP384", "f37f4a83bbce8e3e8118ca38541b3904d8c4b8a53012b2c28080ce398008a0c9"},
    {"RFC 9500 2.3 testECCP521", "95ebd9e88bd04c3238d9593c875af83bae889e6b298a0051c4e5d8104e3cd34a"},
    {"RFC 6979 A.2.5", "10985c901b9bc6c098258f3ae43e4f3f129066efd8335271ec7e07c89bda39c9"},
    {"RFC 6979 A.2.6", "cab8860f3b4d077859313d2a4ef4fe729516591511eb9ed87e6f9682cb83965e"},
    {"RFC 6979 A.2.7", "0925f7c753355dd3cd3c4904001d6fc758fb2583a067404ed68b2f2c8279a557"},
    {"RFC 7517 A.1 RSA", "cfd9828d5c4be180a7f4eb8b33725769db37cf9d3e7e71e3522158c39b34537c"},
    {"RFC 7515 A.3", "c4a8d76ecf5f712a6f98052d967a155f92e22a4151e176700b2d8077987967ab"},
    {"RFC 7517 A.1 EC", "fa0823c601e01670320f579ad4c5c453d77b6ca8d7bb6f2640abb11223a33580"},
    {"RFC 8946", "f9109dc651a11992575b3ec496aded2f3003f240bdf06939929d8d0f28071e5a"},
    {"RFC 8410 10.1", "e744c0791320c3285460eddb523f14c88d857ada46b97a5690d88cf978b9191f"},
    {"RFC 8032 7.1, RFC 8037 A", "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9"},
};

}  // namespace

std::optional<std::string_view> FindPublishedKey(std::string_view fingerprint_hex) {
  const auto* found = std::ranges::find(kKeys, fingerprint_hex, &PublishedKey::fingerprint);
  if (found == std::end(kKeys)) return std::nullopt;
  return found->source;
}

}  // namespace keyseal
