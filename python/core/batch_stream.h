#pragma once

#include <cstdint>

#include "occam/data/batch_source.h"
#include "python/core/python_object.h"

namespace occam::python {

/// Batches that a Python object makes: `next()` returns (x, y, sample_weight), each a pair (list of
/// arrays, names) or None, or None when there are no more; `batches()`; and `begin_epoch(pass)`,
/// unless `restarts` is False: one sequence over all epochs and fits.
class PythonBatches {
 public:
  explicit PythonBatches(nb::object object);
  PythonBatches(const PythonBatches&) = delete;
  PythonBatches& operator=(const PythonBatches&) = delete;

  bool next(data::Batch& batch);
  void begin_epoch(std::int64_t pass);
  std::int64_t batches() const;
  /// Refers to this object.
  data::BatchSource source();

 private:
  /// The same without a beginning.
  struct Sequence {
    PythonBatches* all;
    bool next(data::Batch& batch) { return all->next(batch); }
    std::int64_t batches() const { return all->batches(); }
  };

  PythonObject object_;
  bool restarts_;
  Sequence sequence_{this};
};

}  // namespace occam::python
