#include "occam/data/dataset.h"

#include <cstring>

namespace occam::data {
namespace {

Array take_rows(const Array& array, const std::vector<std::int64_t>& rows) {
  const Shape row = array.shape().tail();
  const std::size_t bytes = static_cast<std::size_t>(row.size()) * size_of(array.dtype());
  Array taken(array.dtype(), row.with_front(static_cast<std::int64_t>(rows.size())));
  visit_dtype(array.dtype(), [&]<class T>(T) {
    auto* out = reinterpret_cast<std::byte*>(taken.mutable_data<T>().data());
    for (std::size_t i = 0; i < rows.size() && bytes > 0; ++i) {
      std::memcpy(out + i * bytes, array.bytes() + static_cast<std::size_t>(rows[i]) * bytes,
                  bytes);
    }
  });
  return taken;
}

}  // namespace

Dataset take_rows(const Dataset& dataset, const std::vector<std::int64_t>& rows) {
  check_dataset(dataset);
  for (const std::int64_t row : rows) {
    if (row < 0 || row >= dataset.rows()) {
      throw_invalid_value("take_rows", "row", "0 <= row < " + std::to_string(dataset.rows()),
                          std::to_string(row));
    }
  }
  return with_memory_for("take_rows", "Fewer rows need less", [&] {
    return Dataset{.x = take_rows(dataset.x, rows),
                   .y = take_rows(dataset.y, rows),
                   .scale = dataset.scale,
                   .feature_names = dataset.feature_names,
                   .class_names = dataset.class_names};
  });
}

void check_dataset(const Dataset& dataset) {
  const Shape& x = dataset.x.shape();
  const Shape& y = dataset.y.shape();
  if (dataset.rows() == 0) throw_invalid_value("Dataset", "x", "at least one row", to_text(x));
  if (y.rank() == 0 || y[0] != x[0]) {
    throw_invalid_value("Dataset", "y", "as many rows as x of shape " + to_text(x), to_text(y));
  }
  const auto names = static_cast<std::int64_t>(dataset.feature_names.size());
  if (names != 0 && (x.rank() != 2 || names != x[1])) {
    throw_invalid_value("Dataset", "feature_names", "a name a column of x of shape " + to_text(x),
                        std::to_string(names) + " names");
  }
}

}  // namespace occam::data
