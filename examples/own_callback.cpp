// A callback of your own: it logs the size of each epoch's step through the weights and stops when
// the steps are small.
#include <occam/occam.h>

#include <cmath>
#include <functional>
#include <iostream>
#include <vector>

using occam::Array;
using occam::callbacks::TrainingControl;

/// Stops when an epoch moves the weights by less than `smallest` (Euclidean). A callback is any
/// struct with a hook: on_train_begin, on_epoch_begin, on_train_batch_end, on_epoch_end,
/// on_train_end. It sees the run through `control`, never the model.
struct StopWhenStill {
  double smallest = 1e-3;
  std::vector<double> moves = {};  // result, one an epoch

  static constexpr std::string_view type = "StopWhenStill";
  void validate(const TrainingControl&) const {  // optional: before any work is done
    if (!(smallest > 0)) throw occam::InvalidArgument("StopWhenStill: smallest must be above 0");
  }
  std::int64_t weight_copies() const { return 1; }  // for the memory that fit plans with
  void on_train_begin(TrainingControl& control) {
    moves.clear();
    before_ = control.weights();
  }
  void on_epoch_end(TrainingControl& control, std::int64_t, const occam::Logs&) {
    std::vector<float> now = control.weights();
    double squares = 0;
    for (std::size_t i = 0; i < now.size(); ++i) squares += std::pow(now[i] - before_[i], 2);
    moves.push_back(std::sqrt(squares));
    before_ = std::move(now);
    if (moves.back() < smallest) control.stop_training("the weights stand still");
  }

  std::vector<float> before_ = {};
};

int main() {
  occam::Sequential model{occam::layers::Dense{.units = 1, .use_bias = false, .input_shape = {1}}};
  model.compile({.optimizer = occam::optimizers::SGD{.learning_rate = 0.1}, .loss = "mse"});
  model.set_weights({Array{{0.}}});

  // By hand: x = 1, y = 2: each step takes 0.2 of the way that is left, so the moves are 0.4 *
  // 0.8^k, below 0.01 first at k = 17.
  StopWhenStill still{.smallest = 0.01};
  const Array x{{1.}}, y{{2.}};
  // std::ref: the caller's own object, to read the results; without it fit works on a copy.
  const occam::History history =
      model.fit(x, y, {.epochs = 100, .verbose = 0, .callbacks = {std::ref(still)}});
  std::cout << history.stop_reason << " after epoch " << history.stopped_epoch << "\n";
  if (history.stopped_epoch != 17 || still.moves.size() != 18) {
    std::cerr << "stopped at epoch " << history.stopped_epoch << ", not 17\n";
    return 1;
  }
  for (std::size_t k = 0; k < still.moves.size(); ++k) {
    const double expected = 0.4 * std::pow(0.8, static_cast<double>(k));
    if (std::abs(still.moves[k] - expected) > 1e-5) {
      std::cerr << "epoch " << k << " moved by " << still.moves[k] << ", not " << expected << "\n";
      return 1;
    }
  }
  try {
    model.fit(x, y, {.verbose = 0, .callbacks = {StopWhenStill{.smallest = 0}}});
    std::cerr << "a smallest of 0 was taken\n";
    return 1;
  } catch (const occam::InvalidArgument& error) {
    std::cout << "refused: " << error.what() << "\n";
  }
  return 0;
}
