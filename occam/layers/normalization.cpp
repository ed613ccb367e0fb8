#include "occam/layers/normalization.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "occam/ops/arithmetic.h"
#include "occam/ops/axes.h"
#include "occam/ops/reshape.h"

namespace occam::layers {
namespace {

constexpr float kSmallest = 1e-7f;  // Keras's backend.epsilon()

/// `axis` of a batch of this rank, ascending; none is the batch's.
ops::Axes kept_axes(const AxisList& axis, std::int64_t rank) {
  const ops::Axes kept = ops::normalized_axes(Normalization::type, axis.axes(), rank);
  if (!kept.empty() && kept.front() == 0) {
    throw_invalid_value(Normalization::type, "axis", "axes of a sample; 0 is the batch's",
                        to_text(FieldValue<AxisList>::write(axis)));
  }
  return kept;
}

/// `given` repeated to the sizes of the kept axes, aligned at the last.
Array repeated(std::string_view name, const Array& given, const Shape& sizes) {
  Array result(DType::kFloat32, sizes);
  const std::int64_t skipped = sizes.rank() - given.rank();
  for (std::int64_t k = 0; k < given.rank(); ++k) {
    if (given.shape()[k] == 1 || given.shape()[k] == sizes[skipped + k]) continue;
    throw_invalid_value(Normalization::type, name, "numbers for " + to_text(sizes),
                        "shape " + to_text(given.shape()));
  }
  const std::span<float> values = result.mutable_data<float>();
  for (std::int64_t i = 0; i < result.size(); ++i) {
    std::int64_t place = 0, stride = 1, rest = i;
    for (std::int64_t k = sizes.rank() - 1; k >= 0; --k) {
      const std::int64_t at = rest % sizes[k];
      rest /= sizes[k];
      if (k < skipped) continue;
      const std::int64_t size = given.shape()[k - skipped];
      place += size == 1 ? 0 : at * stride;
      stride *= size;
    }
    values[static_cast<std::size_t>(i)] = static_cast<float>(given.at(place));
  }
  return result;
}

}  // namespace

void Normalization::check() const {
  const auto refuse = [&](std::string_view argument, const std::string& expected,
                          const ArrayArgument& value) {
    throw_invalid_value(type, argument, expected, to_text(FieldValue<ArrayArgument>::write(value)));
  };
  for (const auto& [argument, value] : {std::pair{"mean", &mean}, {"variance", &variance}}) {
    for (std::int64_t i = 0; i < value->array().size(); ++i)
      check_float32(type, argument, value->array().at(i),
                    value == &variance ? at_least(0) : Range());
  }
  if (mean.has_value() != variance.has_value()) {
    throw InvalidArgument(std::string(type) + ": " + (mean.has_value() ? "mean" : "variance") +
                          " is given without " + (mean.has_value() ? "variance" : "mean") +
                          ". Expected both, or adapt(data)");
  }
  if (mean.array().shape() != variance.array().shape())
    refuse("variance", "the shape of mean, " + to_text(mean.array().shape()), variance);
  if (mean.has_value() && mean.array().rank() > static_cast<std::int64_t>(axis.axes().size()))
    refuse("mean", "at most one axis for each in axis", mean);
}

void Normalization::adapt(const Array& data) {
  const Array rows = data.rank() == 1 ? data.reshape({data.size(), 1}) : data;
  if (rows.rank() == 0 || rows.size() == 0)
    throw_invalid_value(type, "data", "samples (rows, ...)", "shape " + to_text(data.shape()));
  const ops::Axes kept = kept_axes(axis, rows.rank());
  std::vector<std::int64_t> sizes;
  for (const std::int64_t k : kept) sizes.push_back(rows.shape()[k]);
  // By element of the data: its place among the means.
  const auto for_each = [&](const auto& visit) {
    std::vector<std::int64_t> at(static_cast<std::size_t>(rows.rank()));
    for (std::int64_t i = 0; i < rows.size(); ++i) {
      std::int64_t place = 0;
      for (const std::int64_t k : kept)
        place = place * rows.shape()[k] + at[static_cast<std::size_t>(k)];
      visit(i, static_cast<std::size_t>(place));
      for (std::int64_t k = rows.rank() - 1; k >= 0; --k) {
        if (++at[static_cast<std::size_t>(k)] < rows.shape()[k]) break;
        at[static_cast<std::size_t>(k)] = 0;
      }
    }
  };
  const Shape shape(sizes);
  const auto places = static_cast<std::size_t>(shape.size());
  const double count = static_cast<double>(rows.size()) / static_cast<double>(places);
  std::vector<double> means(places), variances(places);
  for_each([&](std::int64_t i, std::size_t place) {
    const double value = rows.at(i);
    if (!std::isfinite(value)) {
      throw InvalidArgument(
          std::string(type) + ": data holds " + to_text(value) + ", the first in row " +
          std::to_string(i / (rows.size() / rows.shape()[0])) + ". Expected finite numbers");
    }
    means[place] += value;
  });
  for (double& value : means) value /= count;
  for_each([&](std::int64_t i, std::size_t place) {
    const double distance = rows.at(i) - means[place];
    variances[place] += distance * distance;
  });
  for (double& value : variances) value /= count;
  // As far as they are computed with.
  mean = Array(shape, means).astype(DType::kFloat32);
  variance = Array(shape, variances).astype(DType::kFloat32);
}

graph::Value Normalization::build(const Scope& scope, const graph::Value& input) const {
  const Shape shape = input.shape();
  const ops::Axes kept = kept_axes(axis, shape.rank());
  if (!mean.has_value()) {
    throw InvalidArgument(std::string(type) +
                          ": has no mean and variance. Expected adapt(data) before the layer is "
                          "used, or both as arguments");
  }
  std::vector<std::int64_t> sizes, aligned(static_cast<std::size_t>(shape.rank()), 1);
  for (const std::int64_t k : kept) {
    sizes.push_back(shape[k]);
    aligned[static_cast<std::size_t>(k)] = shape[k];
  }
  Array deviation = repeated("variance", variance.array(), Shape(sizes));
  for (float& value : deviation.mutable_data<float>())
    value = std::max(std::sqrt(value), kSmallest);
  const auto constant = [&](std::string_view of, const Array& values) {
    return ops::reshape(scope.constant(of, values.reshape({values.size()})), Shape(aligned));
  };
  const graph::Value center = constant("mean", repeated("mean", mean.array(), Shape(sizes)));
  const graph::Value scale = constant("deviation", deviation);
  return invert ? input * scale + center : (input - center) / scale;
}

}  // namespace occam::layers
