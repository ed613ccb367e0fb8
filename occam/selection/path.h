#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "occam/selection/choose.h"
#include "occam/selection/grid.h"
#include "occam/selection/lambda_max.h"

namespace occam::selection {

/// Where the networks of a path begin.
enum class PathStart {
  kIndependent,  ///< each at the model's initial weights: all lambdas at once
  /// Each where the next smaller lambda has ended, the smallest at the initial weights: from the
  /// dense to the sparse, as kernel 0 is at rest for every lambda. A lambda's parts are a stack.
  kWarm,
};

struct PathOptions {
  std::string hyper = "l1";   ///< name of a penalty's factor, as of Setting
  std::int64_t lambdas = 20;  ///< at least 2
  /// Smallest lambda over the largest, in (0, 1); 0: 1e-4 where the first part has more training
  /// rows than features, else 1e-2, as glmnet.
  double ratio = 0.0;
  std::vector<double> values =
      {};                    ///< lambdas of your own, falling, instead of lambda_max and ratio
  bool unpenalised = false;  ///< trains lambda 0 too, beside the path
  PathStart start = PathStart::kIndependent;
  bool relaxed = false;  ///< trains every network again on its support alone: relax()
  GridOptions grid = {};
};

/// Networks over falling values of a penalty.
struct Path {
  std::string hyper;
  LambdaMax lambda_max;                             ///< nothing in it with values of your own
  std::vector<double> lambdas;                      ///< falling; with `unpenalised` behind them 0
  std::vector<std::vector<Outcome>> outcomes;       ///< (part, lambda); empty when interrupted
  bool relaxed = false;                             ///< they are those of relax(); not lambda 0's
  std::int64_t stacks = 0, trained = 0, found = 0;  ///< as of Grid, with the search for lambda_max
  bool short_of_memory = false;
  bool interrupted = false;

  /// Places of `lambdas` on the path: all but the unpenalised.
  std::size_t size() const;
  /// What the outcomes of this lambda were trained with.
  Setting setting(std::size_t lambda) const {
    return {.hypers = {{hyper, relaxed ? 0.0 : lambdas[lambda]}}};
  }
};

/// Trains a network for every lambda of a geometric grid on every part, all as one stack as grid()
/// does. The first part finds lambda_max: give all rows there, with keep_weights for the networks
/// that a choice is made of, and the folds behind it. Errors: InvalidArgument for fewer than two
/// lambdas, a ratio outside [0, 1), values that do not fall or are negative; as lambda_max() and
/// grid().
Path path(std::span<const Part> parts, const PathOptions& options = {});

/// count values from lambda_max down to ratio * lambda_max, each the same share of the one before.
std::vector<double> geometric(double lambda_max, double ratio, std::int64_t count);

/// The score of each lambda on each part that has test rows: (lambda, part with test rows).
std::vector<std::vector<double>> scores_of(const Path& path, std::span<const Part> parts,
                                           const PartScore& score);
/// Test rows of each such part: the weights of curve_of().
std::vector<double> test_rows(std::span<const Part> parts);

/// The path as it stands for choice, without its unpenalised network: `curve` is that of
/// scores_of(), sizes are of the first part's networks. Errors: InvalidArgument for a curve of
/// fewer networks.
Competitor competitor_of(const Path& path, ScoreCurve curve);

}  // namespace occam::selection
