#pragma once

#include <cstdint>

#include "occam/data/batch_source.h"
#include "python/core/python_object.h"

namespace occam::python {

/// Batches that a Python object makes: `next()` returns (x, y, sample_weight), each a pair (list of
/// arrays, names) or None, or None when there are no more; `begin_epoch(pass)`, `batches()`.
class PythonBatches {
 public:
  explicit PythonBatches(nb::object object) : object_(std::move(object)) {}

  bool next(data::Batch& batch);
  void begin_epoch(std::int64_t pass);
  std::int64_t batches() const;

 private:
  PythonObject object_;
};

}  // namespace occam::python
