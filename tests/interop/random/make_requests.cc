// Requests by the thousand, each with a fresh key that is not sealed: make_requests FOLDER reads one request a line and
// writes FOLDER/NAME/csr.pem and FOLDER/NAME/private.der, the PrivateKeyInfo. A line is NAME, then words behind tabs:
// profile=NAME, key=TYPE, staple, dns=TEXT, ip=TEXT, email=TEXT, uri=TEXT, subject=TYPE:VALUE, spc=CODE, tn=NUMBER,
// range=NUMBER:COUNT. The first request that is refused ends it, with the reason.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "core/asn1/pem.h"
#include "core/base/utf8.h"
#include "core/generate/generate.h"
#include "tests/core/support/fake_entropy.h"

namespace keyseal {
namespace {

[[noreturn]] void Stop(const std::string& name, const std::string& why) {
  std::cerr << name << ": " << why << "\n";
  std::exit(1);
}

std::string Describe(const Error& error) {
  std::string text = std::string(ErrorName(error.code)) + " " + error.field;
  if (error.index) text.append("[").append(std::to_string(*error.index)).append("]");
  return text;
}

// AtColon splits |text| at the first colon.
std::pair<std::string, std::string> AtColon(const std::string& text) {
  const size_t colon = text.find(':');
  return {text.substr(0, colon), text.substr(colon + 1)};
}

// Take puts one word into |request|, and returns whether there is such a word.
bool Take(const std::string& word, GenerateRequest& request) {
  const size_t equals = word.find('=');
  const std::string kind = word.substr(0, equals);
  const std::string text = equals == std::string::npos ? "" : word.substr(equals + 1);
  if (kind == "staple") {
    request.must_staple = true;
  } else if (kind == "profile") {
    const std::optional<Profile> profile = ParseProfile(text);
    if (!profile) return false;
    request.profile = *profile;
  } else if (kind == "key") {
    const std::optional<KeyType> key = ParseKeyType(text);
    if (!key) return false;
    request.key = *key;
  } else if (kind == "dns") {
    request.dns.push_back(text);
  } else if (kind == "ip") {
    request.ip.push_back(text);
  } else if (kind == "email") {
    request.email.push_back(text);
  } else if (kind == "uri") {
    request.uri.push_back(text);
  } else if (kind == "subject") {
    const auto [type, value] = AtColon(text);
    request.subject.push_back({type, value});
  } else if (kind == "spc") {
    request.tn_auth_list.push_back({TnEntry::Kind::kServiceProviderCode, text});
  } else if (kind == "tn") {
    request.tn_auth_list.push_back({TnEntry::Kind::kNumber, text});
  } else if (kind == "range") {
    const auto [number, count] = AtColon(text);
    request.tn_auth_list.push_back(
        {TnEntry::Kind::kRange, number, static_cast<uint32_t>(std::strtoul(count.c_str(), nullptr, 10))});
  } else {
    return false;
  }
  return true;
}

void Write(const std::string& path, ByteSpan bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) Stop(path, "cannot be written");
}

void Make(const std::string& folder, const std::string& name, const GenerateRequest& request, Entropy& entropy) {
  const Result<JudgedRequest> judged = Judge(request);
  if (!judged) Stop(name, Describe(judged.error()));
  if (!judged->problems.empty()) Stop(name, Describe(judged->problems.front()));
  NoProgress progress;
  const Result<PrivateKey> key = PrivateKey::Generate(request.key, entropy, progress);
  if (!key) Stop(name, Describe(key.error()));
  const Result<Bytes> csr = EncodeCsr(judged->contents, *key);
  if (!csr) Stop(name, Describe(csr.error()));
  const Result<SecretBytes> private_key_info = key->RevealPkcs8();
  if (!private_key_info) Stop(name, Describe(private_key_info.error()));
  const std::string path = folder + "/" + name;
  Write(path + "/csr.pem", ToBytes(EncodePem(kCsrLabel, *csr)));
  Write(path + "/private.der", private_key_info->Reveal());
}

int Run(const std::string& folder, uint64_t seed) {
  FakeSource source(Stream(seed));
  Entropy entropy = source.MakeEntropy();
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string name;
    std::getline(words, name, '\t');
    GenerateRequest request;
    for (std::string word; std::getline(words, word, '\t');) {
      if (!Take(word, request)) Stop(name, "there is no " + word);
    }
    Make(folder, name, request, entropy);
  }
  return 0;
}

}  // namespace
}  // namespace keyseal

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "make_requests FOLDER SEED\n";
    return 2;
  }
  return keyseal::Run(argv[1], std::strtoull(argv[2], nullptr, 10));
}
