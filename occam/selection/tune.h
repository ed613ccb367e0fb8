#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "occam/selection/choose.h"
#include "occam/selection/grid.h"
#include "occam/selection/halving.h"
#include "occam/selection/search_space.h"

namespace occam::selection {

/// How a trial did at a rung: an entry a part, in their order.
struct TrialResult {
  TrialRung run = {};
  std::vector<double> scores = {};            ///< NaN where not defined
  std::vector<std::int64_t> parameters = {};  ///< Support::parameters
  std::vector<std::int64_t> epochs = {};      ///< that ran
  bool stopped = false;   ///< a callback ended every one of them: more epochs change nothing
  bool diverged = false;  ///< some of them

  bool operator==(const TrialResult&) const = default;
};

using TrialResults = std::map<TrialRung, TrialResult>;

/// The parts of a cross-validation, each with test rows, whose models have these values of the
/// shape's axes and are trained for these epochs at most. The same parts but for the models.
using PartsFor = std::function<std::vector<Part>(const DrawnValues& shape, std::int64_t epochs)>;

struct TuneOptions {
  std::vector<SearchAxis> space;
  std::uint64_t seed = 0;    ///< of the draws; the networks have those of their parts
  std::int64_t trials = 64;  ///< drawn at most
  std::vector<std::int64_t> epochs = {15, 44, 133, 400};  ///< at most, of each rung; rising
  std::int64_t reduction_factor = 3;                      ///< as of HalvingOptions
  /// Runs that are begun together, after the results of all before: results depend on it.
  std::int64_t turn = 32;
  Direction direction = Direction::kDown;  ///< of the scores
  /// most_members, interrupted as of grid(); known and after_stack are not used.
  GridOptions grid = {};
  TrialResults known = {};  ///< not trained again
  /// Told what a stack has brought, as soon as it has.
  std::function<void(std::span<const TrialResult>)> after_stack = {};
  /// Asked before each stack once there is a result: true ends the search.
  std::function<bool()> out_of_time = {};
};

struct Tune {
  std::vector<TrialResult> results;      ///< in the order in which they were asked for
  std::vector<double> weights;           ///< test rows of each part
  std::int64_t begun = 0;                ///< trials with a result
  std::int64_t stacks = 0, trained = 0;  ///< networks
  std::int64_t found = 0;                ///< results that were known
  std::int64_t carried = 0;              ///< results of trials that had stopped a rung below
  bool short_of_memory = false, out_of_time = false, interrupted = false;
};

/// Random search by successive halving (Halving) over networks of any shape: each trial's values
/// are drawn by draw(), each result is that of solo fits for the rung's epochs from the initial
/// weights on, bit for bit. Trials of one shape and rung train in one stack, on all parts. With one
/// rung it is random search. Results do not depend on time, threads, stacks or what is known: less
/// of them are asked for when time runs out. Errors: InvalidArgument for a space as of
/// check_space(), numbers out of range, epochs that do not rise, parts without test rows; as
/// grid().
Tune tune(const PartsFor& parts_for, const PartScore& score, const TuneOptions& options);

/// The trials that are left to choose from, from the simplest on.
struct Standing {
  std::vector<std::size_t> places;  ///< in Tune::results: the last result of each trial
  ScoreCurve curve;                 ///< of these
  Choice choice;                    ///< among these

  std::size_t best() const { return places[choice.best]; }
  std::size_t one_se() const { return places[choice.one_se]; }
};

/// Trials by the mean number of parameters over the parts, then by mean score; those that diverged
/// or lack a score are not among them. The choice is choose()'s: the best, and the simplest within
/// its standard error. Nothing where no trial has a score.
std::optional<Standing> standing_of(const Tune& tune, Direction direction);

/// Mean score over the parts, weighted: by what trials are compared. NaN, the worst, for one that
/// diverged or lacks a score.
double mean_of(const TrialResult& result, std::span<const double> weights);
/// Mean number of parameters over the parts.
double parameters_of(const TrialResult& result);

}  // namespace occam::selection
