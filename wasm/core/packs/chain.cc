#include "core/packs/chain.h"

#include <openssl/posix_time.h>

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "core/packs/pack_findings.h"

namespace keyseal {
namespace {

using Signed = Certificate::Signed;
using Places = std::vector<size_t>;

std::string FieldOf(size_t place) { return "chain[" + std::to_string(place) + "]"; }

// "2027-06-07"
std::string DayOf(int64_t seconds) {
  struct tm parts{};
  if (!OPENSSL_posix_to_tm(seconds, &parts)) return "";
  const auto padded = [](int number, size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
  };
  return padded(parts.tm_year + 1900, 4) + "-" + padded(parts.tm_mon + 1, 2) + "-" + padded(parts.tm_mday, 2);
}

bool IsValidAt(const Certificate& certificate, int64_t now) {
  return certificate.not_before() <= now && now <= certificate.not_after();
}

// Search goes from the leaf to what may have issued it, and on from there, each way once.
class Search {
  enum class Answer : uint8_t { kUnasked, kMaybe, kNo };

 public:
  Search(std::span<const Certificate> given, size_t leaf)
      : given_(given), answers_(given.size() * given.size(), Answer::kUnasked) {
    Follow({leaf});
  }

  // A way ends before a root, before what was not given, or where it is too long.
  struct Way {
    Places places;
    std::optional<size_t> root;
  };
  const std::vector<Way>& ways() const { return ways_; }

  // refused returns an issuer by name whose key did not sign, or nothing.
  std::optional<size_t> refused() const { return refused_; }

 private:
  void Follow(const Places& places) {
    const Certificate& last = given_[places.back()];
    if (ways_.size() >= kMaxChains) return;
    bool has_issuer = false;
    if (!last.is_self_issued() && places.size() < kMaxChainLength) {
      for (size_t place = 0; place < given_.size(); place++) {
        const Certificate& issuer = given_[place];
        if (!std::ranges::equal(issuer.subject(), last.issuer()) || IsRepeat(place) ||
            std::ranges::count(places, place) > 0) {
          continue;
        }
        if (!MayHaveSigned(place, places.back())) {
          if (!refused_) refused_ = places.back();
          continue;
        }
        has_issuer = true;
        if (issuer.is_self_issued()) {
          ways_.push_back({places, place});
        } else {
          Places further = places;
          further.push_back(place);
          Follow(further);
        }
      }
    }
    if (!has_issuer) ways_.push_back({places, std::nullopt});
  }

  // IsRepeat returns whether the same certificate stands before |place|.
  bool IsRepeat(size_t place) const {
    return std::any_of(given_.begin(), given_.begin() + static_cast<ptrdiff_t>(place),
                       [&](const Certificate& other) { return other.der() == given_[place].der(); });
  }

  // MayHaveSigned looks at each signature once, however many ways lead over it.
  bool MayHaveSigned(size_t issuer, size_t issued) {
    Answer& answer = answers_[issuer * given_.size() + issued];
    if (answer == Answer::kUnasked) {
      answer = given_[issued].IsSignedBy(given_[issuer]) == Signed::kNo ? Answer::kNo : Answer::kMaybe;
    }
    return answer == Answer::kMaybe;
  }

