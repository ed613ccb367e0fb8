// Models are values, predictions depend on nothing but weights and rows, seeds decide all chance.
#include <gtest/gtest.h>

#include <thread>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::bits_of;
using models_testing::Data;

const FitOptions kTwoEpochs{.batch_size = 20, .epochs = 2, .verbose = 0};

TEST(Values, CopyingAModelCopiesItsWeights) {
  const Data data = models_testing::regression(64, 5);
  Sequential model = models_testing::regularized(5, 9, "adam");
  model.fit(data.x, data.y, kTwoEpochs);
  Sequential copy = model;
  Sequential kept = model;
  models_testing::expect_same_weights(model, copy, "a copy");
  const History a = model.fit(data.x, data.y, kTwoEpochs);
  models_testing::expect_same_weights(copy, kept, "training the model left its copy alone");
  EXPECT_TRUE(models_testing::differ(model, copy));
  // A copy goes on as the model would have: optimizer, step and shuffles included.
  models_testing::expect_same_history(a, copy.fit(data.x, data.y, kTwoEpochs), "the copy's fit");
  models_testing::expect_same_weights(model, copy, "the copy after the same fit");
  kept = model;
  models_testing::expect_same_weights(model, kept, "assigned");
  const Sequential moved = std::move(model);
  models_testing::expect_same_weights(moved, kept, "moved");
}

TEST(Values, EvaluatingChangesNothing) {
  const Data data = models_testing::regression(64, 5);
  const Array flat = data.y.reshape({64});  // the same targets, written without their last axis
  Sequential model = models_testing::regularized(5, 9, "adam");
  model.fit(data.x, data.y, kTwoEpochs);
  Sequential evaluated = models_testing::regularized(5, 9, "adam");
  evaluated.fit(data.x, data.y, kTwoEpochs);
  evaluated.evaluate(data.x, data.y);
  evaluated.evaluate(data.x, flat, {.batch_size = 7});
  evaluated.predict(data.x);
  models_testing::expect_same_weights(model, evaluated, "evaluated");
  models_testing::expect_same_history(model.fit(data.x, data.y, kTwoEpochs),
                                      evaluated.fit(data.x, data.y, kTwoEpochs), "going on");
  models_testing::expect_same_weights(model, evaluated, "going on");
}

TEST(Values, PredictDoesNotDependOnTheBatchSize) {
  for (const std::int64_t units : {9, 600}) {
    const Data data = models_testing::regression(301, 50);
    Sequential model = models_testing::regularized(50, units, "adam");
    model.fit(data.x, data.y, kTwoEpochs);
    const auto wanted = bits_of(model.predict(data.x));
    for (const int batch : {1, 2, 7, 64, 300, 301, 5000})
      EXPECT_TRUE(bits_of(model.predict(data.x, {.batch_size = batch})) == wanted) << batch;
    // Nor on which other rows are there.
    for (const std::int64_t row : {0, 17, 300}) {
      const auto alone = bits_of(model.predict(data.x.rows(row, row + 1)));
      EXPECT_EQ(alone[0], wanted[static_cast<std::size_t>(row)]);
    }
  }
}

TEST(Values, PredictMayRunInSeveralThreadsAtOnce) {
  const Data data = models_testing::regression(200, 40);
  Sequential trained = models_testing::regularized(40, 300, "adam");
  trained.set_threads(2);
  trained.fit(data.x, data.y, kTwoEpochs);
  const Sequential& model = trained;
  const auto wanted = bits_of(model.predict(data.x));
  std::vector<int> equal(4);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int repeat = 0; repeat < 5; ++repeat) {
        // Different batch sizes: plans are compiled at the same time too.
        const int batch = 16 * (1 + (t + repeat) % 4);
        if (bits_of(model.predict(data.x, {.batch_size = batch})) == wanted)
          ++equal[static_cast<std::size_t>(t)];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(equal, std::vector<int>(4, 5));
}

TEST(Values, TheSameSeedGivesTheSameBitsAndAnotherOtherOnes) {
  const Data data = models_testing::regression(64, 5);
  const auto trained = [&](std::uint64_t seed) {
    Sequential model = models_testing::regularized(5, 9, "adam", seed);
    model.fit(data.x, data.y, kTwoEpochs);
    return model;
  };
  const Sequential first = trained(11), again = trained(11), other = trained(12);
  models_testing::expect_same_weights(first, again, "the same seed");
  EXPECT_TRUE(models_testing::differ(first, other));
}

/// Without dropout and random weights only the order of the rows is left to chance.
Sequential deterministic(std::uint64_t seed, bool dropout) {
  Sequential model{layers::Dense{.units = 4, .kernel_initializer = "ones", .input_shape = {5}},
                   layers::Dropout{.rate = dropout ? 0.2 : 0.0},
                   layers::Dense{.units = 1, .kernel_initializer = "ones"}};
  model.compile({.optimizer = "sgd", .loss = "mse"});
  model.set_seed(seed);
  return model;
}

TEST(Values, TheDataSeedIsApart) {
  const Data data = models_testing::regression(64, 5);
  const auto trained = [&](std::uint64_t seed, int data_seed, bool dropout, bool shuffle = true) {
    Sequential model = deterministic(seed, dropout);
    if (data_seed >= 0) model.set_data_seed(static_cast<std::uint64_t>(data_seed));
    FitOptions options = kTwoEpochs;
    options.shuffle = shuffle;
    model.fit(data.x, data.y, options);
    return model;
  };
  using models_testing::differ;
  EXPECT_FALSE(differ(trained(1, 5, false), trained(2, 5, false))) << "one order of the rows";
  EXPECT_TRUE(differ(trained(1, 5, false), trained(1, 6, false))) << "another order";
  EXPECT_TRUE(differ(trained(1, -1, false), trained(2, -1, false))) << "both from one seed";
  EXPECT_FALSE(differ(trained(1, 1, false), trained(1, -1, false))) << "the default is the seed";
  EXPECT_TRUE(differ(trained(1, 5, true), trained(2, 5, true))) << "other masks";
  EXPECT_FALSE(differ(trained(1, 5, true, false), trained(1, 6, true, false))) << "no shuffle";
}

TEST(Values, SeedsAreSetBeforeTheWeights) {
  Sequential model = deterministic(1, true);
  model.build({5});
  model.set_seed(3);
  model.get_weights();
  EXPECT_THROW(model.set_seed(2), InvalidArgument);
  EXPECT_THROW(model.set_data_seed(2), InvalidArgument);
}

}  // namespace
}  // namespace occam
