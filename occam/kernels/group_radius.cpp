#include "occam/kernels/group_radius.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "occam/kernels/group_radius.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"
#include "occam/kernels/sum32-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace {

constexpr int kMostSteps = 100;
// Of Newton's steps the error of the next is about the square of the last one's way.
constexpr double kTolerance = 1e-6;
constexpr std::size_t kBlock = 32;  // elements at a time: the last are padded

using DoubleTag = hn::ScalableTag<double>;
using Doubles = hn::Vec<DoubleTag>;
using PartTag = hn::Rebind<float, DoubleTag>;  // as many floats
constexpr std::size_t kDoubles = hn::MaxLanes(DoubleTag());
constexpr std::size_t kSumLanes = 8;  // of a sum of doubles, so that its order is defined
constexpr std::size_t kVectors = kSumLanes / kDoubles;

/// Sums of doubles, lane by lane.
struct Sum {
  Doubles lanes[kVectors];

  HWY_INLINE Sum() {
    for (std::size_t j = 0; j < kVectors; ++j) lanes[j] = hn::Zero(DoubleTag());
  }
  HWY_INLINE double total() const {
    HWY_ALIGN double own[kSumLanes];
    for (std::size_t j = 0; j < kVectors; ++j) hn::Store(lanes[j], DoubleTag(), own + j * kDoubles);
    return ((own[0] + own[4]) + (own[2] + own[6])) + ((own[1] + own[5]) + (own[3] + own[7]));
  }
};

/// Elements of one group.
struct Group {
  const float* p;
  const float* t;
  std::size_t size;

  /// Calls visit(p, t) for blocks of kBlock elements; behind the last come p = 0, t = 1.
  template <class Visit>
  HWY_INLINE void for_blocks(const Visit& visit) const {
    std::size_t i = 0;
    for (; i + kBlock <= size; i += kBlock) visit(p + i, t + i);
    if (i == size) return;
    float last_p[kBlock] = {}, last_t[kBlock];
    std::fill_n(last_t, kBlock, 1.0f);
    std::copy(p + i, p + size, last_p);
    std::copy(t + i, t + size, last_t);
    visit(last_p, last_t);
  }
  /// Calls visit(j, p, t), in doubles, for the vectors of each block, j their place in a Sum.
  template <class Visit>
  HWY_INLINE void for_doubles(const Visit& visit) const {
    const DoubleTag d;
    const PartTag part;
    for_blocks([&](const float* block_p, const float* block_t) HWY_ATTR {
      for (std::size_t i = 0; i < kBlock; i += kSumLanes) {
        for (std::size_t j = 0; j < kVectors; ++j) {
          visit(j, hn::PromoteTo(d, hn::LoadU(part, block_p + i + j * kDoubles)),
                hn::PromoteTo(d, hn::LoadU(part, block_t + i + j * kDoubles)));
        }
      }
    });
  }
};

HWY_INLINE double norm_of(const Group& group) {
  Sum sum;
  group.for_doubles([&](std::size_t j, Doubles p, Doubles)
                        HWY_ATTR { sum.lanes[j] = hn::Add(sum.lanes[j], hn::Mul(p, p)); });
  return std::sqrt(sum.total());
}

struct Steps {
  float least, most;
  bool is_nan;
};

HWY_INLINE Steps steps_of(const Group& group) {
  const FloatTag d;
  FloatVector least = hn::Set(d, group.t[0]), most = least;
  auto sum = hn::Zero(d);  // NaN where one is
  std::size_t i = 0;
  for (; i + kLanes <= group.size; i += kLanes) {
    const FloatVector t = hn::LoadU(d, group.t + i);
    least = hn::Min(least, t);
    most = hn::Max(most, t);
    sum = hn::Add(sum, t);
  }
  HWY_ALIGN float lows[kLanes], highs[kLanes], sums[kLanes];
  hn::Store(least, d, lows);
  hn::Store(most, d, highs);
  hn::Store(sum, d, sums);
  Steps steps{group.t[0], group.t[0], false};
  for (std::size_t k = 0; k < kLanes; ++k) {
    steps.least = std::min(steps.least, lows[k]);
    steps.most = std::max(steps.most, highs[k]);
    steps.is_nan = steps.is_nan || std::isnan(sums[k]);
  }
  for (; i < group.size; ++i) {
    steps.least = std::min(steps.least, group.t[i]);
    steps.most = std::max(steps.most, group.t[i]);
    steps.is_nan = steps.is_nan || std::isnan(group.t[i]);
  }
  return steps;
}

