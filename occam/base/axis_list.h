#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace occam {

/// An axis of a description, or several: `.axis = -1`, `.axis = {1, 2}`. Negative ones count from
/// the end. A list of one is equal to the axis alone and is written as the list that it is.
class AxisList {
 public:
  template <std::integral T>
  AxisList(T axis) : axes_{static_cast<std::int64_t>(axis)} {}  // NOLINT: implicit by design
  AxisList(std::initializer_list<std::int64_t> axes) : is_list_(true), axes_(axes) {}
  AxisList(std::vector<std::int64_t> axes) : is_list_(true), axes_(std::move(axes)) {}  // NOLINT

  const std::vector<std::int64_t>& axes() const { return axes_; }
  bool is_list() const { return is_list_; }
  bool operator==(const AxisList& other) const { return axes_ == other.axes_; }

 private:
  bool is_list_ = false;
  std::vector<std::int64_t> axes_;
};

}  // namespace occam
