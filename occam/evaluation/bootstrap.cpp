#include "occam/evaluation/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "occam/base/errors.h"
#include "occam/kernels/random_words.h"
#include "occam/runtime/thread_pool.h"

namespace occam::evaluation {
namespace {

constexpr double kNotEstimated = std::numeric_limits<double>::quiet_NaN();

/// weights[i]: how often row i is among the draws of one resample.
void draw(RandomKey key, std::uint64_t resample, std::span<std::uint32_t> weights) {
  constexpr std::size_t kDraws = 64, kBlocks = 16;  // of one call; of a group of words
  __extension__ using Wide = unsigned __int128;
  std::fill(weights.begin(), weights.end(), 0u);
  const std::size_t rows = weights.size();
  kernels::RandomWords words;
  for (std::size_t begin = 0; begin < rows; begin += kDraws) {
    kernels::random_words(key, resample, 2 * (begin / kDraws), words);
    const std::size_t count = std::min(kDraws, rows - begin);
    // Two numbers a Philox block, the high half first, as in data/split.
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t block = i / 2;
      const std::size_t at = block / kBlocks * 64 + i % 2 * 2 * kBlocks + block % kBlocks;
      const std::uint64_t bits = std::uint64_t{words[at]} << 32 | words[at + kBlocks];
      ++weights[static_cast<std::size_t>(static_cast<Wide>(bits) * rows >> 64)];
    }
  }
}

/// What the workers share; each resample is one item and writes its own places only.
struct Job {
  std::span<const WeightedMeasure> measures;
  RandomKey key;
  std::vector<std::vector<std::uint32_t>> weights;  ///< one a worker
  std::vector<std::vector<double>>& values;

  void run(std::int64_t begin, std::int64_t end, int worker) {
    std::vector<std::uint32_t>& own = weights[static_cast<std::size_t>(worker)];
    for (std::int64_t r = begin; r < end; ++r) {
      draw(key, static_cast<std::uint64_t>(r), own);
      for (std::size_t s = 0; s < measures.size(); ++s) {
        values[s][static_cast<std::size_t>(r)] = measures[s](own).value_or(kNotEstimated);
      }
    }
  }
};

/// numpy.quantile of sorted values, linear between neighbours.
double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - std::floor(at)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::vector<std::vector<double>> resample(std::span<const WeightedMeasure> measures,
                                          std::int64_t rows, const BootstrapOptions& options) {
  if (options.resamples < 0) {
    throw_invalid_value("bootstrap", "resamples", "at least 0", std::to_string(options.resamples));
  }
  if (rows < 1 || rows > std::numeric_limits<std::uint32_t>::max()) {
    throw_invalid_value("bootstrap", "rows", "1 to 2^32 - 1", std::to_string(rows));
  }
  const std::int64_t resamples = options.resamples > 0
                                     ? options.resamples
                                     : std::clamp<std::int64_t>(20'000'000 / rows, 200, 1000);
  std::vector<std::vector<double>> values(measures.size(),
                                          std::vector<double>(static_cast<std::size_t>(resamples)));
  const auto pool = runtime::shared_pool(options.threads);
  Job job{measures, {options.seed, kBootstrapStream}, {}, values};
  job.weights.assign(static_cast<std::size_t>(pool->threads()),
                     std::vector<std::uint32_t>(static_cast<std::size_t>(rows)));
  pool->parallel_for(
      resamples,
      [](void* context, std::int64_t begin, std::int64_t end, int worker) {
        static_cast<Job*>(context)->run(begin, end, worker);
      },
      &job);
  return values;
}

Estimate estimate(double value, std::span<const double> resampled, double level) {
  if (!(level > 0.0 && level < 1.0)) {
    throw_invalid_value("bootstrap", "level", "a share between 0 and 1", to_text(level));
  }
  std::vector<double> sorted;
  std::copy_if(resampled.begin(), resampled.end(), std::back_inserter(sorted),
               [](double v) { return !std::isnan(v); });
  std::sort(sorted.begin(), sorted.end());
  Estimate made{.value = value, .low = kNotEstimated, .high = kNotEstimated};
  made.used = static_cast<std::int64_t>(sorted.size());
  made.skipped = static_cast<std::int64_t>(resampled.size() - sorted.size());
  if (!sorted.empty()) {
    made.low = quantile(sorted, (1.0 - level) / 2.0);
    made.high = quantile(sorted, (1.0 + level) / 2.0);
  }
  return made;
}

}  // namespace occam::evaluation
