#include "occam/kernels/softmax.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "hwy/highway.h"
#include "occam/base/random.h"
#include "occam/kernels/tile_code_testing.h"

namespace occam::kernels {
namespace {

constexpr std::int64_t kCols[] = {1, 2, 3, 8, 10, 15, 16, 17, 31, 33, 64, 100, 129, 1000, 3001};

using Floats = std::vector<float>;
using Doubles = std::vector<double>;

// ---- plain loops in float64, for one row

double log_sum_exp(const Doubles& x) {
  double max = x[0], sum = 0.0;
  for (const double v : x) max = std::max(max, v);
  for (const double v : x) sum += std::exp(v - max);
  return max + std::log(sum);
}

Doubles softmax_of(const Doubles& x) {
  const double log_sum = log_sum_exp(x);
  Doubles y;
  for (const double v : x) y.push_back(std::exp(v - log_sum));
  return y;
}

double loss_of(const Doubles& x, const Doubles& target) {
  const double log_sum = log_sum_exp(x);
  double loss = 0.0;
  for (std::size_t c = 0; c < x.size(); ++c) loss += target[c] * (log_sum - x[c]);
  return loss;
}

Doubles one_hot(std::size_t n, std::size_t label) {
  Doubles target(n, 0.0);
  target[label] = 1.0;
  return target;
}

// Central differences of `f` in float64.
Doubles differences(const std::function<double(const Doubles&)>& f, Doubles x) {
  const double h = 1e-5;
  Doubles gradient;
  for (double& v : x) {
    const double at = v;
    v = at + h;
    const double above = f(x);
    v = at - h;
    const double below = f(x);
    v = at;
    gradient.push_back((above - below) / (2 * h));
  }
  return gradient;
}

// ---- inputs

Floats random_floats(std::int64_t n, std::uint32_t stream, float low, float high) {
  Floats values(static_cast<std::size_t>(n));
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = low + (high - low) * random_uniform({11, stream}, 0, i);
  }
  return values;
}

Doubles row_of(const Floats& x, std::int64_t cols, std::int64_t r) {
  return Doubles(x.begin() + r * cols, x.begin() + (r + 1) * cols);
}

// Differences of nearly equal values lose relative accuracy: hence `absolute`.
void expect_near(const float* x, const Doubles& y, double absolute, const std::string& what) {
  for (std::size_t i = 0; i < y.size(); ++i) {
    ASSERT_NEAR(x[i], y[i], absolute + 2e-6 * std::abs(y[i])) << what << " [" << i << "]";
  }
}

class SoftmaxTest : public testing::TestWithParam<std::int64_t> {
 protected:
  static constexpr std::int64_t kRows = 5;
  void SetUp() override { hwy::SetSupportedTargetsForTest(GetParam()); }
  void TearDown() override { hwy::SetSupportedTargetsForTest(0); }
};

INSTANTIATE_TEST_SUITE_P(Targets, SoftmaxTest,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         [](const auto& target) {
                           return std::string(hwy::TargetName(target.param));
                         });

TEST_P(SoftmaxTest, EqualsTheReference) {
  for (const std::int64_t cols : kCols) {
    const Floats x = random_floats(kRows * cols, 1, -9.0f, 9.0f);
    Floats y(x.size(), -1.0f), in_place = x;
    softmax(x.data(), y.data(), cols, 1, 4);
    softmax(in_place.data(), in_place.data(), cols, 0, kRows);
    for (std::int64_t r = 0; r < kRows; ++r) {
      const bool inside = r >= 1 && r < 4;
      const float* row = y.data() + r * cols;
      if (inside) expect_near(row, softmax_of(row_of(x, cols, r)), 0.0, "y");
      for (std::int64_t c = 0; c < cols; ++c) {
        ASSERT_EQ(row[c], inside ? in_place[static_cast<std::size_t>(r * cols + c)] : -1.0f);
      }
    }
  }
}

TEST_P(SoftmaxTest, LargeLogitsDoNotOverflow) {
  const Floats x = {1e38f, -1e38f, 1e38f, 300.0f, 200.0f, -300.0f};
  Floats y(6);
  softmax(x.data(), y.data(), 3, 0, 2);
  EXPECT_EQ(y, (Floats{0.5f, 0.0f, 0.5f, 1.0f, y[4], 0.0f}));
  EXPECT_NEAR(y[4] / std::exp(-100.0), 1.0, 2e-2);  // a denormal, not 0
}

TEST_P(SoftmaxTest, NonFiniteRows) {
  for (const std::int64_t cols : {3, 20, 70}) {
    for (const float bad : {kNaN, kInf, -kInf}) {
      for (std::int64_t at = 0; at < cols; ++at) {
        Floats x = random_floats(cols, 2, -1.0f, 1.0f), y(x.size()), loss(1), dx(x.size());
        x[static_cast<std::size_t>(at)] = bad;
        const float label = static_cast<float>((at + 1) % cols), one = 1.0f;
        softmax(x.data(), y.data(), cols, 0, 1);
        sparse_softmax_cross_entropy(x.data(), &label, loss.data(), cols, 0, 1);
        sparse_softmax_cross_entropy_gradient(x.data(), &label, &one, dx.data(), cols, 0, 1);
        for (std::size_t c = 0; c < y.size(); ++c) {
          // One -inf is a class of probability 0; anything else spoils the row.
          EXPECT_EQ(std::isnan(y[c]), bad != -kInf);
          EXPECT_EQ(std::isnan(dx[c]), bad != -kInf);
        }
        EXPECT_EQ(std::isnan(loss[0]), bad != -kInf);
        EXPECT_TRUE(bad != -kInf || y[static_cast<std::size_t>(at)] == 0.0f);
      }
    }
    const Floats x(static_cast<std::size_t>(cols), -kInf);
    Floats y(x.size());
    softmax(x.data(), y.data(), cols, 0, 1);
    for (const float v : y) EXPECT_TRUE(std::isnan(v));
  }
}

TEST_P(SoftmaxTest, GradientEqualsClosedFormAndDifferences) {
  for (const std::int64_t cols : kCols) {
    const Floats x = random_floats(kRows * cols, 3, -2.0f, 2.0f);
    const Floats dy = random_floats(kRows * cols, 4, -1.0f, 1.0f);
    Floats y(x.size()), dx(x.size());
    softmax(x.data(), y.data(), cols, 0, kRows);
    softmax_gradient(y.data(), dy.data(), dx.data(), cols, 0, kRows);
    for (std::int64_t r = 0; r < kRows; ++r) {
      const Doubles p = softmax_of(row_of(x, cols, r)), g = row_of(dy, cols, r);
      double dot = 0.0;
      for (std::size_t c = 0; c < p.size(); ++c) dot += g[c] * p[c];
      Doubles expected;
      for (std::size_t c = 0; c < p.size(); ++c) expected.push_back((g[c] - dot) * p[c]);
      expect_near(dx.data() + r * cols, expected, 5e-7, "closed form");
      if (cols > 20) continue;
      const auto weighted = [&g](const Doubles& v) {
        const Doubles q = softmax_of(v);
        double sum = 0.0;
        for (std::size_t c = 0; c < q.size(); ++c) sum += g[c] * q[c];
        return sum;
      };
      expect_near(dx.data() + r * cols, differences(weighted, row_of(x, cols, r)), 1e-6,
                  "differences");
    }
  }
}

TEST_P(SoftmaxTest, SparseCrossEntropy) {
  for (const std::int64_t cols : kCols) {
    const std::int64_t rows = 70;  // more than a batch of logarithms
    const Floats x = random_floats(rows * cols, 5, -6.0f, 6.0f);
    const Floats weight = random_floats(rows, 6, -2.0f, 2.0f);
    Floats label(static_cast<std::size_t>(rows)), loss(label.size(), -1.0f), dx(x.size());
    for (std::size_t r = 0; r < label.size(); ++r) {
      label[r] = static_cast<float>(static_cast<std::int64_t>(r * 7) % cols);
    }
    sparse_softmax_cross_entropy(x.data(), label.data(), loss.data(), cols, 1, rows);
    sparse_softmax_cross_entropy_gradient(x.data(), label.data(), weight.data(), dx.data(), cols, 0,
                                          rows);
    Floats y(x.size()), same(x.size());
    softmax(x.data(), y.data(), cols, 0, rows);
    sparse_gradient_of_softmax(y.data(), label.data(), weight.data(), same.data(), cols, 0, rows);
    EXPECT_EQ(same, dx);  // to the bit
    EXPECT_EQ(loss[0], -1.0f);
    for (std::int64_t r = 1; r<rows; r += cols> 200 ? 17 : 1) {
      const std::size_t at = static_cast<std::size_t>(r);
      const Doubles row = row_of(x, cols, r);
      const Doubles target = one_hot(row.size(), static_cast<std::size_t>(label[at]));
      ASSERT_NEAR(loss[at], loss_of(row, target), 3e-6 * (1 + loss[at])) << cols;
      Doubles expected = softmax_of(row);
      for (std::size_t c = 0; c < row.size(); ++c) {
        expected[c] = (expected[c] - target[c]) * static_cast<double>(weight[at]);
      }
      expect_near(dx.data() + r * cols, expected, 5e-7, "closed form");
      if (cols > 20) continue;
      const auto weighted = [&](const Doubles& v) {
        return loss_of(v, target) * static_cast<double>(weight[at]);
      };
      expect_near(dx.data() + r * cols, differences(weighted, row), 1e-6, "differences");
    }
  }
}

TEST_P(SoftmaxTest, LabelsOutsideGiveNaN) {
  const Floats x = random_floats(20, 7, -1.0f, 1.0f);
  for (const float label : {-1.0f, 20.0f, 1e30f, -1e30f, kNaN, kInf, 2.5f}) {
    float loss = 0.0f;
    Floats dx(20);
    const float one = 1.0f;
    sparse_softmax_cross_entropy(x.data(), &label, &loss, 20, 0, 1);
    sparse_softmax_cross_entropy_gradient(x.data(), &label, &one, dx.data(), 20, 0, 1);
    EXPECT_TRUE(std::isnan(loss)) << label;
    for (const float v : dx) EXPECT_TRUE(std::isnan(v)) << label;
    sparse_gradient_of_softmax(x.data(), &label, &one, dx.data(), 20, 0, 1);
    for (const float v : dx) EXPECT_TRUE(std::isnan(v)) << label;
  }
}

TEST_P(SoftmaxTest, CrossEntropy) {
  for (const std::int64_t cols : kCols) {
    const Floats x = random_floats(kRows * cols, 8, -6.0f, 6.0f);
    const Floats target = random_floats(kRows * cols, 9, 0.0f, 1.5f);  // need not sum to 1
    const Floats weight = random_floats(kRows, 10, -2.0f, 2.0f);
    Floats loss(kRows), dx(x.size());
    softmax_cross_entropy(x.data(), target.data(), loss.data(), cols, 0, kRows);
    softmax_cross_entropy_gradient(x.data(), target.data(), weight.data(), dx.data(), cols, 0,
                                   kRows);
    for (std::int64_t r = 0; r < kRows; ++r) {
      const std::size_t at = static_cast<std::size_t>(r);
      const Doubles row = row_of(x, cols, r), t = row_of(target, cols, r);
      ASSERT_NEAR(loss[at], loss_of(row, t), 3e-6 * (1 + loss[at])) << cols;
      Doubles expected = softmax_of(row);
      double mass = 0.0;
      for (const double v : t) mass += v;
      for (std::size_t c = 0; c < row.size(); ++c) {
        expected[c] = (expected[c] * mass - t[c]) * static_cast<double>(weight[at]);
      }
      expect_near(dx.data() + r * cols, expected, 2e-3, "closed form");
      if (cols > 20) continue;
      const auto weighted = [&](const Doubles& v) {
        return loss_of(v, t) * static_cast<double>(weight[at]);
      };
      expect_near(dx.data() + r * cols, differences(weighted, row), 1e-5, "differences");
    }
  }
}

TEST_P(SoftmaxTest, CrossEntropyOfOneHotTargetEqualsSparse) {
  const Floats x = random_floats(100, 12, -3.0f, 3.0f);
  Floats target(100, 0.0f);
  const float label = 37.0f;
  target[37] = 1.0f;
  float sparse, dense;
  sparse_softmax_cross_entropy(x.data(), &label, &sparse, 100, 0, 1);
  softmax_cross_entropy(x.data(), target.data(), &dense, 100, 0, 1);
  EXPECT_EQ(sparse, dense);
}

TEST_P(SoftmaxTest, Argmax) {
  const auto position = [](const Floats& x) {
    float index = -1.0f;
    argmax(x.data(), &index, static_cast<std::int64_t>(x.size()), 0, 1);
    return static_cast<std::size_t>(index);
  };
  for (const std::int64_t cols : kCols) {
    Floats x = random_floats(cols, 13, -3.0f, 3.0f);
    const std::size_t n = x.size();
    for (std::size_t at = 0; at < n; at += 1 + n / 50) {
      Floats peak = x;
      peak[at] = 4.0f;
      EXPECT_EQ(position(peak), at);
      peak[n - 1] = 4.0f;  // a later equal
      EXPECT_EQ(position(peak), at);
      peak[at] = kNaN;
      EXPECT_EQ(position(peak), at);
      peak[n - 1] = kNaN;  // a later NaN
      EXPECT_EQ(position(peak), at);
      if (at > 0) peak[0] = kInf;
      EXPECT_EQ(position(peak), at);
    }
    EXPECT_EQ(position(Floats(n, -kInf)), 0u);
    EXPECT_EQ(position(Floats(n, -5.0f)), 0u);
  }
  const Floats two_rows = {1, 3, 2, 9, 8, 7};
  Floats index = {-1, -1};
  argmax(two_rows.data(), index.data(), 3, 1, 2);
  EXPECT_EQ(index, (Floats{-1, 0}));
}

}  // namespace
}  // namespace occam::kernels
