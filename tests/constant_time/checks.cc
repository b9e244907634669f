// What runs under valgrind. Each check marks its secrets and ends with 0; memcheck turns that into an error when a
// branch or an address depended on one. The controls do what must be caught.
//
// Of secret numbers, BoringSSL branches on two things that are none, without declassifying them: how many bits a prime
// has, and that a number is not zero. So both functions are watched: BN_num_bits, whose result is declassified where it
// is the length of our primes, and BN_is_zero, whose result is declassified where it is no. What else may be seen
// stands in boringssl.supp.

#include <openssl/evp.h>
#include <valgrind/memcheck.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/rsa/prime_acceptance.h"
#include "core/rsa/prime_search.h"
#include "core/rsa/rsa_key.h"
#include "core/sealing/sealed_key.h"
#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

unsigned prime_bits = 1024;
bool lengths_are_public = false;  // of all numbers, not only of the primes

// DeclassifyIf makes |value| defined where |is_public| is true, which may itself be undefined.
template <typename T>
T DeclassifyIf(bool is_public, T value) {
  VALGRIND_MAKE_MEM_DEFINED(&is_public, sizeof(is_public));
  if (is_public) VALGRIND_MAKE_MEM_DEFINED(&value, sizeof(value));
  return value;
}

// Candidates that memcheck takes for undefined, but for the three bits that every one of them has.
class SecretCandidates : public CandidateSource {
 public:
  Result<void> Next(std::span<uint32_t> words) override {
    const Words drawn = stream_.NextWords(static_cast<unsigned>(32 * words.size()));
    std::copy(drawn.begin(), drawn.end(), words.begin());
    VALGRIND_MAKE_MEM_UNDEFINED(words.data(), words.size_bytes());
    ShapeCandidate(words);
    return {};
  }

 private:
  NumberStream stream_{1};
};

Number Secret(const Number& prime) {
  Words words = ToWords(prime, prime_bits);
  VALGRIND_MAKE_MEM_UNDEFINED(words.data(), 4 * words.size());
  ShapeCandidate(words);
  return FromWords(words);
}

// Two primes of each size, given to save the time of finding them: the largest below 2^bits, and the first above 3/4 of
// that.
Number FirstPrime() {
  const BN_ULONG below = prime_bits == 1024 ? 105 : prime_bits == 1536 ? 3453 : 1557;
  return Minus(PowerOfTwo(prime_bits), NewNumber(below));
}
Number SecondPrime() {
  const BN_ULONG above = prime_bits == 1024 ? 1037 : prime_bits == 1536 ? 1837 : 439;
  return Plus(Plus(PowerOfTwo(prime_bits - 1), PowerOfTwo(prime_bits - 2)), NewNumber(above));
}

// The bases of Miller-Rabin are no part of a key.
struct PublicEntropy {
  FakeSource source{Stream(2)};
  Entropy entropy = source.MakeEntropy();
};

bool Search() {
  SecretCandidates candidates;
  PublicEntropy bases;
  PrimeSieve sieve(prime_bits);
  FermatFilter filter(prime_bits);
  NoProgress sink;
  SearchProgress progress(sink);
  for (const unsigned bits : {1536U, 2048U}) {  // a search of these would take minutes
    Words words(bits / 32);
    if (!candidates.Next(words)) return false;
    PrimeSieve(bits).Survives(words);
    FermatFilter(bits).MayBePrime(words, words);
  }
  return PrimeSearch(prime_bits, sieve, filter).Find(candidates, bases.entropy, progress).has_value();
}

bool Acceptance() {
  PublicEntropy bases;
  const Number prime = Secret(FirstPrime());
  const Result<bool> passes = PassesMillerRabin(prime.get(), MillerRabinRounds(prime_bits), bases.entropy);
  return passes && *passes;
}

// d and the CRT values, and every condition that is checked on the finished key.
bool Derivation() {
  PublicEntropy bases;
  Result<RsaNumbers> numbers = DeriveRsaNumbers(Secret(FirstPrime()), Secret(SecondPrime()));
  return numbers && CheckedRsaKey(*numbers, 2 * prime_bits, bases.entropy).has_value();
}

// How a key leaves the core: PKCS#8, in which the lengths of its numbers stand, under AES-256 with a key made of the
// passphrase. The parameters are read, because what is written has a floor of 600,000 iterations.
constexpr uint8_t kTwoIterations[] = {
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d,                          // PBES2
    0x30, 0x49, 0x30, 0x28,                                                                    //
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c,                          // PBKDF2
    0x30, 0x1b, 0x04, 0x08, 1,    2,    3,    4,    5,    6,    7,    8,    0x02, 0x01, 0x02,  //
    0x30, 0x0c, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09, 0x05, 0x00,        // HMAC with SHA-256
    0x30, 0x1d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a,              // AES-256-CBC
    0x04, 0x10, 1,    2,    3,    4,    5,    6,    7,    8,    9,    10,   11,   12,   13,   14, 15, 16};

