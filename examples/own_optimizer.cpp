// An optimizer of your own: Signum, which goes by the sign of the gradient's running mean. Source:
// Bernstein et al. 2018, signSGD: compressed optimisation for non-convex problems, algorithm 2.
#include <occam/occam.h>

#include <cmath>
#include <iostream>

using occam::Array;
using occam::graph::Value;
namespace ops = occam::ops;

/// m <- momentum m + (1 - momentum) g; w <- w - learning_rate sign(m). An optimizer is any struct
/// with `type` and `step`, the rule for one weight.
struct Signum {
  occam::Hyper learning_rate = 0.001;
  occam::Hyper momentum = 0.9;
  // Members of these names are done around every rule: see optimizers/step_options.h.
  occam::MaybeHyper weight_decay = {};

  static constexpr std::string_view type = "Signum";
  static constexpr auto fields() {
    using S = Signum;
    return occam::Fields{
        occam::Field{"learning_rate", &S::learning_rate, occam::at_least(0), "length of a step"},
        occam::Field{"momentum", &S::momentum, occam::between(0, 1), "share of the mean kept"},
        occam::Field{"weight_decay", &S::weight_decay, occam::at_least(0),
                     "share of a weight that learning_rate takes away"}};
  }
  occam::Update step(const occam::UpdateScope& scope, const Value& weight,
                     const Value& gradient) const {
    const Value keep = scope.hyper(*this, &Signum::momentum);
    const Value rate = scope.learning_rate(*this, &Signum::learning_rate);
    const Value memory = scope.slot("momentum");  // of the weight's shape, 0 at first
    const Value mean = keep * memory + (1 - keep) * gradient;
    return {.weight = weight - rate * ops::sign(mean), .slots = {{memory, mean}}};
  }
};

int main() {
  occam::Sequential model{occam::layers::Dense{.units = 1, .use_bias = false, .input_shape = {1}}};
  model.compile({.optimizer = Signum{.learning_rate = 0.1, .weight_decay = 0.5}, .loss = "mse"});
  model.set_weights({Array{{1.}}});

  // By hand: x = 1, so g = 2 (w - y). Step 1: y = 4, g = -6, w = 1 * 0.95 + 0.1. Step 2: y = 1, the
  // gradient has turned, but the mean -0.6 has not: w = 1.05 * 0.95 + 0.1.
  const Array x{{1.}};
  const double targets[] = {4, 1}, expected[] = {1.05, 1.0975};
  for (int step = 0; step < 2; ++step) {
    model.fit(x, Array{{targets[step]}}, {.verbose = 0});
    const double weight = model.get_weights()[0].at(0);
    std::cout << "after step " << step + 1 << ": " << weight << "\n";
    if (std::abs(weight - expected[step]) > 1e-6) {
      std::cerr << "expected " << expected[step] << "\n";
      return 1;
    }
  }

  // Its numbers may be changed at any time, or be schedules.
  model.set_hyper("optimizer/learning_rate", 0);
  model.fit(x, x, {.epochs = 3, .verbose = 0});
  if (std::abs(model.get_weights()[0].at(0) - 1.0975) > 1e-6) {
    std::cerr << "a learning rate of 0 moved the weight\n";
    return 1;
  }
  return 0;
}
