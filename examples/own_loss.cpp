// A loss of your own: the pinball loss, whose best constant prediction is a quantile instead of the
// mean. Source: Koenker and Bassett 1978.
#include <occam/occam.h>

#include <cmath>
#include <iostream>
#include <vector>

using occam::Array;
using occam::graph::Value;
namespace ops = occam::ops;

/// Per sample: mean over the last axis of max(q (y - p), (q - 1) (y - p)). A loss is any struct
/// with `type`, `name`, `class_labels` and `per_sample`.
struct Pinball {
  occam::Hyper quantile = 0.5;

  static constexpr std::string_view type = "Pinball";
  static constexpr std::string_view name = "pinball";
  static constexpr bool class_labels = false;  // the targets are numbers, shaped as the prediction
  static constexpr auto fields() {
    return occam::Fields{occam::Field{"quantile", &Pinball::quantile, occam::between(0, 1),
                                      "share of the targets below the prediction"}};
  }
  Value per_sample(const ops::Scope& scope, const Value& target, const Value& prediction) const {
    const Value q = scope.hyper(*this, &Pinball::quantile);
    const Value error = target - prediction;
    return ops::mean(ops::maximum(q * error, (q - 1) * error), {-1});
  }
};

int main() {
  occam::Sequential model{occam::layers::Dense{.units = 1, .input_shape = {1}}};
  model.compile({.optimizer = occam::optimizers::SGD{.learning_rate = 0.5},
                 .loss = Pinball{.quantile = 0.8}});

  // By hand: predictions 1, 1, 1 of 3, 0, 2 miss by 2, -1, 1: (0.8 * 2 + 0.2 * 1 + 0.8 * 1) / 3.
  model.set_weights({Array{{0.}}, Array{1.}});
  const Array ones{{1.}, {1.}, {1.}};
  const double loss = model.evaluate(ones, Array{{3.}, {0.}, {2.}}).at("loss");
  if (std::abs(loss - 2.6 / 3) > 1e-6) {
    std::cerr << "the loss is " << loss << ", not 0.866667\n";
    return 1;
  }

  // A constant is fitted to 0, 1, 4, ..., 99^2: 80 of the 100 targets lie below what is between
  // 79^2 and 80^2. The quantile is a hyper-parameter: the same model finds the median after.
  std::vector<float> squares;
  for (int i = 0; i < 100; ++i) squares.push_back(static_cast<float>(i * i) / 1000);
  const Array x(occam::DType::kFloat32, {100, 1}), y({100, 1}, squares);
  for (const double quantile : {0.8, 0.5}) {
    model.set_hyper("loss/quantile", quantile);
    model.fit(x, y, {.batch_size = 100, .epochs = 1000, .verbose = 0});
    const double found = std::sqrt(1000 * model.predict(x).at(0));
    std::cout << "quantile " << quantile << ": " << found << " squared\n";
    if (found < 100 * quantile - 1.1 || found > 100 * quantile + 0.1) {
      std::cerr << "expected the square of " << 100 * quantile - 1 << " to " << 100 * quantile
                << "\n";
      return 1;
    }
  }
  return 0;
}
