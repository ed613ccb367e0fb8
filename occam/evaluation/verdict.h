#pragma once

#include <cstdint>
#include <string>

#include "occam/evaluation/comparison.h"

namespace occam::evaluation {

/// Below this many rows a percentile interval is too narrow to decide anything.
inline constexpr std::int64_t kFewestRowsToJudge = 20;

/// Whether a model is worth having beside simpler ones.
struct Verdict {
  enum class Outcome : std::uint8_t {
    kBeats,      ///< better than every simpler model beyond noise
    kNoBetter,   ///< the difference to the rival, or its sign, may be noise
    kWorse,      ///< worse than the rival beyond noise
    kTooFew,     ///< fewer than kFewestRowsToJudge rows
    kUndefined,  ///< the measure is not defined on these rows, or on half of the resamples
  };
  Outcome outcome = Outcome::kUndefined;
  const Measure* measure = nullptr;
  std::int64_t rows = 0;
  std::string name = {};  ///< the model that is judged
  Estimate value = {};
  std::string rival = {};  ///< the simpler model that is hardest to beat
  Estimate rival_value = {};
  Estimate gain = {};         ///< of the model over the rival, positive when better
  std::string simplest = {};  ///< the simplest model that no other beats beyond noise
};

/// Judges the last contender against those before it, which are listed from the simplest on.
/// Errors: InvalidArgument for fewer than two contenders.
Verdict judge(const Scores& scores);

/// One sentence without a point: "the network beats ridge regression: rmse 3.1 [2.8, 3.4] against
/// 3.6, difference 0.5 [0.2, 0.8]".
std::string to_text(const Verdict& verdict);

/// "0.9649 [0.921, 0.9912]": as many digits as the interval's width gives a meaning.
std::string to_text(const Estimate& estimate);

}  // namespace occam::evaluation
