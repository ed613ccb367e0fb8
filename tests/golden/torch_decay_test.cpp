#include <gtest/gtest.h>

#include <map>

#include "occam/occam.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {
namespace {

// PyTorch's coupled decay d is a penalty d / 2 * w^2, here an L2 of d / 2 on kernel and bias; its
// decoupled one is weight_decay here.
TEST(GoldenTorch, CoupledAndDecoupledDecay) {
  const Json file = load("torch_decay");
  const double decay = number(file.at("weight_decay"));
  const optimizers::Adam adam{
      .learning_rate = 0.02, .beta_1 = 0.8, .beta_2 = 0.95, .epsilon = 1e-10};
  const std::map<std::string, Optimizer> members{
      {"sgd", optimizers::SGD{.learning_rate = 0.05, .momentum = 0.9}},
      {"adam", adam},
      {"adamw", optimizers::AdamW{.learning_rate = 0.02,
                                  .weight_decay = decay,
                                  .beta_1 = 0.8,
                                  .beta_2 = 0.95,
                                  .epsilon = 1e-10}}};
  Comparison weights("weights", {5e-6, 0});
  for (const auto& [name, steps] : file.at("cases").items()) {
    SCOPED_TRACE(name);
    layers::Dense dense{.units = 2, .activation = "tanh", .input_shape = {3}};
    if (name != "adamw")
      dense.kernel_regularizer = dense.bias_regularizer = regularizers::L2{decay / 2};
    Sequential model{dense};
    model.compile({.optimizer = members.at(name), .loss = "mse"});
    model.set_weights(
        {tensor(file.at("initial_weights").at(0)), tensor(file.at("initial_weights").at(1))});
    const Array x = tensor(file.at("x")), y = tensor(file.at("y"));
    int compared = 0;
    for (int step = 1; step <= 30; ++step) {
      model.fit(x, y, {.batch_size = 12, .verbose = 0, .shuffle = false});
      const auto expected = steps.find(std::to_string(step));
      if (expected == steps.end()) continue;
      SCOPED_TRACE("step " + std::to_string(step));
      const std::vector<Array> now = model.get_weights();
      for (std::size_t i = 0; i < 2; ++i)
        weights(i == 0 ? "kernel" : "bias", values(now[i]), values(tensor(expected->at(i))));
      ++compared;
    }
    EXPECT_EQ(compared, 6);
  }
}

}  // namespace
}  // namespace occam::golden
