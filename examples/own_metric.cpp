// Metrics of your own: the share of predictions that miss by no more than a tolerance, which early
// stopping watches like any other; and the bias in percent, which is made of two sums.
#include <occam/occam.h>

#include <cmath>
#include <functional>
#include <iostream>

using occam::Array;
using occam::graph::Value;
namespace ops = occam::ops;

/// Per sample: the share of the outputs with |target - prediction| <= tolerance. A metric is any
/// struct with `type`, `name` (its log key), `direction` and `per_sample`; what is logged is the
/// mean over the samples. Or, as below, with `update_state` and `result`.
struct Within {
  double tolerance = 1.0;

  static constexpr std::string_view type = "Within";
  static constexpr std::string_view name = "within";
  static constexpr occam::Direction direction = occam::Direction::kUp;
  static constexpr auto fields() {
    return occam::Fields{occam::Field{"tolerance", &Within::tolerance, occam::at_least(0),
                                      "the largest miss that counts as right"}};
  }
  Value per_sample(const Value& target, const Value& prediction) const {
    const Value miss = ops::abs(target - prediction);
    // Ops with two operands want them of one shape. A miss that is NaN is not within.
    return ops::mean(ops::greater_equal(ops::fill_like(miss, tolerance), miss), {-1});
  }
};

/// 100 * sum(prediction - target) / sum(target) over the whole epoch: no mean of batches gives it.
struct Bias {
  static constexpr std::string_view type = "Bias";
  static constexpr std::string_view name = "bias";
  static constexpr occam::Direction direction = occam::Direction::kNone;
  void update_state(occam::metrics::Sums& sums, const Value& target,
                    const Value& prediction) const {
    const Value weights = sums.weights_of(target);
    sums.add(ops::sum(weights * (prediction - target)));
    sums.add(ops::sum(weights * target));
  }
  double result(const occam::metrics::Totals& totals) const {
    return 100 * totals.sums[0][0] / totals.sums[1][0];
  }
};

int main() {
  occam::Sequential model{occam::layers::Dense{.units = 2, .input_shape = {1}}};
  // Twice in one model: the first argument is then the log key.
  model.compile(
      {.optimizer = occam::optimizers::SGD{.learning_rate = 0.2},
       .loss = "mse",
       .metrics = {Within{.tolerance = 0.25}, occam::Metric("close", Within{0.05}), Bias{}}});

  // By hand: the predictions are (x, 3 x); misses 0.2 0.3 | 0 0.25 | 1 0.04.
  model.set_weights({Array{{1., 3.}}, Array{0., 0.}});
  const Array x{{1.}, {2.}, {-1.}}, y{{1.2, 3.3}, {2., 6.25}, {0., -3.04}};
  const occam::Logs logs = model.evaluate(x, y);
  if (std::abs(logs.at("within") - 4. / 6) > 1e-6 || std::abs(logs.at("close") - 2. / 6) > 1e-6) {
    std::cerr << "within " << logs.at("within") << ", close " << logs.at("close")
              << ", not 4/6 and 2/6\n";
    return 1;
  }
  // Predictions come to 8, targets to 9.71.
  if (std::abs(logs.at("bias") + 100 * 1.71 / 9.71) > 1e-4) {
    std::cerr << "bias " << logs.at("bias") << " %, not -17.61\n";
    return 1;
  }

  // It stops when every prediction is close, which cannot be bettered.
  model.set_weights({Array{{0., 0.}}, Array{0., 0.}});
  occam::callbacks::EarlyStopping stop{.monitor = "close", .patience = 20};
  const Array line{{1., 3.}, {2., 6.}, {-1., -3.}};
  const occam::History history =
      model.fit(x, line, {.epochs = 1000, .verbose = 0, .callbacks = {std::ref(stop)}});
  std::cout << "close: " << history["close"].front() << " -> " << history["close"].back()
            << " after " << history.epoch.size() << " epochs\n";
  if (stop.best.value() != 1 || history.stopped_epoch != stop.best_epoch + 20) {
    std::cerr << "it did not stop 20 epochs after the first with every prediction close\n";
    return 1;
  }
  return 0;
}
