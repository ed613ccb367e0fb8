#include <gmock/gmock.h>

#include <functional>

#include "occam/layers/dense.h"
#include "occam/models/model.h"
#include "occam/models/sequential.h"

namespace occam {
namespace {

Sequential chain() {
  Sequential model{layers::Dense{.units = 2, .input_shape = {3}}};
  model.compile({.optimizer = "sgd", .loss = "mse"});
  return model;
}
Model graph() {
  const Node x = Input({3});
  Model model({.inputs = x, .outputs = layers::Dense{.units = 2}(x)});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  return model;
}

template <class Kind>
void expect_told(Kind model) {
  const Array x({2, 3}, std::vector<float>{1, 2, 3, 4, 5, 6}), y({2, 2}, std::vector<float>(4, 1));
  const Array expected = model.predict(x);
  Kind moved = std::move(model);
  const auto told = [](const std::function<void()>& use) {
    try {
      use();
    } catch (const InvalidArgument& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const std::vector<std::function<void()>> uses = {
      [&] { model.predict(x); },          [&] { model.fit(x, y, {}); },
      [&] { model.evaluate(x, y, {}); },  [&] { model.get_weights(); },
      [&] { model.summary(1); },          [&] { model.compile({.loss = "mse"}); },
      [&] { (void)model.built(); },       [&] { model.set_seed(1); },
      [&] { (void)Kind(model); },         [&] { (void)model.as_layer("inner"); },
      [&] { model.set_hyper("l2", 1.0); }};
  for (std::size_t i = 0; i < uses.size(); ++i) {
    EXPECT_THAT(told(uses[i]), testing::HasSubstr("the model was moved from")) << "use " << i;
  }
  const Array there = moved.predict(x);
  EXPECT_TRUE(std::ranges::equal(there.data<float>(), expected.data<float>()));
  model = moved;  // and it is one again
  const Array again = model.predict(x);
  EXPECT_TRUE(std::ranges::equal(again.data<float>(), expected.data<float>()));
}

TEST(MovedFrom, ASequentialSaysSo) {
  expect_told(chain());
  Sequential model = chain();
  const Sequential moved = std::move(model);
  EXPECT_THROW(model.add(layers::Dense{.units = 1}), InvalidArgument);
  EXPECT_THROW(model.build({3}), InvalidArgument);
}

TEST(MovedFrom, AModelSaysSo) { expect_told(graph()); }

}  // namespace
}  // namespace occam
