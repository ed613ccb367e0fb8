#include "occam/selection/prediction_seconds.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <vector>

#include "occam/base/errors.h"
#include "occam/models/parts.h"

namespace occam::selection {

double prediction_seconds(const Trainable& model, std::int64_t rows, int repeats) {
  if (rows < 1) throw_invalid_value("prediction_seconds", "rows", ">= 1", std::to_string(rows));
  if (repeats < 1)
    throw_invalid_value("prediction_seconds", "repeats", ">= 1", std::to_string(repeats));
  std::vector<Array> inputs;
  for (const auto& input : models::Parts::network(model, "prediction_seconds").topology().inputs)
    inputs.emplace_back(DType::kFloat32, input.shape.with_front(rows));
  const Arrays x(std::vector<ArrayRef>(inputs.begin(), inputs.end()));
  using Clock = std::chrono::steady_clock;
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i <= repeats; ++i) {
    const auto begin = Clock::now();
    static_cast<void>(model.predict_all(x));
    const std::chrono::duration<double> taken = Clock::now() - begin;
    if (i > 0) least = std::min(least, taken.count());  // the first compiles
  }
  return least;
}

}  // namespace occam::selection
