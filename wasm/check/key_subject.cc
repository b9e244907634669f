#include "check/key_subject.h"

#include <algorithm>

namespace keyseal::check {
namespace {

std::string InSmallLetters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

// AddTo adds |name| to |subject| unless it stands there.
void AddTo(KeySubject& subject, std::string_view name) {
  std::string small = InSmallLetters(name);
  if (name.empty() || std::ranges::find(subject.names, small) != subject.names.end()) return;
  subject.names.push_back(std::move(small));
  constexpr size_t kEnough = 400;  // bytes: more than is ever shown
  if (subject.shown.size() > kEnough) return;
  if (!subject.shown.empty()) subject.shown += ", ";
  subject.shown += name.substr(0, kEnough);
}

}  // namespace

KeySubject SubjectOf(const Decoded& decoded) {
  KeySubject subject;
  for (const DecodedName& name : decoded.names) AddTo(subject, name.text);
  std::string all;
  for (const DecodedAttribute& attribute : decoded.subject) {
    if (attribute.type == "CN" || attribute.type == "emailAddress") AddTo(subject, attribute.value);
    if (attribute.type == "O" && subject.organization.empty()) subject.organization = InSmallLetters(attribute.value);
    all += (all.empty() ? "" : ", ") + attribute.type + "=" + attribute.value;
  }
  if (subject.names.empty()) AddTo(subject, all);
  if (!subject.organization.empty()) {
    const auto organization = std::ranges::find(decoded.subject, "O", &DecodedAttribute::type);
    if (all != subject.shown) subject.shown = "O=" + organization->value.substr(0, 100) + ", " + subject.shown;
  }
  return subject;
}

}  // namespace keyseal::check
