#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "occam/base/axis_list.h"
#include "occam/base/field_value.h"

namespace occam {

/// An axis of a description, several, or none (Keras's None): `.axis = -1`, `.axis = {1, 2}`.
class MaybeAxes {
 public:
  MaybeAxes() = default;
  template <std::integral T>
  MaybeAxes(T axis) : axes_(AxisList(axis)) {}  // NOLINT: implicit by design
  MaybeAxes(std::initializer_list<std::int64_t> axes) : axes_(AxisList(axes)) {}
  MaybeAxes(AxisList axes) : axes_(std::move(axes)) {}  // NOLINT: implicit by design

  bool has_value() const { return axes_.has_value(); }
  /// REQUIRES: has_value().
  const AxisList& value() const { return *axes_; }
  bool operator==(const MaybeAxes&) const = default;

 private:
  std::optional<AxisList> axes_;
};

template <>
struct FieldValue<MaybeAxes> {
  static constexpr std::string_view noun = "an integer, a list of integers or none";
  static Config write(const MaybeAxes& axes) {
    return axes.has_value() ? FieldValue<AxisList>::write(axes.value()) : Config();
  }
  static std::optional<MaybeAxes> read(const Config& config) {
    if (config.is_null()) return MaybeAxes();
    auto axes = FieldValue<AxisList>::read(config);
    return axes ? std::optional<MaybeAxes>(std::move(*axes)) : std::nullopt;
  }
};

}  // namespace occam
