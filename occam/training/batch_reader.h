#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>

#include "occam/data/batch_source.h"
#include "occam/training/prefetch.h"
#include "occam/training/samples.h"

namespace occam::training {

/// Checks a batch, which messages call `where`, and says what feeds a plan from it; what is made
/// for that is put into `own`. Throws InvalidArgument.
using BatchCheck = std::function<Samples(const data::Batch& batch, const std::string& where,
                                         std::deque<Array>& own)>;

/// The batches of a source, checked, each made while a step is computed on the one before. It
/// begins with pass 0.
class BatchReader {
 public:
  /// `where`: "fit: x", for messages.
  BatchReader(std::string where, data::BatchSource source);

  /// False: one sequence, of which what was taken does not come again.
  bool restarts() const { return source_.restarts(); }
  /// Of a pass; 0 while unknown.
  std::int64_t batches() const { return batches_; }
  const data::BatchSource& source() const { return source_; }
  void set_check(BatchCheck check) { check_ = std::move(check); }

  /// The next batch, which stays the next; null at the end of the pass.
  const data::Batch* peek();
  /// The next batches as one, unless the pass ends sooner at least so many rows; they stay the
  /// next. Its arrays are in `own`. REQUIRES: there is one.
  Samples sample(std::int64_t rows, std::deque<Array>& own);
  /// To a batch of a pass, or of a sequence to the next one.
  void go_to(std::uint64_t pass, std::int64_t batch);
  /// The next batch, valid until the next call; null at the end of the pass.
  const Samples* next();

 private:
  bool read();
  std::string name_of(std::int64_t batch) const;

  std::string where_;
  data::BatchSource source_;
  std::int64_t batches_;
  BatchCheck check_;
  std::deque<data::Batch> held_;  ///< read but not given out
  data::Batch batch_;             ///< given out last
  std::deque<Array> own_;         ///< of it
  Samples samples_;
  std::uint64_t pass_ = 0;
  std::int64_t given_ = 0;  ///< batches of the pass
  bool at_end_ = false;     ///< the source has no more than what is held
  Prefetch prefetch_;
};

/// Rows of a batch, by its first input; 0 without one.
std::int64_t rows_of(const data::Batch& batch);

}  // namespace occam::training
