#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "occam/base/random.h"
#include "occam/evaluation/measure.h"

namespace occam::evaluation {

inline constexpr std::uint32_t kBootstrapStream = stream_of("evaluation/bootstrap");

struct BootstrapOptions {
  /// 0: 1,000 for up to 20,000 rows, for more rows 2e7 / rows, but at least 200.
  std::int64_t resamples = 0;
  double level = 0.95;     ///< share that an interval covers, 0 < level < 1
  std::uint64_t seed = 0;  ///< which resamples
  int threads = 0;         ///< 0: one a core; the numbers are the same for any
};

/// A value with its percentile interval: the (1 - level) / 2 and (1 + level) / 2 quantiles over the
/// resamples (linear between neighbours, as numpy.quantile). NaN where not defined.
/// Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, section 13.3.
struct Estimate {
  double value = 0.0;
  double low = 0.0, high = 0.0;
  std::int64_t used = 0;     ///< resamples in which it is defined
  std::int64_t skipped = 0;  ///< those in which it is not
};

/// values[s][r]: measure s on resample r, NaN where not defined. Resample r draws `rows` rows with
/// replacement; draw i is row floor(u * rows), u a 64-bit number of (seed, stream, r, i). All
/// measures see the same resamples, so that their differences are paired.
/// Errors: InvalidArgument for resamples < 0, rows < 1 or more than 2^32 - 1.
std::vector<std::vector<double>> resample(std::span<const WeightedMeasure> measures,
                                          std::int64_t rows, const BootstrapOptions& options = {});

/// The interval of one statistic from its values over the resamples.
/// Errors: InvalidArgument for a level outside (0, 1).
Estimate estimate(double value, std::span<const double> resampled, double level = 0.95);

}  // namespace occam::evaluation
