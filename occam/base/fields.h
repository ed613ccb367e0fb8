#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "occam/base/errors.h"
#include "occam/base/hyper.h"

namespace occam {

/// Which numbers an option accepts, and how a message says it.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false, high_open = false;

  bool contains(double value) const {
    return (low_open ? value > low : value >= low) && (high_open ? value < high : value <= high);
  }
};

constexpr Range at_least(double low) { return {.low = low}; }
constexpr Range above(double low) { return {.low = low, .low_open = true}; }
constexpr Range between(double low, double high) { return {.low = low, .high = high}; }
constexpr Range from_below(double low, double high) {
  return {.low = low, .high = high, .high_open = true};
}

/// Describes one member of an option struct: its name in configurations, files and flags, and the
/// numbers it accepts. `static constexpr auto fields()` of a struct returns a std::tuple of them.
template <class Struct, class Member>
struct Field {
  constexpr Field(std::string_view field_name, Member Struct::*pointer, Range accepted = {})
      : name(field_name), member(pointer), range(accepted) {}
  std::string_view name;
  Member Struct::*member;
  Range range;
};

/// "a number >= 0", "an integer in [0, 1)".
std::string to_text(const Range& range, bool integer);

/// Throws InvalidArgument unless `value` is finite and in `range`.
void check_number(std::string_view where, std::string_view name, double value, const Range& range,
                  bool integer);

namespace fields_detail {

template <class T>
constexpr bool is_number =
    std::is_same_v<T, Hyper> || std::is_same_v<T, Int> || std::is_same_v<T, double>;

template <class T>
double number_of(const T& value) {
  if constexpr (std::is_same_v<T, Hyper>) {
    return value.value();
  } else {
    return static_cast<double>(value);
  }
}

}  // namespace fields_detail

/// Checks every number among the fields of `options` against its range; `where` is the type's name.
template <class Struct>
void check_fields(const Struct& options) {
  std::apply(
      [&](const auto&... field) {
        const auto check = [&](const auto& f) {
          using Member = std::remove_cvref_t<decltype(options.*(f.member))>;
          if constexpr (fields_detail::is_number<Member>) {
            check_number(Struct::type, f.name, fields_detail::number_of(options.*(f.member)),
                         f.range, std::is_same_v<Member, Int>);
          }
        };
        (check(field), ...);
      },
      Struct::fields());
}

}  // namespace occam
