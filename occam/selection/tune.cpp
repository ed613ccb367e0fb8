#include "occam/selection/tune.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "occam/base/errors.h"
#include "occam/selection/fingerprint.h"

namespace occam::selection {
namespace {

void check(const TuneOptions& options) {
  check_space(options.space);
  if (options.trials < 1)
    throw_invalid_value("tune", "trials", "an integer >= 1", std::to_string(options.trials));
  if (options.turn < 1)
    throw_invalid_value("tune", "turn", "an integer >= 1", std::to_string(options.turn));
  std::int64_t before = 0;
  for (const std::int64_t epochs : options.epochs) {
    if (epochs <= before)
      throw_invalid_value("tune", "epochs", "integers >= 1 that rise", std::to_string(epochs));
    before = epochs;
  }
}

void check_parts(const std::vector<Part>& parts) {
  if (parts.empty()) throw InvalidArgument("tune: no parts. Expected one at least");
  for (std::size_t p = 0; p < parts.size(); ++p) {
    if (parts[p].test == nullptr || parts[p].test->rows() == 0)
      throw InvalidArgument("tune: part " + std::to_string(p) + " has no test rows to score by");
  }
}

/// A run and the values of its trial: those of the shape, and the others.
struct Planned {
  TrialRung run;
  DrawnValues shape = {};
  Setting setting = {};
};

/// Runs of one shape and rung, which train together.
struct Group {
  DrawnValues shape;
  std::int64_t rung = 0;
  std::vector<std::size_t> members = {};  ///< places in the turn
};

class Search {
 public:
  Search(const PartsFor& parts_for, const PartScore& score, const TuneOptions& options)
      : parts_for_(parts_for),
        score_(score),
        options_(options),
        halving_({.rungs = std::ssize(options.epochs),
                  .reduction_factor = options.reduction_factor,
                  .direction = options.direction}),
        latest_(options.known) {}

  Tune run() {
    const GridOptions& grid = options_.grid;
    while (!ended()) {
      const std::vector<TrialRung> runs = halving_.next(options_.turn, options_.trials);
      if (runs.empty()) break;
      take_turn(runs);
      if (grid.interrupted && grid.interrupted()) tune_.interrupted = true;
    }
    tune_.begun = std::ranges::count_if(
        tune_.results, [](const TrialResult& result) { return result.run.rung == 0; });
    return std::move(tune_);
  }

 private:
  bool ended() const { return tune_.interrupted || tune_.out_of_time; }

  std::vector<Part> parts_of(const DrawnValues& shape, std::int64_t rung) {
    std::vector<Part> parts = parts_for_(shape, options_.epochs[static_cast<std::size_t>(rung)]);
    check_parts(parts);
    if (tune_.weights.empty()) {
      for (const Part& part : parts)
        tune_.weights.push_back(static_cast<double>(part.test->rows()));
    }
    return parts;
  }

  Planned planned(const TrialRung& run) const {
    Planned planned{.run = run};
    const DrawnValues values = draw(options_.space, options_.seed, run.trial);
    for (std::size_t i = 0; i < values.size(); ++i)
      (options_.space[i].shape ? planned.shape : planned.setting.hypers).push_back(values[i]);
    return planned;
  }

  /// Whether the trial's result a rung below is its result here, too: it had stopped, and nothing
  /// but the end depends on how many epochs there may be, as a schedule's would.
  bool carries(const Planned& own, const std::vector<Part>& parts) {
    const auto below = latest_.find({own.run.trial, own.run.rung - 1});
    if (below == latest_.end() || !below->second.stopped) return false;
    const std::vector<Part> before = parts_of(own.shape, own.run.rung - 1);
    Part now = parts[0];
    now.options.epochs = before[0].options.epochs;
    return fingerprint_of(fingerprint_of_part(now), model_of(now, own.setting)) ==
           fingerprint_of(fingerprint_of_part(before[0]), model_of(before[0], own.setting));
  }

  /// Results of a group, as many at a time as a stack may have.
  void train(const Group& group, const std::vector<Planned>& plan) {
    const std::vector<Part> parts = parts_of(group.shape, group.rung);
    std::vector<const Planned*> waiting;
    for (const std::size_t member : group.members) {
      const Planned& own = plan[member];
      if (!carries(own, parts)) {
        waiting.push_back(&own);
        continue;
      }
      TrialResult result = latest_.at({own.run.trial, own.run.rung - 1});
      result.run = own.run;
      ++tune_.carried;
      bring({&result, 1});
    }
    const auto most = static_cast<std::size_t>(
        std::max<std::int64_t>(1, options_.grid.most_members / std::ssize(parts)));
    for (std::size_t begin = 0; begin < waiting.size(); begin += most) {
      tune_.out_of_time = !latest_.empty() && options_.out_of_time && options_.out_of_time();
      if (tune_.out_of_time) return;
      train_together(parts,
                     std::span(waiting).subspan(begin, std::min(most, waiting.size() - begin)));
      if (tune_.interrupted) return;
    }
  }

