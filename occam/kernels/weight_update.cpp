#include "occam/kernels/weight_update.h"

#include <algorithm>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "occam/kernels/weight_update.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"
#include "occam/base/round_up_64.h"
#include "occam/kernels/sum32-inl.h"
#include "occam/kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using FT = FloatTag;
using FV = FloatVector;
using Rule = WeightUpdate::Rule;
using Penalty = WeightUpdate::Penalty;

HWY_INLINE FV number(FT d, const std::byte* operand) {
  double value;
  std::memcpy(&value, operand, sizeof value);
  return hn::Set(d, static_cast<float>(value));
}

// ElementwiseOp::kSign.
HWY_INLINE FV sign(FT d, FV a) {
  const FV zero = hn::Zero(d);
  const FV one = hn::CopySign(hn::Set(d, 1.0f), a);
  return hn::IfThenElse(hn::IsNaN(a), a, hn::IfThenZeroElse(hn::Eq(a, zero), one));
}

// ElementwiseOp::kScale.
HWY_INLINE FV scale(FT d, FV factor, FV x) {
  return hn::IfThenZeroElse(hn::Eq(factor, hn::Zero(d)), hn::Mul(factor, x));
}

// ElementwiseOp::kSubtract and kClip, without their care for a p that is NaN: p - x is NaN too. The
// larger and smaller of two are the second unless the first is; x86's own instructions do just
// that.
HWY_INLINE FV soft_threshold(FV p, FV t) {
  const FV low = hn::Neg(t);
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX2
  return hn::Sub(p, hn::Min(hn::Max(p, low), t));
#else
  const FV above = hn::IfThenElse(hn::Gt(p, low), p, low);
  return hn::Sub(p, hn::IfThenElse(hn::Lt(above, t), above, t));
#endif
}

// A vector's worth of the update, with its numbers in registers.
template <Rule kRule, Penalty kPenalty, bool kSoft, bool kDecays>
struct Step {
  static constexpr bool kTwoSlots = kRule == WeightUpdate::kAdam;
  static constexpr bool kL1 = kPenalty != WeightUpdate::kNone && kPenalty != WeightUpdate::kL2;
  static constexpr bool kL2 = kPenalty != WeightUpdate::kNone && kPenalty != WeightUpdate::kL1;

  explicit Step(std::byte* const* operands) {
    const FT d;
    std::byte* const* next = operands + (kTwoSlots ? 4 : 3);
    for (int k = 0; k < (kTwoSlots ? 4 : 2); ++k) numbers[k] = number(d, *next++);
    threshold = kSoft ? number(d, *next++) : hn::Zero(d);
    l1 = kL1 ? number(d, *next++) : hn::Zero(d);
    l2 = kL2 ? number(d, *next++) : hn::Zero(d);
    decay = kDecays ? number(d, *next++) : hn::Zero(d);
  }

  HWY_INLINE FV gradient(FT d, FV w, FV g) const {
    [[maybe_unused]] FV t1 = g, t2 = g;
    if constexpr (kL1) t1 = hn::Mul(sign(d, w), l1);
    if constexpr (kL2) t2 = hn::Mul(w, l2);
    if constexpr (kPenalty == WeightUpdate::kBoth) return hn::Add(hn::Add(t2, t1), g);
    if constexpr (kPenalty == WeightUpdate::kL1Inside) return hn::Add(t2, hn::Add(t1, g));
    if constexpr (kPenalty == WeightUpdate::kL2Inside) return hn::Add(t1, hn::Add(t2, g));
    if constexpr (kPenalty == WeightUpdate::kL1) return hn::Add(t1, g);
    if constexpr (kPenalty == WeightUpdate::kL2) return hn::Add(t2, g);
    return g;
  }

