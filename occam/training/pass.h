#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "occam/runtime/flush_subnormals.h"
#include "occam/training/batch_reader.h"
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

/// Which steps of a pass an epoch has.
struct PassRange {
  std::uint64_t pass = 0;  ///< numbers a source's passes
  std::int64_t first = 0;  ///< steps of the pass before the epoch
  std::int64_t done = 0;   ///< steps of the epoch that are done already
  std::int64_t most = 0;   ///< steps of the epoch; 0: until the data end
};

/// What an epoch has had of a pass.
struct Passed {
  std::int64_t steps = 0, seen = 0;  ///< batches and samples of the epoch
  bool ended = false;                ///< the pass is known to have no more
};

/// An epoch, or a part of one, over the samples (one for all members, or one a member and of one
/// number of rows) for these members: full batches, and at the end of the pass a smaller one.
/// `after(step, seen)` is called after every step, or with `one_by_one` = false after every turn of
/// several; it may take members off the list and ends the epoch by returning false.
/// `before(step)` is called before every step, with `one_by_one` only. Steps and samples count from
/// the beginning of the epoch. Allocates nothing a step.
template <class After, class Before>
Passed run_pass(Program& program, Mode mode, std::span<const Samples> samples, std::int64_t batch,
                const std::vector<int>& members, bool one_by_one, After after, Before before,
                const PassRange& range) {
  const Samples& any = samples_of(samples, members[0]);
  const std::int64_t rows = any.size(), full_steps = rows / batch;
  const std::int64_t all_steps = (rows + batch - 1) / batch;
  const std::int64_t end =
      range.most > 0 ? std::min(all_steps, range.first + range.most) : all_steps;
  const std::int64_t begin_rows = std::min(range.first * batch, rows);
  std::int64_t step = range.first + range.done;
  const auto passed = [&] {
    return Passed{step - range.first, std::min(step * batch, rows) - begin_rows, step >= all_steps};
  };
  std::optional<runtime::FlushSubnormals> flush;  // set once, not in every step
  if (!one_by_one) flush.emplace();               // else a user's code runs between the steps
  const std::int64_t full_end = std::min(full_steps, end);
  if (step < full_end) {
    runtime::Executor& full = program.executor({mode, batch, any.weighted, any.form});
    PassLoader loader(samples, members, full, program.pool());
    const std::int64_t at_a_time = one_by_one ? 1 : full.batches();
    while (step < full_end) {
      const std::int64_t count = std::min(at_a_time, full_end - step);
      if (one_by_one) before(step - range.first);
      for (std::int64_t i = 0; i < count; ++i) loader.load((step + i) * batch, i);
      full.run(members, count);
      step += count;
      if (!after(step - range.first - 1, step * batch - begin_rows)) return passed();
    }
  }
  if (step >= end) return passed();
  if (one_by_one) before(step - range.first);
  runtime::Executor& last = program.executor({mode, rows - step * batch, any.weighted, any.form});
  PassLoader(samples, members, last, program.pool()).load(step * batch);
  last.run(members);
  ++step;
  const Passed now = passed();
  after(now.steps - 1, now.seen);
  return now;
}

/// All of the samples.
template <class After>
void run_pass(Program& program, Mode mode, std::span<const Samples> samples, std::int64_t batch,
              const std::vector<int>& members, bool one_by_one, After after) {
  run_pass(program, mode, samples, batch, members, one_by_one, after, [](std::int64_t) {}, {});
}

/// The same over the batches of a source, which all members share.
template <class After, class Before>
Passed run_source(Program& program, Mode mode, BatchReader& reader, const std::vector<int>& members,
                  bool one_by_one, After after, Before before, const PassRange& range) {
  reader.go_to(range.pass, range.first);
  Passed now;
  for (; now.steps < range.done; ++now.steps) {
    const Samples* const skipped = reader.next();
    if (skipped == nullptr) return {now.steps, now.seen, true};
    now.seen += skipped->size();
  }
  runtime::Executor* executor = nullptr;
  PlanKey key;
  std::int64_t loaded = 0;  // batches that wait for their turn
  while (range.most == 0 || now.steps < range.most) {
    reader.go_to(range.pass, range.first + now.steps);  // `after` may have read the source
    const Samples* const samples = reader.next();
    if (samples == nullptr) {
      now.ended = true;
      break;
    }
    const PlanKey wanted{mode, samples->size(), samples->weighted, samples->form};
    if (loaded > 0 && wanted != key) executor->run(members, std::exchange(loaded, 0));
    if (loaded == 0) {
      executor = &program.executor(wanted);
      key = wanted;
    }
    if (one_by_one) before(now.steps);
    BatchLoader(*samples, *executor, program.pool()).load(0, loaded++);
    ++now.steps;
    now.seen += samples->size();
    if (!one_by_one && loaded < executor->batches()) continue;
    executor->run(members, std::exchange(loaded, 0));
    if (!after(now.steps - 1, now.seen)) return now;
  }
  if (loaded > 0) {
    executor->run(members, loaded);
    after(now.steps - 1, now.seen);
  }
  return now;
}

}  // namespace occam::training
