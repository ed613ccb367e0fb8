#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::experiments {

/// What a layer makes of an input, alone; `shape`: where to leave the result's.
template <class Layer>
std::vector<float> result_of(const Layer& layer, const Array& x, Shape* shape = nullptr,
                             bool training = false) {
  Experiment experiment;
  const graph::Value y =
      layer.build(experiment.layer_scope("layer", training), experiment.input("x", x));
  if (shape != nullptr) *shape = y.shape();
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

/// What a merging layer makes of these inputs.
template <class Layer>
std::vector<float> merged(const std::vector<Array>& x) {
  Experiment experiment;
  std::vector<graph::Value> inputs;
  for (std::size_t i = 0; i < x.size(); ++i)
    inputs.push_back(experiment.input("x" + std::to_string(i), x[i]));
  experiment.output("y", Layer().build(experiment.layer_scope("layer", false), inputs));
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

/// Mean and deviation.
inline std::pair<double, double> moments_of(const std::vector<float>& values) {
  double sum = 0, squares = 0;
  for (const float value : values) {
    sum += static_cast<double>(value);
    squares += static_cast<double>(value) * value;
  }
  const double n = static_cast<double>(values.size()), mean = sum / n;
  return {mean, std::sqrt(squares / n - mean * mean)};
}

inline const Array kA({2, 2}, std::vector<float>{1, -2, 3, 8});
inline const Array kB({2, 2}, std::vector<float>{2, 4, -1, 0.5f});
inline const Array kC({2, 1}, std::vector<float>{3, 6});
/// Two samples of three steps of two features.
inline const Array kSteps({2, 3, 2}, std::vector<float>{1, -2, 3, 8, 0, 6, 4, 0, 0, 0, -5, 7});
using Values = std::vector<float>;

}  // namespace occam::experiments
