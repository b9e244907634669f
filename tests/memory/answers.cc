#include "tests/memory/answers.h"

#include <memory>
#include <utility>

#include "core/base/out_of_memory.h"
#include "core/check/input_reader.h"
#include "core/check/report_printer.h"
#include "core/generate/generate.h"
#include "core/generate/preview.h"
#include "core/packs/package.h"
#include "core/sealing/passphrase.h"
#include "core/sealing/sealed_key.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

SecretBytes SecretOf(std::string_view text) {
  return std::move(*SecretBytes::Copy({reinterpret_cast<const uint8_t*>(text.data()), text.size()}));
}

GenerateRequest RequestFor(KeyType type) {
  return {.profile = Profile::kPrivatePki,
          .key = type,
          .subject = {{"CN", "www.example.com"}, {"O", "Example Ltd"}, {"C", "GB"}},
          .dns = {"www.example.com", "b\u00fccher.example", "*.example.com", "www.example.com"},
          .ip = {"8.8.8.8", "2001:4860:4860::8888"},
          .email = {"somebody@example.com"},
          .uri = {"https://www.example.com/a"},
          .tn_auth_list = {},
          .must_staple = false,
          .kdf = {}};
}

// With a deterministic source of its own.
template <typename Use>
auto WithEntropy(Use use) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  return use(entropy);
}

std::string PlainText(const SecretBytes& secret) { return {secret.Reveal().begin(), secret.Reveal().end()}; }

}  // namespace

Operation Generating(KeyType type) {
  return [request = RequestFor(type), passphrase = std::make_shared<SecretBytes>(SecretOf(kTestPassphrase))] {
    return OrOutOfMemory([&] {
      return WithEntropy([&](Entropy& entropy) -> Result<std::string> {
        NoProgress progress;
        const Result<Generated> generated = Generate(request, *passphrase, entropy, progress);
        if (!generated) return generated.error();
        std::string answer = generated->spki_sha256;
        for (const std::string& name : generated->names) answer += " " + name;
        return answer;
      });
    });
  };
}

Operation Previewing() {
  GenerateRequest request = RequestFor(KeyType::kEcdsaP256);
  request.profile = Profile::kTlsServer;
  request.dns.insert(request.dns.end(), {"-", "a.internal", "co.uk", "\u00df\u0301.example"});
  request.subject.push_back({"1.2.3.4", "x"});
  return [request, passphrase = std::make_shared<std::optional<SecretBytes>>(SecretOf(kTestPassphrase))] {
    return OrOutOfMemory([&]() -> Result<std::string> {
      const Result<Preview> preview = PreviewRequest(request, *passphrase);
      if (!preview) return preview.error();
      std::string answer;
      for (const JudgedName& name : preview->names) answer += name.text.value_or("?") + " ";
      for (const Error& problem : preview->problems) answer += std::string(ErrorName(problem.code)) + " ";
      return answer;
    });
  };
}

Operation Suggesting() {
  return [] {
    return WithEntropy([](Entropy& entropy) -> Result<std::string> {
      const Result<SecretBytes> suggested = SuggestPassphrase(6, entropy);
      if (!suggested) return suggested.error();
      return OrOutOfMemory([&]() -> Result<std::string> { return PlainText(*suggested); });
    });
  };
}

Operation Sealing() {
  FakeSource source(Stream(2));
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  auto key = std::make_shared<PrivateKey>(*PrivateKey::Generate(KeyType::kEcdsaP256, entropy, progress));
  return [key, secret = std::make_shared<SecretBytes>(SecretOf(kTestPassphrase))] {
    return OrOutOfMemory([&] {
      return WithEntropy([&](Entropy& own) -> Result<std::string> {
        const Result<Passphrase> passphrase = Passphrase::ForOpening(*secret);
        if (!passphrase) return passphrase.error();
        const Result<Bytes> sealed = SealKey(*key, *passphrase, Pbkdf2{}, own);
        if (!sealed) return sealed.error();
        return std::string(sealed->begin(), sealed->end());
      });
    });
  };
}

