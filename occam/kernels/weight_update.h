#pragma once

#include <cstddef>
#include <cstdint>

namespace occam::kernels {

/// An optimizer's step on a weight of n elements in one sweep: the gradient of its penalties, the
/// optimizer's memory, the weight, and the sums that the penalties' values need.
///
/// Every operation is rounded by itself in the order written here, so that the bits are those of a
/// tile program of the same formula. With gradient g, t1 = sign(w) * l1, t2 = w * l2 and
/// scale(f, x) = f == 0 ? 0 : f * x:
///   G = g, t1 + g, t2 + g, (t2 + t1) + g, t2 + (t1 + g) or t1 + (t2 + g), see Penalty
///   kSgd:       s = G * rate; v = scale(momentum, v) - s; w = w + v
///   kNesterov:  s = G * rate; v = scale(momentum, v) - s; w = w + (scale(momentum, v) - s)
///   kAdam:      m = m + (G - m) * gain_1; v = v + (G * G - v) * gain_2;
///               w = w - m * rate / (sqrt(v) + epsilon)
/// where with `decays` the w of the last line is w - w * decay, and with `soft`, where
/// soft(p, t) = p - clip(p, -t, t),
///   kSgd, kNesterov: the new w above is p; w = soft(p, threshold)
///   kAdam:      r = 1 / (sqrt(v) + epsilon); w = soft(w - m * rate * r, r * threshold)
/// Source: optimizers/apply.cpp (decay), sgd.cpp, adam.cpp, regularizers/l1_l2.cpp,
/// soft_threshold.cpp.
struct WeightUpdate {
  enum Rule : std::uint8_t { kSgd, kNesterov, kAdam };
  static constexpr std::size_t kRules = kAdam + 1;  ///< entries of a table by rule
  enum Penalty : std::uint8_t { kNone, kL1, kL2, kBoth, kL1Inside, kL2Inside };

  Rule rule = kSgd;
  Penalty penalty = kNone;
  bool soft = false;        ///< ends with soft thresholding; `penalty` is kNone or kL2
  bool decays = false;      ///< begins with decoupled decay, which the gradient does not see
  bool sum_abs = false;     ///< wanted: sum(|w|) of the old weight
  bool sum_square = false;  ///< wanted: sum(w * w) of the old weight
  std::int64_t n = 0;

  /// Elements of an item; a sum is the float64 sum, in order of items, of sum32 (tile_program.h).
  static constexpr std::int64_t kItem = 1024;
  std::int64_t items() const { return (n + kItem - 1) / kItem; }

  // Operands, in this order: w, g, the rule's slots (v; m and v): float32 [n]. Then one float64
  // each, rounded to float32 when read: the rule's numbers (rate, momentum; gain_1, gain_2, rate,
  // epsilon) and with `soft` the threshold, l1 and l2 as far as the penalty has them, and with
  // `decays` the decay. Then the sums that are wanted, one float64 each, and last the partial sums
  // when there are any.
  int slots() const { return rule == kAdam ? 2 : 1; }
  int numbers() const { return (rule == kAdam ? 4 : 2) + soft; }
  bool has_l1() const { return penalty != kNone && penalty != kL2; }
  bool has_l2() const { return penalty != kNone && penalty != kL1; }
  int first_sum() const { return 2 + slots() + numbers() + has_l1() + has_l2() + decays; }
  static constexpr int kMostOperands = 15;
  int operands() const {
    return first_sum() + sum_abs + sum_square + ((sum_abs || sum_square) && items() > 1);
  }
};

/// Bytes of partial sums that the items share; 0 without sums or where one item suffices.
std::size_t weight_update_partial_bytes(const WeightUpdate& update);

/// Runs items [item_begin, item_end). The operands w, g and slots must not overlap.
void weight_update_run(const WeightUpdate& update, std::byte* const* operands,
                       std::int64_t item_begin, std::int64_t item_end);

/// Adds up the partial sums; one call after all items have run, where there are partial sums.
void weight_update_finish(const WeightUpdate& update, std::byte* const* operands);

}  // namespace occam::kernels
