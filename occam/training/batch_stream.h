#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "occam/training/pass.h"

namespace occam::training {

/// How many samples there are, in batches of which size, and whether they have weights. Of a source
/// a full batch and a smaller last one.
struct SampleCount {
  std::int64_t rows = 0;
  bool weighted = false;
  std::int64_t batch = 1;
  int form = 0;
};

/// The batches of a training, a validation or an evaluation: rows of arrays in their order, or what
/// a source gives.
struct BatchStream {
  std::vector<Samples> samples = {};  ///< for all members, or one a member; none: the source's
  std::int64_t batch = 32;            ///< rows of a full batch of arrays
  std::shared_ptr<BatchReader> source = {};
  SampleCount of_source = {};
  std::uint32_t source_sum = 0;  ///< checksum of the source's first batch

  /// Nothing to run over.
  bool empty() const { return !source && (samples.empty() || samples[0].size() == 0); }
  /// REQUIRES: no source.
  const Samples& of(int member) const { return samples_of(samples, member); }
  SampleCount count(int member) const {
    if (source) return of_source;
    if (samples.empty()) return {};
    const Samples& own = of(member);
    return {own.size(), own.weighted, std::min(batch, std::max<std::int64_t>(own.size(), 1)),
            own.form};
  }
  /// Steps of a pass; 0 while unknown.
  std::int64_t batches(int member) const {
    if (source) return source->batches();
    const SampleCount own = count(member);
    return (own.rows + own.batch - 1) / own.batch;
  }
  /// Is there more of a pass behind so many steps?
  bool has_more(int member, std::uint64_t pass, std::int64_t steps) const {
    if (!source) return steps < batches(member);
    source->go_to(pass, steps);
    return source->peek() != nullptr;
  }

  /// See run_pass.
  template <class After, class Before>
  Passed run(Program& program, Mode mode, const std::vector<int>& members, bool one_by_one,
             After after, Before before, const PassRange& range) const {
    if (source)
      return run_source(program, mode, *source, members, one_by_one, after, before, range);
    return run_pass(program, mode, samples, count(members[0]).batch, members, one_by_one, after,
                    before, range);
  }
  Passed run(Program& program, Mode mode, const std::vector<int>& members,
             const PassRange& range) const {
    return run(
        program, mode, members, false, [](std::int64_t, std::int64_t) { return true; },
        [](std::int64_t) {}, range);
  }
};

}  // namespace occam::training
