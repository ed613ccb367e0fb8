#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "occam/base/errors.h"
#include "occam/base/hyper.h"
#include "occam/base/range.h"

namespace occam {

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

/// The numbers that field `name` of the struct accepts.
template <class Struct>
Range range_of(std::string_view name) {
  Range range;
  std::apply(
      [&](const auto&... field) {
        ((field.name == name ? void(range = field.range) : void()), ...);
      },
      Struct::fields());
  return range;
}

}  // namespace occam
