#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>

#include "occam/base/fields.h"

namespace occam {

/// What every holder knows of the struct that it holds, whatever its concept.
class Described {
 public:
  Described() = default;
  Described(const Described&) = default;
  Described& operator=(const Described&) = delete;
  virtual ~Described() = default;
  /// The class name: "L2".
  virtual std::string_view type() const = 0;
  /// False: a user's struct that does not describe its members. It trains, but cannot be saved.
  virtual bool has_fields() const = 0;
  /// The arguments as a map. Throws InvalidArgument without fields().
  virtual Config config() const = 0;
  /// Of one type with equal members; without fields() by ==, or the same object.
  virtual bool equals(const Described& other) const = 0;
  /// What a file describes: of one that says how another is trained, that other.
  virtual const Described& itself() const { return *this; }
};

[[noreturn]] void throw_without_fields(std::string_view type);

/// Implements Described, as a base of `Interface`, for a struct T. Throws InvalidArgument when a
/// member is out of the range that its field accepts, or as T::check() says. Without fields() T may
/// say by `Config written() const` how a file has it: {module, class_name, config,
/// registered_name}, whole; what reads the file has to make it.
template <class T, class Interface>
class Describes : public Interface {
 public:
  explicit Describes(T options) : described(std::move(options)) {
    if constexpr (HasFields<T>) check_fields(described);
    if constexpr (requires { described.check(); }) described.check();
  }
  std::string_view type() const final { return T::type; }
  bool has_fields() const final { return HasFields<T>; }
  Config config() const final {
    if constexpr (HasFields<T>) {
      return config_of(described);
    } else if constexpr (requires { described.written(); }) {
      return described.written();
    } else {
      throw_without_fields(T::type);
    }
  }
  bool equals(const Described& other) const final {
    const auto* const same = dynamic_cast<const Describes*>(&other);
    if (same == nullptr) return false;
    if constexpr (HasFields<T>) {
      return equal_fields(described, same->described);
    } else if constexpr (std::equality_comparable<T>) {
      return described == same->described;
    } else {
      return same == this;
    }
  }

  T described;
};

}  // namespace occam
