// A step allocates nothing, and fit not more for more steps.
#include <gtest/gtest.h>

#include <cstdlib>

#include "occam/compiler/compile.h"
#include "occam/models/network.h"
#include "tests/properties/allocation_counter.h"
#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::Data;
using training::Mode;

class Allocations : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!allocation_counter::kWorks) GTEST_SKIP() << allocation_counter::kWhyNot;
  }
};

/// Allocations of `work`.
template <class Work>
long count(Work&& work) {
  const long before = allocation_counter::allocations();
  work();
  return allocation_counter::allocations() - before;
}

TEST_F(Allocations, AreCounted) {
  EXPECT_EQ(count([] {
              std::vector<float> values(1000);
              Bytes bytes(1000);
              void* volatile p = std::malloc(10);
              std::free(p);
              // A compiler may leave out memory whose address nobody sees (clang does).
              const void* volatile seen = values.data();
              seen = bytes.data();
              static_cast<void>(seen);
            }),
            3);
}

TEST_F(Allocations, AStepAllocatesNothing) {
  for (const int threads : {1, 3}) {
    for (const std::int64_t units : {8, 700}) {
      const std::vector<models::NamedLayer> layers = {
          {"dense", layers::Dense{.units = units,
                                  .activation = "relu",
                                  .kernel_regularizer = regularizers::L1L2{0.001, 0.01}}},
          {"batch_normalization", layers::BatchNormalization{}},
          {"dropout", layers::Dropout{.rate = 0.2}},
          {"dense_1", layers::Dense{.units = 3, .activation = "softmax"}}};
      const auto alone = std::make_shared<const models::Blueprint>(models::chain(layers, {40}));
      const CompileOptions options{
          .optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}};
      for (const int members : {1, 4}) {
        const std::vector<std::uint64_t> seeds(static_cast<std::size_t>(members), 7);
        models::Network network(alone, seeds, 1, std::make_shared<runtime::ThreadPool>(threads));
        network.adopt(models::with_targets(
            models::compiled_with(alone, std::make_shared<const CompileOptions>(options)),
            {Shape{}}, 64));
        std::vector<int> active;
        for (int m = 0; m < members; ++m) active.push_back(m);
        for (const Mode mode : {Mode::kTrain, Mode::kTest, Mode::kPredict}) {
          runtime::Executor& executor = network.executor({mode, 64});
          executor.run(active);
          EXPECT_EQ(count([&] {
                      for (int step = 0; step < 20; ++step) executor.run(active);
                    }),
                    0)
              << threads << " threads, " << units << " units, " << members << " members";
        }
      }
    }
  }
}

TEST_F(Allocations, OfFitDoNotGrowWithTheNumberOfSteps) {
  const auto allocations_of = [](std::int64_t rows, int epochs) {
    const Data data = models_testing::regression(rows, 6);
    Sequential model = models_testing::regularized(6, 8, "adam");
    model.set_threads(1);
    const FitOptions options{.batch_size = 16, .epochs = epochs, .verbose = 0};
    model.fit(data.x, data.y, options);  // plans are compiled
    return count([&] { model.fit(data.x, data.y, options); });
  };
  const long few = allocations_of(64, 1);
  EXPECT_EQ(allocations_of(6400, 1), few);
  // An epoch may allocate a little: its row of the history and its logs.
  EXPECT_LT(allocations_of(6400, 11), few + 10 * 40);
  EXPECT_EQ(allocations_of(6400, 11), allocations_of(64, 11));
}

}  // namespace
}  // namespace occam