bool Sealing() {
  PublicEntropy bases;
  Result<RsaNumbers> numbers = DeriveRsaNumbers(Secret(FirstPrime()), Secret(SecondPrime()));
  if (!numbers) return false;
  Result<bssl::UniquePtr<RSA>> rsa = CheckedRsaKey(*numbers, 2 * prime_bits, bases.entropy);
  const bssl::UniquePtr<EVP_PKEY> key(EVP_PKEY_new());
  const Result<Pbes2> pbes2 = Pbes2::Parse(ToCbs(kTwoIterations));
  bssl::ScopedCBB cbb;
  if (!rsa || !pbes2 || !EVP_PKEY_set1_RSA(key.get(), rsa->get()) || !CBB_init(cbb.get(), 256)) return false;
  lengths_are_public = true;
  if (!EVP_marshal_private_key(cbb.get(), key.get())) return false;
  lengths_are_public = false;
  const Result<SecretBytes> pkcs8 = FinishSecretCbb(cbb.get());
  std::string passphrase = "none that anybody uses";
  VALGRIND_MAKE_MEM_UNDEFINED(passphrase.data(), passphrase.size());
  return pkcs8 &&
         pbes2->Encrypt(*pkcs8, {reinterpret_cast<uint8_t*>(passphrase.data()), passphrase.size()}).has_value();
}

// From the entropy to a candidate: the health tests too may see no more than that they were passed. What the start-up
// test looks at is never used.
bool EntropyIsKeptSecret() {
  FakeSource source([stream = Stream(5)](std::span<uint8_t> out) mutable {
    stream(out);
    if (out.size() != kStartUpSize) VALGRIND_MAKE_MEM_UNDEFINED(out.data(), out.size());
    return true;
  });
  Entropy entropy = source.MakeEntropy();
  Result<DrawnCandidates> candidates = DrawnCandidates::Create(entropy);
  Words words(prime_bits / 32);
  for (int i = 0; i < 200; i++) {
    if (!candidates || !candidates->Next(words)) return false;
  }
  return true;
}

volatile int sink = 0;

bool BranchOnACandidate() {
  SecretCandidates candidates;
  Words words(prime_bits / 32);
  if (!candidates.Next(words)) return false;
  if ((words[3] & 16) != 0) sink = sink + 1;
  return true;
}

bool AddressFromAPrime() {
  const Number prime = Secret(FirstPrime());
  static const int table[256] = {};
  uint8_t bytes[128];
  BN_bn2le_padded(bytes, sizeof(bytes), prime.get());
  sink = table[bytes[7]];
  return true;
}

// A division, whose result is branched on without being declassified.
bool BranchOnARemainder() {
  SecretCandidates candidates;
  Words words(prime_bits / 32);
  if (!candidates.Next(words)) return false;
  uint64_t remainder = 0;
  for (size_t i = words.size(); i-- > 0;) remainder = (remainder << 32 | words[i]) % 65521;
  if (remainder == 0) sink = sink + 1;
  return true;
}

int Run(std::string_view name) {
  const struct {
    std::string_view name;
    bool (*run)();
  } checks[] = {{"search", Search},
                {"acceptance", Acceptance},
                {"derivation", Derivation},
                {"sealing", Sealing},
                {"entropy", EntropyIsKeptSecret},
                {"control-branch", BranchOnACandidate},
                {"control-address", AddressFromAPrime},
                {"control-division", BranchOnARemainder}};
  for (const auto& check : checks) {
    if (name == check.name) return check.run() ? 0 : 1;
  }
  return 2;
}

}  // namespace
}  // namespace keyseal

extern "C" unsigned I_WRAP_SONAME_FNNAME_ZU(NONE, BN_num_bits)(const BIGNUM* number) {
  OrigFn original;
  VALGRIND_GET_ORIG_FN(original);
  unsigned bits = 0;
  CALL_FN_W_W(bits, original, number);
  return keyseal::DeclassifyIf(keyseal::lengths_are_public | (bits == keyseal::prime_bits), bits);
}

extern "C" int I_WRAP_SONAME_FNNAME_ZU(NONE, BN_is_zero)(const BIGNUM* number) {
  OrigFn original;
  VALGRIND_GET_ORIG_FN(original);
  int is_zero = 0;
  CALL_FN_W_W(is_zero, original, number);
  return keyseal::DeclassifyIf(is_zero == 0, is_zero);
}

int main(int argc, char** argv) {
  if (argc != 3 || RUNNING_ON_VALGRIND == 0) {
    std::fprintf(stderr, "usage: valgrind %s CHECK 1024|1536|2048\n", argv[0]);
    return 2;
  }
  keyseal::prime_bits = static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10));
  return keyseal::Run(argv[1]);
}
