// A schedule of your own: a linear warm-up, for a learning rate or any other hyper-parameter.
// Source: Goyal et al. 2017, section 2.2.
#include <occam/occam.h>

#include <cmath>
#include <iostream>

using occam::Array;
using occam::graph::Value;
namespace ops = occam::ops;

/// target * min(1, (step + 1) / warmup_steps), step = 0 in the first. A schedule is any struct with
/// `type` and `value`, which returns a scalar; its own numbers stay adjustable.
struct LinearWarmup {
  occam::Hyper target = 0.1;
  occam::Hyper warmup_steps = 100;

  static constexpr std::string_view type = "LinearWarmup";
  static constexpr auto fields() {
    using L = LinearWarmup;
    return occam::Fields{
        occam::Field{"target", &L::target, occam::at_least(0), "value after the warm-up"},
        occam::Field{"warmup_steps", &L::warmup_steps, occam::above(0), "steps until then"}};
  }
  Value value(const ops::Scope& scope, const Value& step) const {
    const Value steps = scope.hyper(*this, &LinearWarmup::warmup_steps);
    return scope.hyper(*this, &LinearWarmup::target) * (ops::minimum(step + 1, steps) / steps);
  }
};

int main() {
  // Inputs and targets are 0, so that the penalty alone moves the weight: |w| has slope 1, and each
  // step is as long as the learning rate.
  occam::Sequential model{occam::layers::Dense{.units = 1,
                                               .use_bias = false,
                                               .kernel_regularizer = occam::regularizers::L1{1},
                                               .input_shape = {1}}};
  model.compile(
      {.optimizer = occam::optimizers::SGD{.learning_rate = LinearWarmup{0.1, 4}}, .loss = "mse"});
  model.set_weights({Array{{5.}}});
  for (const std::string& path : model.hyper_paths()) {
    std::cout << path << " = " << model.hyper(path) << "\n";
  }

  const Array zero{{0.}};
  const double rates[] = {0.025, 0.05, 0.075, 0.1, 0.1, 0.3};
  double expected = 5;
  for (int step = 0; step < 6; ++step) {
    if (step == 5) model.set_hyper("optimizer/learning_rate/target", 0.3);
    model.fit(zero, zero, {.verbose = 0});  // one step: the count goes on from fit to fit
    expected -= rates[step];
    const double weight = model.get_weights()[0].at(0);
    if (std::abs(weight - expected) > 1e-5) {
      std::cerr << "step " << step << ": the weight is " << weight << ", not " << expected << "\n";
      return 1;
    }
  }
  return 0;
}