  // The new w; slots a and b are replaced. Where all else keeps the multipliers busy, every second
  // root is better left to the divider.
  template <bool kMultiplied = true>
  HWY_INLINE FV run(FT d, FV w, FV g, FV& a, [[maybe_unused]] FV& b) const {
    const FV total = gradient(d, w, g);
    if constexpr (kDecays) w = hn::Sub(w, hn::Mul(w, decay));
    if constexpr (kRule == WeightUpdate::kAdam) {
      a = hn::Add(a, hn::Mul(hn::Sub(total, a), numbers[0]));
      b = hn::Add(b, hn::Mul(hn::Sub(hn::Mul(total, total), b), numbers[1]));
      const FV spread =
          kMultiplied ? add_to_sqrt(d, b, numbers[3]) : hn::Add(hn::Sqrt(b), numbers[3]);
      if constexpr (!kSoft) return hn::Sub(w, hn::Div(hn::Mul(a, numbers[2]), spread));
      const FV metric = hn::Div(hn::Set(d, 1.0f), spread);
      return soft_threshold(hn::Sub(w, hn::Mul(hn::Mul(a, numbers[2]), metric)),
                            hn::Mul(metric, threshold));
    } else {
      const FV step = hn::Mul(total, numbers[0]);
      a = hn::Sub(scale(d, numbers[1], a), step);
      FV fresh;
      if constexpr (kRule == WeightUpdate::kSgd) {
        fresh = hn::Add(w, a);
      } else {
        fresh = hn::Add(w, hn::Sub(scale(d, numbers[1], a), step));
      }
      if constexpr (kSoft) fresh = soft_threshold(fresh, threshold);
      return fresh;
    }
  }

  FV numbers[kTwoSlots ? 4 : 2];
  FV threshold, l1, l2, decay;
};

// The update over memory, a vector at a time; each returns the old w.
template <class Step>
struct Sweep {
  Step step;
  float* w;
  const float* g;
  float *a, *b;

  explicit Sweep(std::byte* const* operands)
      : step(operands),
        w(reinterpret_cast<float*>(operands[0])),
        g(reinterpret_cast<const float*>(operands[1])),
        a(reinterpret_cast<float*>(operands[2])),
        b(reinterpret_cast<float*>(operands[3])) {}

  template <bool kMultiplied = true>
  HWY_INLINE FV whole(FT d, std::size_t i) const {
    const FV old = hn::LoadU(d, w + i);
    FV slot_a = hn::LoadU(d, a + i), slot_b = slot_a;
    if constexpr (Step::kTwoSlots) slot_b = hn::LoadU(d, b + i);
    const FV fresh = step.template run<kMultiplied>(d, old, hn::LoadU(d, g + i), slot_a, slot_b);
    hn::StoreU(slot_a, d, a + i);
    if constexpr (Step::kTwoSlots) hn::StoreU(slot_b, d, b + i);
    hn::StoreU(fresh, d, w + i);
    return old;
  }

  HWY_INLINE FV part(FT d, std::size_t i, std::size_t count) const {
    const FV old = load_part(d, w + i, count);
    FV slot_a = load_part(d, a + i, count), slot_b = slot_a;
    if constexpr (Step::kTwoSlots) slot_b = load_part(d, b + i, count);
    const FV fresh = step.run(d, old, load_part(d, g + i, count), slot_a, slot_b);
    store_part(slot_a, d, a + i, count);
    if constexpr (Step::kTwoSlots) store_part(slot_b, d, b + i, count);
    store_part(fresh, d, w + i, count);
    return old;
  }
};

// sum32 of |w| and of w * w.
struct Sums {
  static constexpr std::size_t kVectors = 32 / kLanes;
  FV abs[kVectors], square[kVectors];

  HWY_INLINE explicit Sums(FT d) {
    for (std::size_t j = 0; j < kVectors; ++j) abs[j] = square[j] = hn::Zero(d);
  }
  HWY_INLINE void add(std::size_t j, FV old) {
    abs[j] = hn::Add(abs[j], hn::Abs(old));
    square[j] = hn::Add(square[j], hn::Mul(old, old));
  }
};

// One item with its sums, which go to the partial sums or, of a single item, to the result.
template <class Step>
HWY_INLINE void run_item(const WeightUpdate& update, const Sweep<Step>& sweep,
                         std::byte* const* operands, std::int64_t item) {
  const FT d;
  Sums sums(d);
  std::size_t i = static_cast<std::size_t>(item * WeightUpdate::kItem);
  const std::size_t end = std::min(static_cast<std::size_t>(update.n), i + WeightUpdate::kItem);
  for (; i + 32 <= end; i += 32) {
    for (std::size_t j = 0; j < Sums::kVectors; j += 2) {
      sums.add(j, sweep.whole(d, i + j * kLanes));
      sums.add(j + 1, sweep.template whole<false>(d, i + (j + 1) * kLanes));
    }
  }
  for (std::size_t j = 0; j < Sums::kVectors && i < end; ++j, i += kLanes) {
    sums.add(j, i + kLanes <= end ? sweep.whole(d, i) : sweep.part(d, i, end - i));
  }
  std::byte* const* out = operands + update.first_sum();
  const bool single = update.items() == 1;
  std::byte* partials = single ? nullptr : out[update.sum_abs + update.sum_square] + item * 8;
  const auto put = [&](float sum32) {
    const double sum = 0.0 + static_cast<double>(sum32);
    std::memcpy(single ? *out++ : partials, &sum, sizeof sum);
    if (!single) partials += update.items() * 8;
  };
  if (update.sum_abs) put(fold32(sums.abs));
  if (update.sum_square) put(fold32(sums.square));
}

