#include "python/core/batch_stream.h"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "python/core/conversions.h"

namespace occam::python {
namespace {

/// Copies: the batch outlives what Python made.
OneOrMany<Array> copies(nb::handle pair) {
  OneOrMany<Array> result;
  if (pair.is_none()) return result;
  const auto arrays = nb::cast<std::vector<NumpyArray>>(pair[0]);
  const auto names = nb::cast<std::vector<std::string>>(pair[1]);
  std::vector<Array> list;
  for (const NumpyArray& array : arrays) {
    list.push_back(view_of(array).astype(DType::kFloat32));
  }
  if (names.empty()) return OneOrMany<Array>(std::move(list));
  for (std::size_t i = 0; i < list.size(); ++i) result.add(names[i], std::move(list[i]));
  return result;
}

}  // namespace

PythonBatches::PythonBatches(nb::object object)
    : object_(std::move(object)), restarts_(nb::cast<bool>(object_.get().attr("restarts"))) {}

data::BatchSource PythonBatches::source() {
  return restarts_ ? data::BatchSource(*this) : data::BatchSource(sequence_);
}

bool PythonBatches::next(data::Batch& batch) {
  const nb::gil_scoped_acquire lock;
  const nb::object made = object_.get().attr("next")();
  if (made.is_none()) return false;
  batch = {.x = copies(made[0]), .y = copies(made[1]), .sample_weight = copies(made[2])};
  return true;
}

void PythonBatches::begin_epoch(std::int64_t pass) {
  const nb::gil_scoped_acquire lock;
  object_.get().attr("begin_epoch")(pass);
}

std::int64_t PythonBatches::batches() const {
  const nb::gil_scoped_acquire lock;
  return nb::cast<std::int64_t>(object_.get().attr("batches")());
}

}  // namespace occam::python
