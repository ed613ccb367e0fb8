#include "occam/kernels/strided_copy.h"

#include <gtest/gtest.h>

#include <vector>

namespace occam::kernels {
namespace {

using Axis = StridedCopy::Axis;

/// The definition, element by element.
void copy_plainly(const std::vector<Axis>& axes, std::size_t axis, const float* from, float* to) {
  if (axis == axes.size()) {
    *to = *from;
    return;
  }
  for (std::int64_t i = 0; i < axes[axis].size; ++i)
    copy_plainly(axes, axis + 1, from + i * axes[axis].from, to + i * axes[axis].to);
}

void expect_copied(const std::vector<Axis>& axes, std::int64_t from_offset,
                   std::int64_t to_offset) {
  std::int64_t from_size = from_offset + 1, to_size = to_offset + 1;
  for (const Axis& axis : axes) {
    from_size += axis.size * axis.from;
    to_size += axis.size * axis.to;
  }
  std::vector<float> from(static_cast<std::size_t>(from_size));
  for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<float>(i) + 0.25f;
  std::vector<float> expected(static_cast<std::size_t>(to_size), -1.0f);
  copy_plainly(axes, 0, from.data() + from_offset, expected.data() + to_offset);
  const StridedCopy copy = make_strided_copy(axes, from_offset, to_offset);
  for (const std::int64_t part : {std::int64_t{1}, std::int64_t{7}, copy.items() + 1}) {
    std::vector<float> to(expected.size(), -1.0f);
    for (std::int64_t begin = 0; begin <= copy.items(); begin += part)
      strided_copy(copy, from.data(), to.data(), begin, std::min(begin + part, copy.items()));
    ASSERT_EQ(to, expected) << "in parts of " << part;
  }
}

TEST(StridedCopyTest, Slices) {
  expect_copied({{3, 20, 12}, {4, 5, 3}, {3, 1, 1}}, 27, 0);
  expect_copied({{1, 20, 12}, {4, 5, 3}, {1, 1, 1}}, 7, 2);
}

TEST(StridedCopyTest, Transpositions) {
  for (const std::int64_t rows : {1, 3, 16, 17, 70}) {
    for (const std::int64_t cols : {1, 2, 33, 64}) {
      expect_copied({{rows, 1, cols}, {cols, rows, 1}}, 0, 0);
      expect_copied({{2, rows * cols, rows * cols}, {rows, 1, cols}, {cols, rows, 1}}, 0, 0);
      expect_copied({{rows, 1, 5 * cols}, {5, rows, cols}, {cols, 5 * rows, 1}}, 0, 0);
    }
  }
}

TEST(StridedCopyTest, RepetitionsAndFillings) {
  expect_copied({{3, 4, 20}, {5, 0, 4}, {4, 1, 1}}, 0, 0);
  expect_copied({{3, 1, 5}, {5, 0, 1}}, 0, 0);
  expect_copied({{7, 0, 6}, {6, 0, 1}}, 2, 3);
}

TEST(StridedCopyTest, NothingAndOneElement) {
  expect_copied({{0, 1, 1}}, 0, 0);
  expect_copied({{3, 1, 1}, {0, 1, 1}}, 0, 0);
  expect_copied({}, 3, 1);
}

TEST(StridedCopyTest, AxesThatLieBehindEachOtherAreOneRun) {
  const std::vector<Axis> dense{{3, 20, 20}, {4, 5, 5}, {5, 1, 1}};
  EXPECT_EQ(make_strided_copy(dense, 0, 0).items(), 1);
  const std::vector<Axis> padded{{3, 20, 40}, {4, 5, 5}, {5, 1, 1}};
  EXPECT_EQ(make_strided_copy(padded, 0, 0).items(), 3);
}

}  // namespace
}  // namespace occam::kernels
