#include "occam/kernels/strided_copy.h"

#include <algorithm>
#include <cstring>

namespace occam::kernels {
namespace {

using Axis = StridedCopy::Axis;

/// `rows` runs, a step of `outer` apart.
void copy_rows(const Axis& inner, const Axis& outer, std::int64_t rows, const float* from,
               float* to) {
  if (inner.to == 1 && (inner.from == 1 || inner.from == 0)) {
    for (std::int64_t r = 0; r < rows; ++r, from += outer.from, to += outer.to) {
      if (inner.from == 0) {
        std::fill_n(to, inner.size, *from);
      } else {
        std::memcpy(to, from, static_cast<std::size_t>(inner.size) * sizeof(float));
      }
    }
    return;
  }
  for (std::int64_t i = 0; i < inner.size; ++i) {
    for (std::int64_t r = 0; r < rows; ++r)
      to[i * inner.to + r * outer.to] = from[i * inner.from + r * outer.from];
  }
}

}  // namespace

std::int64_t StridedCopy::items() const {
  std::int64_t rows = 1;
  for (std::size_t k = 0; k < rank; ++k) {
    if (axes[k].size == 0) return 0;
    if (k + 1 < rank) rows *= axes[k].size;
  }
  return rows;
}

StridedCopy make_strided_copy(std::span<const Axis> axes, std::int64_t from_offset,
                              std::int64_t to_offset) {
  StridedCopy copy;
  copy.from_offset = from_offset;
  copy.to_offset = to_offset;
  for (const Axis& axis : axes) {
    if (axis.size == 1) continue;
    Axis* const last = copy.rank == 0 ? nullptr : &copy.axes[copy.rank - 1];
    if (last != nullptr && last->from == axis.from * axis.size && last->to == axis.to * axis.size) {
      *last = {last->size * axis.size, axis.from, axis.to};
    } else {
      copy.axes[copy.rank++] = axis;
    }
  }
  if (copy.rank == 0) copy.axes[copy.rank++] = {1, 1, 1};
  // Of a transposition, the axis that is read without gaps stands beside the one that is written
  // so: blocks of the two stay in the cache.
  const auto begin = copy.axes.begin(), inner = begin + static_cast<std::ptrdiff_t>(copy.rank) - 1;
  if (inner->from != 1) {
    const auto dense = std::find_if(begin, inner, [](const Axis& a) { return a.from == 1; });
    if (dense != inner) std::rotate(dense, dense + 1, inner);
  }
  return copy;
}

void strided_copy(const StridedCopy& copy, const float* from, float* to, std::int64_t begin,
                  std::int64_t end) {
  constexpr std::int64_t kRows = 16;  // a cache line of floats
  if (begin >= end) return;
  const Axis& inner = copy.axes[copy.rank - 1];
  from += copy.from_offset;
  to += copy.to_offset;
  if (copy.rank == 1) {
    copy_rows(inner, {}, 1, from, to);
    return;
  }
  const std::size_t outer = copy.rank - 2;
  std::array<std::int64_t, StridedCopy::kMaxAxes> index = {};
  std::int64_t rest = begin;
  for (std::size_t k = copy.rank - 1; k-- > 0;) {
    index[k] = rest % copy.axes[k].size;
    rest /= copy.axes[k].size;
    from += index[k] * copy.axes[k].from;
    to += index[k] * copy.axes[k].to;
  }
  for (std::int64_t row = begin; row < end;) {
    const std::int64_t rows = std::min({kRows, end - row, copy.axes[outer].size - index[outer]});
    copy_rows(inner, copy.axes[outer], rows, from, to);
    row += rows;
    index[outer] += rows;
    from += rows * copy.axes[outer].from;
    to += rows * copy.axes[outer].to;
    for (std::size_t k = outer; k > 0 && index[k] == copy.axes[k].size; --k) {
      index[k] = 0;
      ++index[k - 1];
      from += copy.axes[k - 1].from - copy.axes[k].size * copy.axes[k].from;
      to += copy.axes[k - 1].to - copy.axes[k].size * copy.axes[k].to;
    }
  }
}

}  // namespace occam::kernels
