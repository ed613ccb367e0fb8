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
  static constexpr std::size_t count = sizeof...(Each);

  constexpr explicit Fields(const Each&... each) : slots_(each...) {}

  /// Calls visit(field) for each, in order.
  template <class Visit>
  constexpr void each(const Visit& visit) const {
    apply([&](const auto&... field) { (visit(field), ...); }, Indices());
  }

  /// These and then those.
  template <class... Others>
  constexpr Fields<Each..., Others...> operator+(const Fields<Others...>& others) const {
    return apply(
        [&](const auto&... field) {
          return others.apply(
              [&](const auto&... other) { return Fields<Each..., Others...>(field..., other...); },
              typename Fields<Others...>::Indices());
        },
        Indices());
  }

 private:
  template <class...>
  friend class Fields;
  using Indices = std::index_sequence_for<Each...>;

  template <class Function, std::size_t... I>
  constexpr auto apply(const Function& function, std::index_sequence<I...>) const {
    return function(static_cast<const fields_detail::Slot<I, Each>&>(slots_).field...);
  }

  fields_detail::Slots<Indices, Each...> slots_;
};

/// Calls visit(field) for each of a struct's fields, in order; they may be a std::tuple too.
template <class... Each, class Visit>
constexpr void for_each_field(const Fields<Each...>& fields, const Visit& visit) {
  fields.each(visit);
}
template <class... Each, class Visit>
constexpr void for_each_field(const std::tuple<Each...>& fields, const Visit& visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, fields);
}

}  // namespace occam
