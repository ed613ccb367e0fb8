// A penalty of your own: the group lasso, which empties whole rows of a kernel (one row an input),
// so that inputs which explain nothing are switched off. Source: Yuan and Lin 2006. The library's
// own is regularizers::GroupL1, which also weighs each row by the root of its size.
#include <occam/occam.h>

#include <cmath>
#include <iostream>
#include <random>

using occam::Array;
namespace ops = occam::ops;

/// Penalty `factor * sum over rows of sqrt(sum of squares of the row)`. A regularizer is any struct
/// with `type` and `penalty`.
struct GroupLasso {
  occam::Hyper factor = 0.01;

  static constexpr std::string_view type = "GroupLasso";
  // Optional: gives the factor a range, a name to set it by, and the description in config().
  static constexpr auto fields() {
    return occam::Fields{occam::Field{"factor", &GroupLasso::factor, occam::at_least(0),
                                      "loss per unit of a row's norm"}};
  }
  occam::graph::Value penalty(const ops::Scope& scope, const occam::graph::Value& kernel) const {
    // safe_sqrt: at an empty row sqrt's slope is infinite, the subgradient here is 0.
    const auto norms = ops::safe_sqrt(ops::sum(ops::square(kernel), {-1}));
    return scope.hyper(*this, &GroupLasso::factor) * ops::sum(norms);
  }
};

int main() {
  const occam::Regularizer lasso = GroupLasso{.factor = 0.1};
  std::cout << to_text(lasso.config()) << "\n";

  occam::Sequential model{
      occam::layers::Dense{.units = 2, .kernel_regularizer = lasso, .input_shape = {4}}};
  model.compile({.optimizer = occam::optimizers::SGD{.learning_rate = 0.05}, .loss = "mse"});

  // By hand: rows of norm 5, 0, 1.3 and 2. Zeros in, zeros wanted: the penalty is the whole loss.
  model.set_weights({Array{{3., -4.}, {0., 0.}, {0.5, 1.2}, {-2., 0.}}, Array{0., 0.}});
  const Array nothing(occam::DType::kFloat32, {3, 4}), zeros(occam::DType::kFloat32, {3, 2});
  const double penalty = model.evaluate(nothing, zeros).at("loss");
  if (std::abs(penalty - 0.1 * 8.3) > 1e-6) {
    std::cerr << "the penalty is " << penalty << ", not 0.83\n";
    return 1;
  }

  // The targets depend on inputs 0 and 2 only.
  std::mt19937 random(7);
  std::vector<float> inputs, targets;
  for (int i = 0; i < 256; ++i) {
    float x[4];
    for (float& value : x) inputs.push_back(value = static_cast<float>(random() / 1073741824. - 2));
    targets.insert(targets.end(), {2 * x[0] - x[2], x[0] + x[2]});
  }
  const Array x({256, 4}, inputs), y({256, 2}, targets);
  model.fit(x, y, {.epochs = 60, .verbose = 0});

  const Array kernel = model.get_weights()[0];
  for (int row = 0; row < 4; ++row) {
    const double norm = std::hypot(kernel.at(2 * row), kernel.at(2 * row + 1));
    std::cout << "input " << row << ": norm " << norm << "\n";
    const bool used = row == 0 || row == 2;
    if (used ? norm < 1 : norm > 0.02) {
      std::cerr << "row " << row << (used ? " was lost\n" : " was not emptied\n");
      return 1;
    }
  }
  return 0;
}