  void train_together(const std::vector<Part>& parts, std::span<const Planned* const> plan) {
    std::vector<Setting> settings;
    for (const Planned* own : plan) settings.push_back(own->setting);
    const Grid trained = grid(
        parts, settings,
        {.most_members = options_.grid.most_members, .interrupted = options_.grid.interrupted});
    tune_.stacks += trained.stacks;
    tune_.trained += trained.trained;
    tune_.short_of_memory = tune_.short_of_memory || trained.short_of_memory;
    tune_.interrupted = trained.interrupted;
    if (tune_.interrupted) return;
    std::vector<TrialResult> results;
    for (std::size_t s = 0; s < plan.size(); ++s) {
      TrialResult& result = results.emplace_back();
      result.run = plan[s]->run;
      result.stopped = true;
      for (std::size_t p = 0; p < parts.size(); ++p) {
        const Outcome& outcome = trained.outcomes[p][s];
        result.scores.push_back(outcome.diverged ? std::numeric_limits<double>::quiet_NaN()
                                                 : score_(p, outcome.outputs));
        result.parameters.push_back(outcome.support.parameters);
        result.epochs.push_back(outcome.epochs);
        result.stopped = result.stopped && !outcome.stop_reason.empty();
        result.diverged = result.diverged || outcome.diverged;
      }
    }
    bring(results);
  }

  void bring(std::span<const TrialResult> results) {
    for (const TrialResult& result : results) latest_[result.run] = result;
    if (options_.after_stack) options_.after_stack(results);
  }

  void take_turn(const std::vector<TrialRung>& runs) {
    std::vector<Planned> plan;
    std::vector<Group> groups;
    for (const TrialRung& run : runs) {
      plan.push_back(planned(run));
      if (options_.known.contains(run)) {
        ++tune_.found;
        continue;
      }
      const Planned& own = plan.back();
      const auto group = std::ranges::find_if(groups, [&](const Group& each) {
        return each.rung == run.rung && each.shape == own.shape;
      });
      Group& where =
          group == groups.end() ? groups.emplace_back(Group{own.shape, run.rung}) : *group;
      where.members.push_back(plan.size() - 1);
    }
    if (tune_.weights.empty()) parts_of(plan[0].shape, runs[0].rung);
    for (const Group& group : groups) {
      train(group, plan);
      if (ended()) break;
    }
    // What was asked for in their order, whatever the order in which it came.
    for (const TrialRung& run : runs) {
      const auto result = latest_.find(run);
      if (result == latest_.end()) continue;
      halving_.tell(run, mean_of(result->second, tune_.weights));
      tune_.results.push_back(result->second);
    }
  }

  const PartsFor& parts_for_;
  const PartScore& score_;
  const TuneOptions& options_;
  Halving halving_;
  TrialResults latest_;  ///< known and new
  Tune tune_;
};

}  // namespace

Tune tune(const PartsFor& parts_for, const PartScore& score, const TuneOptions& options) {
  check(options);
  return Search(parts_for, score, options).run();
}

double mean_of(const TrialResult& result, std::span<const double> weights) {
  double sum = 0, total = 0;
  for (std::size_t p = 0; p < weights.size(); ++p) {
    sum += weights[p] * result.scores[p];
    total += weights[p];
  }
  return result.diverged ? std::numeric_limits<double>::quiet_NaN() : sum / total;
}

double parameters_of(const TrialResult& result) {
  const double sum = std::accumulate(result.parameters.begin(), result.parameters.end(), 0.0);
  return sum / static_cast<double>(result.parameters.size());
}

std::optional<Standing> standing_of(const Tune& tune, Direction direction) {
  const double sign = direction == Direction::kDown ? 1.0 : -1.0;
  std::map<std::int64_t, std::size_t> last;
  for (std::size_t i = 0; i < tune.results.size(); ++i) last[tune.results[i].run.trial] = i;
  struct Entry {
    double parameters, score;
    std::size_t place;
  };
  std::vector<Entry> entries;
  for (const auto& [trial, place] : last) {
    const double score = mean_of(tune.results[place], tune.weights);
    if (!std::isnan(score))
      entries.push_back({parameters_of(tune.results[place]), sign * score, place});
  }
  if (entries.empty()) return std::nullopt;
  std::ranges::stable_sort(entries, [](const Entry& a, const Entry& b) {
    return std::pair(a.parameters, a.score) < std::pair(b.parameters, b.score);
  });
  Standing standing;
  std::vector<std::vector<double>> scores;
  for (const Entry& entry : entries) {
    standing.places.push_back(entry.place);
    scores.push_back(tune.results[entry.place].scores);
  }
  standing.curve = curve_of(scores, tune.weights);
  standing.choice = choose(standing.curve, direction);
  return standing;
}

}  // namespace occam::selection
