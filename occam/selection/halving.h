#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "occam/metrics/direction.h"

namespace occam::selection {

/// A trial at a rung, both from 0.
struct TrialRung {
  std::int64_t trial = 0, rung = 0;

  auto operator<=>(const TrialRung&) const = default;
};

struct HalvingOptions {
  std::int64_t rungs = 4;             ///< at least 1; 1: every trial at once in full, random search
  std::int64_t reduction_factor = 3;  ///< one of so many goes on to the next rung; at least 2
  Direction direction = Direction::kDown;  ///< of the scores
};

/// Which trial comes next: of the highest rung that has one, the best trial among the best
/// floor(n / reduction_factor) of its n results that is not promoted yet, for the rung above it;
/// else a new trial at rung 0. Ties go to the smaller number; a score that is NaN is the worst and
/// is never promoted. It depends on nothing but the order of the calls. Source: Li et al. 2018, "A
/// System for Massively Parallel Hyperparameter Tuning" (arXiv 1810.05934), algorithm 2, get_job.
class Halving {
 public:
  /// Errors: InvalidArgument for a number out of range or a direction of none.
  explicit Halving(const HalvingOptions& options);

  /// At most `count` that are to run now, of no more than `trials` trials in all. Nothing: every
  /// trial there may be is as far as the results carry it.
  std::vector<TrialRung> next(std::int64_t count, std::int64_t trials);
  /// The score of one of them.
  void tell(const TrialRung& run, double score);

  std::int64_t begun() const { return begun_; }

 private:
  bool promotable(TrialRung& run) const;

  /// From the best on: NaN last, ties by number.
  struct Worse {
    double sign;
    bool operator()(const std::pair<double, std::int64_t>& a,
                    const std::pair<double, std::int64_t>& b) const;
  };
  using Ranking = std::set<std::pair<double, std::int64_t>, Worse>;

  HalvingOptions options_;
  std::vector<Ranking> results_;                  ///< of each rung
  std::vector<std::set<std::int64_t>> promoted_;  ///< out of each rung
  std::int64_t begun_ = 0;
};

}  // namespace occam::selection