  std::span<const Certificate> given_;
  std::vector<Answer> answers_;  // by issuer, then by what it may have issued
  std::vector<Way> ways_;
  std::optional<size_t> refused_;
};

// BestWay prefers what is valid now, what has all issuers, and what is short.
const Search::Way& BestWay(const std::vector<Search::Way>& ways, std::span<const Certificate> given, int64_t now) {
  const auto rank = [&](const Search::Way& way) {
    const bool is_valid = std::ranges::all_of(way.places, [&](size_t place) { return IsValidAt(given[place], now); });
    return std::tuple(!is_valid, !way.root && way.places.size() == 1, way.places.size());
  };
  return *std::ranges::min_element(ways, {}, rank);
}

// FindLeaf returns the certificate of the key that is valid longest, and how many there are.
std::pair<size_t, size_t> FindLeaf(std::span<const Certificate> given, std::string_view spki_sha256) {
  std::pair<size_t, size_t> found = {0, 0};
  for (size_t place = 0; place < given.size(); place++) {
    if (given[place].key().spki_sha256 != spki_sha256) continue;
    const bool is_repeat = found.second > 0 && given[place].der() == given[found.first].der();
    if (is_repeat) continue;
    if (found.second == 0 || given[place].not_after() > given[found.first].not_after()) found.first = place;
    found.second++;
  }
  return found;
}

void TellDates(const Certificate& leaf, size_t place, int64_t now, Findings& findings) {
  const PackFinding what = now > leaf.not_after()    ? PackFinding::kExpired
                           : now < leaf.not_before() ? PackFinding::kNotYetValid
                                                     : PackFinding::kValidUntil;
  const int64_t day = what == PackFinding::kNotYetValid ? leaf.not_before() : leaf.not_after();
  findings.push_back(FindingOf(what, FieldOf(place), DayOf(day)));
}

void TellUnused(std::span<const Certificate> given, const Search::Way& way, Findings& findings) {
  for (size_t place = 0; place < given.size(); place++) {
    const auto is_same = [&](size_t other) { return given[other].der() == given[place].der(); };
    if (std::ranges::any_of(way.places, is_same)) continue;
    const bool is_root = way.root && is_same(*way.root);
    findings.push_back(FindingOf(is_root ? PackFinding::kRootLeftOut : PackFinding::kNotPartOfChain, FieldOf(place),
                                 given[place].SubjectText()));
  }
}

}  // namespace

Result<Chain> FindChain(std::span<const Certificate> given, std::string_view spki_sha256, int64_t now) {
  if (given.empty()) return Error{ErrorCode::kChainMissing, "chain"};
  if (given.size() > kMaxChainCertificates) return Error{ErrorCode::kChainTooLong, "chain"};
  const auto [leaf, leaves] = FindLeaf(given, spki_sha256);
  if (leaves == 0) return Error{ErrorCode::kKeyCertificateMismatch, "chain"};
  const Search search(given, leaf);
  const Search::Way& way = BestWay(search.ways(), given, now);

  Chain chain;
  chain.places = way.places;
  Findings& findings = chain.findings;
  const size_t last = way.places.back();
  if (!way.root && search.refused() == last) {
    findings.push_back(FindingOf(PackFinding::kNotVerified, FieldOf(last), given[last].IssuerText()));
  } else if (!way.root && way.places.size() == 1 && !given[leaf].is_self_issued()) {
    const std::string url = given[leaf].IssuerUrl();
    findings.push_back(
        FindingOf(PackFinding::kIncomplete, FieldOf(leaf), given[leaf].IssuerText() + (url.empty() ? "" : ", ") + url));
  }
  for (size_t i = 0; i + 1 < way.places.size(); i++) {
    const Certificate& certificate = given[way.places[i]];
    const Certificate& issuer = given[way.places[i + 1]];
    if (certificate.IsSignedBy(issuer) == Signed::kUnknown) {
      findings.push_back(FindingOf(PackFinding::kNotVerifiable, FieldOf(way.places[i]), issuer.SubjectText()));
    }
    if (!IsValidAt(issuer, now)) {
      findings.push_back(FindingOf(PackFinding::kChainExpired, FieldOf(way.places[i + 1]), issuer.SubjectText()));
    }
  }
  TellDates(given[leaf], leaf, now, findings);
  if (leaves > 1) findings.push_back(FindingOf(PackFinding::kSeveralLeaves, FieldOf(leaf)));
  if (search.ways().size() > 1) findings.push_back(FindingOf(PackFinding::kChainChoice, FieldOf(last)));
  TellUnused(given, way, findings);
  SortBySeverity(findings);
  return chain;
}

}  // namespace keyseal
