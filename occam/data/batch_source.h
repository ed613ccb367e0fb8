#pragma once

#include <concepts>
#include <cstdint>

#include "occam/base/array.h"
#include "occam/base/one_or_many.h"

namespace occam::data {

/// Samples of one step: an array an input, an output and, where samples have weights, an output.
struct Batch {
  OneOrMany<Array> x = {}, y = {}, sample_weight = {};
};

/// Where batches come from that are not in memory as arrays: any struct with
/// `bool next(Batch& batch)`, which fills the batch, or returns false when there is none: the end
/// of an epoch. Optional members: `void begin_epoch(std::int64_t epoch)`, called before the first
/// batch of every epoch: start anew (without it the batches of all epochs are one sequence);
/// `std::int64_t batches() const`, how many an epoch has, for the progress bar.
/// All are called on one thread, another than the caller's: the next batch is made while a step is
/// computed. Source: Keras 3, utils.PyDataset and generators as `x` of Model.fit.
template <class T>
concept BatchSourceLike = requires(T& source, Batch& batch) {
  { source.next(batch) } -> std::same_as<bool>;
};

/// Refers to a caller's source, which must outlive it.
class BatchSource {
 public:
  template <BatchSourceLike T>
  requires(!std::same_as<T, BatchSource>) BatchSource(T& source)  // NOLINT: implicit by design
      : source_(&source), calls_(&kCalls<T>) {}

  bool next(Batch& batch) const { return calls_->next(source_, batch); }
  void begin_epoch(std::int64_t epoch) const { calls_->begin_epoch(source_, epoch); }
  /// 0 while unknown.
  std::int64_t batches() const { return calls_->batches(source_); }
  /// False: all epochs are one sequence.
  bool restarts() const { return calls_->restarts; }

 private:
  struct Calls {
    bool (*next)(void* source, Batch& batch);
    void (*begin_epoch)(void* source, std::int64_t epoch);
    std::int64_t (*batches)(const void* source);
    bool restarts;
  };

  template <class T>
  static constexpr bool kRestarts = requires(T& source) {
    source.begin_epoch(std::int64_t{0});
  };
  template <class T>
  static constexpr Calls kCalls = {
      [](void* source, Batch& batch) { return static_cast<T*>(source)->next(batch); },
      [](void* source, std::int64_t epoch) {
        if constexpr (kRestarts<T>) static_cast<T*>(source)->begin_epoch(epoch);
      },
      [](const void* source) -> std::int64_t {
        if constexpr (requires(const T& known) { known.batches(); }) {
          return static_cast<const T*>(source)->batches();
        } else {
          return 0;
        }
      },
      kRestarts<T>};

  void* source_;
  const Calls* calls_;
};

}  // namespace occam::data