template <Rule kRule, Penalty kPenalty, bool kSoft, bool kDecays>
void run_items(const WeightUpdate& update, std::byte* const* operands, std::int64_t item_begin,
               std::int64_t item_end) {
  const Sweep<Step<kRule, kPenalty, kSoft, kDecays>> sweep(operands);
  if (update.sum_abs || update.sum_square) {
    for (std::int64_t k = item_begin; k < item_end; ++k) run_item(update, sweep, operands, k);
    return;
  }
  const FT d;
  const std::size_t end =
      static_cast<std::size_t>(std::min(update.n, item_end * WeightUpdate::kItem));
  std::size_t i = static_cast<std::size_t>(item_begin * WeightUpdate::kItem);
  for (; i + kLanes <= end; i += kLanes) sweep.whole(d, i);
  if (i < end) sweep.part(d, i, end - i);
}

template <Rule kRule, Penalty kPenalty, bool kSoft = false>
void run_penalty(const WeightUpdate& update, std::byte* const* operands, std::int64_t begin,
                 std::int64_t end) {
  if (update.decays) return run_items<kRule, kPenalty, kSoft, true>(update, operands, begin, end);
  run_items<kRule, kPenalty, kSoft, false>(update, operands, begin, end);
}

template <Rule kRule>
void run_rule(const WeightUpdate& update, std::byte* const* operands, std::int64_t begin,
              std::int64_t end) {
  if (update.soft) {
    if (update.has_l2())
      return run_penalty<kRule, Penalty::kL2, true>(update, operands, begin, end);
    return run_penalty<kRule, Penalty::kNone, true>(update, operands, begin, end);
  }
  switch (update.penalty) {
    // clang-format off
    case Penalty::kNone: return run_penalty<kRule, Penalty::kNone>(update, operands, begin, end);
    case Penalty::kL1: return run_penalty<kRule, Penalty::kL1>(update, operands, begin, end);
    case Penalty::kL2: return run_penalty<kRule, Penalty::kL2>(update, operands, begin, end);
    case Penalty::kBoth: return run_penalty<kRule, Penalty::kBoth>(update, operands, begin, end);
    case Penalty::kL1Inside:
      return run_penalty<kRule, Penalty::kL1Inside>(update, operands, begin, end);
    case Penalty::kL2Inside:
      return run_penalty<kRule, Penalty::kL2Inside>(update, operands, begin, end);
      // clang-format on
  }
}

void run_update(const WeightUpdate& update, std::byte* const* operands, std::int64_t begin,
                std::int64_t end) {
  switch (update.rule) {
    case Rule::kSgd:
      return run_rule<Rule::kSgd>(update, operands, begin, end);
    case Rule::kNesterov:
      return run_rule<Rule::kNesterov>(update, operands, begin, end);
    case Rule::kAdam:
      return run_rule<Rule::kAdam>(update, operands, begin, end);
  }
}

}  // namespace
}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace occam::kernels {

HWY_EXPORT(run_update);

std::size_t weight_update_partial_bytes(const WeightUpdate& update) {
  const std::int64_t items = update.items();
  if (items == 1) return 0;
  const std::size_t bytes =
      static_cast<std::size_t>(items) * 8 * (update.sum_abs + std::size_t{update.sum_square});
  return round_up_64(bytes);
}

void weight_update_run(const WeightUpdate& update, std::byte* const* operands,
                       std::int64_t item_begin, std::int64_t item_end) {
  if (item_begin >= item_end) return;
  HWY_DYNAMIC_DISPATCH(run_update)(update, operands, item_begin, item_end);
}

void weight_update_finish(const WeightUpdate& update, std::byte* const* operands) {
  const std::int64_t items = update.items();
  const int sums = update.sum_abs + update.sum_square;
  std::byte* const* const out = operands + update.first_sum();
  for (int k = 0; k < sums; ++k) {
    const std::byte* partials = out[sums] + k * items * 8;
    double sum = 0.0;
    for (std::int64_t item = 0; item < items; ++item) {
      double part;
      std::memcpy(&part, partials + item * 8, sizeof part);
      sum += part;
    }
    std::memcpy(out[k], &sum, sizeof sum);
  }
}

}  // namespace occam::kernels
#endif  // HWY_ONCE
