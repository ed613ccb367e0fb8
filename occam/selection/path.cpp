#include "occam/selection/path.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "occam/base/errors.h"
#include "occam/selection/relax.h"

namespace occam::selection {
namespace {

void check(std::span<const Part> parts, const PathOptions& options) {
  if (parts.empty() || parts[0].train == nullptr || parts[0].train->rows() == 0)
    throw InvalidArgument("path: no training rows. Expected a part with some");
  if (!(options.ratio >= 0 && options.ratio < 1))
    throw_invalid_value("path", "ratio", "a number >= 0 and < 1", std::to_string(options.ratio));
  if (options.values.empty() && options.lambdas < 2)
    throw_invalid_value("path", "lambdas", "an integer >= 2", std::to_string(options.lambdas));
  for (std::size_t i = 0; i < options.values.size(); ++i) {
    const double value = options.values[i];
    if (value >= 0 && std::isfinite(value) && (i == 0 || value < options.values[i - 1])) continue;
    throw_invalid_value("path", "values", "numbers >= 0, each smaller than the one before",
                        std::to_string(value) + " in place " + std::to_string(i + 1));
  }
}

double usual_ratio(const data::Dataset& train) {
  return train.rows() > train.x.size() / train.rows() ? 1e-4 : 1e-2;
}

void take(const Grid& grid, Path& path) {
  path.stacks += grid.stacks;
  path.trained += grid.trained;
  path.found += grid.found;
  path.short_of_memory = path.short_of_memory || grid.short_of_memory;
  path.interrupted = grid.interrupted;
}

/// All lambdas of all parts at once.
void train_at_once(std::span<const Part> parts, const GridOptions& options, Path& path) {
  std::vector<Setting> settings;
  for (std::size_t i = 0; i < path.lambdas.size(); ++i) settings.push_back(path.setting(i));
  Grid trained = grid(parts, settings, options);
  path.outcomes = std::move(trained.outcomes);
  take(trained, path);
}

/// From the smallest lambda to the largest, each from where the one before has ended.
void train_warm(std::span<const Part> parts, GridOptions options, Path& path) {
  std::vector<Part> now(parts.begin(), parts.end());
  for (Part& part : now) part.keep_weights = true;
  std::vector<std::vector<Outcome>> outcomes(parts.size(),
                                             std::vector<Outcome>(path.lambdas.size()));
  const auto after_stack = options.after_stack;
  const auto all = static_cast<std::int64_t>(parts.size() * path.lambdas.size());
  std::int64_t before = 0;
  if (after_stack) {
    options.after_stack = [&](std::int64_t done, std::int64_t) { after_stack(before + done, all); };
  }
  for (std::size_t i = path.lambdas.size(); i-- > 0;) {
    const Setting setting = path.setting(i);
    Grid trained = grid(now, {&setting, 1}, options);
    take(trained, path);
    if (path.interrupted) return;
    before += static_cast<std::int64_t>(parts.size());
    for (std::size_t p = 0; p < parts.size(); ++p) {
      Outcome& outcome = outcomes[p][i] = trained.outcomes[p][0];
      now[p].model = parts[p].model;
      now[p].model->set_weights(outcome.weights);
      if (!parts[p].keep_weights) outcome.weights.clear();
    }
  }
  path.outcomes = std::move(outcomes);
}

/// In place of the networks on the path those that are trained again on what these have kept.
void train_relaxed(std::span<const Part> parts, const GridOptions& options, Path& path) {
  std::vector<std::vector<Outcome>> penalised = path.outcomes;
  for (std::vector<Outcome>& own : penalised) own.resize(path.size());
  Grid trained = relax(parts, path.hyper, penalised, options);
  take(trained, path);
  if (path.interrupted) {
    path.outcomes.clear();
    return;
  }
  path.relaxed = true;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    std::move(trained.outcomes[p].begin(), trained.outcomes[p].end(), path.outcomes[p].begin());
    if (parts[p].keep_weights) continue;
    for (Outcome& outcome : path.outcomes[p]) outcome.weights.clear();
  }
}

}  // namespace

std::size_t Path::size() const {
  return lambdas.size() - (lambdas.size() > 1 && lambdas.back() == 0 ? 1 : 0);
}

std::vector<double> geometric(double lambda_max, double ratio, std::int64_t count) {
  std::vector<double> values;
  for (std::int64_t k = 0; k < count; ++k) {
    const double share = static_cast<double>(k) / static_cast<double>(count - 1);
    values.push_back(lambda_max * std::pow(ratio, share));
  }
  return values;
}

Path path(std::span<const Part> parts, const PathOptions& options) {
  check(parts, options);
  Path result;
  result.hyper = options.hyper;
  result.lambdas = options.values;
  if (options.values.empty()) {
    GridOptions searching = options.grid;
    searching.after_stack = {};
    if (options.grid.after_stack) {
      // How many stacks the search takes is not known before.
      searching.after_stack = [&](std::int64_t, std::int64_t) { options.grid.after_stack(0, 0); };
    }
    result.lambda_max = lambda_max(parts[0], options.hyper, searching);
    take(result.lambda_max.search, result);
    if (result.interrupted) return result;
    const double ratio = options.ratio > 0 ? options.ratio : usual_ratio(*parts[0].train);
    result.lambdas = geometric(result.lambda_max.value, ratio, options.lambdas);
  }
  if (options.unpenalised && result.lambdas.back() != 0) result.lambdas.push_back(0);
  std::vector<Part> penalised(parts.begin(), parts.end());
  for (Part& part : penalised) part.keep_weights = part.keep_weights || options.relaxed;
  if (options.start == PathStart::kWarm) {
    train_warm(penalised, options.grid, result);
  } else {
    train_at_once(penalised, options.grid, result);
  }
  if (options.relaxed && !result.interrupted) train_relaxed(parts, options.grid, result);
  return result;
}

std::vector<std::vector<double>> scores_of(const Path& path, std::span<const Part> parts,
                                           const PartScore& score) {
  std::vector<std::vector<double>> scores(path.lambdas.size());
  for (std::size_t i = 0; i < path.lambdas.size(); ++i) {
    for (std::size_t p = 0; p < parts.size(); ++p) {
      if (parts[p].test != nullptr) scores[i].push_back(score(p, path.outcomes[p][i].outputs));
    }
  }
  return scores;
}

std::vector<double> test_rows(std::span<const Part> parts) {
  std::vector<double> rows;
  for (const Part& part : parts) {
    if (part.test != nullptr) rows.push_back(static_cast<double>(part.test->rows()));
  }
  return rows;
}

Competitor competitor_of(const Path& path, ScoreCurve curve) {
  const std::size_t shortest = std::min(curve.means.size(), curve.standard_errors.size());
  if (shortest < path.size()) {
    throw_invalid_value("choose", "curve", std::to_string(path.size()) + " networks or more",
                        std::to_string(shortest));
  }
  curve.means.resize(path.size());
  curve.standard_errors.resize(path.size());
  Competitor competitor{std::move(curve), {}};
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Support& support = path.outcomes[0][i].support;
    competitor.sizes.push_back({std::ssize(support.inputs), support.parameters});
  }
  return competitor;
}

}  // namespace occam::selection
