#pragma once

#include <cstddef>
#include <tuple>
#include <utility>

namespace occam {

namespace fields_detail {

template <std::size_t Index, class Field>
struct Slot {
  Field field;
};

template <class Indices, class... Each>
struct Slots;
template <std::size_t... Indices, class... Each>
struct Slots<std::index_sequence<Indices...>, Each...> : Slot<Indices, Each>... {
  constexpr explicit Slots(const Each&... each) : Slot<Indices, Each>{each}... {}
};

}  // namespace fields_detail

/// The fields of a struct, in order: `Fields{Field{"rate", &Dropout::rate, from_below(0, 1)},
/// ...}`. A std::tuple would do; but every reader of a header with fields() pays for its type, and
/// that of a std::tuple takes the compiler many times as long.
template <class... Each>
class Fields {
 public:
  constexpr explicit Fields(const Each&... each) : slots_(each...) {}

  /// function(fields...).
  template <class Function>
  constexpr decltype(auto) apply(const Function& function) const {
    return apply(function, std::index_sequence_for<Each...>());
  }

  /// These and then those.
  template <class... Others>
  constexpr Fields<Each..., Others...> operator+(const Fields<Others...>& others) const {
    return apply([&](const auto&... field) {
      return others.apply(
          [&](const auto&... other) { return Fields<Each..., Others...>(field..., other...); });
    });
  }

 private:
  template <class Function, std::size_t... Indices>
  constexpr decltype(auto) apply(const Function& function, std::index_sequence<Indices...>) const {
    return function(static_cast<const fields_detail::Slot<Indices, Each>&>(slots_).field...);
  }

  fields_detail::Slots<std::index_sequence_for<Each...>, Each...> slots_;
};

/// function(fields...) of what a struct's fields() returned; that may be a std::tuple too.
template <class... Each, class Function>
constexpr decltype(auto) apply_fields(const Fields<Each...>& fields, const Function& function) {
  return fields.apply(function);
}
template <class... Each, class Function>
constexpr decltype(auto) apply_fields(const std::tuple<Each...>& fields, const Function& function) {
  return std::apply(function, fields);
}

/// Calls visit(field) for each, in order.
template <class List, class Visit>
constexpr void for_each_field(const List& fields, const Visit& visit) {
  apply_fields(fields, [&](const auto&... field) { (visit(field), ...); });
}

}  // namespace occam
