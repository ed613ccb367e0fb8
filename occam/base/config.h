#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace occam {

struct ConfigEntry;

/// The arguments of a description as a tree of plain values: what files, flags and Python exchange
/// with the concepts' structs. Keras's get_config(). A map keeps the order of its entries.
class Config {
 public:
  using List = std::vector<Config>;
  using Map = std::vector<ConfigEntry>;

  Config() = default;                   ///< null: Keras's None
  Config(std::nullptr_t) : Config() {}  // NOLINT: implicit by design
  template <class T>
  requires std::is_arithmetic_v<T> Config(T value) {  // NOLINT: implicit by design
    if constexpr (std::same_as<T, bool>) {
      value_ = value;
    } else if constexpr (std::integral<T>) {
      value_ = static_cast<std::int64_t>(value);
    } else {
      value_ = static_cast<double>(value);
    }
  }
  template <std::convertible_to<std::string_view> T>
  Config(const T& text) : value_(std::string(std::string_view(text))) {}  // NOLINT
  Config(List list) : value_(std::move(list)) {}                          // NOLINT
  Config(Map map);                                                        // NOLINT
  static Config map(std::initializer_list<ConfigEntry> entries);

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  /// The value when it is of this type, else null.
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  const double* number() const { return std::get_if<double>(&value_); }
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const List* list() const { return std::get_if<List>(&value_); }
  const Map* entries() const;
  /// The entry of a map, or null when this is no map or has no such key.
  const Config* find(std::string_view key) const;
  /// Adds an entry to a map, or replaces it; null becomes a map.
  void set(std::string key, Config value);

  friend bool operator==(const Config& a, const Config& b);

 private:
  // The map behind a pointer: its entries hold a Config, which is not complete here.
  using Shared = std::shared_ptr<const Map>;
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Shared> value_;
};

struct ConfigEntry {
  std::string key;
  Config value;
  bool operator==(const ConfigEntry&) const = default;
};

/// The tree in JSON's notation; numbers that are not finite as nan, inf, -inf.
std::string to_text(const Config& config);

/// A name and its arguments, as a flag gives them: "l1l2:l1=1e-5,l2=1e-4". A value that reads as a
/// number, true or false is one; any other is a text. Throws InvalidArgument, naming `where`, for
/// an argument without '=', an empty name or one given twice.
struct Spec {
  std::string name;
  Config arguments;  ///< null when there were none
};
Spec parse_spec(std::string_view where, std::string_view text);

}  // namespace occam
