#include "occam/models/tape.h"

#include <gtest/gtest.h>

#include "occam/layers/batch_normalization.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/models/sequential.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::models {
namespace {

// d/dx sum(x^2 e^y) = 2 x e^y, d/dy = x^2 e^y
TEST(Tape, GradientsOfInputs) {
  Tape tape(1);
  const graph::Value x = tape.input(Array{1.0f, 2.0f}), y = tape.input(Array{0.0f, 0.0f});
  const graph::Value unused = tape.input(Array{3.0f});
  const graph::Value loss = ops::square(x) * ops::exp(y);
  const std::vector<graph::Value> by = tape.gradient(loss, {x, y, unused});
  EXPECT_FALSE(by[2]);
  const std::vector<Array> numbers = tape.numbers({loss, by[0], by[1]});
  EXPECT_EQ(to_text(numbers[0]), "[1. 4.]");
  EXPECT_EQ(to_text(numbers[1]), "[2. 4.]");
  EXPECT_EQ(to_text(numbers[2]), "[1. 4.]");
}

// The whole gradient by x, though a source lies between: (x^2)^2 has 4 x^3 and, by x^2, 2 x^2.
TEST(Tape, SourcesMayDependOnEachOther) {
  Tape tape(1);
  const graph::Value x = tape.input(Array{3.0f});
  const graph::Value between = ops::square(x);
  const std::vector<graph::Value> by = tape.gradient(ops::square(between), {x, between});
  const std::vector<Array> numbers = tape.numbers(by);
  EXPECT_EQ(numbers[0].at(0), 108);
  EXPECT_EQ(numbers[1].at(0), 18);
}

// x^3 has 3 x^2, and that 6 x.
TEST(Tape, GradientsOfGradients) {
  Tape tape(1);
  const graph::Value x = tape.input(Array{2.0f});
  const graph::Value first = tape.gradient(ops::square(x) * x, {x})[0];
  EXPECT_EQ(tape.numbers({first})[0].at(0), 12);
  // Asked for once more, behind what was computed already.
  EXPECT_EQ(tape.numbers(tape.gradient(first, {x}))[0].at(0), 12);
}

TEST(Tape, WeightsAreThoseOfAModelAtTheCall) {
  Sequential model{layers::Dense{.units = 1, .input_shape = {2}}};
  model.set_weights({Array{{2.0f}, {3.0f}}, Array{1.0f}});
  Tape tape(1);
  const graph::Value x = tape.input(Array{{1.0f, 10.0f}});
  const graph::Value result = model.as_layer("model").build(tape.scope().child("m"), {&x, 1});
  tape.take_weights("m/", model);
  model.set_weights({Array{{0.0f}, {0.0f}}, Array{0.0f}});
  const graph::Value kernel = tape.weight("m/dense/kernel");
  ASSERT_TRUE(kernel);
  EXPECT_FALSE(tape.weight("m/dense/none"));
  const std::vector<Array> numbers = tape.numbers({result, tape.gradient(result, {kernel})[0]});
  EXPECT_EQ(numbers[0].at(0), 33);
  EXPECT_EQ(to_text(numbers[1]), "[[ 1.]\n [10.]]");
}

TEST(Tape, StatisticsMoveAndDrawsAreOfTheSeed) {
  const Sequential model{layers::BatchNormalization{.momentum = 0.75, .input_shape = {1}},
                         layers::Dropout{.rate = 0.5}};
  const auto drawn = [&](std::uint64_t seed) {
    Tape tape(seed);
    const graph::Value x = tape.input(Array{{1.0f}, {3.0f}, {5.0f}, {7.0f}, {9.0f}, {11.0f}});
    const graph::Value result = model.as_layer("model").build(tape.scope().child("m"), {&x, 1});
    tape.take_weights("m/", model);
    const auto moved = tape.statistics();
    EXPECT_EQ(moved.size(), 2u);
    EXPECT_EQ(moved[0].first, "m/batch_normalization/moving_mean");
    const std::vector<Array> numbers = tape.numbers({result, moved[0].second});
    EXPECT_FLOAT_EQ(static_cast<float>(numbers[1].at(0)), 1.5f);  // a quarter of the mean 6
    return to_text(numbers[0]);
  };
  const std::string first = drawn(1);
  EXPECT_EQ(drawn(1), first);
  bool differs = false;
  for (std::uint64_t seed = 2; seed < 12; ++seed) differs = differs || drawn(seed) != first;
  EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace occam::models
