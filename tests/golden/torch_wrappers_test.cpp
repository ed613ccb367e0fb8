#include <gtest/gtest.h>

#include "occam/occam.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/stepper.h"

namespace occam::golden {
namespace {

Optimizer inner(const std::string& name) {
  if (name == "sgd") return optimizers::SGD{.learning_rate = 0.05, .momentum = 0.9};
  return optimizers::Adam{.learning_rate = 0.02, .beta_1 = 0.8, .beta_2 = 0.95, .epsilon = 1e-10};
}

Optimizer wrapped(const Json& file, const std::string& wrapper, const Optimizer& optimizer) {
  const auto whole = [&](const char* name) { return file.at(name).get<int>(); };
  if (wrapper == "sam")
    return optimizers::SAM{.optimizer = optimizer, .rho = number(file.at("rho"))};
  if (wrapper == "swa") {
    return optimizers::SWA{
        .optimizer = optimizer, .start = whole("start"), .period = whole("period")};
  }
  return optimizers::Lookahead{.optimizer = optimizer,
                               .sync_period = whole("sync_period"),
                               .slow_step_size = number(file.at("slow_step_size"))};
}

TEST(GoldenTorch, OptimizersAroundOthers) {
  const Json file = load("torch_wrappers");
  const Array x = tensor(file.at("x")), y = tensor(file.at("y"));
  Comparison weights("weights", {5e-6, 0});
  ASSERT_EQ(file.at("cases").size(), 6u);
  for (const auto& [name, steps] : file.at("cases").items()) {
    SCOPED_TRACE(name);
    const std::string wrapper = name.substr(0, name.find('_'));
    const Sequential model{layers::Dense{.units = 2, .activation = "tanh", .input_shape = {3}}};
    Stepper stepper(model, {3},
                    {.optimizer = wrapped(file, wrapper, inner(name.substr(wrapper.size() + 1))),
                     .loss = "mse"},
                    y);
    stepper.set_weights(file.at("initial_weights"));
    int compared = 0;
    for (int step = 1; step <= 30; ++step) {
      stepper.step(training::Mode::kTrain, x, y, 0, 12);
      const auto expected = steps.find(std::to_string(step));
      if (expected == steps.end()) continue;
      SCOPED_TRACE("step " + std::to_string(step));
      for (std::size_t i = 0; i < 2; ++i) {
        const std::string weight = stepper.weight_paths().at(i);
        weights(weight,
                stepper.tensor(wrapper == "swa" ? "optimizer/" + weight + "/average" : weight),
                values(tensor(expected->at(i))));
      }
      ++compared;
    }
    EXPECT_EQ(compared, 7);
  }
}

}  // namespace
}  // namespace occam::golden
