#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "occam/training/program.h"
#include "occam/training/samples.h"

namespace occam::training {

/// Loads the batches of a pass: once for all members, or each member's own.
class PassLoader {
 public:
  PassLoader(std::span<const Samples> samples, std::span<const int> members,
             runtime::Executor& executor, runtime::ThreadPool& pool) {
    for (const int m : members) {
      const std::int64_t place = executor.first_batch(m);
      if (!loaders_.empty() && loaders_.back().first == place) continue;  // shared
      loaders_.emplace_back(place, BatchLoader(samples_of(samples, m), executor, pool));
    }
  }
  void load(std::int64_t begin, std::int64_t batch = 0) {
    for (auto& [first, loader] : loaders_) loader.load(begin, first + batch);
  }

 private:
  std::vector<std::pair<std::int64_t, BatchLoader>> loaders_;  ///< with the place of batch 0
};

/// One pass over the samples (one for all members, or one a member and of one number of rows) for
/// these members: full batches, then a smaller last one. `after(step, seen)` is called after every
/// step, or with `one_by_one` = false after every turn of several; it may take members off the list
/// and ends the pass by returning false. `before(step)` is called before every step, with
/// `one_by_one` only. `first`: steps that are done already. Allocates nothing a step. Returns the
/// samples seen.
template <class After, class Before>
std::int64_t run_pass(Program& program, Mode mode, std::span<const Samples> samples,
                      std::int64_t batch, const std::vector<int>& members, bool one_by_one,
                      After after, Before before, std::int64_t first = 0) {
  const Samples& any = samples_of(samples, members[0]);
  const std::int64_t rows = any.size(), full_steps = rows / batch;
  const bool weighted = any.weighted;
  std::int64_t seen = std::min(first * batch, rows);
  if (first < full_steps) {
    runtime::Executor& full = program.executor({mode, batch, weighted});
    PassLoader loader(samples, members, full, program.pool());
    const std::int64_t at_a_time = one_by_one ? 1 : full.batches();
    for (std::int64_t step = first; step < full_steps;) {
      const std::int64_t count = std::min(at_a_time, full_steps - step);
      if (one_by_one) before(step);
      for (std::int64_t i = 0; i < count; ++i) loader.load((step + i) * batch, i);
      full.run(members, count);
      step += count;
      seen = step * batch;
      if (!after(step - 1, seen)) return seen;
    }
  }
  if (seen == rows) return seen;
  if (one_by_one) before(full_steps);
  runtime::Executor& last = program.executor({mode, rows - seen, weighted});
  PassLoader(samples, members, last, program.pool()).load(seen);
  last.run(members);
  after(full_steps, rows);
  return rows;
}

template <class After>
std::int64_t run_pass(Program& program, Mode mode, std::span<const Samples> samples,
                      std::int64_t batch, const std::vector<int>& members, bool one_by_one,
                      After after) {
  return run_pass(program, mode, samples, batch, members, one_by_one, after, [](std::int64_t) {});
}

}  // namespace occam::training
