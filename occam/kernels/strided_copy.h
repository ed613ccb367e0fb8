#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace occam::kernels {

/// A box of elements moved from one tensor into another: to[to_offset + i . to_strides] =
/// from[from_offset + i . from_strides] for every index i of the box. A stride of 0 in `from`
/// repeats an element. Slices, transpositions, paddings, concatenations and repetitions are this.
/// Plain data, in the order of the loops: the last axis is the innermost.
struct StridedCopy {
  static constexpr std::size_t kMaxAxes = 16;
  struct Axis {
    std::int64_t size = 0, from = 0, to = 0;
  };
  std::array<Axis, kMaxAxes> axes = {};
  std::size_t rank = 0;
  std::int64_t from_offset = 0, to_offset = 0;

  /// Runs along the innermost axis.
  std::int64_t items() const;
};

/// Chooses the order of the loops; axes that lie one behind the other in both tensors become one.
/// REQUIRES: at most kMaxAxes axes.
StridedCopy make_strided_copy(std::span<const StridedCopy::Axis> axes, std::int64_t from_offset,
                              std::int64_t to_offset);

/// Moves items [begin, end).
void strided_copy(const StridedCopy& copy, const float* from, float* to, std::int64_t begin,
                  std::int64_t end);

}  // namespace occam::kernels
