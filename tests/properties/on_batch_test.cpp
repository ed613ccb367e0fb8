#include <gtest/gtest.h>

#include "occam/occam.h"

// train_on_batch, test_on_batch and predict_on_batch against fit, evaluate and predict.

namespace occam {
namespace {

Array numbers(std::int64_t rows, std::int64_t columns, int seed) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < rows * columns; ++i)
    values.push_back(static_cast<float>((i * 7919 + seed * 104729) % 1000) / 500.0f - 1.0f);
  return Array({rows, columns}, values);
}

Sequential made() {
  Sequential model{layers::Dense{.units = 8,
                                 .activation = "tanh",
                                 .kernel_regularizer = regularizers::L2{1e-3},
                                 .input_shape = {4}},
                   layers::BatchNormalization{}, layers::Dropout{.rate = 0.3},
                   layers::Dense{.units = 1}};
  model.set_seed(3);
  model.compile({.optimizer = "adam", .loss = "mse", .metrics = {"mae"}});
  return model;
}

void expect_equal(const std::vector<Array>& a, const std::vector<Array>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::int64_t j = 0; j < a[i].size(); ++j) ASSERT_EQ(a[i].at(j), b[i].at(j)) << i;
  }
}

// A loop of one's own over the batches is fit without shuffling, bit for bit; what is called in
// between changes nothing.
TEST(OnBatch, ALoopOverBatchesIsFit) {
  const Array x = numbers(22, 4, 1), y = numbers(22, 1, 2);
  Sequential by_fit = made(), by_hand = made();
  by_fit.fit(x, y, {.batch_size = 8, .epochs = 3, .verbose = 0, .shuffle = false});
  for (int epoch = 0; epoch < 3; ++epoch) {
    for (const std::int64_t begin : {0, 8, 16}) {
      const std::int64_t end = std::min<std::int64_t>(begin + 8, 22);
      const Logs logs = by_hand.train_on_batch(x.rows(begin, end), y.rows(begin, end));
      EXPECT_GT(logs.at("loss"), 0);
      by_hand.test_on_batch(x, y);
      by_hand.predict_on_batch(x);
    }
  }
  expect_equal(by_fit.get_weights(), by_hand.get_weights());
  const Logs whole = by_fit.evaluate(x, y, {.batch_size = 22}), same = by_hand.test_on_batch(x, y);
  EXPECT_EQ(whole.at("loss"), same.at("loss"));
  EXPECT_EQ(whole.at("mae"), same.at("mae"));
  const Array predicted = by_fit.predict(x), at_once = by_hand.predict_on_batch(x);
  for (std::int64_t i = 0; i < predicted.size(); ++i) EXPECT_EQ(predicted.at(i), at_once.at(i));
}

TEST(OnBatch, WeightsCountAsInFit) {
  const Array x = numbers(10, 4, 1), y = Array::from<int>({0, 1, 1, 0, 1, 0, 0, 1, 1, 0});
  const auto classifier = [] {
    Sequential model{layers::Dense{.units = 1, .activation = "sigmoid", .input_shape = {4}}};
    model.set_seed(4);
    model.compile({.optimizer = optimizers::SGD{.learning_rate = 0.5}, .loss = "bce"});
    return model;
  };
  Sequential by_fit = classifier(), by_class = classifier(), by_sample = classifier();
  std::vector<float> weights;
  for (std::int64_t i = 0; i < 10; ++i) weights.push_back(y.at(i) == 1 ? 3.0f : 1.0f);
  by_fit.fit(x, y, {.batch_size = 10, .verbose = 0, .shuffle = false, .class_weight = {{1, 3.0}}});
  by_class.train_on_batch(x, y, {.class_weight = {{1, 3.0}}});
  by_sample.train_on_batch(x, y, {.sample_weight = Array::from(weights)});
  expect_equal(by_fit.get_weights(), by_class.get_weights());
  expect_equal(by_fit.get_weights(), by_sample.get_weights());
}

TEST(OnBatch, RefusesWhatFitRefusesInItsOwnName) {
  Sequential model = made();
  const auto refusal = [](const auto& call) -> std::string {
    try {
      call();
    } catch (const InvalidArgument& error) {
      return error.what();
    }
    return "";
  };
  const Array x = numbers(10, 4, 1), y = numbers(10, 1, 2);
  EXPECT_TRUE(refusal([&] {
                model.train_on_batch(x, numbers(9, 1, 2));
              }).starts_with("train_on_batch: x and y differ in length"));
  EXPECT_TRUE(refusal([&] {
                model.test_on_batch(numbers(10, 3, 1), y);
              }).starts_with("test_on_batch: invalid shape of x"));
  EXPECT_NE(refusal([&] {
              model.train_on_batch(x, y,
                                   {.sample_weight = Array::from(std::vector<float>(10, 1)),
                                    .class_weight = {{0, 2.0}}});
            }).find("both given"),
            std::string::npos);
  Sequential uncompiled{layers::Dense{.units = 1, .input_shape = {4}}};
  EXPECT_NE(refusal([&] { uncompiled.train_on_batch(x, y); }).find("not compiled"),
            std::string::npos);
}

}  // namespace
}  // namespace occam
