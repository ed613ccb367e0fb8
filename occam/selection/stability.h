#pragma once

#include <cstdint>
#include <vector>

#include "occam/selection/path.h"

namespace occam::selection {

struct StabilityOptions {
  std::int64_t samples = 100;  ///< half-samples, at least 2
  std::uint64_t seed = 0;      ///< which rows
  std::string hyper = "l1";
  std::vector<double> lambdas = {};  ///< falling: of a path()
  double threshold = 0.75;           ///< share of the halves from which on a feature is stable
  double most_false = 1.0;           ///< so many stable features may be there by chance, > 0
  GridOptions grid = {};
};

/// How often each input is kept.
struct Stability {
  std::vector<double> lambdas = {};
  std::vector<std::vector<double>> kept = {};  ///< (lambda, feature): share of the half-samples
  /// The first so many lambdas count, at least one: as many as most_false allows.
  std::size_t range = 0;
  std::vector<double> most = {};  ///< of each feature over these: the largest share
  double selected = 0.0;          ///< q: features that a half keeps at any of these, the mean
  double threshold = 0.75;
  std::int64_t samples = 0;
  bool interrupted = false;

  /// Features with most >= threshold, ascending.
  std::vector<std::int64_t> stable() const;
  /// At most so many of them are expected to be there by chance: q^2 / ((2 threshold - 1)
  /// features), where irrelevant features are exchangeable and relevant ones kept more often than
  /// those (theorem 1).
  double expected_false() const;
};

/// Trains every lambda on random halves of the part's training rows, drawn without replacement, all
/// as stacks (grid()); the part's validation rows are watched as they stand. A feature is kept
/// where it can change a prediction (support_of()). Small lambdas keep everything: the range of
/// lambdas that counts ends where q^2 / ((2 threshold - 1) features) would exceed most_false.
/// Errors: InvalidArgument for fewer than two samples or four training rows, no lambdas, unless
/// 0.5 < threshold <= 1 and most_false > 0; as grid().
/// Source: Meinshausen and Buehlmann 2010, "Stability selection", sections 2.2 and 2.4.
Stability stability(const Part& part, const StabilityOptions& options);

}  // namespace occam::selection
