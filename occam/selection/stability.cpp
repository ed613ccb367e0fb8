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

void check(const Part& part, const StabilityOptions& options) {
  if (options.samples < 2)
    throw_invalid_value("stability", "samples", "an integer >= 2", std::to_string(options.samples));
  if (options.lambdas.empty())
    throw InvalidArgument("stability: no lambdas. Expected those of a path");
  const std::int64_t rows = part.train == nullptr ? 0 : part.train->rows();
  if (rows < 4)
    throw_invalid_value("stability", "training rows", "four at least", std::to_string(rows));
}

void check_threshold(double threshold) {
  if (threshold > 0.5 && threshold <= 1) return;
  throw_invalid_value("stability", "threshold", "a number > 0.5 and <= 1",
                      std::to_string(threshold));
}

/// A random half of the rows, ascending.
std::vector<std::int64_t> half_of(std::int64_t rows, std::uint64_t seed, std::uint64_t sample) {
  std::vector<std::int64_t> half = data::permutation({seed, kHalvesStream}, sample, rows);
  half.resize(static_cast<std::size_t>(rows / 2));
  std::sort(half.begin(), half.end());
  return half;
}

}  // namespace

std::vector<std::int64_t> Stability::stable(double threshold) const {
  check_threshold(threshold);
  std::vector<std::int64_t> features;
  for (std::size_t j = 0; j < most.size(); ++j) {
    if (most[j] >= threshold) features.push_back(static_cast<std::int64_t>(j));
  }
  return features;
}

double Stability::expected_false(double threshold) const {
  check_threshold(threshold);
  if (most.empty()) return 0;
  return selected * selected / ((2 * threshold - 1) * static_cast<double>(most.size()));
}

Stability stability(const Part& part, const StabilityOptions& options) {
  check(part, options);
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
  Stability result{.lambdas = options.lambdas, .samples = options.samples};
  result.interrupted = trained.interrupted;
  if (trained.interrupted) return result;
  const auto features = static_cast<std::size_t>(part.train->x.shape().back());
  const auto samples = static_cast<double>(options.samples);
  result.kept.assign(options.lambdas.size(), std::vector<double>(features));
  result.most.assign(features, 0);
  for (const std::vector<Outcome>& sample : trained.outcomes) {
    std::vector<bool> ever(features);
    for (std::size_t i = 0; i < sample.size(); ++i) {
      for (const std::int64_t input : sample[i].support.inputs) {
        result.kept[i][static_cast<std::size_t>(input)] += 1;
        ever[static_cast<std::size_t>(input)] = true;
      }
    }
    result.selected += static_cast<double>(std::count(ever.begin(), ever.end(), true));
  }
  result.selected /= samples;
  for (std::vector<double>& at : result.kept) {
    for (std::size_t j = 0; j < features; ++j) {
      at[j] /= samples;
      result.most[j] = std::max(result.most[j], at[j]);
    }
  }
  return result;
}

}  // namespace occam::selection
