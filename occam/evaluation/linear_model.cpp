#include "occam/evaluation/linear_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "occam/base/errors.h"
#include "occam/evaluation/feature_rows.h"

namespace occam::evaluation {

Array LinearModel::predict(const data::Dataset& dataset) const {
  const auto features = static_cast<std::int64_t>(coefficients.size()) / outputs;
  std::vector<std::int64_t> every(static_cast<std::size_t>(dataset.rows()));
  std::iota(every.begin(), every.end(), std::int64_t{0});
  const FeatureRows all(dataset, std::move(every));
  if (all.features() != features && dataset.rows() > 0) {
    throw_invalid_value("LinearModel", "dataset", std::to_string(features) + " features",
                        std::to_string(all.features()));
  }
  Array made(DType::kFloat64, {dataset.rows(), outputs});
  if (dataset.rows() == 0) return made;
  const Eigen::Map<const Matrix> weights(coefficients.data(), outputs, features);
  const Eigen::Map<const Vector> biases(intercepts.data(), outputs);
  Eigen::Map<Matrix> out(made.mutable_data<double>().data(), dataset.rows(), outputs);
  all.for_each_block([&](std::int64_t begin, const Matrix& block) {
    out.middleRows(begin, block.rows()) = block * weights.transpose();
    out.middleRows(begin, block.rows()).rowwise() += biases.transpose();
  });
  return made;
}

Array LinearModel::predict_probabilities(const data::Dataset& dataset) const {
  const Array logits = predict(dataset);
  const std::int64_t classes = std::max<std::int64_t>(2, outputs);
  Array made(DType::kFloat32, {dataset.rows(), classes});
  const std::span<float> out = made.mutable_data<float>();
  const std::span<const double> in = logits.data<double>();
  std::vector<double> z(static_cast<std::size_t>(classes));
  for (std::size_t row = 0; row < static_cast<std::size_t>(dataset.rows()); ++row) {
    const auto first = in.begin() + static_cast<std::ptrdiff_t>(row) * outputs;
    z[0] = 0.0;  // two classes: the logit of class 0
    std::copy(first, first + outputs, z.end() - outputs);
    const double most = *std::max_element(z.begin(), z.end());
    double sum = 0.0;
    for (double& value : z) sum += value = value == most ? 1.0 : std::exp(value - most);
    for (std::size_t k = 0; k < z.size(); ++k) {
      out[row * z.size() + k] = static_cast<float>(z[k] / sum);
    }
  }
  return made;
}

}  // namespace occam::evaluation
