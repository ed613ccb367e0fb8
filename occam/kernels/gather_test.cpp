#include "occam/kernels/gather.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace occam::kernels {
namespace {

constexpr float kUntouched = -77.0f;

/// Gathers rows 2, 0, 2 of a 3-row source, only positions 1 and 2, and compares with the
/// definition.
template <class T>
void expect_rows_gathered(std::int64_t cols, float factor, std::size_t misalign = 0) {
  std::vector<T> storage(static_cast<std::size_t>(3 * cols) + misalign);
  for (std::size_t i = 0; i < storage.size(); ++i) storage[i] = static_cast<T>(i * 37 % 251);
  const T* source = storage.data() + misalign;
  const std::vector<std::int64_t> rows{2, 0, 2};
  std::vector<float> out(static_cast<std::size_t>(3 * cols) + 1, kUntouched);
  gather_rows(source, dtype_of<T>, cols, rows, factor, out.data(), 1, 3);
  for (std::int64_t c = 0; c < cols; ++c) {
    const auto at = static_cast<std::size_t>(c);
    const auto width = static_cast<std::size_t>(cols);
    ASSERT_EQ(out[at], kUntouched) << "position 0 is outside [1, 3)";
    ASSERT_EQ(out[width + at], static_cast<float>(source[c]) * factor) << c << " of " << cols;
    ASSERT_EQ(out[2 * width + at], static_cast<float>(source[2 * cols + c]) * factor);
  }
  ASSERT_EQ(out.back(), kUntouched);
}

TEST(GatherTest, EveryTypeWidthAndTail) {
  for (const float factor : {1.0f, 1.0f / 255.0f}) {
    for (std::int64_t cols = 0; cols <= 70; ++cols) {
      expect_rows_gathered<std::uint8_t>(cols, factor);
      expect_rows_gathered<float>(cols, factor);
      expect_rows_gathered<double>(cols, factor);
      expect_rows_gathered<std::int32_t>(cols, factor);
      expect_rows_gathered<std::int64_t>(cols, factor);
    }
    expect_rows_gathered<std::uint8_t>(784, factor);
    expect_rows_gathered<float>(1000, factor);
  }
}

TEST(GatherTest, SourceNeedNotBeAligned) {
  for (std::size_t misalign = 1; misalign < 8; ++misalign) {
    expect_rows_gathered<std::uint8_t>(785, 0.2f, misalign);
    expect_rows_gathered<float>(33, 0.2f, misalign);
  }
}

TEST(GatherTest, RoundsToFloat32BeforeTheFactor) {
  // 2^24 + 1 is no float32: it rounds to 2^24; float32(0.3) * 3 = 0.90000004, not 0.9 (NumPy).
  const std::vector<std::int64_t> rows{0};
  const std::int32_t integer = 16777217;
  float out = 0.0f;
  gather_rows(&integer, DType::kInt32, 1, rows, 1.0f, &out, 0, 1);
  EXPECT_EQ(out, 16777216.0f);
  const double value = 0.3;
  gather_rows(&value, DType::kFloat64, 1, rows, 3.0f, &out, 0, 1);
  EXPECT_EQ(out, 0.3f * 3.0f);
  EXPECT_NE(out, static_cast<float>(0.3 * 3.0));
}

TEST(GatherTest, KeepsWhatIsNotFinite) {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> source{std::nanf(""), infinity, -infinity, -0.0f};
  const std::vector<std::int64_t> rows{0};
  for (const float factor : {1.0f, 0.2f}) {
    std::vector<float> out(4);
    gather_rows(source.data(), DType::kFloat32, 4, rows, factor, out.data(), 0, 1);
    EXPECT_TRUE(std::isnan(out[0]));
    EXPECT_EQ(out[1], infinity);
    EXPECT_EQ(out[2], -infinity);
    EXPECT_TRUE(std::signbit(out[3]));
  }
}

}  // namespace
}  // namespace occam::kernels
