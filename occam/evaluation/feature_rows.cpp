#include "occam/evaluation/feature_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "occam/base/errors.h"
#include "occam/data/split.h"

namespace occam::evaluation {
namespace {

constexpr std::uint32_t kDrawStream = stream_of("evaluation/rows");

void check_finite(const char* where, const char* name, const Array& values,
                  const std::vector<std::string>& columns) {
  if (values.dtype() != DType::kFloat32 && values.dtype() != DType::kFloat64) return;
  const std::int64_t width = values.size() / values.shape()[0];
  std::int64_t bad = 0, first = 0;
  visit_dtype(values.dtype(), [&]<class T>(T) {
    const std::span<const T> all = values.data<T>();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (std::isfinite(static_cast<double>(all[i]))) continue;
      if (bad++ == 0) first = static_cast<std::int64_t>(i);
    }
  });
  if (bad == 0) return;
  const auto column = static_cast<std::size_t>(first % width);
  throw_invalid_value(where, name, "finite numbers",
                      std::to_string(bad) + (bad == 1 ? " value" : " values") +
                          " NaN or infinite, the first in row " +
                          std::to_string(first / width + 1) +
                          (column < columns.size() ? " of '" + columns[column] + "'" : ""));
}

}  // namespace

FeatureRows::FeatureRows(const data::Dataset& dataset, std::vector<std::int64_t> rows)
    : dataset_(dataset), rows_(std::move(rows)) {
  features_ = dataset.rows() == 0 ? 0 : dataset.x.size() / dataset.rows();
  means_ = Vector::Zero(features_);
}

void FeatureRows::centre() {
  Vector sum = Vector::Zero(features_);
  for_each_block([&](std::int64_t, const Matrix& block) { sum += block.colwise().sum(); });
  means_ = sum / static_cast<double>(rows());
}

Matrix FeatureRows::read(std::int64_t begin, std::int64_t end) const {
  Matrix block(end - begin, features_);
  visit_dtype(dataset_.x.dtype(), [&]<class T>(T) {
    const T* const all = dataset_.x.data<T>().data();
    for (std::int64_t i = begin; i < end; ++i) {
      const T* const row = all + rows_[static_cast<std::size_t>(i)] * features_;
      double* const out = block.row(i - begin).data();
      for (std::int64_t j = 0; j < features_; ++j) {
        out[j] = static_cast<double>(row[j]) * double{dataset_.scale};
      }
    }
  });
  block.rowwise() -= means_.transpose();
  return block;
}

Vector FeatureRows::targets() const {
  Vector values(rows());
  for (std::int64_t i = 0; i < rows(); ++i) {
    values[i] = dataset_.y.at(rows_[static_cast<std::size_t>(i)]);
  }
  return values;
}

void check_training(const char* where, const data::Dataset& train, std::int64_t least) {
  if (train.rows() < least) {
    throw_invalid_value(where, "train", "at least " + std::to_string(least) + " rows",
                        std::to_string(train.rows()));
  }
  data::check_dataset(train);
  if (train.y.size() != train.rows()) {
    throw_invalid_value(where, "train.y", "one value a row", "shape " + to_text(train.y.shape()));
  }
  check_finite(where, "train.x", train.x, train.feature_names);
  check_finite(where, "train.y", train.y, {});
}

std::vector<std::int64_t> draw_rows(std::int64_t rows, std::int64_t most, std::uint64_t seed) {
  std::vector<std::int64_t> drawn(static_cast<std::size_t>(rows));
  std::iota(drawn.begin(), drawn.end(), std::int64_t{0});
  if (most >= rows) return drawn;
  data::shuffle({seed, kDrawStream}, 0, drawn);
  drawn.resize(static_cast<std::size_t>(most));
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

}  // namespace occam::evaluation
