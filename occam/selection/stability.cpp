#include "occam/selection/stability.h"

#include <algorithm>
#include <deque>

#include "occam/base/errors.h"
#include "occam/base/random.h"
#include "occam/data/split.h"

namespace occam::selection {
namespace {

/// Stream of the seed that the half-samples are drawn from.
constexpr std::uint32_t kHalvesStream = stream_of("selection/halves");

void check_settings(const Part& part, const StabilityOptions& options) {
  if (options.samples < 2)
    throw_invalid_value("stability", "samples", "an integer >= 2", std::to_string(options.samples));
  if (options.lambdas.empty())
    throw InvalidArgument("stability: no lambdas. Expected those of a path");
  const std::int64_t rows = part.train == nullptr ? 0 : part.train->rows();
  if (rows < 4)
    throw_invalid_value("stability", "training rows", "four at least", std::to_string(rows));
  if (!(options.threshold > 0.5 && options.threshold <= 1)) {
    throw_invalid_value("stability", "threshold", "a number > 0.5 and <= 1",
                        std::to_string(options.threshold));
  }
  if (!(options.most_false > 0)) {
    throw_invalid_value("stability", "most_false", "a number > 0",
                        std::to_string(options.most_false));
  }
}

/// A random half of the rows, ascending.
std::vector<std::int64_t> half_of(std::int64_t rows, std::uint64_t seed, std::uint64_t sample) {
  std::vector<std::int64_t> half = data::permutation({seed, kHalvesStream}, sample, rows);
  half.resize(static_cast<std::size_t>(rows / 2));
  std::sort(half.begin(), half.end());
  return half;
}

}  // namespace

std::vector<std::int64_t> Stability::stable() const {
  std::vector<std::int64_t> features;
  for (std::size_t j = 0; j < most.size(); ++j) {
    if (most[j] >= threshold) features.push_back(static_cast<std::int64_t>(j));
  }
  return features;
}

double Stability::expected_false() const {
  if (most.empty()) return 0;
  return selected * selected / ((2 * threshold - 1) * static_cast<double>(most.size()));
}

Stability stability(const Part& part, const StabilityOptions& options) {
  check_settings(part, options);
  std::deque<data::Dataset> halves;
  std::vector<Part> parts;
  for (std::int64_t s = 0; s < options.samples; ++s) {
    halves.push_back(data::take_rows(
        *part.train, half_of(part.train->rows(), options.seed, static_cast<std::uint64_t>(s))));
    parts.push_back(part);
    parts.back().train = &halves.back();
    parts.back().test = nullptr;
    parts.back().keep_weights = false;
  }
  std::vector<Setting> settings;
  for (const double lambda : options.lambdas)
    settings.push_back({.hypers = {{options.hyper, lambda}}});
  const Grid trained = grid(parts, settings, options.grid);
  Stability result{
      .lambdas = options.lambdas, .threshold = options.threshold, .samples = options.samples};
  result.interrupted = trained.interrupted;
  if (trained.interrupted) return result;
  const auto features = static_cast<std::size_t>(part.train->x.shape().back());
  const auto samples = static_cast<double>(options.samples);
  result.most.assign(features, 0);
  std::vector<std::vector<bool>> ever(trained.outcomes.size(), std::vector<bool>(features));
  bool counts = true;
  for (std::size_t i = 0; i < options.lambdas.size(); ++i) {
    std::vector<double>& kept = result.kept.emplace_back(features);
    double selected = 0;
    for (std::size_t s = 0; s < ever.size(); ++s) {
      for (const std::int64_t input : trained.outcomes[s][i].support.inputs) {
        kept[static_cast<std::size_t>(input)] += 1;
        ever[s][static_cast<std::size_t>(input)] = true;
      }
      selected += static_cast<double>(std::count(ever[s].begin(), ever[s].end(), true));
    }
    for (double& share : kept) share /= samples;
    const double narrower = result.selected;
    result.selected = selected / samples;
    counts = counts && (i == 0 || result.expected_false() <= options.most_false);
    if (!counts) {
      result.selected = narrower;
      continue;
    }
    result.range = i + 1;
    for (std::size_t j = 0; j < features; ++j) result.most[j] = std::max(result.most[j], kept[j]);
  }
  return result;
}

}  // namespace occam::selection
