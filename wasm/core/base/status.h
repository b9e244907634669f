// Results and errors. Functions that can fail return Result<T>; an error is a code and where, never input bytes.

#ifndef KEYSEAL_CORE_BASE_STATUS_H_
#define KEYSEAL_CORE_BASE_STATUS_H_

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>
#include <variant>

namespace keyseal {

enum class ErrorCode : uint8_t {
#define KEYSEAL_ERROR(symbol, name, js_class, text) symbol,
#include "core/base/error_codes.def"
#undef KEYSEAL_ERROR
};

// ErrorName returns |code|'s public, stable name, such as "no-names".
constexpr const char* ErrorName(ErrorCode code) {
  switch (code) {
#define KEYSEAL_ERROR(symbol, name, js_class, text) \
  case ErrorCode::symbol:                           \
    return name;
#include "core/base/error_codes.def"
#undef KEYSEAL_ERROR
  }
  return "internal";
}

// Error says what went wrong and where. |field| is a static name of the request ("dns"), empty where none is meant;
// |index| counts from 0 inside that field.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  const char* field = "";
  std::optional<uint32_t> index = std::nullopt;
};

// Result holds a T or an Error, with the method names of std::expected. Reading the wrong one stops the program.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, error) {}
  Result(ErrorCode code) : Result(Error{code}) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return *Get<0>(); }
  const T& value() const& { return *Get<0>(); }
  T&& value() && { return std::move(*Get<0>()); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const { return *Get<1>(); }

 private:
  template <size_t kIndex>
  auto* Get() {
    auto* held = std::get_if<kIndex>(&state_);
    if (held == nullptr) std::abort();
    return held;
  }
  template <size_t kIndex>
  const auto* Get() const {
    const auto* held = std::get_if<kIndex>(&state_);
    if (held == nullptr) std::abort();
    return held;
  }

  std::variant<T, Error> state_;
};

// Result<void> is success or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(error) {}
  Result(ErrorCode code) : Result(Error{code}) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const {
    if (!error_) std::abort();
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_STATUS_H_