Operation Opening(const std::string& sealed) {
  return [der = ReadVector("sealed/" + sealed), secret = std::make_shared<SecretBytes>(SecretOf(kTestPassphrase))] {
    return OrOutOfMemory([&]() -> Result<std::string> {
      const Result<Passphrase> passphrase = Passphrase::ForOpening(*secret);
      if (!passphrase) return passphrase.error();
      const Result<PrivateKey> key = OpenKey(der, *passphrase);
      if (!key) return std::string(ErrorName(key.error().code));
      const Result<Bytes> spki = key->EncodeSpki();
      if (!spki) return spki.error();
      return std::string(spki->begin(), spki->end());
    });
  };
}

Operation Packaging() {
  return [key = ReadVector("packs/openssl-legacy.pfx"), chain = ReadVector("packs/chain.p7b"),
          secret = std::make_shared<SecretBytes>(SecretOf(kTestPassphrase))] {
    return OrOutOfMemory([&] {
      return WithEntropy([&](Entropy& entropy) -> Result<std::string> {
        const PackageRequest request = {.untrusted_key_file = key,
                                        .untrusted_chain_files = {chain},
                                        .pfx_forms = {PfxForm::kModern},
                                        .now = 1'796'000'000};
        const Result<Packaged> packaged = Package(request, *secret, entropy);
        if (!packaged) return packaged.error();
        std::string answer = packaged->spki_sha256 + std::to_string(packaged->chain.size());
        for (const Finding& finding : packaged->findings) answer += std::string(" ") + finding.rule;
        return answer + std::to_string(packaged->pfx_files.size());
      });
    });
  };
}

Operation Checking(std::vector<std::string> names) {
  auto lists = std::make_shared<BlocklistSet>();
  for (const auto& [kind, covers, name] :
       {std::tuple("spki", "", "compromised.txt"), std::tuple("numbers", "rsa-2048+ec-p256", "debian.csv"),
        std::tuple("openssl", "", "blacklist.RSA-2048")}) {
    const Bytes list = ReadVector(std::string("check/lists/") + name);
    EXPECT_TRUE(lists->Add(list, *ParseBlocklistLabel(kind, covers, name)).has_value());
  }
  std::vector<NamedFile> files;
  for (const std::string& name : names) files.push_back({name, ReadVector("check/" + name)});
  return [files, lists, certificates = ReadVector("check/lists/signer.pem")] {
    return OrOutOfMemory([&]() -> Result<std::string> {
      CheckOptions options;
      options.date = 20261101;
      options.blocklists = lists.get();
      const Result<std::vector<Bytes>> signers = SignersIn(certificates);
      if (!signers) return signers.error();
      options.signers = *signers;
      std::string answer;
      for (const CheckedInput& input : CheckFiles(files, options)) answer += InputAsJson(input) + InputAsText(input);
      return answer;
    });
  };
}

Operation Splitting(const std::vector<std::string>& names) {
  Bytes text;
  for (const std::string& name : names) {
    const Bytes one = ReadVector("check/" + name);
    text.insert(text.end(), one.begin(), one.end());
  }
  return [text] {
    return OrOutOfMemory([&]() -> Result<std::string> {
      const auto blocks = SplitInput(text);
      if (!blocks) return blocks.error();
      std::string answer;
      for (const Result<Bytes>& block : *blocks) answer += block ? std::string(block->begin(), block->end()) : "?";
      return answer;
    });
  };
}

Operation ReadingList(const std::string& kind, const std::string& covers, Bytes list) {
  return [label = *ParseBlocklistLabel(kind, covers, "list"), list = std::move(list)] {
    return OrOutOfMemory([&]() -> Result<std::string> {
      BlocklistSet set;
      const Result<size_t> copied = set.Add(list, label);
      if (!copied) return copied.error();
      return std::to_string(*copied) + (set.has_compromised() ? " compromised" : " debian");
    });
  };
}

Bytes OpenedScalar() {
  // PrivateKeyInfo with an ECPrivateKey (RFC 5915 3), whose OCTET STRING of 32 octets stands behind a version of 1.
  constexpr uint8_t kBefore[] = {0x02, 0x01, 0x01, 0x04, 0x20};
  const Bytes info = ReadVector("sealed/ec.p8.der");
  const auto found = std::search(info.begin(), info.end(), std::begin(kBefore), std::end(kBefore));
  if (info.end() - found < 37) return {};
  return Bytes(found + 5, found + 37);
}

}  // namespace keyseal
