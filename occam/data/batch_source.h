#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <type_traits>

#include "occam/base/array.h"
#include "occam/base/one_or_many.h"

namespace occam::data {

/// Samples of one step: an array an input, an output and, where samples have weights, an output.
struct Batch {
  OneOrMany<Array> x = {}, y = {}, sample_weight = {};
};

template <class T>
concept BatchStruct = requires(T& source, Batch& batch) {
  { source.next(batch) } -> std::same_as<bool>;
};
template <class T>
concept BatchFunction = requires(T& source, Batch& batch) {
  { source(batch) } -> std::same_as<bool>;
};

/// Where batches come from that are not in memory as arrays: any struct with
/// `bool next(Batch& batch)`, which fills the batch, or returns false when there is none, or a
/// function of that form. Optional members: `void begin_epoch(std::int64_t pass)`: start anew;
/// without it the source is one sequence that goes on over all epochs, and what was taken does not
/// come again. `std::int64_t batches() const`: how many a pass has, for the progress bar.
/// One thread at a time calls them, in a fit another than the caller's: the next batch is made
/// while a step is computed. Source: Keras 3, utils.PyDataset and generators as `x` of Model.fit.
template <class T>
concept BatchSourceLike = BatchStruct<T> || BatchFunction<T>;

/// Refers to a caller's source, which must outlive it.
class BatchSource {
 public:
  template <BatchSourceLike T>
  requires(!std::same_as<T, BatchSource>) BatchSource(T& source)  // NOLINT: implicit by design
      : source_(const_cast<std::remove_const_t<T>*>(std::addressof(source))), calls_(&kCalls<T>) {}

  bool next(Batch& batch) const { return calls_->next(source_, batch); }
  void begin_epoch(std::int64_t pass) const { calls_->begin_epoch(source_, pass); }
  /// 0 while unknown.
  std::int64_t batches() const { return calls_->batches(source_); }
  /// False: one sequence over all epochs.
  bool restarts() const { return calls_->restarts; }
  /// Do they refer to one object?
  friend bool operator==(const BatchSource& a, const BatchSource& b) {
    return a.source_ == b.source_;
  }

 private:
  struct Calls {
    bool (*next)(void* source, Batch& batch);
    void (*begin_epoch)(void* source, std::int64_t pass);
    std::int64_t (*batches)(const void* source);
    bool restarts;
  };

  template <class T>
  static constexpr bool kRestarts = requires(T& source) {
    source.begin_epoch(std::int64_t{0});
  };
  template <class T>
  static constexpr Calls kCalls = {[](void* source, Batch& batch) {
                                     if constexpr (BatchStruct<T>) {
                                       return static_cast<T*>(source)->next(batch);
                                     } else {
                                       return (*static_cast<T*>(source))(batch);
                                     }
                                   },
                                   [](void* source, std::int64_t pass) {
                                     if constexpr (kRestarts<T>)
                                       static_cast<T*>(source)->begin_epoch(pass);
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
