#include "occam/selection/halving.h"

#include <cmath>
#include <string>

#include "occam/base/errors.h"

namespace occam::selection {

bool Halving::Worse::operator()(const std::pair<double, std::int64_t>& a,
                                const std::pair<double, std::int64_t>& b) const {
  const bool a_is_none = std::isnan(a.first), b_is_none = std::isnan(b.first);
  if (a_is_none != b_is_none) return b_is_none;
  if (!a_is_none && a.first != b.first) return sign * a.first < sign * b.first;
  return a.second < b.second;
}

Halving::Halving(const HalvingOptions& options) : options_(options) {
  if (options.rungs < 1)
    throw_invalid_value("Halving", "rungs", "an integer >= 1", std::to_string(options.rungs));
  if (options.reduction_factor < 2) {
    throw_invalid_value("Halving", "reduction_factor", "an integer >= 2",
                        std::to_string(options.reduction_factor));
  }
  if (options.direction == Direction::kNone)
    throw InvalidArgument("Halving: no direction. Expected up or down: which scores are better");
  const double sign = options.direction == Direction::kDown ? 1.0 : -1.0;
  for (std::int64_t rung = 0; rung < options.rungs; ++rung) results_.emplace_back(Worse{sign});
  promoted_.resize(results_.size());
}

bool Halving::promotable(TrialRung& run) const {
  for (std::size_t rung = results_.size() - 1; rung-- > 0;) {
    std::int64_t left =
        static_cast<std::int64_t>(results_[rung].size()) / options_.reduction_factor;
    for (const auto& [score, trial] : results_[rung]) {
      if (left-- == 0 || std::isnan(score)) break;
      if (promoted_[rung].contains(trial)) continue;
      run = {trial, static_cast<std::int64_t>(rung) + 1};
      return true;
    }
  }
  return false;
}

std::vector<TrialRung> Halving::next(std::int64_t count, std::int64_t trials) {
  std::vector<TrialRung> runs;
  for (TrialRung run; std::ssize(runs) < count;) {
    if (promotable(run)) {
      promoted_[static_cast<std::size_t>(run.rung - 1)].insert(run.trial);
    } else if (begun_ < trials) {
      run = {begun_++, 0};
    } else {
      break;
    }
    runs.push_back(run);
  }
  return runs;
}

void Halving::tell(const TrialRung& run, double score) {
  if (run.rung < 0 || run.rung >= options_.rungs || run.trial < 0 || run.trial >= begun_) {
    throw InvalidArgument("Halving: trial " + std::to_string(run.trial) + " at rung " +
                          std::to_string(run.rung) + " was not asked for");
  }
  results_[static_cast<std::size_t>(run.rung)].emplace(score, run.trial);
}

}  // namespace occam::selection