/// The sum at 0. A t of 0 keeps its element whole; one without a number to keep counts for nothing.
HWY_INLINE double sum_at_zero(const Group& group) {
  Sum sum;
  group.for_doubles([&](std::size_t j, Doubles p, Doubles t) HWY_ATTR {
    const Doubles ratio = hn::IfThenZeroElse(hn::Eq(p, hn::Zero(DoubleTag())), hn::Div(p, t));
    sum.lanes[j] = hn::Add(sum.lanes[j], hn::Mul(ratio, ratio));
  });
  return sum.total();
}

/// The sum at x and -1/2 of its slope.
struct Slope {
  double value, fall;
  double next(double x) const { return x + (value * std::sqrt(value) - value) / fall; }
};

HWY_INLINE Slope slope_at(const Group& group, double x) {
  const DoubleTag d;
  const Doubles at = hn::Set(d, x), one = hn::Set(d, 1.0);
  Sum value, fall;
  group.for_doubles([&](std::size_t j, Doubles p, Doubles t) HWY_ATTR {
    const Doubles below = hn::Div(one, hn::Add(at, t)), ratio = hn::Mul(p, below);
    const Doubles square = hn::Mul(ratio, ratio);
    value.lanes[j] = hn::Add(value.lanes[j], square);
    fall.lanes[j] = hn::Add(fall.lanes[j], hn::Mul(square, below));
  });
  return {value.total(), fall.total()};
}

/// The same in float32, for the way there.
HWY_INLINE Slope rough_slope_at(const Group& group, float x) {
  const FloatTag d;
  constexpr std::size_t kFloats = kBlock / kLanes;
  const FloatVector at = hn::Set(d, x), one = hn::Set(d, 1.0f);
  FloatVector value[kFloats], fall[kFloats];
  for (std::size_t j = 0; j < kFloats; ++j) value[j] = fall[j] = hn::Zero(d);
  group.for_blocks([&](const float* p, const float* t) HWY_ATTR {
    for (std::size_t j = 0; j < kFloats; ++j) {
      const FloatVector below = hn::Div(one, hn::Add(at, hn::LoadU(d, t + j * kLanes)));
      const FloatVector ratio = hn::Mul(hn::LoadU(d, p + j * kLanes), below);
      const FloatVector square = hn::Mul(ratio, ratio);
      value[j] = hn::Add(value[j], square);
      fall[j] = hn::Add(fall[j], hn::Mul(square, below));
    }
  });
  return {double{fold32(value)}, double{fold32(fall)}};
}

HWY_INLINE double radius_of(const Group& group) {
  const double norm = norm_of(group);
  const Steps t = steps_of(group);
  if (t.is_nan || std::isnan(norm)) return std::numeric_limits<double>::quiet_NaN();
  // With all t at their least or their most the sum is 1 at norm - t.
  double high = norm - double{t.least}, low = norm - double{t.most};
  if (!(high > 0)) return 0;
  if (t.least == t.most) return high;
  if (!(low > 0)) {
    if (!(sum_at_zero(group) > 1)) return 0;
    low = 0;
  }
  double x = low > 0 ? low : 0.5 * high;
  constexpr int kRoughSteps = 6;
  constexpr double kRough = 1e-3;
  for (int step = 0; step < kRoughSteps; ++step) {
    const double next = rough_slope_at(group, static_cast<float>(x)).next(x);
    if (!(next > low && next < high)) break;
    const double moved = std::abs(next - x);
    x = next;
    if (moved <= kRough * x) break;
  }
  for (int step = 0; step < kMostSteps; ++step) {
    const Slope slope = slope_at(group, x);
    (slope.value > 1 ? low : high) = x;
    double next = slope.next(x);
    if (!(next >= low && next <= high)) next = 0.5 * (low + high);
    const double moved = std::abs(next - x);
    x = next;
    if (moved <= kTolerance * x) break;
  }
  return x;
}

}  // namespace

void group_radius(const float* p, const float* t, float* radius, std::int64_t cols,
                  std::int64_t row_begin, std::int64_t row_end) {
  for (std::int64_t r = row_begin; r < row_end; ++r) {
    radius[r] =
        static_cast<float>(radius_of({p + r * cols, t + r * cols, static_cast<std::size_t>(cols)}));
  }
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace occam::kernels {

HWY_EXPORT(group_radius);

void group_radius(const float* p, const float* t, float* radius, std::int64_t cols,
                  std::int64_t row_begin, std::int64_t row_end) {
  HWY_DYNAMIC_DISPATCH(group_radius)(p, t, radius, cols, row_begin, row_end);
}

}  // namespace occam::kernels
#endif  // HWY_ONCE
