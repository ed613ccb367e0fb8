// The programs of a tutorial on regularizing networks, as its readers would type them.
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "occam/occam.h"

namespace occam {
namespace {

/// y = tanh of few features out of ten, with noise: what regularization is for.
struct Problem {
  Array x, y;
  explicit Problem(std::int64_t rows) : x(DType::kFloat32, {rows, 10}), y(DType::kFloat32, {rows}) {
    auto features = x.mutable_data<float>();
    auto targets = y.mutable_data<float>();
    for (std::size_t i = 0; i < targets.size(); ++i) {
      for (std::size_t j = 0; j < 10; ++j)
        features[i * 10 + j] = 2 * random_uniform({5, 1}, 0, i * 10 + j) - 1;
      const float noise = random_uniform({5, 2}, 0, i) - 0.5f;
      targets[i] = std::tanh(3 * features[i * 10]) + features[i * 10 + 1] + 0.2f * noise;
    }
  }
};

std::int64_t zeros_in(const Array& array) {
  std::int64_t zeros = 0;
  for (const float value : array.data<float>()) zeros += value == 0 ? 1 : 0;
  return zeros;
}

double mean_magnitude(const Array& array) {
  double total = 0;
  for (const float value : array.data<float>()) total += std::fabs(value);
  return total / static_cast<double>(array.size());
}

TEST(Tutorial, WeightPenaltiesWithEarlyStopping) {
  Sequential model;
  model.add(layers::Dense{.units = 16,
                          .activation = "relu",
                          .kernel_regularizer = regularizers::l2(0.001),
                          .input_shape = {10}});
  model.add(layers::Dense{
      .units = 16, .activation = "relu", .kernel_regularizer = regularizers::l1(0.001)});
  model.add(layers::Dense{
      .units = 16, .activation = "relu", .kernel_regularizer = regularizers::L1L2{0.001, 0.01}});
  model.add(layers::Dense{.units = 1});
  model.compile({.optimizer = "adam", .loss = "mse", .metrics = {"mae"}});
  const Problem problem(600);
  const History history =
      model.fit(problem.x, problem.y,
                {.batch_size = 32,
                 .epochs = 200,
                 .verbose = 0,
                 .callbacks = {callbacks::EarlyStopping{
                     .monitor = "val_loss", .patience = 5, .restore_best_weights = true}},
                 .validation_split = 0.2});
  const std::size_t epochs = history["loss"].size();
  EXPECT_EQ(history["val_loss"].size(), epochs);
  // The targets' variance is about 1.0; the noise's 0.0033.
  EXPECT_LT(history["val_data_loss"].back(), 0.1);
  EXPECT_LT(history["loss"].back(), history["loss"].front() / 3);
  for (std::size_t e = 0; e < epochs; ++e) {
    EXPECT_NEAR(history["loss"][e], history["data_loss"][e] + history["penalty"][e],
                1e-6 * history["loss"][e]);
  }
  if (epochs < 200) {
    EXPECT_EQ(history.stopped_epoch, static_cast<std::int64_t>(epochs) - 1);
    EXPECT_EQ(history.best_epoch, history.stopped_epoch - 5);
    EXPECT_FALSE(history.stop_reason.empty());
  }
  // The best epoch's weights are back: its held-out loss too.
  Array held_x({120, 10}, std::vector<float>(problem.x.data<float>().begin() + 4800,
                                             problem.x.data<float>().end()));
  Array held_y({120}, std::vector<float>(problem.y.data<float>().begin() + 480,
                                         problem.y.data<float>().end()));
  EXPECT_NEAR(model.evaluate(held_x, held_y).at("loss"),
              history["val_loss"][static_cast<std::size_t>(history.best_epoch)], 1e-6);
  EXPECT_EQ(model.predict(held_x).shape(), (Shape{120, 1}));
}

TEST(Tutorial, L2PullsWeightsTowardZeroButNotToZero) {
  const Problem problem(300);
  const auto trained = [&](double factor) {
    Sequential model{layers::Dense{.units = 16,
                                   .activation = "relu",
                                   .kernel_regularizer = regularizers::L2{factor},
                                   .input_shape = {10}},
                     layers::Dense{.units = 1}};
    model.compile({.optimizer = "adam", .loss = "mse"});
    model.fit(problem.x, problem.y, {.epochs = 40, .verbose = 0});
    return model.get_weights()[0];
  };
  const Array free = trained(0), pulled = trained(0.05);
  EXPECT_LT(mean_magnitude(pulled), 0.5 * mean_magnitude(free));
  EXPECT_EQ(zeros_in(pulled), 0);
}

TEST(Tutorial, DropoutPrintsAsInTheTutorial) {
  const Array data = Array::arange(1, 11).reshape({5, 2}).astype(DType::kFloat32);
  const layers::Dropout layer{.rate = 0.2, .input_shape = {2}};
  std::ostringstream out;
  out << call(layer, data, {.training = true, .seed = 7});
  const std::string text = out.str();
  EXPECT_TRUE(text.starts_with("Array(\n[[")) << text;
  EXPECT_TRUE(text.ends_with("shape=(5, 2), dtype=float32)")) << text;

  std::int64_t dropped = 0, entries = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Array result = call(layer, data, {.training = true, .seed = seed});
    for (std::int64_t i = 0; i < 10; ++i) {
      const double kept = static_cast<double>(i + 1) / 0.8;
      if (result.at(i) == 0) {
        ++dropped;
      } else {
        EXPECT_NEAR(result.at(i), kept, 1e-6 * kept);
      }
      ++entries;
    }
  }
  // 4000 entries, standard deviation of the share 0.0063.
  EXPECT_NEAR(static_cast<double>(dropped) / static_cast<double>(entries), 0.2, 0.025);
  const Array same = call(layer, data);
  for (std::int64_t i = 0; i < 10; ++i) EXPECT_EQ(same.at(i), data.at(i));
}

TEST(Tutorial, EachTrainingStepDrawsAnotherMask) {
  // One weight, input 1, target 0, learning rate 0: a step's loss tells whether it was dropped.
  Sequential model{layers::Dropout{.rate = 0.2, .input_shape = {1}},
                   layers::Dense{.units = 1, .use_bias = false, .kernel_initializer = "ones"}};
  model.compile({.optimizer = optimizers::SGD{.learning_rate = 0}, .loss = "mse"});
  const Array x({1, 1}, std::vector<float>{1}), y({1, 1}, std::vector<float>{0});
  const History history = model.fit(x, y, {.batch_size = 1, .epochs = 500, .verbose = 0});
  int dropped = 0;
  for (const double loss : history["loss"]) {
    EXPECT_TRUE(loss == 0 || std::fabs(loss - 1.5625) < 1e-5) << loss;
    dropped += loss == 0 ? 1 : 0;
  }
  EXPECT_NEAR(dropped, 100, 40);
}

TEST(Tutorial, TheRunThatDiverges) {
  const callbacks::EarlyStopping callback{.monitor = "loss", .patience = 3};
  Sequential model{layers::Dense{.units = 10}};
  model.compile({.optimizer = optimizers::SGD{}, .loss = "mse"});
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  const History history =
      model.fit(Array::arange(100).reshape({5, 20}), Array::from({0, 1, 2, 1, 2}),
                {.batch_size = 1, .epochs = 10, .verbose = 1, .callbacks = {callback}});
  const std::string progress = testing::internal::GetCapturedStdout();
  const std::string warnings = testing::internal::GetCapturedStderr();
  ASSERT_EQ(history["loss"].size(), 4u);
  EXPECT_TRUE(history["loss"][0] > 1e12 && std::isfinite(history["loss"][0]));
  EXPECT_GT(history["loss"][1], 1e25);
  EXPECT_TRUE(std::isinf(history["loss"][2])) << history["loss"][2];
  EXPECT_FALSE(std::isfinite(history["loss"][3]));
  EXPECT_EQ(history.stopped_epoch, 3);
  EXPECT_EQ(history.diverged_epoch, 2);
  std::size_t said = 0;
  for (std::size_t at = 0; (at = warnings.find("diverged", at)) != std::string::npos; ++at) ++said;
  EXPECT_EQ(said, 1u) << warnings;
  EXPECT_NE(warnings.find("each target is one number"), std::string::npos) << warnings;
  EXPECT_NE(progress.find("Epoch 4/10"), std::string::npos) << progress;
  EXPECT_EQ(progress.find("Epoch 5/10"), std::string::npos) << progress;
  EXPECT_NE(history.to_json().find("\"Infinity\""), std::string::npos) << history.to_json();
}

TEST(Tutorial, BatchNormalizationAnywhereInTheNetwork) {
  const Problem problem(400);
  for (const std::size_t place : {0u, 1u, 2u, 3u}) {
    std::vector<Layer> layers{layers::Dense{.units = 16, .activation = "relu"},
                              layers::Dense{.units = 8, .activation = "tanh"},
                              layers::Dense{.units = 1}};
    layers.insert(layers.begin() + static_cast<std::ptrdiff_t>(place),
                  layers::BatchNormalization{.epsilon = 0.001,
                                             .center = true,
                                             .scale = true,
                                             .beta_initializer = "zeros",
                                             .gamma_initializer = "ones"});
    Sequential model;
    for (const Layer& layer : layers) model.add(layer);
    model.compile({.optimizer = optimizers::Adam{.learning_rate = 0.01}, .loss = "mse"});
    const History history =
        model.fit(problem.x, problem.y,
                  {.batch_size = 40, .epochs = 40, .verbose = 0, .validation_split = 0.2});
    EXPECT_LT(history["loss"].back(), 0.35 * history["loss"].front()) << place;
    // Moving statistics serve inference: held-out loss near the training loss.
    EXPECT_LT(history["val_loss"].back(), 0.4) << place;
  }
}

TEST(Tutorial, BatchNormalizationStandardises) {
  const Array x({4, 2}, std::vector<float>{1, 10, 2, 20, 3, 30, 6, 60});
  const Array result = call(layers::BatchNormalization{}, x, {.training = true});
  // Columns 1 2 3 6: mean 3, biased variance 3.5.
  for (const std::int64_t i : {0, 1, 2, 3}) {
    EXPECT_NEAR(result.at(2 * i), (x.at(2 * i) - 3) / std::sqrt(3.5 + 0.001), 1e-5);
    EXPECT_NEAR(result.at(2 * i + 1), (x.at(2 * i + 1) - 30) / std::sqrt(350 + 0.001), 1e-5);
  }
  const Array inference = call(layers::BatchNormalization{}, x);
  EXPECT_NEAR(inference.at(7), 60 / std::sqrt(1.001), 1e-4) << "mean 0, variance 1 at first";
}

}  // namespace
}  // namespace occam
